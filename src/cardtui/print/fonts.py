"""Which font a character is printed in: cardtui's own, one that was given, or one that this computer has."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from fontTools.ttLib import TTFont

from cardtui.print.document import Style

_FONTS = Path(__file__).parent / "font_files"

_OWN = {
    Style.PLAIN: "SourceSerif4-Regular.ttf",
    Style.ITALIC: "SourceSerif4-Italic.ttf",
    Style.STRONG: "SourceSerif4-SemiBold.ttf",
}
_REST = "DejaVuSans.ttf"
"""For what the serifs lack: symbols, Hebrew, Arabic, Armenian, Georgian and more."""

_OUTLINES = ("glyf", "CFF ", "CFF2")
"""Tables of a font that can be embedded; fonts of bitmaps or of colored pictures have none of them."""

_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")

_NAMED = 12
"""So many missing characters are shown."""

_ASKED = 120
"""Characters per fc-match query."""

_TRIES = 8
"""So many fonts of the system are looked at."""

_PATIENCE = 20
"""Seconds; the system makes its list of fonts when it is asked for the first time."""


class FontUnfit(Exception):
    """A font that was given cannot be printed with, or no font has some characters. Its text is a sentence."""


class FontFace(msgspec.Struct, frozen=True):
    """A font. number: its place in a file that holds several. covers: the code points that it has."""

    path: Path
    covers: frozenset[int]
    number: int = 0


FontFaces = dict[Style, tuple[FontFace, ...]]
"""The fonts of a document, by style, in the order in which they are asked for a character."""


def faces_for(characters: Iterable[str], given: Path | None = None) -> FontFaces:
    """The fonts for a document.

    Args:
        characters: all that it has.
        given: a font for whatever cardtui's own lack; what is then still missing the system is asked for.

    Raises:
        FontUnfit: ``given`` cannot be read, or not be embedded, or no font has some of the characters.
    """
    own = {style: _face(_FONTS / name) for style, name in _OWN.items()}
    others = [*([_face(given)] if given is not None else []), _face(_FONTS / _REST)]
    common = frozenset.intersection(*(face.covers for face in own.values()))
    covered = common.union(*(face.covers for face in others))
    lacking = {character for character in characters if ord(character) not in covered}
    for path, number in system_fonts(sorted(lacking))[:_TRIES] if lacking else ():
        try:
            face = _face(path, number)
        except FontUnfit:
            continue
        found = {character for character in lacking if ord(character) in face.covers}
        if found:
            others.append(face)
            lacking -= found
        if not lacking:
            break
    if lacking:
        raise FontUnfit(
            f"no font here has these characters: {_named(lacking)}. Give one that has them: --font FILE. "
            "Nothing was written"
        )
    return {style: (face, *others) for style, face in own.items()}


def system_fonts(characters: Sequence[str]) -> Sequence[tuple[Path, int]]:
    """Fonts that fontconfig finds for some characters: the file, and the place in it; the best one first.

    Nothing where there is no fontconfig.
    """
    program = shutil.which("fc-match")
    if program is None:
        return ()
    found: list[tuple[Path, int]] = []
    for start in range(0, min(len(characters), _TRIES * _ASKED), _ASKED):
        charset = " ".join(f"{ord(character):x}" for character in characters[start : start + _ASKED])
        pattern = f"serif:scalable=true:variable=false:color=false:charset={charset}"
        try:
            ran = subprocess.run(  # noqa: S603  (a fixed program; the pattern holds only numbers)
                [program, "--sort", "--format", "%{file}\t%{index}\n", pattern],
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return found
        for line in ran.stdout.decode(errors="surrogateescape").splitlines()[:_TRIES]:
            name, _, number = line.partition("\t")
            place = (Path(name), int(number) if number.isdigit() else 0)
            if place[0].suffix.lower() in _SUFFIXES and place not in found:
                found.append(place)
    return found


def _face(path: Path, number: int = 0) -> FontFace:
    if path.suffix.lower() not in _SUFFIXES:
        raise FontUnfit(f"{path} is not a usable font; give a .ttf, .otf or .ttc file")
    try:
        # Opened here: a file that is no font would stay open.
        with path.open("rb") as file, TTFont(file, fontNumber=number, lazy=True) as font:
            if not any(table in font for table in _OUTLINES):
                raise FontUnfit(f"the font {path} has no outlines of letters, so it cannot be embedded")
            if font["OS/2"].fsType & 0x2:
                raise FontUnfit(f"the font {path} does not allow to be embedded in a document")
            return FontFace(path, frozenset(font.getBestCmap() or ()), number)
    except OSError as error:
        raise FontUnfit(f"the font {path} cannot be read: {error.strerror or error}") from error
    except FontUnfit:
        raise
    except Exception as error:
        # A damaged font can fail in any way, anywhere within fontTools.
        raise FontUnfit(f"the file {path} is no font, or a damaged one") from error


def _named(characters: Iterable[str]) -> str:
    """A few characters, and which scripts the letters among them belong to, as far as their names in Unicode tell."""
    # Letters say more of what is missing than signs do.
    found = sorted(characters, key=lambda character: (not character.isalpha(), character))
    few = " ".join(f"{character} (U+{ord(character):04X})" for character in found[:_NAMED])
    rest = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    names = (unicodedata.name(character, "").partition(" ")[0] for character in found if character.isalpha())
    scripts = sorted({"Han" if name.startswith("CJK") else name.capitalize() for name in names if name})
    return f"{few}{rest} ({', '.join(scripts)})" if scripts else f"{few}{rest}"

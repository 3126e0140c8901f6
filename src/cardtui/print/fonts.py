"""Which font a character is printed in: cardtui's own, a given one, or one of this computer."""

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
"""For characters that the serif fonts lack: symbols, Hebrew, Arabic, Armenian, Georgian and more."""

_OUTLINES = ("glyf", "CFF ", "CFF2")
"""Tables of a font that can be embedded; bitmap and color fonts have none of them."""

_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")

_NAMED = 12
"""How many missing characters to list."""

_ASKED = 120
"""Characters per fc-match query."""

_TRIES = 8
"""How many system fonts to try."""

_PATIENCE = 20
"""Seconds; the system builds its list of fonts at the first query."""


class FontUnfit(Exception):
    """A given font cannot be used, or no font has some characters. Its text is a sentence."""


class FontFace(msgspec.Struct, frozen=True):
    """A font. number: its index in a file with several fonts. covers: the code points that it has."""

    path: Path
    covers: frozenset[int]
    number: int = 0


FontFaces = dict[Style, tuple[FontFace, ...]]
"""The fonts of a document, by style, in the order in which they are searched for a character."""


def faces_for(characters: Iterable[str], given: Path | None = None) -> FontFaces:
    """The fonts for a document.

    Args:
        characters: all characters in it.
        given: a font for characters that cardtui's own lack; the rest is looked for in the system's fonts.

    Raises:
        FontUnfit: ``given`` cannot be read or embedded, or no font has some of the characters.
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
    """Fonts that fontconfig finds for some characters: the file, and the index in it; the best one first.

    Empty without fontconfig.
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
        # Opened here: otherwise a file that is not a font would stay open.
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
        # A damaged font can fail in any way, anywhere in fontTools.
        raise FontUnfit(f"the file {path} is no font, or a damaged one") from error


def _named(characters: Iterable[str]) -> str:
    """A few characters, and the scripts of the letters among them, as far as their Unicode names show."""
    # Letters describe what is missing better than signs do.
    found = sorted(characters, key=lambda character: (not character.isalpha(), character))
    few = " ".join(f"{character} (U+{ord(character):04X})" for character in found[:_NAMED])
    rest = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    names = (unicodedata.name(character, "").partition(" ")[0] for character in found if character.isalpha())
    scripts = sorted({"Han" if name.startswith("CJK") else name.capitalize() for name in names if name})
    return f"{few}{rest} ({', '.join(scripts)})" if scripts else f"{few}{rest}"

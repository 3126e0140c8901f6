"""Widths of text in the fonts of a document, and its boxes as the bytes of a PDF. All of fpdf2 is here."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache, partial
from itertools import groupby
from pathlib import Path
from typing import Self

import uharfbuzz  # noqa: F401  (fpdf2 hides why it cannot be imported, until a text is shaped)
from fpdf import FPDF
from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection, XPos, YPos
from fpdf.fonts import TTFFont

from cardtui.print.boxes import ASCENT, Document, Measure, Rule, Style, Text
from cardtui.print.fonts import FontFace, FontFaces, Search, faces_for
from cardtui.print.line_breaks import clusters

_EM = 1000
"""Points at which widths are measured; they grow with the size."""

_REMEMBERED = 50_000
"""Widths of words; a deck has a few thousand different ones."""

_MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""In place of the time at which a file is made: the same text is the same bytes, on any day."""

_FEATURES = {"kern": True, "liga": True}

_TURNS = {"R", "AL", "AN", "RLE", "RLO", "RLI"}
"""Classes of characters (UAX #9) without which a line runs from left to right throughout."""


class PdfWriter:
    """Prints in the given fonts. A measure for layout, too. Its files are open until it is left, or closed."""

    def __init__(self, faces: FontFaces) -> None:
        # Its warnings of glyphs would go to stderr; here every character was looked for in the fonts before.
        for name in ("fpdf", "fontTools"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._faces = faces
        self._pdf = FPDF(unit="pt")
        self._pdf.set_auto_page_break(auto=False)
        self._pdf.set_margin(0)
        self._pdf.c_margin = 0
        # Else "{nb}" in a text would become the number of pages.
        self._pdf.alias_nb_pages("")
        self._families: dict[tuple[str, int], str] = {}
        self._wide = lru_cache(_REMEMBERED)(self._measured)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *what: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the files of its fonts; nothing can be measured or printed any more."""
        for font in self._pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

    def width(self, text: str, style: Style, size: float, *, right_to_left: bool = False) -> float:
        """How wide a line is, in points."""
        return self._wide(text, style, right_to_left) * size / _EM

    def print(self, document: Document) -> bytes:
        """The document as a PDF; a press prints one."""
        pdf = self._pdf
        pdf.set_title(document.title)
        pdf.set_lang(document.language)
        pdf.set_creator("cardtui")
        pdf.set_creation_date(_MADE)
        for page in document.pages:
            pdf.add_page(format=document.size)
            for box in page:
                if isinstance(box, Rule):
                    self._rule(box)
                elif box.turned:
                    with pdf.rotation(180, box.x, box.y):
                        self._text(box)
                else:
                    self._text(box)
        return bytes(pdf.output())

    def _rule(self, rule: Rule) -> None:
        self._pdf.set_line_width(rule.weight)
        self._pdf.set_draw_color(round(255 * rule.grey))
        self._pdf.line(rule.x, rule.y, rule.x + rule.across, rule.y + rule.down)

    def _text(self, box: Text) -> None:
        pdf = self._pdf
        pdf.set_text_color(round(255 * box.grey))
        x = box.x
        for run, face, direction in self._runs(box.text, box.style, right_to_left=box.right_to_left):
            takes = self._shaped(run, face, direction) * box.size / _EM
            self._choose(face, box.size, direction)
            # fpdf2 puts the baseline at 0.8 of a size below the top of a cell that is one size high.
            pdf.set_xy(x, box.y - ASCENT * box.size)
            pdf.cell(takes, box.size, run, new_x=XPos.RIGHT, new_y=YPos.TOP)
            x += takes

    def _choose(self, face: FontFace, size: float, direction: TextDirection) -> None:
        key = (str(face.path), face.number)
        family = self._families.get(key)
        if family is None:
            family = self._families[key] = f"face{len(self._families)}"
            self._pdf.add_font(family, "", face.path, collection_font_number=face.number)
        self._pdf.set_font(family, "", size)
        self._pdf.set_text_shaping(use_shaping_engine=True, features=_FEATURES, direction=direction)

    def _measured(self, text: str, style: Style, right_to_left: bool) -> float:  # noqa: FBT001  (the cache's key)
        return sum(self._shaped(*run) for run in self._runs(text, style, right_to_left=right_to_left))

    def _shaped(self, run: str, face: FontFace, direction: TextDirection) -> float:
        """The width of a run at `_EM`. Asked of the font itself: fpdf2 would look for directions in it again."""
        self._choose(face, _EM, direction)
        font = self._pdf.current_font
        assert isinstance(font, TTFFont)
        _, width = font.get_text_width(run, _EM, {"features": _FEATURES, "fragment_direction": direction})
        return width

    def _runs(self, text: str, style: Style, *, right_to_left: bool) -> Iterator[tuple[str, FontFace, TextDirection]]:
        """A line in parts of one font and direction, from left to right as they stand on the page."""
        for part, direction in _turned(text, right_to_left=right_to_left):
            if direction is TextDirection.RTL:
                for run, face in reversed(list(self._by_face(part, style, whole=True))):
                    yield run, face, direction
            else:
                for run, face in self._by_face(part, style, whole=False):
                    yield run, face, direction

    def _by_face(self, text: str, style: Style, *, whole: bool) -> Iterator[tuple[str, FontFace]]:
        """A text in parts of one font. A font that has begun goes on through spaces and signs that it has, too.

        whole: whether one font that has all of it is better than one that has some of it and comes first.
        """
        faces = self._faces.of(style)
        for face in faces if whole else faces[:1]:
            if _has(face, text):
                yield text, face
                return
        run, now = "", faces[0]
        for cluster in clusters(text):
            face = _first(faces, cluster)
            if run and not cluster[0].isalnum() and _has(now, cluster):
                face = now
            if run and face is not now:
                yield run, now
                run = ""
            run, now = run + cluster, face
        yield run, now


def _turned(text: str, *, right_to_left: bool) -> Sequence[tuple[str, TextDirection]]:
    """A line in parts of one direction, in the order in which they stand. Source: UAX #9, rule L2."""
    if not right_to_left and not _TURNS.intersection(map(unicodedata.bidirectional, text)):
        return [(text, TextDirection.LTR)]
    base = TextDirection.RTL if right_to_left else TextDirection.LTR
    letters = BidiParagraph(text, base_direction=base, preserve_bn_chars=True).get_characters_with_embedding_level()
    parts = [
        (level, "".join(letter.character for letter in run))
        for level, run in groupby(letters, lambda letter: letter.embedding_level)
    ]
    for least in range(max((level for level, _ in parts), default=0), 0, -1):
        stretches = [list(run) for _, run in groupby(parts, partial(_is_at, least))]
        parts = [part for run in stretches for part in (reversed(run) if _is_at(least, run[0]) else run)]
    return [(part, TextDirection.RTL if level % 2 else TextDirection.LTR) for level, part in parts]


def _is_at(least: int, part: tuple[int, str]) -> bool:
    return part[0] >= least


def _first(faces: tuple[FontFace, ...], cluster: str) -> FontFace:
    whole = next((face for face in faces if _has(face, cluster)), None)
    return whole or next((face for face in faces if ord(cluster[0]) in face.covers), faces[0])


def _has(face: FontFace, cluster: str) -> bool:
    return all(ord(character) in face.covers for character in cluster)


Layout = Callable[[Measure], Document]
"""Lays a document out by the widths of some fonts."""


class _Guess:
    """Widths of no font: every letter half as wide as high. The characters do not depend on it."""

    def width(self, text: str, style: Style, size: float, *, right_to_left: bool = False) -> float:
        return len(text) * size / 2


def printed(layout: Layout, font: Path | None = None, search: Search | None = None) -> tuple[bytes, Document]:
    """A document as a PDF, and as it was laid out.

    Args:
        layout: what to print.
        font: for characters that cardtui's own fonts lack.
        search: how the system is asked for fonts; see `cardtui.print.fonts.faces_for`.

    Raises:
        FontUnfit: ``font`` cannot be used.
        CharactersMissing: no font has some of the characters.
    """
    first = layout(_Guess())
    characters = {character for page in first.pages for box in page if isinstance(box, Text) for character in box.text}
    with PdfWriter(faces_for(characters, font, search)) as press:
        document = layout(press)
        return press.print(document), document

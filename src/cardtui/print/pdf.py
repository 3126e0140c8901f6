"""Widths of text in the fonts of a document, and its boxes as the bytes of a PDF. Only this module uses fpdf2."""

from __future__ import annotations

import logging
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Self

import uharfbuzz  # noqa: F401  (fpdf2 hides why it cannot be imported, until a text is shaped)
from fpdf import FPDF
from fpdf.enums import TextDirection
from fpdf.fonts import TTFFont

from cardtui.print.document import ASCENT, Document, Layout, Paper, Rule, Style, Text
from cardtui.print.fonts import FontFace, FontFaces, faces_for
from cardtui.workshop.plan_color import channels

_EM = 1000
"""Points at which widths are measured; they scale with the size."""

_REMEMBERED = 50_000
"""Cached widths; a deck has a few thousand different words."""

_MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""Fixed creation time, so that the same text gives the same bytes on any day."""

_FEATURES = {"kern": True, "liga": True}


class PdfWriter:
    """Prints in the given fonts. Also a measure for layout. Its font files stay open until the context ends."""

    def __init__(self, faces: FontFaces) -> None:
        # Its warnings about glyphs would go to stderr; every character was already looked up in the fonts.
        for name in ("fpdf", "fontTools"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._faces = faces
        self._pdf = FPDF(unit="pt")
        self._pdf.set_auto_page_break(auto=False)
        self._pdf.set_margin(0)
        self._pdf.c_margin = 0
        # Otherwise "{nb}" in a text would become the number of pages.
        self._pdf.alias_nb_pages("")
        self._families: dict[tuple[str, int], str] = {}
        self._wide = lru_cache(_REMEMBERED)(self._measured)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *what: object) -> None:
        for font in self._pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

    def width(self, text: str, style: Style, size: float, *, right_to_left: bool = False) -> float:
        """The width of a line, in points."""
        return self._wide(text, style, right_to_left) * size / _EM

    def print(self, document: Document) -> bytes:
        """The document as a PDF; a writer can print only one."""
        pdf = self._pdf
        pdf.set_title(document.title)
        pdf.set_lang(document.language)
        pdf.set_creator("cardtui")
        pdf.set_creation_date(_MADE)
        for page in document.pages:
            pdf.add_page(format=document.size)
            for box in page:
                if isinstance(box, Rule):
                    pdf.set_line_width(box.weight)
                    pdf.set_draw_color(*_ink(box.color))
                    pdf.line(box.x, box.y, box.x + box.across, box.y + box.down)
                else:
                    with pdf.rotation(180, box.x, box.y) if box.turned else nullcontext():
                        self._text(box)
        return bytes(pdf.output())

    def _text(self, box: Text) -> None:
        with self._pdf.local_context():  # otherwise fpdf2 continues in the last fallback font
            self._choose(box.style, box.size, right_to_left=box.right_to_left)
            self._pdf.set_text_color(*_ink(box.color))
            # fpdf2 puts the baseline at 0.8 of a size below the top of a cell that is one size high.
            self._pdf.set_xy(box.x, box.y - ASCENT * box.size)
            self._pdf.cell(box.width, box.size, box.text)

    def _choose(self, style: Style, size: float, *, right_to_left: bool) -> None:
        """Set the font of a style, and the fallbacks for letters that it lacks."""
        first, *others = map(self._family, self._faces[style])
        self._pdf.set_font(first, "", size)
        self._pdf.set_fallback_fonts(others, exact_match=False)
        direction = TextDirection.RTL if right_to_left else TextDirection.LTR
        self._pdf.set_text_shaping(use_shaping_engine=True, features=_FEATURES, direction=direction)

    def _family(self, face: FontFace) -> str:
        key = (str(face.path), face.number)
        if key not in self._families:
            self._families[key] = f"face{len(self._families)}"
            self._pdf.add_font(self._families[key], "", face.path, collection_font_number=face.number)
        return self._families[key]

    def _measured(self, text: str, style: Style, right_to_left: bool) -> float:  # noqa: FBT001  (the cache's key)
        self._choose(style, _EM, right_to_left=right_to_left)
        return self._pdf.get_string_width(text)


def _ink(color: str) -> tuple[int, ...]:
    """A color for fpdf2: a gray as one number, so that printers don't mix it from colored inks."""
    parts = channels(color)
    return parts[:1] if len(set(parts)) == 1 else parts


class _Guess:
    """Widths without a font: every letter is half as wide as high. Enough to collect the characters."""

    def width(self, text: str, style: Style, size: float, *, right_to_left: bool = False) -> float:
        return len(text) * size / 2


def printed(layout: Layout, paper: Paper, font: Path | None = None) -> tuple[bytes, Document]:
    """A document as a PDF, and as laid out.

    Args:
        layout: what to print.
        paper: what it is printed on.
        font: for characters that cardtui's own fonts lack.

    Raises:
        FontUnfit: ``font`` cannot be used, or no font has some of the characters.
    """
    first = layout(paper, _Guess())
    characters = {character for page in first.pages for box in page if isinstance(box, Text) for character in box.text}
    with PdfWriter(faces_for(characters, font)) as writer:
        document = layout(paper, writer)
        return writer.print(document), document

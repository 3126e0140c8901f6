"""A document from its layout: laid out once to learn its characters, then again in the fonts that have them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cardtui.print.boxes import Document, Measure, Style, Text
from cardtui.print.fonts import Search, faces_for
from cardtui.print.pdf import PdfWriter

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

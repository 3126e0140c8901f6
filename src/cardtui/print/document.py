"""A document to print: its paper, its pages, and the positioned content of each.

The content is boxes: lines of text and straight rules. Lengths are in points, 1/72 inch.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

import msgspec
from msgspec.structs import replace

MM = 72 / 25.4
"""Points in a millimeter."""

BLACK = "#000000"
GRAY = "#545454"
"""Still 7:1 on white paper, with a third less ink."""

PALE = "#999999"
"""For rules; never for text."""

ASCENT = 0.8
DESCENT = 0.25
"""Share of the size that a line reaches above and below its baseline, for keeping distance."""


class Style(StrEnum):
    """Styles of type."""

    PLAIN = "plain"
    ITALIC = "italic"
    STRONG = "strong"


class Paper(StrEnum):
    """A size of paper."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, upright. Source: ISO 216, ANSI/ASME Y14.1."""
        return (210 * MM, 297 * MM) if self is Paper.A4 else (612.0, 792.0)


class Text(msgspec.Struct, frozen=True):
    """One line of text.

    x, y: the start of its baseline, from the left and from the top. width: of the line. right_to_left: its
    direction as a whole. turned: upside down around (x, y), to be read from the other side. color: #rrggbb.
    """

    x: float
    y: float
    text: str
    style: Style
    size: float
    width: float
    color: str = BLACK
    right_to_left: bool = False
    turned: bool = False

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the ink."""
        up, down = self.size * ASCENT, self.size * DESCENT
        if self.turned:
            return self.x - self.width, self.y - down, self.x, self.y + up
        return self.x, self.y - up, self.x + self.width, self.y + down


class Rule(msgspec.Struct, frozen=True):
    """A straight line. weight: thickness. x and y: its start; across and down: its extent."""

    x: float
    y: float
    across: float
    down: float = 0.0
    weight: float = 0.5
    color: str = BLACK

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        return self.x, self.y, self.x + self.across, self.y + self.down


Box = Text | Rule


class Document(msgspec.Struct, frozen=True):
    """A whole document: its pages, each with all boxes on it.

    landscape: whether the paper is landscape. parts: for a document made of several, the name of each, for the person
    who prints it, and its number of pages.
    """

    title: str
    language: str
    paper: Paper
    pages: tuple[tuple[Box, ...], ...]
    landscape: bool = False
    parts: tuple[tuple[str, int], ...] = ()

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of a page."""
        width, tall = self.paper.size
        return (tall, width) if self.landscape else (width, tall)


class Measure(Protocol):
    """What layout needs to know about fonts."""

    def width(self, text: str, style: Style, size: float, *, right_to_left: bool = False) -> float:
        """The width of a line, in points. right_to_left: its direction as a whole."""
        ...


Layout = Callable[[Paper, Measure], Document]
"""Lays out a document for a size of paper, with the widths of some fonts."""


def shifted(box: Box, x: float, y: float) -> Box:
    """The same box, moved to the right and down."""
    return replace(box, x=box.x + x, y=box.y + y)

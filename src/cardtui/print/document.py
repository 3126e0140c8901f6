"""A document to print: its paper, its pages, and what is drawn on them, each at its place.

What is drawn are boxes: lines of text and straight rules. Lengths are points, 1/72 inch.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

import msgspec
from msgspec.structs import replace

MM = 72 / 25.4
"""Points in a millimetre."""

BLACK = "#000000"
GRAY = "#545454"
"""Still 7:1 on white paper, and a third less ink."""

PALE = "#999999"
"""For rules; never for text."""

ASCENT = 0.8
DESCENT = 0.25
"""Of a size: how far a line of text reaches above and below its baseline, for what keeps its distance from it."""


class Style(StrEnum):
    """How letters look."""

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

    x, y: where its baseline begins, from the left and from the top. width: what it takes. right_to_left: how the line
    as a whole runs. turned: upside down around (x, y), for whoever sits opposite. color: #rrggbb.
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
    """A straight line. weight: how thick. x and y: where it begins; across and down: how far it goes."""

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

    landscape: whether the paper lies on its long side. parts: for one that is made of several, what each of them is, in
    words for whoever prints it, and its number of pages.
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
    """What layout needs to know of fonts."""

    def width(self, text: str, style: Style, size: float, *, right_to_left: bool = False) -> float:
        """How wide a line is, in points. right_to_left: how it runs as a whole."""
        ...


Layout = Callable[[Paper, Measure], Document]
"""Lays a document out on a size of paper, by the widths of some fonts."""


def shifted(box: Box, x: float, y: float) -> Box:
    """The same box elsewhere: so far to the right, and so far down."""
    return replace(box, x=box.x + x, y=box.y + y)

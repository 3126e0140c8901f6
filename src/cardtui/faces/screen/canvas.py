"""A canvas of runs of text, and where on the screen the composition stands."""

from __future__ import annotations

import msgspec

from cardtui.faces.screen.themes import Ink
from cardtui.presenter.scene import Row
from cardtui.text.layout import cells, cut


class TextRun(msgspec.Struct, frozen=True):
    """Text of one kind at a column. ``row``: what a click on it does."""

    x: int
    text: str
    ink: Ink
    row: Row | None = None

    @property
    def end(self) -> int:
        """The column after its last cell."""
        return self.x + cells(self.text)


class Canvas:
    """Lines of runs. A run must not overlap the ones on its line; what is not painted is table."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self.lines: list[list[TextRun]] = [[] for _ in range(height)]

    def put(self, x: int, y: int, text: str, ink: Ink, row: Row | None = None) -> int:
        """Place a run and return the column after it. What lies outside the canvas is not painted."""
        if 0 <= y < self.height and 0 <= x < self.width and text:
            if x + cells(text) > self.width:
                text = cut(text, self.width - x)
            self.lines[y].append(TextRun(x, text, ink, row))
        return x + cells(text)

    def row_at(self, x: int, y: int) -> Row | None:
        """What a click there means."""
        if not 0 <= y < self.height:
            return None
        return next((run.row for run in self.lines[y] if run.row is not None and run.x <= x < run.end), None)

    def text(self) -> str:
        """The canvas as plain text, for tests."""
        return "\n".join(_plain(line).rstrip() for line in self.lines)


def left_to_right(line: list[TextRun]) -> list[TextRun]:
    """The runs of a line in the order of their columns."""
    return sorted(line, key=lambda run: run.x)


def _plain(line: list[TextRun]) -> str:
    text = ""
    for run in left_to_right(line):
        text += " " * (run.x - cells(text)) + run.text
    return text


class CanvasBlock(msgspec.Struct, frozen=True):
    """Where the composition stands on the screen: together in the middle of a large one, all of a small one."""

    x: int
    y: int
    width: int
    height: int

    @property
    def margin(self) -> int:
        """Columns left free at both sides."""
        return 2 if self.width < ROOMY else 5

    @property
    def tight(self) -> bool:
        """Whether lines must be saved."""
        return self.height < AIRY

    @property
    def tall(self) -> bool:
        """Whether there are lines to spare."""
        return self.height >= TALL

    @property
    def left(self) -> int:
        """The first column inside the margin."""
        return self.x + self.margin

    @property
    def inner(self) -> int:
        """Columns between the margins."""
        return self.width - 2 * self.margin

    @property
    def head(self) -> int:
        """The line of the head."""
        return self.y + (0 if self.tight else 2 if self.tall else 1)

    @property
    def footer(self) -> int:
        """The line of keys."""
        return self.y + self.height - (2 if self.tall else 1)


ROOMY, AIRY, TALL = 72, 22, 28
"""From so many columns, and from so many lines, there is room to breathe; from so many lines, room to spare."""

WIDEST, TALLEST = 96, 30
"""The composition is never larger than this."""


def block(width: int, height: int) -> CanvasBlock:
    """The block for a screen of that size."""
    inner_width, inner_height = min(width, WIDEST), min(height, TALLEST)
    return CanvasBlock((width - inner_width) // 2, (height - inner_height) // 2, inner_width, inner_height)

"""Small cards, laid out: our path, day by day, and at the good night the evening's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.geometry import Size

from cardtui.faces.screen.column import FAVORITE, Clickable, NumberedRow, clickable
from cardtui.faces.screen.themes import RED_SUITS
from cardtui.presenter.scene import Shelf, Tile

WIDE = 5
"""Cells of a small card; it is three lines high, and one cell and one line stand between two."""

MARK = "▲"
"""Under the card that is looked at."""

ABOVE = 2
"""So few lines are not worth scrolling for."""


class Shelves(Clickable):
    """A line for each day, and under it the cards of that day, as far as there is room around the one looked at."""

    def __init__(self, *, id: str) -> None:  # noqa: A002  (Textual's name for it)
        super().__init__(id=id)
        self._shelves: Sequence[Shelf] = ()
        self._title = ""
        self._top = 0

    def fill(self, title: str, shelves: Sequence[Shelf], rows: Sequence[NumberedRow]) -> None:
        """Lay out other cards. rows: among them those that a card stands for."""
        if shelves or self._shelves:
            self._title, self._shelves, self._rows = title, shelves, rows
            self.show_lines()

    def to_show(self, size: Size) -> list[Content]:
        """The lines around the card that is looked at."""
        width, height = size
        numbers = {each.row.key: each.number for each in self._rows}
        lines: list[Content] = []
        first = last = 0
        looked_at = {each.row.key for each in self._rows if each.here}
        for line, here in self._lines(max(WIDE, width), numbers, looked_at):
            if here:
                first, last = first or len(lines), len(lines)
            lines.append(line)
        # The day above it, and the mark beneath.
        self._top = max(0, min(max(self._top, last + 1 - height), first - 1, len(lines) - height))
        if self._top <= ABOVE and last < height:
            self._top = 0
        return lines[self._top : self._top + height]

    def _lines(self, width: int, numbers: dict[str, int], looked_at: set[str]) -> Iterator[tuple[Content, bool]]:
        """Each line, and whether it shows the card that is looked at."""
        yield Content.styled(self._title, "$strong $strong-style"), False
        for shelf in self._shelves:
            yield Content(""), False
            if shelf.day:
                yield Content.styled(shelf.day, "$quiet"), False
            in_a_row = (width + 1) // (WIDE + 1)
            for begin in range(0, len(shelf.tiles), in_a_row):
                tiles = shelf.tiles[begin : begin + in_a_row]
                here = [tile.here or tile.key in looked_at for tile in tiles]
                for sign in (_number, _symbol, _heart):
                    parts = ((_part(*sign(tile)), numbers.get(tile.key)) for tile in tiles)
                    line = (part if number is None else clickable(part, number) for part, number in parts)
                    yield Content(" ").join(line), any(here)
                marks = " ".join(f"{MARK if its else '':^{WIDE}}" for its in here)
                yield Content.styled(marks, "$strong $strong-style"), any(here)


def _part(sign: str, color: str) -> Content:
    """A line of a small card."""
    return Content.styled(f"{sign:^{WIDE}}"[:WIDE], f"{color} on $paper")


def _number(tile: Tile) -> tuple[str, str]:
    """The digit that stands for it, in its corner."""
    return f" {tile.key:{WIDE - 1}}" if tile.key.isdigit() else "", "$prompt"


def _symbol(tile: Tile) -> tuple[str, str]:
    return Content(tile.symbol).truncate(1).plain, "$red" if tile.symbol in RED_SUITS else "$prompt"


def _heart(tile: Tile) -> tuple[str, str]:
    return FAVORITE if tile.heart else "", "$red"

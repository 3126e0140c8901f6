"""A page in equal parts, to be cut apart, each filled as large as its text fits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from cardtui.print.blocks import Block, height, paginated
from cardtui.print.boxes import MM, Box, Measure, Paper, Rule, shifted

_PAD = 13 * MM
"""From the edge of a part of the page to its text."""

_MARK = 6 * MM
_EDGE = 5 * MM
"""Length of a mark for the knife, and its way from the edge of the paper, which printers leave white."""

_SCALES = (1.6, 1.5, 1.4, 1.3, 1.22, 1.15, 1.08, 1.04, 1.0, 0.96, 0.92, 0.88, 0.82, 0.76, 0.7, 0.64)

_Blocks = Callable[[float], list[Block]]
"""What stands on a part, at a scale."""


@dataclass(frozen=True)
class PageParts:
    """A page in equal parts, ``across`` by ``down``, each with the same margins; ``pad``: points of each of them."""

    paper: Paper
    across: int
    down: int
    measure: Measure
    pad: float = _PAD

    @property
    def inner(self) -> float:
        """Room for text."""
        return self.paper.size[0] / self.across - 2 * self.pad

    @property
    def room(self) -> float:
        """Its height."""
        return self.paper.size[1] / self.down - 2 * self.pad

    def filled(self, *columns: _Blocks) -> list[list[Box]]:
        """The boxes of a part's columns, as large as they fit in; several parts if even the smallest do not."""
        made: list[list[Block]] = []
        for scale in _SCALES:
            made = [blocks_at(scale) for blocks_at in columns]
            if max(map(height, made)) <= self.room:
                break
        pages = zip_longest(*(paginated(blocks, self.room) for blocks in made), fillvalue=[])
        return [[box for column in page for box in column] for page in pages]

    def pages(self, parts: Sequence[list[list[Box]]]) -> list[tuple[Box, ...]]:
        """Pages of parts, row by row, each with its marks for the knife; what needs several parts, on several pages."""
        return [
            (*self._marks(), *self._placed([part[number] if number < len(part) else [] for part in parts]))
            for number in range(max(map(len, parts)))
        ]

    def _placed(self, parts: Sequence[list[Box]]) -> list[Box]:
        width, tall = self.paper.size[0] / self.across, self.paper.size[1] / self.down
        boxes: list[Box] = []
        for number, part in enumerate(parts):
            down, across = divmod(number, self.across)
            boxes += [shifted(box, across * width + self.pad, down * tall + self.pad) for box in part]
        return boxes

    def _marks(self) -> list[Box]:
        width, tall = self.paper.size
        marks: list[Box] = []
        for number in range(1, self.across):
            x = width * number / self.across
            marks += [Rule(x, y, 0, _MARK, 0.35) for y in (_EDGE, tall - _EDGE - _MARK)]
        for number in range(1, self.down):
            y = tall * number / self.down
            marks += [Rule(x, y, _MARK, 0, 0.35) for x in (_EDGE, width - _EDGE - _MARK)]
        return marks

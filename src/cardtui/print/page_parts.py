"""A page in equal parts that are cut apart, with marks for the knife."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest

import msgspec

from cardtui.print.blocks import Block, TextColumn, fitted, paginated
from cardtui.print.boxes import MM, Box, Measure, Paper, Rule, shifted

_SCALES = (1.6, 1.5, 1.4, 1.3, 1.22, 1.15, 1.08, 1.04, 1.0, 0.96, 0.92, 0.88, 0.82, 0.76, 0.7, 0.64)


class PageParts(msgspec.Struct, frozen=True):
    """A page in equal parts, ``across`` by ``down``.

    pad: from the edge of a part to what stands on it. size: of a part; else they fill the page. mark: how long the
    marks for the knife are. inset: how far they begin within the outermost parts; if less than 0, outside of them.
    """

    paper: Paper
    across: int
    down: int
    pad: float = 13 * MM
    size: tuple[float, float] | None = None
    mark: float = 6 * MM
    inset: float = 5 * MM  # printers leave the edge of the paper white

    @property
    def part(self) -> tuple[float, float]:
        """Width and height of a part."""
        width, tall = self.paper.size
        return self.size or (width / self.across, tall / self.down)

    @property
    def room(self) -> float:
        """Points for text from top to bottom of a part."""
        return self.part[1] - 2 * self.pad

    def column(self, measure: Measure, scale: float = 1.0) -> TextColumn:
        """The room for text on a part."""
        return TextColumn(measure, self.part[0] - 2 * self.pad, self.pad, scale)

    def filled(self, measure: Measure, *columns: Callable[[TextColumn], list[Block]]) -> list[list[Box]]:
        """The boxes of a part, as large as all columns fit in; of several parts if even the smallest do not."""
        made = fitted([self.column(measure, scale) for scale in _SCALES], self.room, *columns)
        pages = zip_longest(*(paginated(blocks, self.room, y=self.pad) for blocks in made), fillvalue=[])
        return [[box for column in page for box in column] for page in pages]

    def pages(self, parts: Sequence[Sequence[Sequence[Box]]]) -> tuple[tuple[Box, ...], ...]:
        """Pages of parts, row by row; what needs several parts is on several pages."""
        return tuple(self.page(faces) for faces in zip_longest(*parts, fillvalue=()))

    def page(self, faces: Sequence[Sequence[Box]]) -> tuple[Box, ...]:
        """A page, with what stands on each of its parts."""
        wide, tall = self.part
        page_width, page_height = self.paper.size
        xs, ys = (
            [(page - number * size) / 2 + place * size for place in range(number + 1)]
            for page, number, size in ((page_width, self.across, wide), (page_height, self.down, tall))
        )
        ends = self.inset, -self.inset - self.mark
        boxes: list[Box] = []
        for x in xs:
            if 0 < x < page_width:
                boxes += [Rule(x, y, 0, self.mark, 0.35) for y in (ys[0] + ends[0], ys[-1] + ends[1])]
        for y in ys:
            if 0 < y < page_height:
                boxes += [Rule(x, y, self.mark, 0, 0.35) for x in (xs[0] + ends[0], xs[-1] + ends[1])]
        for number, face in enumerate(faces):
            down, across = divmod(number, self.across)
            boxes += [shifted(box, xs[across], ys[down]) for box in face]
        return tuple(boxes)

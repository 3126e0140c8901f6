"""Text in columns, blocks that stay together, pages of blocks, and pages that are cut into parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import zip_longest
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from cardtui.print.document import ASCENT, BLACK, MM, PALE, Box, Measure, Paper, Rule, Style, Text, shifted
from cardtui.print.line_breaks import cleaned, even_lines, lines, runs_right_to_left

SLACK = 0.01
"""Points of tolerance for rounding."""

_SCALES = (1.6, 1.5, 1.4, 1.3, 1.22, 1.15, 1.08, 1.04, 1.0, 0.96, 0.92, 0.88, 0.82, 0.76, 0.7, 0.64)
"""Scales for a part of a page: the largest that fits is used."""

Size = TypeVar("Size")


class Type(msgspec.Struct, frozen=True):
    """How a text is set. leading: from one baseline to the next, in multiples of the size. color: #rrggbb."""

    style: Style
    size: float
    color: str = BLACK
    leading: float = 1.32

    @property
    def line(self) -> float:
        """Points from one baseline to the next."""
        return self.size * self.leading

    @property
    def baseline(self) -> float:
        """Points from the top of a line to its baseline."""
        return (self.line - self.size) / 2 + self.size * ASCENT


class Block(msgspec.Struct, frozen=True):
    """Boxes that stay together, from the upper left corner of the block.

    gap: room above, dropped at the top of a page. keeps: whether the next block belongs on the same page.
    """

    height: float
    boxes: tuple[Box, ...] = ()
    gap: float = 0.0
    keeps: bool = False


class TextColumn(msgspec.Struct, frozen=True):
    """Room for text. x, width: its left edge and its width, in points.

    scale: multiplies sizes and all other points given to its methods, except to `part`.
    """

    measure: Measure
    width: float
    x: float = 0.0
    scale: float = 1.0

    def part(self, begin: float, end: float | None = None) -> TextColumn:
        """The part between two distances from its left edge; without an end, up to its right edge."""
        return replace(self, x=self.x + begin, width=(self.width if end is None else end) - begin)

    def split(self, at: float, apart: float = 6.0) -> tuple[TextColumn, TextColumn]:
        """The columns left and right of a position, with a gap that does not scale."""
        return self.part(0, at * self.scale - apart), self.part(at * self.scale)

    def text(self, text: str, type_: Type, *, gap: float = 0.0, even: bool = False) -> list[Block]:
        """A text as one block a line; the first two lines stay together, and the last two.

        Args:
            text: as in a file; white space is collapsed, and invisible characters are removed.
            type_: how it is set.
            gap: above the first line.
            even: whether to make the lines about equally long.
        """
        broken = self.lines(text, type_, even=even)
        right_to_left = runs_right_to_left(cleaned(text))
        made: list[Block] = []
        for number, line in enumerate(broken):
            box = self._line(line, type_, right_to_left=right_to_left, at_end=right_to_left)
            keeps = number + 1 < len(broken) and number in (0, len(broken) - 2)
            made.append(Block(type_.line * self.scale, (box,), 0.0 if number else gap * self.scale, keeps))
        return made

    def lines(self, text: str, type_: Type, *, even: bool = False) -> list[str]:
        """The lines of a text, see `text`."""
        text = cleaned(text)
        right_to_left = runs_right_to_left(text)
        size = type_.size * self.scale
        wide = partial(self.measure.width, style=type_.style, size=size, right_to_left=right_to_left)
        return (even_lines if even else lines)(text, self.width, wide) if text else []

    def texts(self, texts: Iterable[str], type_: Type, *, gap: float = 0.0, even: bool = False) -> list[Block]:
        """Several texts one below the other, see `text`."""
        return [block for text in texts for block in self.text(text, type_, gap=gap, even=even)]

    def whole(self, *texts: str, type_: Type, even: bool = False, level: Type | None = None) -> Block:
        """Texts as one block, which is not broken over two pages.

        level: the type of the text beside it, to align the baselines of both first lines.
        """
        block = joined(self.texts(texts, type_, even=even))
        return lowered(block, (level.baseline - type_.baseline) * self.scale) if level is not None else block

    def label(self, text: str, type_: Type, *, at_end: bool = False) -> Text:
        """A text on one line, regardless of its length, with its baseline where that of a block's first line is.

        at_end: whether it ends at the right edge.
        """
        text = cleaned(text)
        return self._line(text, type_, right_to_left=runs_right_to_left(text), at_end=at_end)

    def line(self, text: str, type_: Type, *, at_end: bool = False) -> Block:
        """A label as a block."""
        return Block(type_.line * self.scale, (self.label(text, type_, at_end=at_end),))

    def rule(self, height: float, weight: float, *, down: float = 0.0, color: str = PALE) -> Block:
        """A rule across the column, in a block of that height, at a distance from its top."""
        return Block(height * self.scale, (Rule(self.x, down * self.scale, self.width, weight=weight, color=color),))

    def _line(self, text: str, type_: Type, *, right_to_left: bool, at_end: bool) -> Text:
        size = type_.size * self.scale
        takes = self.measure.width(text, type_.style, size, right_to_left=right_to_left)
        x = self.x + self.width - takes if at_end else self.x
        return Text(x, type_.baseline * self.scale, text, type_.style, size, takes, type_.color, right_to_left)


def joined(blocks: Iterable[Block], *, gap: float = 0.0, keeps: bool = False) -> Block:
    """Blocks one below the other, as one that is not broken."""
    y = 0.0
    boxes: list[Box] = []
    for number, block in enumerate(blocks):
        y += block.gap if number else 0.0
        boxes += [shifted(box, 0.0, y) for box in block.boxes]
        y += block.height
    return Block(y, tuple(boxes), gap, keeps)


def beside(*columns: Block, gap: float = 0.0, keeps: bool = False) -> Block:
    """Blocks side by side, at the positions of their boxes."""
    height = max((column.height for column in columns), default=0.0)
    return Block(height, tuple(box for column in columns for box in column.boxes), gap, keeps)


def lowered(block: Block, by: float) -> Block:
    """The block, moved down."""
    return replace(block, height=block.height + by, boxes=tuple(shifted(box, 0.0, by) for box in block.boxes))


def kept(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, the last one tied to what follows."""
    return [*blocks[:-1], replace(blocks[-1], keeps=True)] if blocks else []


def together(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, all tied together; the last one is not tied to what follows."""
    return [replace(block, keeps=True) for block in blocks[:-1]] + list(blocks[-1:])


def height(blocks: Sequence[Block]) -> float:
    """The height of blocks one below the other, without the gap above the first."""
    return sum(block.height for block in blocks) + sum(block.gap for block in blocks[1:])


def fitted(sizes: Iterable[Size], room: float, *columns: Callable[[Size], list[Block]]) -> list[list[Block]]:
    """The blocks of some columns at the first size at which all are at most ``room`` high, else at the last."""
    made: list[list[Block]] = []
    for size in sizes:
        made = [column(size) for column in columns]
        if max(map(height, made)) <= room:
            break
    return made


def paginated(blocks: Sequence[Block], room: float, top: float = 0.0) -> list[list[Box]]:
    """Pages of at most ``room`` points, starting at ``top``.

    Blocks that are tied together go on one page, unless they are higher than a whole page. A block that is higher
    than a page has one of its own.
    """
    pages: list[list[Box]] = [[]]
    used = 0.0
    for chain in _chains(blocks):
        needed = height(chain) + (chain[0].gap if pages[-1] else 0.0)
        if pages[-1] and used + needed > room + SLACK and height(chain) <= room + SLACK:
            pages.append([])
            used = 0.0
        for block in chain:
            gap = block.gap if pages[-1] else 0.0
            if pages[-1] and used + gap + block.height > room + SLACK:
                pages.append([])
                used = gap = 0.0
            pages[-1] += [shifted(box, 0.0, top + used + gap) for box in block.boxes]
            used += gap + block.height
    return pages


def _chains(blocks: Sequence[Block]) -> Iterable[list[Block]]:
    chains: list[list[Block]] = [[]]
    for block in blocks:
        chains[-1].append(block)
        if not block.keeps:
            chains.append([])
    return filter(None, chains)


class PageParts(msgspec.Struct, frozen=True):
    """A page in equal parts, ``across`` by ``down``.

    pad: from the edge of a part to its content. size: of a part; by default they fill the page. mark: the length of the
    crop marks. inset: how far inside the outermost parts they begin; if negative, outside of them.
    """

    paper: Paper
    across: int
    down: int
    pad: float = 13 * MM
    size: tuple[float, float] | None = None
    mark: float = 6 * MM
    inset: float = 5 * MM  # printers cannot print at the edge of the paper

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
        """The boxes of a part, as large as all columns fit; of several parts if even the smallest don't."""
        made = fitted([self.column(measure, scale) for scale in _SCALES], self.room, *columns)
        pages = zip_longest(*(paginated(blocks, self.room, self.pad) for blocks in made), fillvalue=[])
        return [[box for column in page for box in column] for page in pages]

    def pages(self, parts: Sequence[Sequence[Sequence[Box]]]) -> tuple[tuple[Box, ...], ...]:
        """Pages of parts, row by row; content that needs several parts is on several pages."""
        return tuple(self.page(faces) for faces in zip_longest(*parts, fillvalue=()))

    def page(self, faces: Sequence[Sequence[Box]]) -> tuple[Box, ...]:
        """A page, with the content of each of its parts, row by row."""
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

"""Blocks of text, and pages of blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from cardtui.print.boxes import ASCENT, BLACK, Box, Measure, Style, Text, shifted
from cardtui.print.line_breaks import cleaned, even_lines, lines, runs_right_to_left

SLACK = 0.01
"""Points that rounding may cost."""


class Type(msgspec.Struct, frozen=True):
    """How a text is set. leading: from one baseline to the next, in sizes. color: #rrggbb, in place of gray."""

    style: Style
    size: float
    gray: float = BLACK
    leading: float = 1.32
    color: str = ""

    @property
    def line(self) -> float:
        """Points from one baseline to the next."""
        return self.size * self.leading

    @property
    def baseline(self) -> float:
        """Points from the top of a line to its baseline."""
        return (self.line - self.size) / 2 + self.size * ASCENT

    def scaled(self, by: float) -> Type:
        """The same, larger or smaller."""
        return replace(self, size=self.size * by)


class Block(msgspec.Struct, frozen=True):
    """Boxes that stay together, from the upper left corner of the block.

    gap: room above, left away at the top of a page. keeps: whether the next block belongs on the same page.
    """

    height: float
    boxes: tuple[Box, ...] = ()
    gap: float = 0.0
    keeps: bool = False


def paragraph(
    text: str, type_: Type, width: float, measure: Measure, *, x: float = 0.0, gap: float = 0.0, even: bool = False
) -> list[Block]:
    """A text as one block a line; the first two lines stay together, and the last two.

    Args:
        text: as a file has it; white space is one space, and what would not show is left out.
        type_: how it is set.
        width: of the column, in points.
        measure: the widths of the fonts.
        x: where the column begins.
        gap: above the first line.
        even: whether the lines are to be about equally long.
    """
    text = cleaned(text)
    break_ = even_lines if even else lines
    right_to_left = runs_right_to_left(text)
    made: list[Block] = []
    broken = break_(text, type_.style, type_.size, width, measure) if text else []
    for number, line in enumerate(broken):
        takes = measure.width(line, type_.style, type_.size, right_to_left=right_to_left)
        left = x + width - takes if right_to_left else x
        keeps = number + 1 < len(broken) and number in (0, len(broken) - 2)
        box = Text(
            left,
            type_.baseline,
            line,
            type_.style,
            type_.size,
            takes,
            type_.gray,
            right_to_left,
            color=type_.color,
        )
        made.append(Block(type_.line, (box,), 0.0 if number else gap, keeps))
    return made


def label(text: str, type_: Type, measure: Measure, *, x: float = 0.0, y: float = 0.0, right: bool = False) -> Text:
    """A text on one line with its baseline at ``y``, from ``x`` on, or up to there. Nothing is broken."""
    text = cleaned(text)
    right_to_left = runs_right_to_left(text)
    takes = measure.width(text, type_.style, type_.size, right_to_left=right_to_left)
    return Text(
        x - takes if right else x,
        y,
        text,
        type_.style,
        type_.size,
        takes,
        type_.gray,
        right_to_left,
        color=type_.color,
    )


def joined(blocks: Iterable[Block], *, gap: float = 0.0, keeps: bool = False) -> Block:
    """Blocks one below the other as one that is not broken."""
    y = 0.0
    boxes: list[Box] = []
    for number, block in enumerate(blocks):
        y += block.gap if number else 0.0
        boxes += [shifted(box, 0.0, y) for box in block.boxes]
        y += block.height
    return Block(y, tuple(boxes), gap, keeps)


def beside(*columns: Block, gap: float = 0.0, keeps: bool = False) -> Block:
    """Blocks side by side, each where its boxes say."""
    height = max((column.height for column in columns), default=0.0)
    return Block(height, tuple(box for column in columns for box in column.boxes), gap, keeps)


def lowered(block: Block, by: float) -> Block:
    """The same, so far down."""
    return replace(block, height=block.height + by, boxes=tuple(shifted(box, 0.0, by) for box in block.boxes))


def kept(blocks: Sequence[Block]) -> list[Block]:
    """The same, the last one tied to what follows."""
    return [*blocks[:-1], replace(blocks[-1], keeps=True)] if blocks else []


def together(blocks: Sequence[Block]) -> list[Block]:
    """The same, all tied together; the last one is free."""
    return [replace(block, keeps=True) for block in blocks[:-1]] + list(blocks[-1:])


def height(blocks: Sequence[Block]) -> float:
    """Points that blocks take one below the other, without the gap above the first."""
    return sum(block.height for block in blocks) + sum(block.gap for block in blocks[1:])


def paginated(blocks: Sequence[Block], room: float) -> list[list[Box]]:
    """Pages of at most ``room`` points; boxes are placed from the upper left corner of that room.

    Blocks that are tied together come on one page, unless a whole page is too small for them. A block that is higher
    than a page has one of its own.
    """
    pages: list[list[Box]] = [[]]
    y = 0.0
    for chain in _chains(blocks):
        needed = height(chain) + (chain[0].gap if pages[-1] else 0.0)
        if pages[-1] and y + needed > room + SLACK and height(chain) <= room + SLACK:
            pages.append([])
            y = 0.0
        for block in chain:
            gap = block.gap if pages[-1] else 0.0
            if pages[-1] and y + gap + block.height > room + SLACK:
                pages.append([])
                y = gap = 0.0
            pages[-1] += [shifted(box, 0.0, y + gap) for box in block.boxes]
            y += gap + block.height
    return pages


def _chains(blocks: Sequence[Block]) -> Iterable[list[Block]]:
    chain: list[Block] = []
    for block, after in pairwise((*blocks, None)):
        assert block is not None
        chain.append(block)
        if not block.keeps or after is None:
            yield chain
            chain = []

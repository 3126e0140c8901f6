"""Blocks, and pages of them."""

from __future__ import annotations

from cardtui.print.document import Box, Rule, Style, Text
from cardtui.print.page_layout import Block, TextColumn, Type, height, joined, paginated, together
from print.documents import Half

PLAIN = Type(Style.PLAIN, 2, leading=1)


def block(name: int, keeps: bool = False, gap: float = 0.0) -> Block:
    """Ten points high, with a rule that is recognized by its length."""
    return Block(10, (Rule(0, 0, name),), gap, keeps)


def told(pages: list[list[Box]]) -> list[list[tuple[float, float]]]:
    """For each page its blocks, and their distance from the top."""
    return [[(box.across, box.y) for box in page if isinstance(box, Rule)] for page in pages]


def test_blocks_stack_and_flow_onto_the_next_page() -> None:
    assert told(paginated([block(1), block(2), block(3)], 20)) == [[(1, 0), (2, 10)], [(3, 0)]]


def test_a_gap_is_left_away_at_the_top_of_a_page() -> None:
    assert told(paginated([block(1, gap=5), block(2, gap=5), block(3, gap=5)], 25)) == [[(1, 0), (2, 15)], [(3, 0)]]


def test_what_is_tied_together_comes_on_one_page() -> None:
    assert told(paginated([block(1), block(2, keeps=True), block(3)], 20)) == [[(1, 0)], [(2, 0), (3, 10)]]


def test_a_chain_longer_than_a_page_is_broken() -> None:
    chain = together([block(number) for number in range(1, 6)])
    assert [[name for name, _ in page] for page in told(paginated([block(9), *chain], 20))] == [[9, 1], [2, 3], [4, 5]]


def test_a_block_taller_than_a_page_does_not_hang() -> None:
    assert len(paginated([block(1), Block(50, (Rule(0, 0, 2),)), block(3)], 20)) == 3


def test_no_paragraph_line_is_alone_on_a_page() -> None:
    lines = TextColumn(Half(), 4).text("aaaa bbbb cccc dddd", PLAIN)
    assert [line.keeps for line in lines] == [True, False, True, False]


def test_rtl_text_ends_at_the_right_edge() -> None:
    (line,) = TextColumn(Half(), 40).text("שלום", PLAIN)
    (box,) = line.boxes
    assert isinstance(box, Text)
    assert (box.edges[2], box.right_to_left) == (40, True)


def test_joined_blocks_are_as_high_as_they_were() -> None:
    blocks = [block(1, gap=3), block(2, gap=4), block(3)]
    assert joined(blocks).height == height(blocks) == 34

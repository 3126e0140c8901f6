"""Letters drawn from blocks."""

from __future__ import annotations

import string

import pytest

from cardtui.faces.screen.large_text import HEIGHTS, LetterSize, large
from cardtui.text.layout import cells

READABLE = f"{string.ascii_letters}{string.digits}.,;:!?'’“”()–…éäß◄►›·"
SIZES = [size for size in LetterSize if size]


@pytest.mark.parametrize("size", SIZES)
def test_each_letter_is_there_and_told_apart(size: LetterSize) -> None:
    shapes = {letter: large(letter, 40, size) for letter in READABLE}
    assert None not in shapes.values()
    assert all(len(shape or ()) == HEIGHTS[size] for shape in shapes.values())
    same = [letter for letter in READABLE if [*shapes.values()].count(shapes[letter]) > 1]
    assert set(same) <= set("'’"), same


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("width", [40, 57, 116])
def test_lines_are_broken_between_words_and_never_too_wide(width: int, size: LetterSize) -> None:
    text = "What was good about this morning?"
    lines = large(text, width * size, size)
    assert lines is not None
    assert max(map(cells, lines)) <= width * size
    assert large(text.replace(" ", ""), 40, size) is None


def test_what_cannot_be_drawn_is_told() -> None:
    assert large("今朝", 100, LetterSize.MEDIUM) is None
    assert large("", 100, LetterSize.MEDIUM) == ()


def test_letters_touch_none_below_them_if_there_is_room() -> None:
    text = "Agree on a word or a sign for a time-out, and try it."
    lines = large(text, 56, LetterSize.SMALL, tight=1) or ()
    # The g of "Agree" is above the i of "sign": that costs half a line.
    assert len(lines) == 2 * HEIGHTS[LetterSize.SMALL] + 1
    close = large(text, 56, LetterSize.SMALL, tight=2) or ()
    assert len(close) == 2 * HEIGHTS[LetterSize.SMALL]
    # The first line stays in place: the text beside it has the same height.
    assert [line.rstrip() for line in lines[:2]] == [line.rstrip() for line in close[:2]]
    apart = tuple(line for word in ("on", "no") for line in large(word, 7, LetterSize.SMALL) or ())
    assert large("on no", 7, LetterSize.SMALL, tight=1) == apart

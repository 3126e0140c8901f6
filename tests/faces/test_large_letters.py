"""Letters that are drawn from blocks."""

from __future__ import annotations

import string

import pytest

from cardtui.faces.screen.large_letters import HIGH, large
from cardtui.text.layout import cells

READABLE = f"{string.ascii_letters}{string.digits}.,;:!?'’“”()–…éäß"


@pytest.mark.parametrize("scale", [1, 2])
def test_each_letter_is_there_and_told_apart(scale: int) -> None:
    shapes = {letter: large(letter, 40, scale) for letter in READABLE}
    assert None not in shapes.values()
    assert all(len(shape or ()) == HIGH * scale for shape in shapes.values())
    same = [letter for letter in READABLE if [*shapes.values()].count(shapes[letter]) > 1]
    assert set(same) <= set("'’"), same


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("width", [40, 57, 116])
def test_lines_are_broken_between_words_and_never_too_wide(width: int, scale: int) -> None:
    text = "What was good about this morning?"
    lines = large(text, width * scale, scale)
    assert lines is not None
    assert max(map(cells, lines)) <= width * scale
    assert large(text.replace(" ", ""), width * scale // 2, scale) is None


def test_what_cannot_be_drawn_is_told() -> None:
    assert large("今朝", 100) is None
    assert large("", 100) == ()

"""The checker's limits for the smallest screen match what is painted there."""

from __future__ import annotations

import pytest

from cardtui.faces.evening.playing_cards import NARROW
from cardtui.lint.text_length import LENGTHS, filled
from cardtui.text.layout import wrap
from cardtui.text.names import LONGEST_NAME
from easel import Picture, paint
from evening_builder import Walk, dealt
from scenes import tell
from shipped_words import WORDS

SMALLEST = (60, 18)
PROMPT, STEM, LISTEN = LENGTHS["prompt"], LENGTHS["stem"], LENGTHS["listen"]


def painted(prompt: str, stem: str, listen: str = "Tip.") -> Picture:
    """The picture, with the longest name."""
    name = "m" * LONGEST_NAME
    card = dealt("card", prompt=prompt, stem=stem, listen=listen)
    scene = tell(Walk(deal=lambda: card, left=name, right=name).make("settle take").position)
    return paint(scene, SMALLEST)


@pytest.mark.parametrize("lines", range(1, PROMPT.lines + 1))
@pytest.mark.parametrize("stem_lines", range(1, STEM.lines + 1))
def test_what_fits_is_there_whole_with_a_free_line_around_it(lines: int, stem_lines: int) -> None:
    prompt = " ".join(f"{line}{'p' * 20} {'q' * 22}" for line in range(lines))
    stem = " ".join(f"{line}{'s' * 11} {'t' * 11}" for line in range(stem_lines))
    assert len(wrap(filled(prompt), PROMPT.columns)) == lines
    assert len(wrap(f"“{stem}”", STEM.columns)) == stem_lines
    picture = painted(prompt, stem)
    assert (picture.text.count("q" * 22), picture.text.count("t" * 11)) == (lines, stem_lines)
    assert f"{WORDS.rail_speak} › {WORDS.rail_mirror}" in picture.text
    rows = picture.part("card").split("\n")
    first = next(number for number, row in enumerate(rows) if "q" * 22 in row)
    assert rows[first - 1].strip() in ("", "♥")
    assert rows[first + lines].strip() in ("", "♥")


@pytest.mark.parametrize("lines", range(1, LISTEN.lines + 2))
def test_a_tip_that_fits_is_there_and_a_longer_one_left_out(lines: int) -> None:
    tip = " ".join(f"{line}{'h' * 11} {'i' * 11}" for line in range(lines))
    assert len(wrap(tip, STEM.columns)) == lines
    picture = painted("What of rain?", "I begin…", tip)
    assert picture.text.count("i" * 11) == (lines if lines <= LISTEN.lines else 0)


@pytest.mark.parametrize("more", [1, 2, 3])
def test_extra_lines_touch_the_edge_or_are_cut(more: int) -> None:
    prompt = " ".join(f"{line}{'p' * 20} {'q' * 22}" for line in range(PROMPT.lines + more))
    rows = painted(prompt, "I begin…").part("card").split("\n")
    first = next(number for number, row in enumerate(rows) if "q" * 22 in row)
    assert first == 0 or sum("q" * 22 in row for row in rows) < PROMPT.lines + more


def test_the_smallest_screen_has_the_room_assumed() -> None:
    scene = tell(Walk(deal=lambda: dealt("card")).make("settle take").position)
    _, _, width, height = paint(scene, SMALLEST).regions["card"]
    assert (width - 2 * NARROW, height - 2) == (PROMPT.columns, PROMPT.lines)

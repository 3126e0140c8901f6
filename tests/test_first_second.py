"""A first start on a terminal: the way to plain text is told before anything is drawn, and the choice is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from full_screens import ENTER
from program import Program
from shipped_words import WORDS
from terminal import Terminal

DRAWN, LEFT = "\x1b[?1049h", "\x1b[?1049l"
"""What switches a terminal to the screen for drawing, and back."""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def test_p_goes_on_in_plain_text_until_no_plain_is_given(program: Program) -> None:
    with Terminal(program) as first:
        first.wait_for(WORDS.note_go_on)
        assert first.shown.partition(DRAWN)[0].splitlines()[0] == WORDS.note_plain
        first.type("p")
        first.wait_for(LEFT)
        first.wait_for("> ")
        plain = first.shown.rpartition(LEFT)[2]
        assert WORDS.note_title in plain
        assert WORDS.note_plain not in plain
        first.type(f"1{ENTER}")
        first.wait_for(WORDS.names_left)
    with Terminal(program) as second:
        second.wait_for(WORDS.names_left)
        assert DRAWN not in second.shown
    for options in (["--no-plain"], []):
        with Terminal(program, *options) as later:
            later.wait_for(DRAWN)


def test_the_note_is_read_once_and_plain_holds_for_one_time(program: Program) -> None:
    with Terminal(program, "--plain", "--left", "Ana", "--right", "Ben") as first:
        first.wait_for("> ")
        assert WORDS.note_title in first.shown
        assert WORDS.note_plain not in first.shown
        first.type(ENTER)
        first.wait_for(WORDS.how_title)
    with Terminal(program) as second:
        second.wait_for(WORDS.how_title)
        assert DRAWN in second.shown
        assert WORDS.note_plain not in second.shown

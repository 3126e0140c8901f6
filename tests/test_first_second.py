from __future__ import annotations

from pathlib import Path

import pytest

from full_screens import ENTER
from program import Program
from shipped_words import WORDS
from terminal import Terminal

NOTE = WORDS.note_title
DRAWN = "\x1b[?1049h"
"""Switches a terminal to the screen for drawing."""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def test_the_way_to_plain_text_is_told_before_drawing(program: Program) -> None:
    with Terminal(program) as terminal:
        terminal.wait_for(DRAWN)
        assert terminal.shown.partition(DRAWN)[0].splitlines()[0] == WORDS.note_plain


def test_p_goes_on_in_plain_text_now_and_ever_after(program: Program) -> None:
    with Terminal(program) as first:
        first.wait_for(WORDS.note_go_on)
        first.type("p")
        first.wait_for("\x1b[?1049l")
        first.wait_for("> ")
        plain = first.shown.rpartition("\x1b[?1049l")[2]
        assert NOTE in plain
        assert WORDS.note_plain not in plain
        first.type(f"1{ENTER}")
        first.wait_for(WORDS.names_left)
    with Terminal(program) as second:
        second.wait_for(WORDS.names_left)
        assert DRAWN not in second.shown


def test_the_note_is_read_once_and_so_is_the_way_to_plain_text(program: Program) -> None:
    with Terminal(program, "--left", "Ana", "--right", "Ben") as first:
        first.wait_for(WORDS.note_go_on)
        first.type(ENTER)
        first.wait_for(WORDS.how_title)
        first.type("q")
        assert first.wait() == 0
    with Terminal(program) as second:
        second.wait_for(WORDS.how_title)
        assert WORDS.note_plain not in second.shown


@pytest.mark.long
def test_who_pressed_p_by_mistake_gets_the_cards_back_for_good(program: Program) -> None:
    with Terminal(program) as first:
        first.wait_for(WORDS.note_go_on)
        first.type("p")
        first.wait_for("> ")
    for options in (["--no-plain"], []):
        with Terminal(program, *options) as later:
            later.wait_for(DRAWN)


def test_plain_on_the_command_line_holds_for_that_time(program: Program) -> None:
    with Terminal(program, "--plain") as first:
        first.wait_for(NOTE)
        assert WORDS.note_plain not in first.shown
    with Terminal(program) as second:
        second.wait_for(DRAWN)

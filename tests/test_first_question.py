from __future__ import annotations

from pathlib import Path

import pytest

from program import Program
from shipped_words import WORDS
from terminal import Terminal

QUESTION = WORDS.ask_face
NOTE = WORDS.note_title
DRAWN = "\x1b[?1049h"
"""What switches a terminal to the screen that is drawn on."""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def test_the_first_line_asks_cards_or_plain_text(program: Program) -> None:
    with Terminal(program) as terminal:
        terminal.wait_for("> ")
        assert terminal.shown.splitlines() == [QUESTION, "> "]
        terminal.type("p\r")
        terminal.wait_for(NOTE)
        terminal.wait_for("> ")
        terminal.type("q\r")
        assert terminal.wait() == 0
        assert "\x1b" not in terminal.shown


def test_the_answer_is_remembered(program: Program) -> None:
    with Terminal(program) as first:
        first.wait_for("> ")
        first.type("p\r")
        first.wait_for(NOTE)
        first.type("q\r")
        first.wait()
    with Terminal(program) as second:
        second.wait_for(NOTE)
        assert QUESTION not in second.shown


def test_enter_means_cards(program: Program) -> None:
    with Terminal(program) as terminal:
        terminal.wait_for("> ")
        terminal.type("\r")
        terminal.wait_for(DRAWN)
        terminal.wait_for(WORDS.note_go_on)
        terminal.type("q")
        assert terminal.wait() == 0


@pytest.mark.long
def test_who_answered_plain_text_by_mistake_gets_the_cards_back_for_good(program: Program) -> None:
    with Terminal(program) as first:
        first.wait_for("> ")
        first.type("p\r")
        first.wait_for(NOTE)
    for options in (["--no-plain"], []):
        with Terminal(program, *options) as later:
            later.wait_for(DRAWN)
            assert QUESTION not in later.shown


def test_plain_text_asked_for_on_the_command_line_holds_for_that_time(program: Program) -> None:
    with Terminal(program, "--plain") as first:
        first.wait_for(NOTE)
        assert QUESTION not in first.shown
    with Terminal(program) as second:
        second.wait_for(QUESTION)


def test_another_answer_is_asked_for_again(program: Program) -> None:
    with Terminal(program) as terminal:
        terminal.wait_for("> ")
        terminal.type("what?\r")
        terminal.wait_for(QUESTION)


@pytest.mark.parametrize("keys", ["q\r", "\x04", "\x03"], ids=["q", "end of input", "ctrl+c"])
@pytest.mark.sample(1)
def test_one_can_leave_at_the_question(program: Program, keys: str) -> None:
    with Terminal(program) as terminal:
        terminal.wait_for("> ")
        terminal.type(keys)
        assert terminal.wait() == 0
        assert DRAWN not in terminal.shown


def test_a_dumb_terminal_gets_plain_text_unasked(program: Program) -> None:
    with Terminal(program, TERM="dumb") as terminal:
        terminal.wait_for(NOTE)
        assert QUESTION not in terminal.shown


@pytest.mark.parametrize("keys", ["\x04", "\x03"], ids=["end of input", "ctrl+c"])
@pytest.mark.sample(1)
def test_keys_that_end_things_leave_as_q_does(program: Program, keys: str) -> None:
    with Terminal(program, "--plain", "--save", str(program.save), "--left", "Ana", "--right", "Ben") as terminal:
        terminal.wait_for("> ")
        terminal.type("\r")
        terminal.wait_for(WORDS.how_title)
        terminal.wait_for("> ")
        terminal.type(keys)
        assert terminal.wait() == 0
        assert "Traceback" not in terminal.shown
    assert program.export()["open"] is not None


@pytest.mark.long
def test_closing_the_window_loses_nothing(program: Program) -> None:
    with Terminal(program, "--plain", "--save", str(program.save), "--left", "Ana", "--right", "Ben") as terminal:
        terminal.wait_for("> ")
        terminal.type("\r")
        terminal.wait_for(WORDS.how_title)
        assert terminal.wait_closed() == 129
    assert program.export()["open"] is None
    assert program.play().status == 0

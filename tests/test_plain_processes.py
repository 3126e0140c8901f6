"""Plain mode in a process: how it is chosen, and odd input: odd bytes, no end, too many lines, a paste."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from full_screens import ENTER, options, small_program
from hostile_runs import ANSWERS, NONSENSE, PASTED
from monkeys import Disk
from plain_process import Lines
from program import NonBlocking, Program
from shipped_words import WORDS, first_words
from terminal import Terminal

BEGIN = b"\n\n\n"
"""Reads the note, and how it works, and says that both have room for this: Ana speaks."""

PLAIN = ("--plain", "--left", "Ana", "--right", "Ben")

ODD = {
    "no text": bytes(range(128, 256)) + b"\n" + b"\xe9\n\xff\xfe1\nq\n",
    "zeros": b"\0\n\0\0\0q\n\0q\0\n" + b"\0" * 10_000 + b"\nq\n",
    "answers": b"\n".join(data.replace(b"\n", b"") for data in (*ANSWERS, *NONSENSE)) + b"\nq\n",
    "ten megabytes": b"1" * 10_000_000 + b"\nq\n",
    "an endless line": b"1" * 10_000_000,
}


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return small_program(tmp_path)


@pytest.mark.parametrize(
    ("encoding", "odd"),
    [("utf-8:strict", odd) for odd in ODD] + [("ascii:strict", "no text"), ("latin-1:strict", "answers")],
)
@pytest.mark.sample(3)
def test_odd_lines_play_nothing_and_q_or_the_end_leaves(program: Program, odd: str, encoding: str) -> None:
    environment = program.environment | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    ran = program.run(*PLAIN, *options(program), typed=BEGIN + ODD[odd], env=environment)
    assert (ran.status, ran.err) == (0, "")
    disk = Disk(program.save)
    disk.check({"Small"})
    assert len(disk.rows) == 2, "the beginning, and that both had room"


def test_cr_ends_a_line_only_before_a_newline(program: Program) -> None:
    ran = program.run(*PLAIN, *options(program), typed=b"\r\n\r\n\r\n1\r\n1\r1\rb\rq\r")
    assert (ran.status, ran.err) == (0, "")
    disk = Disk(program.save)
    assert [str(row.move.do) for row in disk.rows if row.move] == ["settle", "said"]


@pytest.mark.parametrize(
    "text", [PASTED * 500, b"\n" * 500, b"1\n\n" * 500, b"1\r\r2\r\r1\r"], ids=lambda text: str(len(text))
)
@pytest.mark.sample(2)
def test_text_pasted_into_a_terminal_plays_no_key(program: Program, text: bytes) -> None:
    with Terminal(program, *PLAIN, *options(program)) as terminal:
        for key, then in (("", WORDS.how_title), ("1", first_words(WORDS.settle_ask))):
            terminal.wait_for("> ")
            terminal.type(key + ENTER)
            terminal.wait_for(then)
        terminal.wait_for("> ")
        for at in range(0, len(text), 1000):
            os.write(terminal._window, text[at : at + 1000])
        terminal.type("zz" + ENTER)  # as a part of the paste or as an answer, it gets this message
        terminal.wait_for(WORDS.plain_one_key)
        terminal.wait_for("> ")
        terminal.type("\x03")
        assert terminal.wait() == 0
        assert "Traceback" not in terminal.shown
    assert len(Disk(program.save).rows) == 1


def test_two_lines_typed_ahead_count(program: Program) -> None:
    with Terminal(program, *PLAIN, *options(program)) as terminal:
        terminal.wait_for("> ")
        terminal.type(ENTER + "1" + ENTER)
        terminal.wait_for(WORDS.how_title)
        terminal.wait_for(first_words(WORDS.settle_ask))
        terminal.type("q" + ENTER)
        assert terminal.wait() == 0


def test_nonblocking_input_is_waited_for(program: Program) -> None:
    # Each line is typed only after its prompt, so that there is nothing to read at first.
    with Lines(NonBlocking(program.home), *PLAIN[1:], "--deck", str(program.home / "small.yaml")) as pair:
        pair.prompted()
        for _ in BEGIN:
            pair.answer()
        ran = pair.leave()
    assert (ran.status, ran.err) == (0, "")
    assert len(Disk(program.save).rows) == 2


# How it is chosen


DRAWN, LEFT = "\x1b[?1049h", "\x1b[?1049l"
"""What switches a terminal to the screen for drawing, and back."""


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
    for more in (["--no-plain"], []):
        with Terminal(program, *more) as later:
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

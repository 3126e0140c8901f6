"""Input from a real terminal that nobody typed: late replies, pastes, floods, stops, resizes."""

from __future__ import annotations

import itertools
import os
import signal
from pathlib import Path

import pytest

from cardtui.faces.screen.driver import TerminalDriver
from full_screens import ENTER, begin, options, small_program, speaking
from hostile_runs import ANSWERS, NONSENSE, PASTED, UNENDED
from program import NonBlocking, Program
from shipped_words import WORDS, filled, first_words
from terminal import Drawn, EndedByItself

SILENCE = 1.3
"""Seconds after which any unfinished sequence is dropped: longer than `WITHIN_PASTE`."""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return small_program(tmp_path)


def stands_at(program: Program, stage: str, moves: int) -> None:
    opened = program.export()["open"]
    assert (opened["stage"], opened["moves"]) == (stage, moves)


def leaves(drawn: Drawn, key: str = "q") -> None:
    drawn.type(key)
    assert drawn.wait() == 0
    assert drawn.is_restored
    assert "Traceback" not in drawn.shown


def test_terminal_replies_and_junk_press_nothing(program: Program) -> None:
    with speaking(program) as drawn:
        for data in (*ANSWERS, *NONSENSE):
            drawn.send(data)
        drawn.rest(0.2)
        drawn.press("1", filled(WORDS.chip_waits, name="Ana"))
        stands_at(program, "mirror", 2)
        for data in UNENDED:
            drawn.send(data)
        drawn.rest(SILENCE)
        drawn.press("b", filled(WORDS.chip_speaks, name="Ana").upper())
        stands_at(program, "speak", 1)
        drawn.send(UNENDED[0])
        leaves(drawn, "\x03")


@pytest.mark.parametrize(("before", "after"), [(b"\x1b[200~", b"\x1b[201~"), (b"", b"")], ids=["marked", "not marked"])
@pytest.mark.sample(1)
def test_a_name_can_be_pasted_and_waits_for_enter(program: Program, before: bytes, after: bytes) -> None:
    with Drawn(program, "--no-plain", *options(program)) as drawn:
        drawn.until(WORDS.note_title).press("1", WORDS.names_left)
        drawn.press("Ö", "Ö")  # it accepts input
        drawn.send(before + b"\r\n  Annegret\r\nq\x07 1\r" + PASTED * 20_000 + after)
        drawn.until("ÖAnnegret")
        drawn.rest(0.3)
        drawn.press(ENTER + "Ben", "Ben").press(ENTER, WORDS.how_title).press("1", first_words(WORDS.settle_ask))
        drawn.press(ENTER, filled(WORDS.chip_speaks, name="ÖANNEGR…").upper())
        leaves(drawn)


# Sizes and stops


def test_a_size_that_is_back_at_once_is_painted_again(program: Program) -> None:
    with speaking(program) as drawn:
        before = drawn.rest(0.5).text
        drawn.resize(40, 8)
        drawn.resize(80, 24)
        assert drawn.text != before, "a terminal that is made smaller loses what no longer fits"
        drawn.until_it(lambda text: text == before)
        leaves(drawn)


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.05, 0.1])
@pytest.mark.sample(1)
def test_sigcont_in_leaving_restores_the_terminal(program: Program, delay: float) -> None:
    with begin(program) as drawn:
        drawn.type("q")
        drawn.rest(delay)
        for _ in range(50):
            if drawn.is_running:
                os.kill(drawn.pid, signal.SIGCONT)
            try:
                drawn.rest(0.01)
            except EndedByItself:
                break
            drawn.type("q")  # input typed while it restores the terminal is lost
        assert drawn.wait() == 0
        assert drawn.is_restored


@pytest.mark.long
def test_a_nonblocking_terminal_is_read_and_written(program: Program) -> None:
    with Drawn(NonBlocking(program.home), "--no-plain", *options(program)) as drawn:
        drawn.until(WORDS.note_title)
        widths = itertools.cycle(range(396, 400))
        drawn.until_full(lambda: drawn.resize(next(widths), 120))
        drawn.resize(80, 24)
        drawn.until(WORDS.note_title).press("1", WORDS.names_left).press("Ana", "Ana")
        drawn.press(ENTER + "Ben", "Ben").press(ENTER, WORDS.how_title)
        leaves(drawn)


def test_input_not_there_yet_is_not_its_end() -> None:
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    driver = TerminalDriver.__new__(TerminalDriver)
    driver.fileno = reading
    assert driver._read() == b"", "somebody else was faster"
    os.write(writing, b"1")
    assert driver._read() == b"1"
    os.close(writing)
    assert driver._read() is None
    os.close(reading)

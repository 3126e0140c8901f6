"""Ended by signals, at several places of an evening: the terminal is restored, nothing is lost, the status says why."""

from __future__ import annotations

import itertools
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from cardtui.save.store import Store
from program import Program
from program_at_step import OVER_IT, seated
from reference import ENTER, OPTIONS, Step, remembered
from shipped_words import WORDS
from terminal import Terminal

HUNG_UP = 128 + signal.SIGHUP

PLACES = {
    "note": "1",
    "names": "names",
    "settle": "settle",
    "speaking": "said",
    "mirror": "asked",
    "verdict": "not-quite",
    "offer": "take",
    "time-out": "agree",
    "away": "come-back",
    "close": "glad",
    "good night": "heart",
} | dict.fromkeys(OVER_IT, "said")
"""Keyed by place; the step that is made there."""

ENDS = {"term": signal.SIGTERM, "hup": signal.SIGHUP, "quit": signal.SIGQUIT, "closed": None}
"""A signal, or None: the window is closed."""


@pytest.fixture
def places(steps: Mapping[str, Step]) -> Mapping[str, Step]:
    return {place: steps[what] for place, what in PLACES.items()}


def end(terminal: Terminal, how: signal.Signals | None) -> None:
    """End the program, which leaves no image of its memory."""
    if how is None:
        assert terminal.wait_closed() == HUNG_UP
    else:
        assert terminal.signal(how) == 128 + how


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("how", ENDS.values(), ids=ENDS)
@pytest.mark.sample(4)
def test_an_end_anywhere_restores_the_terminal(
    tmp_path: Path, places: Mapping[str, Step], how: signal.Signals | None, place: str
) -> None:
    program = Program(tmp_path)
    with seated(program, places[place], place) as drawn:
        end(drawn, how)
        if how is not None:
            assert drawn.is_restored
            assert drawn.text.strip() == "", "nothing is left on the screen"
    with Store.open(program.save) as store:
        store.check()
    state = remembered(program.save)
    if place == "good night":
        # Ending the program ends an evening at its good night, as its own key does.
        assert (state["open"], len(state["ended"])) == ([], 1)
    else:
        assert state == places[place].states[0]


@pytest.mark.parametrize(
    "numbers",
    [
        (signal.SIGTERM, signal.SIGHUP),
        (signal.SIGHUP, signal.SIGTERM, signal.SIGTERM),
        (signal.SIGTERM, signal.SIGCONT),
        (signal.SIGTERM, signal.SIGTSTP),
    ],
    ids=lambda numbers: "-".join(number.name for number in numbers),
)
@pytest.mark.sample(1)
def test_signals_end_it_once(tmp_path: Path, places: Mapping[str, Step], numbers: tuple[signal.Signals, ...]) -> None:
    with seated(Program(tmp_path), places["mirror"]) as drawn:
        assert drawn.signal(*numbers) in {128 + number for number in numbers}
        assert drawn.is_restored


def test_an_interrupt_leaves_as_q_does(tmp_path: Path, places: Mapping[str, Step]) -> None:
    with seated(Program(tmp_path), places["verdict"]) as drawn:
        assert drawn.signal(signal.SIGINT) == 0
        assert drawn.is_restored
        assert drawn.text.strip() == WORDS.parting_kept


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["term", "hup"])
def test_an_unread_terminal_locks_nobody_out(
    tmp_path: Path, places: Mapping[str, Step], number: signal.Signals
) -> None:
    program = Program(tmp_path)
    with seated(program, places["mirror"]) as drawn:
        keys = itertools.cycle(("?", "\r"))  # pages come and go, and nobody reads the output
        drawn.until_full(lambda: drawn.type(next(keys)))
        os.kill(drawn.pid, number)
        assert drawn.ends(within=30) in (-signal.SIGALRM, 128 + number)
    assert program.export()["open"]["stage"] == "mirror"


# Plain mode


def plainly(program: Program, step: Step) -> Terminal:
    """The program in plain mode, at the place of a step."""
    program.save.write_bytes(step.file)
    terminal = Terminal(program, "--plain", "--save", str(program.save), *OPTIONS)
    terminal.wait_for("> ")
    for key in step.way:
        terminal.type(key.typed if key.typed == ENTER else key.typed + ENTER)
        terminal.wait_for("> ")
    return terminal


@pytest.mark.parametrize("place", ["note", "mirror", "away"])
@pytest.mark.parametrize("how", ENDS.values(), ids=ENDS)
@pytest.mark.sample(2)
def test_an_end_of_plain_mode_loses_nothing(
    tmp_path: Path, places: Mapping[str, Step], how: signal.Signals | None, place: str
) -> None:
    program = Program(tmp_path)
    with plainly(program, places[place]) as terminal:
        before = terminal.shown
        end(terminal, how)
        assert terminal.shown == before
    assert remembered(program.save) == places[place].states[0]


def test_ctrl_c_in_plain_mode_leaves_as_q_does(tmp_path: Path, places: Mapping[str, Step]) -> None:
    program = Program(tmp_path)
    with plainly(program, places["mirror"]) as terminal:
        terminal.type("\x03")
        assert terminal.wait() == 0
        assert WORDS.parting_kept in terminal.shown.rpartition("^C")[2]
    assert remembered(program.save) == places["mirror"].states[0]


# No signal tells it that the window is closed


class Sheltered(Program):
    """The program below a process that hides the closing of the window from it, and ends with its status."""

    def command(self, *arguments: str) -> list[str]:
        """Start it as that child."""
        code = """
import signal, subprocess, sys
signal.signal(signal.SIGHUP, signal.SIG_IGN)
sys.exit(subprocess.run(sys.argv[1:], restore_signals=False).returncode)
"""
        return [sys.executable, "-c", code, *super().command(*arguments)]


@pytest.mark.parametrize("sit", [seated, plainly], ids=["drawn", "plain"])
@pytest.mark.sample(1)
def test_a_lost_terminal_is_seen_without_a_signal(
    tmp_path: Path, places: Mapping[str, Step], sit: Callable[[Program, Step], Terminal]
) -> None:
    program = Sheltered(tmp_path)
    with sit(program, places["mirror"]) as terminal:
        assert terminal.wait_closed() == HUNG_UP
    Store.open(program.save).close()  # its lock is free
    assert remembered(program.save) == places["mirror"].states[0]

"""The console in a real terminal beside a projector process; each of them is killed and restarted.

In most tests the projector is a stand-in without a screen (`workshop/standin_projector.py`), so that a failure points
to the channel or the console; the last one runs both in a terminal.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cardtui.workshop.run_orders import Order, OrderKind
from program import SOURCE, Program
from shipped_words import WORDS, filled
from terminal import Drawn, Terminal, begun
from test_lead import PLAN

ENTER = "\r"
FIRST_SPOKEN, SECOND_SPOKEN = (filled(WORDS.chip_speaks, name=name) for name in (WORDS.lead_first, WORDS.lead_second))
FIRST_SPEAKS, SECOND_SPEAKS = FIRST_SPOKEN.upper(), SECOND_SPOKEN.upper()
STANDIN = Path(__file__).parents[1] / "workshop" / "standin_projector.py"


class Projector:
    """The stand-in's process. word: its word, which it prints first."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        self._out = process.stdout
        self.word = self._out.readline().strip()

    def order(self) -> Order:
        """Wait for the next order."""
        do, item, _ = json.loads(self._out.readline())
        return Order(OrderKind(do), item)


@contextmanager
def projector(program: Program) -> Iterator[Projector]:
    environment = program.environment | {"PYTHONPATH": str(SOURCE)}
    with subprocess.Popen(
        [sys.executable, str(STANDIN), str(program.channel)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        try:
            yield Projector(process)
        finally:
            process.kill()


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def notes(drawn: Drawn) -> Drawn:
    """From the cover to the notes."""
    drawn.until(WORDS.console_cover_title, WORDS.console_there)
    return drawn.press(ENTER, "Greet at the door.", WORDS.console_saved)


SECOND = Order(OrderKind.GO, 1)


def second_item(drawn: Drawn) -> Drawn:
    """Go on, by way of the agenda: a second Enter so soon would count as held down."""
    drawn.press("g", WORDS.console_agenda_title)
    return drawn.press("2" + ENTER, "2/6  Mirroring, shown", "Show one 'not quite'.")


def test_a_projector_is_chosen_by_number_or_word(program: Program) -> None:
    with projector(program) as first, projector(program) as second:
        with Drawn(program, "console") as console:
            console.until(WORDS.console_several_title, first.word, second.word)
            notes(console.press("2")).press("+", WORDS.console_saved)
            assert first.order() == Order(OrderKind.MORE)
        typed = second.word.upper().replace("-", " ").split()
        with Drawn(program, "console", *typed) as console:
            notes(console).press("h", WORDS.console_held.upper())
            assert second.order() == Order(OrderKind.HOLD)


@pytest.mark.long
def test_a_wrong_word_is_told_with_the_words_there_are(program: Program) -> None:
    with Terminal(program, "console", "mint-tea-12") as console:
        console.wait_for("No projector has the word 'mint-tea-12', for none is running.")
        assert console.wait() == 2
    with projector(program) as there, Terminal(program, "console", "../../x") as console:
        console.wait_for(f"No projector has the word '../../x'. One that is running has '{there.word}'.")
        assert console.wait() == 2


def test_without_a_terminal_the_console_says_so(program: Program) -> None:
    ran = program.run("console")
    assert ran.status == 2
    assert ran.err == "cardtui: The console needs a terminal window, and there isn't one here.\n"
    assert ran.out == ""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.sample(1)
def test_an_ended_console_restores_the_screen(program: Program, number: signal.Signals) -> None:
    with projector(program) as there, Drawn(program, "console") as console:
        notes(console)
        assert console.signal(number) == 128 + number
        assert console.is_restored
        with Drawn(program, "console") as another:
            second_item(notes(another))
            assert there.order() == SECOND


# Both in a terminal


def lead(program: Program, *more: str) -> Drawn:
    return Drawn(program, "lead", str(program.write("evening.yaml", PLAN)), *more)


def told(console: Drawn) -> Drawn:
    """From the cover to the first item's notes."""
    console.until(WORDS.console_cover_title, WORDS.console_there)
    return console.press(ENTER, "1/3  Welcome", "A secret of the leader.", WORDS.console_saved)


def test_killed_projector_and_console_find_each_other_again(program: Program) -> None:
    with Drawn(program, "console") as console:
        with lead(program) as first:
            begun(first)
            told(console).press("g2" + ENTER, "2/3  A first card", WORDS.console_room_cards)
            first.until("A first card", "nearer the window")
            assert "secret" not in first.text
            assert first.signal(signal.SIGKILL) == -signal.SIGKILL
            console.until(WORDS.console_gone, "2/3  A first card")
        with lead(program) as second:
            second.until("A first card")
            console.until("2/3  A first card", WORDS.console_saved)
            console.press("h", WORDS.console_held.upper())
            second.until_it(lambda text: "A first card" not in text)
            assert console.signal(signal.SIGKILL) == -signal.SIGKILL
            second.press("h", "A first card")
            with Drawn(program, "console") as again:
                again.until(WORDS.console_cover_title, WORDS.console_there)
                assert "A first card" not in again.text
                again.press(ENTER, "2/3  A first card")
                second.press("\r", FIRST_SPEAKS)
                again.until(FIRST_SPOKEN)
                again.press("s", SECOND_SPOKEN)
                second.until(SECOND_SPEAKS)
                again.type("q")
                assert again.wait() == 0
                second.press("0")
                second.press("0", SECOND_SPEAKS)

"""Projector and console, two processes in two terminals: after every order both clocks keep running, in step."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from large_reader import seconds_on
from program import LONGEST, Program
from shipped_words import WORDS, filled
from terminal import Drawn, begun, read_any
from test_lead import PLAN

ENTER = "\r"

LONG_PLAN = PLAN.replace("minutes: 13", "minutes: 45").replace("minutes: 5", "minutes: 30")
LONG_PLAN = LONG_PLAN.replace("turn: 5", "turn: 20")


class Pair:
    """The projector and the console of one workshop."""

    def __init__(self, projector: Drawn, console: Drawn) -> None:
        self.screens = {"projector": projector, "console": console}
        self._pressed = time.monotonic()

    @property
    def shown(self) -> tuple[int | None, int | None]:
        """The seconds on both clocks; None for a clock that is not shown."""
        projector, console = (seconds_on(screen.raw) for screen in self.screens.values())
        return projector, console

    def until(self, is_so: Callable[[str, str], bool]) -> None:
        """Read both screens until their texts meet a condition."""
        end = time.monotonic() + LONGEST
        while not is_so(*(screen.text for screen in self.screens.values())):
            assert time.monotonic() < end, self._told("it never is")
            read_any(tuple(self.screens.values()), 1.0)

    def order(self, order: Order, place: str) -> None:
        """Press the keys of an order at the projector or the console, and wait until both show its effect."""
        while (rest := self._pressed + REPEAT - time.monotonic()) > 0:
            read_any(tuple(self.screens.values()), rest)
        _, before = self.shown
        self._pressed = time.monotonic()
        self.screens[place].type(order.keys)

        def is_done(projector: str, console: str) -> bool:
            now = self.shown[1]
            there = all(text in projector for text in order.projector)
            there = there and all(text in console for text in order.console)
            moved = not order.seconds or (
                now is not None and before is not None and abs(now - before - order.seconds) <= LATE
            )
            return there and moved and not any(text in projector + console for text in order.gone)

        self.until(is_done)

    def goes_on(self, order: Order | None = None) -> None:
        """Watch both clocks, once in step, until each has advanced by a second."""
        # A page may be drawn only in part: its large digits come a moment after its first line.
        self.until(lambda projector, console: self.shown[1] is not None and _apart(self.shown) <= 1)
        first = last = self.shown[1]
        assert first is not None
        changed = in_step = time.monotonic()
        while first - last < 1:
            now, shown = time.monotonic(), self.shown
            if (console := shown[1]) is not None and console != last:
                changed, last = now, console
            if _apart(shown) <= 1:
                in_step = now
            assert now - changed < LATE, self._told(f"{order}: the console's clock stands still")
            assert now - in_step < LATE, self._told(f"{order}: the clocks are not in step")
            read_any(tuple(self.screens.values()), 0.2)

    def _told(self, what: str) -> str:
        return "\n\n".join([what, *(screen.raw for screen in self.screens.values())])


def _apart(shown: tuple[int | None, int | None]) -> int:
    projector, console = shown
    return abs(projector - console) if projector is not None and console is not None else 0


REPEAT = 0.3
"""Seconds after which the same key no longer counts as a repeat."""

LATE = 4
"""Seconds by which a busy machine may be late."""


class Order(NamedTuple):
    """Keys, and what both screens then show. seconds: the change of the time left. gone: texts on neither screen."""

    keys: str
    projector: tuple[str, ...] = ()
    console: tuple[str, ...] = ()
    seconds: int = 0
    gone: tuple[str, ...] = ()


FIRST_SPOKEN, SECOND_SPOKEN = (filled(WORDS.chip_speaks, name=name) for name in (WORDS.lead_first, WORDS.lead_second))
FIRST_SPEAKS, SECOND_SPEAKS = FIRST_SPOKEN.upper(), SECOND_SPOKEN.upper()

NEXT = Order(ENTER, ("A first card",), ("2/3  A first card", WORDS.console_room_cards))
TURN = Order(ENTER, (FIRST_SPEAKS,), (FIRST_SPOKEN,))
BACK = Order("p", ("A first card",), (WORDS.console_room_cards,))
MORE = Order("+", seconds=60)
SWAP = Order("s", (SECOND_SPEAKS,), (SECOND_SPOKEN,))
PAUSE = Order(" ", (WORDS.lead_paused,), (WORDS.console_paused.upper(),))
RESUME = Order(" ", gone=(WORDS.lead_paused, WORDS.console_paused.upper()))
HOLD = Order("h", (), (WORDS.console_held.upper(),))
HOLD_END = Order("h", gone=(WORDS.console_held.upper(),))


@pytest.fixture
def program(tmp_path: Path) -> Program:
    made = Program(tmp_path)
    made.write("evening.yaml", LONG_PLAN)
    return made


def test_both_clocks_keep_step_after_each_order(program: Program) -> None:
    orders = [
        *((NEXT, "console"), (TURN, "projector"), (SWAP, "console"), (MORE, "projector"), (PAUSE, "console")),
        *((RESUME, "projector"), (HOLD, "projector"), (HOLD_END, "console"), (BACK, "projector")),
    ]
    with Drawn(program, "lead", str(program.home / "evening.yaml")) as projector, Drawn(program, "console") as console:
        begun(projector)
        console.until(WORDS.console_cover_title, WORDS.console_there)
        console.press(ENTER, "1/3  Welcome", "saved")
        pair = Pair(projector, console)
        pair.goes_on()
        for order, place in orders:
            pair.order(order, place)
            if order not in (PAUSE, HOLD):  # after these, both clocks stand still
                pair.goes_on(order)

"""Projector and console, two processes in two terminals: after every order both clocks keep running, in step."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from clock_faces import seconds_on
from program import LONGEST, Program
from shipped_words import WORDS, filled
from terminal import Drawn, begun, read_any
from test_lead import PLAN

ENTER = "\r"

LONG_PLAN = PLAN.replace("minutes: 13", "minutes: 45").replace("minutes: 5", "minutes: 30")
LONG_PLAN = LONG_PLAN.replace("turn: 5", "turn: 20").replace("kind: regroup", "kind: regroup\n    may_drop: 2")


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

    def goes_on(self, seconds: float, name: str) -> Step:
        """Watch both clocks, once in step, for ``seconds`` of real time, and until each has advanced by a second.

        The projector's clock may be hidden; then only the console's is watched.
        """
        # A page may be drawn only in part: its large digits come a moment after its first line.
        self.until(lambda projector, console: self.shown[1] is not None and _apart(self.shown) <= 1)
        first, began = self.shown[1], time.monotonic()
        assert first is not None
        changed, last, longest, furthest, in_step = began, first, 0.0, 0, began
        while True:
            now, shown = time.monotonic(), self.shown
            apart, console = _apart(shown), shown[1]
            if console is not None and console != last:
                longest, changed, last = max(longest, now - changed), now, console
            if apart <= 1:
                in_step = now
            assert now - changed < LATE, self._told(f"{name}: the console's clock stands still")
            assert now - in_step < LATE, self._told(f"{name}: the clocks are not in step")
            furthest = max(furthest, apart)
            if now - began >= seconds and first - last >= 1:
                return Step(name, now - began, first - last, longest, furthest)
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

    name: str
    keys: str
    projector: tuple[str, ...] = ()
    console: tuple[str, ...] = ()
    seconds: int = 0
    gone: tuple[str, ...] = ()


class Step(NamedTuple):
    """The result of an order: seconds watched, seconds counted, the longest standstill, the largest difference."""

    name: str
    watched: float
    counted: int
    standstill: float
    apart: int


FIRST_SPOKEN, SECOND_SPOKEN = (filled(WORDS.chip_speaks, name=name) for name in (WORDS.lead_first, WORDS.lead_second))
FIRST_SPEAKS, SECOND_SPEAKS = FIRST_SPOKEN.upper(), SECOND_SPOKEN.upper()

NEXT = Order("next", ENTER, ("A first card",), ("2/3  A first card", WORDS.console_room_cards))
TURN = Order("next", ENTER, (FIRST_SPEAKS,), (FIRST_SPOKEN,))
BACK = Order("back", "p", ("A first card",), (WORDS.console_room_cards,))
GO = Order("jump", f"g2{ENTER}", ("A first card",), ("2/3  A first card",))
GO_ON = Order("jump", f"g3{ENTER}", ("How was it?",), ("3/3  How was it?",))
HOME = Order("jump", f"g1{ENTER}", ("Welcome",), ("1/3  Welcome",))
MORE = Order("+", "+", seconds=60)
LESS = Order("-", "-", seconds=-60)
SWAP = Order("swap", "s", (SECOND_SPEAKS,), (SECOND_SPOKEN,))
SWAP_BACK = Order("swap", "s", (FIRST_SPEAKS,), (FIRST_SPOKEN,))
PAUSE = Order("pause", " ", (WORDS.lead_paused,), (WORDS.console_paused.upper(),))
RESUME = Order("resume", " ", gone=(WORDS.lead_paused, WORDS.console_paused.upper()))
HOLD = Order("hold", "h", (), (WORDS.console_held.upper(),))
HOLD_END = Order("hold over", "h", gone=(WORDS.console_held.upper(),))
BLANK = Order("blank", "b", (), (WORDS.console_blank.upper(),))
BLANK_END = Order("blank over", "b", gone=(WORDS.console_blank.upper(),))
HIDE = Order("clock off", "o", (), (WORDS.console_clock_off.upper(),))
SHOW = Order("clock on", "o", gone=(WORDS.console_clock_off.upper(),))

STANDING = (PAUSE, HOLD)
"""After these, both clocks stand still."""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    made = Program(tmp_path)
    made.write("evening.yaml", LONG_PLAN)
    return made


def begin(program: Program, projector: Drawn, console: Drawn) -> Pair:
    """Wait for both, and uncover the console."""
    begun(projector)
    console.until(WORDS.console_cover_title, WORDS.console_there)
    console.press(ENTER, "1/3  Welcome", "saved")
    return Pair(projector, console)


def walk(pair: Pair, orders: list[tuple[Order, str]], seconds: float) -> list[Step]:
    steps = [pair.goes_on(seconds, "uncovered at the console")]
    for order, place in orders:
        pair.order(order, place)
        if order not in STANDING:
            steps.append(pair.goes_on(seconds, f"{order.name} at the {place}"))
    return steps


def test_both_clocks_keep_step_after_each_order(program: Program) -> None:
    orders = [
        *((NEXT, "console"), (TURN, "projector"), (SWAP, "console"), (MORE, "projector"), (PAUSE, "console")),
        *((RESUME, "projector"), (HOLD, "projector"), (HOLD_END, "console"), (BACK, "projector")),
    ]
    with Drawn(program, "lead", str(program.home / "evening.yaml")) as projector, Drawn(program, "console") as console:
        walk(begin(program, projector, console), orders, 0.0)


def minutes_behind(console: str) -> int:
    found = re.search(r"(\d+) min behind", console)
    return int(found[1]) if found is not None else 0


@pytest.mark.long
def test_clocks_keep_step_10_s_after_each_order(program: Program) -> None:
    each = [TURN, SWAP, SWAP_BACK, MORE, LESS, PAUSE, RESUME, HIDE, SHOW, HOLD, HOLD_END, BLANK, BLANK_END, BACK]
    each += [GO_ON, GO]
    orders = [(NEXT, "console"), *((order, place) for place in ("console", "projector") for order in each)]
    with Drawn(program, "lead", str(program.home / "evening.yaml")) as projector, Drawn(program, "console") as console:
        pair = begin(program, projector, console)
        steps = walk(pair, orders, 10.0)
        # Back at the first item, the run falls further and further behind while the clock is paused.
        pair.order(HOME, "projector")
        pair.order(PAUSE, "projector")
        pair.until(lambda _, text: minutes_behind(text) >= 1)
        late = minutes_behind(console.text)
        assert "Could drop  How was it?" in console.text
        pair.until(lambda _, text: minutes_behind(text) == late + 1)
    for step in steps:
        print(
            f"{step.name:<28} {step.watched:5.1f} s watched, {step.counted:2} s counted, "
            f"longest standstill {step.standstill:.2f} s, at most {step.apart} s apart"
        )

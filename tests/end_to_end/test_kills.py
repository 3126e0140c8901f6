"""Kills at every move of whole evenings, on a real terminal: everything that the screen confirmed is saved.

The program is killed at each key: after its result was shown, or a few milliseconds after it was sent, which is before,
during, or after the write. Then it is restarted, and has to show exactly the same screen as an uninterrupted evening
(`reference`).
"""

from __future__ import annotations

import random
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from cardtui.presenter.key_presses import BOUNCE
from cardtui.save.store import Store
from program import Program
from reference import OPTIONS, Shown, Step, first_evening, later_evenings, remembered, zone_for_a_program
from terminal import Drawn

WINDOWS = 2
"""The number of evenings played at the same time."""

SOON = 0.015
"""In seconds. A kill up to this long after a key comes before, during, or after the effect of the key."""


class Window:
    """One save file, and the program on it, which is killed and restarted."""

    def __init__(self, home: Path, kills: Counter[str]) -> None:
        home.mkdir()
        self._program = Program(home)
        # Around midnight, agreeing on a time to meet again would give another screen.
        self._program.environment["TZ"] = zone_for_a_program()
        self._path = self._program.save
        self._kills = kills
        self._drawn: Drawn | None = None
        self._last = ""

    def play(self, steps: Sequence[Step], moment: Callable[[], float | None]) -> None:
        """Play the steps, with a kill at each.

        moment: seconds after the key at which to kill, or None for "once the result is shown".
        """
        undone: Step | None = None
        try:
            for step in steps:
                self._make(undone)
                self._arrive(step)
                undone = None if self._is_done(step, moment()) else step
            self._make(undone)
        finally:
            if self._drawn is not None:
                self._kill()

    def _make(self, step: Step | None) -> None:
        """Make a step without a kill, or one that a kill prevented from being saved."""
        if step is not None:
            self._arrive(step)
            self._press(step)
            if step.after is None:
                self._kill()

    def _arrive(self, step: Step) -> None:
        """Go to where the step is made, starting the program if needed."""
        stations = [step.start, *(key.shown for key in step.way)]
        if self._drawn is not None and not any(shown.is_on(self.drawn.text) for shown in stations):
            self._kill()
        if self._drawn is None:
            if not self._path.exists() or remembered(self._path) != step.found:
                self._path.write_bytes(step.file)  # there is no other way to the good night
            self._start(step.start, step)
        here = max(number for number, shown in enumerate(stations) if shown.is_on(self.drawn.text))
        for key in step.way[here:]:
            self._type(key.typed)
            self._see(key.shown, step)

    def _start(self, shown: Shown, step: Step) -> None:
        self._drawn = Drawn(self._program, "--save", str(self._path), *OPTIONS)
        self._see(shown, step)

    def _press(self, step: Step) -> None:
        before = self.drawn.text
        self._type(step.typed)
        if step.after is not None:
            # After "later", only the time changes, and `Shown` ignores times.
            self.drawn.until_it(lambda screen: screen != before)
            self._see(step.after, step)
        else:
            assert self.drawn.wait() == 0

    @property
    def drawn(self) -> Drawn:
        assert self._drawn is not None
        return self._drawn

    def _type(self, key: str) -> None:
        if key == self._last:
            # The same key is accepted again only after a pause, and the screen may have changed earlier.
            time.sleep(BOUNCE + 0.02)
        self.drawn.type(key)
        self._last = key

    def _see(self, shown: Shown, step: Step) -> None:
        try:
            self.drawn.until_it(shown.is_on)
        except AssertionError as error:
            raise AssertionError(f"{step.what}: {error}\nand not:\n{shown.whole or shown.parts}") from None

    def _kill(self) -> str:
        """Kill the program, and return what it had shown."""
        drawn = self.drawn
        drawn.signal(signal.SIGKILL)
        drawn.close()
        self._drawn = None
        self._last = ""
        return drawn.text

    def _is_done(self, step: Step, moment: float | None) -> bool:
        """Make a step, kill the program, and check the file. Returns whether the step is in the file."""
        before = self.drawn.text
        if moment is None:
            self._press(step)
        else:
            self._type(step.typed)
            time.sleep(moment)
        after = self._kill()
        half = self._path.with_name(f"{self._path.name}-journal")
        was_half_done = half.exists() and half.stat().st_size > 0
        with Store.open(self._path) as store:
            store.check()
        with closing(sqlite3.connect(self._path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], step.what
        state = remembered(self._path)
        assert state in step.states, (step.what, moment, state, step.states[0])
        if state in step.states[1:-1]:
            self._goes_on_by_itself(step)
            return True
        is_done = state == step.states[-1]
        if moment is None or after != before:
            assert is_done, f"{step.what} was shown, and is lost:\n{after}"
        self._kills["kills"] += 1
        self._kills["in the middle of a write"] += was_half_done
        return is_done

    def _goes_on_by_itself(self, step: Step) -> None:
        """The key saves two things, and the kill came between them: the next start does the second one."""
        assert step.after is not None
        self._kills["kills"] += 1
        self._kills["between two writes"] += 1
        self._start(step.after, step)
        self._kill()
        assert remembered(self._path) == step.states[-1]


def moments(chance: random.Random, shown: float) -> Callable[[], float | None]:
    """When to kill: once the result is shown in that share of cases, else at a random moment."""
    return lambda: None if chance.random() < shown else chance.uniform(0, SOON)


def killed_all_along(windows: Sequence[Callable[[Counter[str]], None]]) -> int:
    """Play several windows at a time, and return the number of kills."""
    kills: Counter[str] = Counter()
    with ThreadPoolExecutor(WINDOWS) as pool:
        for played in [pool.submit(window, kills) for window in windows]:
            played.result()
    print(f"\n0 moves lost: {dict(kills)}")
    return kills["kills"]


def test_a_kill_at_a_move_loses_nothing_shown(tmp_path: Path, evening: Sequence[Step]) -> None:
    chance = random.Random(1)

    def play(number: int) -> Callable[[Counter[str]], None]:
        def one_by_one(kills: Counter[str]) -> None:
            window = Window(tmp_path / str(number), kills)
            for step in evening[9 * number :: 18]:
                window.play([step], moments(chance, shown=0.4))

        return one_by_one

    # Some moves, each from the file before it; a long run plays all moves of several evenings in sequence.
    assert killed_all_along([play(0), play(1)]) >= 4


@pytest.mark.long
def test_a_thousand_kills_lose_nothing_shown(tmp_path: Path) -> None:
    chance = random.Random(2)

    def play(number: int) -> Callable[[Counter[str]], None]:
        folder = tmp_path / str(number)
        folder.mkdir()
        # Before any window is open: a process that is just being started briefly holds our own locks.
        steps = (first_evening, later_evenings)[number % 2](folder)
        return lambda kills: Window(folder / "home", kills).play(steps, moments(chance, shown=0.25))

    assert killed_all_along([play(number) for number in range(24)]) >= 1000

"""Kills at every move of whole evenings: everything that was confirmed is saved.

On a real terminal, the program is killed at each key: after its result was shown, or a few milliseconds after it was
sent, which is before, during, or after the write. Then it is restarted, and has to show exactly the same screen as an
uninterrupted evening (`reference`). In plain mode it is killed at each system call that writes the save file.
"""

from __future__ import annotations

import itertools
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from cardtui.save.store import Store
from program import LONGEST, Program
from program_at_step import make, opened
from reference import (
    NAMES,
    OPTIONS,
    State,
    Step,
    first_evening,
    later_evenings,
    remembered,
    zone_for_a_program,
)
from terminal import Drawn

WINDOWS = 2
"""The number of evenings played at the same time."""

SOON = 0.015
"""In seconds. A kill up to this long after a key comes before, during, or after the effect of the key."""


def checked(save: Path) -> State:
    """What a file remembers, after a full check."""
    with Store.open(save) as store:
        store.check()
    with closing(sqlite3.connect(save)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return remembered(save)


class Window:
    """One save file, and the program on it, which is killed and restarted."""

    def __init__(self, home: Path, kills: Counter[str]) -> None:
        home.mkdir()
        self._program = Program(home)
        self._path = self._program.save
        self._kills = kills

    def play(self, steps: Sequence[Step], moment: Callable[[], float | None]) -> None:
        """Make each step, with a kill at it, as often as it takes until it is in the file.

        moment: seconds after the key at which to kill, or None for "once the result is shown".
        """
        for step in steps:
            try:
                while not self._is_done(step, moment()):
                    pass
            except AssertionError as error:
                error.add_note(step.what)
                raise

    def _is_done(self, step: Step, moment: float | None) -> bool:
        """Make a step, kill the program, and check the file. Returns whether the step is in the file."""
        if not self._path.exists() or remembered(self._path) != step.found:
            self._path.write_bytes(step.file)  # there is no other way to the good night
        with opened(self._program, step) as drawn:
            before = drawn.text
            if moment is not None:
                drawn.type(step.typed)
                time.sleep(moment)
            elif step.after is not None:
                make(drawn, step)
            else:
                drawn.type(step.typed)
                assert drawn.wait() == 0
            drawn.signal(signal.SIGKILL)
            after = drawn.text
        half = self._path.with_name(f"{self._path.name}-journal")
        self._kills["in the middle of a write"] += half.exists() and half.stat().st_size > 0
        self._kills["kills"] += 1
        state = checked(self._path)
        assert state in step.states, (step.what, moment, state, step.states[0])
        if state in step.states[1:-1]:
            self._goes_on_by_itself(step)
            return True
        is_done = state == step.states[-1]
        if moment is None or after != before:
            assert is_done, f"it was shown, and is lost:\n{after}"
        return is_done

    def _goes_on_by_itself(self, step: Step) -> None:
        """The key saves two things, and the kill came between them: the next start does the second one."""
        assert step.after is not None
        self._kills["between two writes"] += 1
        with Drawn(self._program, "--save", str(self._path), *OPTIONS, TZ=zone_for_a_program()) as drawn:
            drawn.until_it(step.after.is_on)
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


# At each system call that writes the save file, in plain mode

CALLS = ("openat", "pwrite64", "fdatasync", "unlink")
"""SQLite's system calls for a move on Linux: create and write a journal, write the file, delete the journal."""

PARTS = 6
"""The number of tests that share the kills, so that other tests can run in between."""


def play_traced(program: Program, steps: Sequence[Step], calls: str, *strace: str) -> tuple[int, int]:
    """Play all steps in one run under strace; its exit status, and how many of them were answered with a prompt."""
    save = program.save
    save.write_bytes(steps[0].file)
    paths = "-P", str(save), "-P", f"{save}-journal"
    command = program.command("--plain", "--save", str(save), *OPTIONS)
    lines = [list(NAMES) if step.what == "names" else [step.line] for step in steps]
    ran = subprocess.run(
        ["strace", "-f", "-qq", *paths, "-e", f"trace={calls}", *strace, *command],
        input="".join(f"{line}\n" for some in lines for line in some).encode(),
        env=program.environment,
        cwd=program.home,
        capture_output=True,
        timeout=LONGEST,
        check=False,
    )
    if b"ptrace" in ran.stderr:
        pytest.skip("strace may not be used here")
    prompts = ran.stdout.decode().count("\n> ")
    return ran.returncode, sum(typed < prompts for typed in itertools.accumulate(map(len, lines)))


@pytest.mark.long
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace makes it die at a system call")
@pytest.mark.parametrize("part", range(PARTS))
def test_a_kill_at_any_call_of_an_evening_loses_nothing_answered(tmp_path: Path, part: int) -> None:
    steps = first_evening(tmp_path)[1:]
    whole, log = Program(tmp_path / "whole"), tmp_path / "calls"
    whole.home.mkdir()
    assert play_traced(whole, steps, ",".join(CALLS), "-o", str(log)) == (0, len(steps) - 1)
    assert remembered(whole.save) == steps[-1].states[-1]
    counts = Counter(re.findall(r"^\d+ +(\w+)\(", log.read_text(), re.MULTILINE))
    assert set(counts) == set(CALLS)

    def kill(call: str, which: int) -> bool:
        program = Program(tmp_path / f"{call}-{which}")
        program.home.mkdir()
        inject = f"inject={call}:signal=SIGKILL:when={which}"
        status, answered = play_traced(program, steps, call, "-o", os.devnull, "-e", inject)
        # All answered steps are saved, and at most one more.
        step = steps[min(answered, len(steps) - 1)]
        assert checked(program.save) in step.states, (step.what, answered)
        return status != 0

    kills = [(call, which) for call in CALLS for which in range(1, counts[call] + 1)][part::PARTS]
    with ThreadPoolExecutor(2) as pool:
        killed = sum(pool.map(kill, *zip(*kills, strict=True)))
    print(f"\n{killed} kills of {dict(counts)}, 0 moves lost")
    assert killed == len(kills)

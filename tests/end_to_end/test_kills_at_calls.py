"""Killed at each system call that writes the save file, in a whole evening of the real program (plain mode)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cardtui.save.store import Store
from program import LONGEST, Program
from reference import NAMES, OPTIONS, Step, first_evening, remembered

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace makes it die at a system call"),
]

CALLS = ("openat", "pwrite64", "fdatasync", "unlink")
"""SQLite's system calls for a move on Linux: create and write a journal, write the file, delete the journal."""

PARTS = 6
"""The number of tests that share the kills, so that other tests can run in between."""


def lines_of(step: Step) -> list[str]:
    return list(NAMES) if step.what == "names" else [step.line]


class Traced:
    """One save file, and the program on it in plain mode, which plays all steps in one run."""

    def __init__(self, home: Path, steps: Sequence[Step]) -> None:
        home.mkdir()
        self.program = Program(home)
        self.steps = steps
        self.program.save.write_bytes(steps[0].file)

    def play(self, calls: str, *strace: str) -> tuple[int, int]:
        """Play under strace; return its exit status, and how many steps were answered with a prompt."""
        save = self.program.save
        paths = "-P", str(save), "-P", f"{save}-journal"
        command = self.program.command("--plain", "--save", str(save), *OPTIONS)
        typed = "".join(f"{line}\n" for step in self.steps for line in lines_of(step))
        ran = subprocess.run(
            ["strace", "-f", "-qq", *paths, "-e", f"trace={calls}", *strace, *command],
            input=typed.encode(),
            env=self.program.environment,
            cwd=self.program.home,
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
        if b"ptrace" in ran.stderr:
            pytest.skip("strace may not be used here")
        prompts = ran.stdout.decode().count("\n> ")
        answered, lines = 0, 0
        for step in self.steps:
            lines += len(lines_of(step))
            answered += lines < prompts
        return ran.returncode, answered

    def assert_nothing_is_lost(self, answered: int) -> None:
        """All answered steps are saved, and at most one more."""
        save = self.program.save
        with Store.open(save) as store:
            store.check()
            assert store._connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        here = remembered(save)
        step = self.steps[min(answered, len(self.steps) - 1)]
        assert here in step.states, (step.what, answered)


@pytest.mark.parametrize("part", range(PARTS))
def test_a_kill_at_any_call_of_an_evening_loses_nothing_answered(tmp_path: Path, part: int) -> None:
    steps = first_evening(tmp_path)[1:]
    whole = Traced(tmp_path / "whole", steps)
    log = tmp_path / "calls"
    assert whole.play(",".join(CALLS), "-o", str(log)) == (0, len(steps) - 1)
    assert remembered(whole.program.save) == steps[-1].states[-1]
    counts = Counter(re.findall(r"^\d+ +(\w+)\(", log.read_text(), re.MULTILINE))
    assert set(counts) == set(CALLS)

    def kill(call: str, which: int) -> bool:
        traced = Traced(tmp_path / f"{call}-{which}", steps)
        status, answered = traced.play(call, "-o", os.devnull, "-e", f"inject={call}:signal=SIGKILL:when={which}")
        traced.assert_nothing_is_lost(answered)
        return status != 0

    kills = [(call, which) for call in CALLS for which in range(1, counts[call] + 1)][part::PARTS]
    with ThreadPoolExecutor(2) as pool:
        killed = sum(pool.map(kill, *zip(*kills, strict=True)))
    print(f"\n{killed} kills of {dict(counts)}, 0 moves lost")
    assert killed == len(kills)

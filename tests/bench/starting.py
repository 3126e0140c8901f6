"""From the command to the first useful screen, compared with the first screen of an empty Textual app.

And how long commands that draw nothing take, compared with bare Python.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from figures import Row, seconds_of, side_by_side
from installed import KNOWN, Installed, save_file
from msgspec.structs import replace
from window import Window

from couple_session import SHIPPED
from save.sample_evenings import many_evenings
from save.writing_store import WritingStore as Store

Work = Callable[[], float]
"""Something that is measured; returns seconds."""

TARGET = 1.35
TARGET_LONG_HISTORY = 1.05


def rows(installed: Installed, folder: Path, runs: int) -> Iterator[Row]:
    """Starts of each kind, each right after a start of the empty app."""
    words = SHIPPED.words
    empty = partial(_start, installed, installed.empty, "empty: 0")
    before = save_file(folder / "before.db")
    opened = save_file(folder / "opened.db", keys="....")
    never = save_file(folder / "never.db", replace(KNOWN, begun=False))
    cases = {
        "start: an evening is open": (opened, words.start_go_on, ()),
        "start: no evening is open": (before, words.start_evening, ()),
        "start: straight to settling": (never, words.settle_ask[:20], ()),
        "start: five minutes today": (before, words.settle_ask[:20], ("today",)),
        "start: the very first note": (None, words.note_title, ("--no-save", "--no-plain")),
    }
    pairs = {name: (empty, _case(installed, folder, *case)) for name, case in cases.items()}
    yield from compared(pairs, runs, TARGET)


def history_rows(installed: Installed, folder: Path, runs: int) -> Iterator[Row]:
    """Starts with ten evenings in the save file, and with ten thousand."""
    few, many = (remembering(folder / f"{count}.db", count) for count in (10, 10_000))
    cases: dict[str, tuple[str, tuple[str, ...]]] = {
        "start: 10,000 evenings, not 10": (SHIPPED.words.start_evening, ()),
        "  and straight to a new one": (SHIPPED.words.settle_ask[:20], ("today",)),
    }
    pairs = {
        name: (_case(installed, folder, few, *case), _case(installed, folder, many, *case))
        for name, case in cases.items()
    }
    yield from compared(pairs, runs, TARGET_LONG_HISTORY)


def command_rows(installed: Installed, folder: Path, runs: int) -> Iterator[Row]:
    """Each command that draws nothing, alternating with a Python that does nothing."""
    save = str(remembering(folder / "save.db", 10))
    commands = {
        "--help": ("--help",),
        "check, the shipped deck": ("check",),
        "export, 10 evenings": ("export", "--save", save),
        "path": ("path", "--save", save),
    }

    def run(*command: str) -> float:
        return seconds_of(
            lambda: subprocess.run(command, env=installed.environment, check=True, stdout=subprocess.DEVNULL)
        )

    bare = partial(run, sys.executable, "-c", "")
    pairs = {f"cardtui {name}": (bare, partial(run, *installed.command(*each))) for name, each in commands.items()}
    yield from compared(pairs, runs, None)


def compared(pairs: Mapping[str, tuple[Work, Work]], runs: int, target: float | None) -> Iterator[Row]:
    """Each yardstick and ours, in turn, so that a busy machine slows them all; the first round only warms up.

    The order rotates, since a program leaves the caches as it needed them.
    """
    works = [work for pair in pairs.values() for work in pair]
    found: list[list[float]] = [[] for _ in works]
    for run in range(runs + 1):
        for place in range(run, run + len(works)):
            seconds = works[place % len(works)]()
            if run:
                found[place % len(works)].append(seconds)
    for number, name in enumerate(pairs):
        yield side_by_side(name, found[2 * number + 1], found[2 * number], target)


def _start(installed: Installed, command: list[str], text: str) -> float:
    with Window(command, installed.environment) as window:
        return window.wait_for(text)


def _case(installed: Installed, folder: Path, save: Path | None, text: str, arguments: tuple[str, ...]) -> Work:
    if save is None:
        return partial(_start, installed, installed.command(*arguments), text)
    # Each start has a fresh copy: it may write, and the next start must find the same file.
    copy = folder / f"copy-for-{'-'.join(arguments)}-{save.name}"
    command = installed.command(*arguments, "--save", str(copy))

    def start() -> float:
        shutil.copy(save, copy)
        with copy.open("rb") as file:
            os.fsync(file.fileno())  # otherwise the program's first durable write would wait for all of it
        return _start(installed, command, text)

    return start


def remembering(path: Path, evenings: int, cards: int = 10) -> Path:
    """A save file with that many evenings, of ``cards`` cards each; none is open."""
    cards_of = [(card.id, suit.name) for suit in SHIPPED.suits for card in suit.cards]
    with Store.open(path) as store:
        store.keep_settings(KNOWN)
        many_evenings(store, evenings, datetime(2020, 1, 1, 20, tzinfo=UTC), cards=cards_of, each=cards)
    return path

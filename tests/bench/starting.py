"""From the command to the first useful screen, compared with the first screen of an empty Textual app."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from figures import Row, side_by_side
from installed import KNOWN, Installed, save_file
from msgspec.structs import replace
from window import Window

from couple_session import SHIPPED
from save.sample_evenings import many_evenings
from save.writing_store import WritingStore as Store

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
    works: dict[str, Callable[[], float]] = {}
    for name, case in cases.items():
        works |= {f"empty before {name}": empty, name: _case(installed, folder, *case)}
    found = taking_turns(works, runs)
    for name in cases:
        yield side_by_side(name, found[name], found[f"empty before {name}"], TARGET)


def history_rows(installed: Installed, folder: Path, runs: int) -> Iterator[Row]:
    """Starts with ten evenings in the save file, and with ten thousand."""
    few, many = (remembering(folder / f"{count}.db", count) for count in (10, 10_000))
    for name, text, command in (
        ("start: 10,000 evenings, not 10", SHIPPED.words.start_evening, ()),
        ("  and straight to a new one", SHIPPED.words.settle_ask[:20], ("today",)),
    ):
        found = taking_turns(
            {
                "few": _case(installed, folder, few, text, command),
                "many": _case(installed, folder, many, text, command),
            },
            runs,
        )
        yield side_by_side(name, found["many"], found["few"], TARGET_LONG_HISTORY)


def taking_turns(works: dict[str, Callable[[], float]], runs: int) -> dict[str, list[float]]:
    """Run each in turn, so that a busy machine slows them all; the first round only warms up.

    The order rotates, since a program leaves the caches as it needed them.
    """
    found: dict[str, list[float]] = {name: [] for name in works}
    for run in range(runs + 1):
        names = list(works)
        names = names[run % len(names) :] + names[: run % len(names)]
        for name in names:
            seconds = works[name]()
            if run:
                found[name].append(seconds)
    return found


def _start(installed: Installed, command: list[str], text: str) -> float:
    with Window(command, installed.environment) as window:
        return window.wait_for(text)


def _case(
    installed: Installed, folder: Path, save: Path | None, text: str, arguments: tuple[str, ...]
) -> Callable[[], float]:
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

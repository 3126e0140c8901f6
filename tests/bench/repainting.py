"""From a key to the last byte of its change, on a large screen, with the move durably on disk in between."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from figures import Row, ms, percentile
from installed import KNOWN, Installed, sitting
from msgspec.structs import replace
from starting import remembering
from window import Window

from cardtui.presenter.key_presses import BOUNCE
from cardtui.rules.evening_moves import legal
from cardtui.rules.move import Action, Choice

COLUMNS, LINES = 200, 60
P95, P99 = 16.0, 33.0
"""Maximum milliseconds: one frame, and two, of a screen that shows sixty a second."""

REMEMBERED = 1000
"""Evenings in the save file: more than a couple will have."""

LONG_TALKS = replace(KNOWN, minutes=24 * 60, depth=3, dialogue="full")

_ENDING = {Action.CLOSE, Action.POSTPONE, Action.DECLINE, Action.TIME_OUT}
"""Actions that end the talk; the script goes on through cards, turns and stages."""


def rows(installed: Installed, folder: Path, keys: int) -> Iterator[Row]:
    """Keys of a long evening, alternating with keys for the empty app and one bare durable write."""
    save = remembering(folder / "evening.db", REMEMBERED)
    sitting(save, LONG_TALKS).press("enter").store.close()
    script = list(_script(save, folder, keys))
    # Without motion, since a breath is not an answer to a key.
    command = installed.command("--save", str(save), "--reduced-motion")
    ours: list[float] = []
    empty: list[float] = []
    with (
        Window(command, installed.environment, COLUMNS, LINES) as window,
        Window(installed.empty, installed.environment, COLUMNS, LINES) as yardstick,
    ):
        for one in (window, yardstick):
            one.settle()
        for number, (key, held) in enumerate(script):
            if held:
                window.settle(BOUNCE)
            seconds = window.press("\r" if key == "enter" else key)
            other = yardstick.press("x") + _durable_write(folder / "bare")
            assert seconds, f"nothing changed at {key!r}, key {number} of {script}"
            if number >= len(script) // 20:  # the first of each kind fill the caches
                ours.append(seconds)
                empty.append(other)
    calm = _steadiest(empty)
    for percent, target in ((50, None), (95, P95), (99, P99)):
        our, other = percentile(ours[calm], percent), percentile(empty[calm], percent)
        name = f"key to repaint at {COLUMNS}x{LINES}, p{percent}"
        yield Row(name, ms(our), ms(other), our * 1000, target, "ms")
    our, other = percentile(ours, 99), percentile(empty, 99)
    yield Row("  p99, also while the machine was busy", ms(our), ms(other), our * 1000, None, "ms")


def _durable_write(path: Path) -> float:
    start = time.perf_counter()
    with path.open("wb") as file:
        file.write(b"\0" * 4096)
        file.flush()
        os.fsync(file.fileno())
    return time.perf_counter() - start


def _steadiest(yardstick: list[float], parts: int = 3) -> slice:
    """The part of the time in which the yardstick was disturbed least, regardless of our own times.

    The targets are times, not ratios: CPU or disk use by other processes would be counted as ours.
    """
    length = len(yardstick) // parts
    return min(
        (slice(start, start + length) for start in range(0, parts * length, length)),
        key=lambda part: percentile(yardstick[part], 95),
    )


def _script(save: Path, folder: Path, keys: int) -> Iterator[tuple[str, bool]]:
    """Keys that make moves one after the other, found by playing on a copy; the first resumes the evening.

    Each comes with whether it would count as held, because the same key made the last change.
    """
    copy = folder / "copy.db"
    shutil.copy(save, copy)
    pair = sitting(copy, LONG_TALKS)
    navigation = pair.navigation
    chance = Random(1)
    yield "enter", False
    pair.press("enter")
    last = "enter"
    for _ in range(keys):
        choices = [one for one in legal(pair.position) if isinstance(one.what, Action) and one.what not in _ENDING]
        on, others = choices[0], [*choices[1:]]
        choice = chance.choice(others) if others and chance.random() < 0.25 else on
        key = _key(choice, last)
        # Back undoes progress: fewer of them, so that the evening moves forward.
        if chance.random() < 0.1:
            key = "b"
        before = navigation.place()
        pair.press(key)
        yield key, key == last
        if navigation.place() != before:
            last = key
    pair.store.close()


def _key(choice: Choice, last: str) -> str:
    return next((key for key in choice.keys if key != last), choice.keys[0])

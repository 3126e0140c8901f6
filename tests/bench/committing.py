"""How long a durable commit of one move takes on this disk. There is no target."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from figures import Row, ms, percentile
from installed import KNOWN, guide_on

from cardtui.presenter.navigation import Navigation
from cardtui.save.resilient_store import ResilientStore


def rows(folder: Path, moves: int) -> Iterator[Row]:
    """Moves back and forth in an open evening, each saved before the next."""
    store = ResilientStore.open(folder / "save.db")
    store.keep_settings(KNOWN)
    navigation = guide_on(store)
    navigation.press("enter")
    seconds = [_pressed(navigation, "enter" if number % 2 else "b") for number in range(-1, moves)]
    store.close()
    for percent in (50, 99):
        reached = percentile(seconds, percent)
        yield Row(f"one move, durably kept, p{percent}", ms(reached), "", reached * 1000, None, "ms")


def _pressed(navigation: Navigation, key: str) -> float:
    start = time.perf_counter()
    assert navigation.press(key)
    return time.perf_counter() - start

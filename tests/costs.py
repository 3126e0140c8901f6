"""What something costs as its input grows: the same on a fast machine, a slow one, and one that others use too."""

from __future__ import annotations

import time
from collections.abc import Callable

TRIES = 2
"""The cheapest of so many counts, since what else the machine does can only add to it."""


def growth(act: Callable[[str], object], text: str) -> float:
    """How many times as much an act costs on a text as on its first tenth.

    About 1 if it looks at a beginning only, 10 if it looks at each part once, and 100 if it compares each with all.
    """
    return _cost(act, text) / max(_cost(act, text[: len(text) // 10]), 1e-6)


def _cost(act: Callable[[str], object], text: str) -> float:
    """Seconds of this process alone."""

    def once() -> float:
        begun = time.process_time()
        act(text)
        return time.process_time() - begun

    return min(once() for _ in range(TRIES))

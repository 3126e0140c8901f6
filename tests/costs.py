"""How the cost of something grows with its input, independent of the machine's speed and load."""

from __future__ import annotations

import time
from collections.abc import Callable

TRIES = 2
"""Number of runs. The cheapest counts, since the load of the machine can only add to it."""


def growth(act: Callable[[str], object], text: str) -> float:
    """The cost of an act on a text, relative to its cost on the first tenth of the text.

    About 1 if it looks only at the start, 10 if it is linear, and 100 if it is quadratic.
    """
    return _cost(act, text) / max(_cost(act, text[: len(text) // 10]), 1e-6)


def _cost(act: Callable[[str], object], text: str) -> float:
    """CPU seconds of this process."""

    def once() -> float:
        begun = time.process_time()
        act(text)
        return time.process_time() - begun

    return min(once() for _ in range(TRIES))

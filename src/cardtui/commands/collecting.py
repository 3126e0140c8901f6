"""The garbage collector, which finds nothing while the program starts: all that is made then is kept."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_while_starting() -> Iterator[None]:
    """Let the collector rest until `start_over`, at the latest until the end: 15 ms of a start that draws."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def start_over() -> None:
    """Let the collector work again, but never look again at what is there now, which stays.

    Each time that it looked at everything, a key would wait for 30 ms, and a program that does nothing would compute
    for as long.
    """
    gc.freeze()
    gc.enable()

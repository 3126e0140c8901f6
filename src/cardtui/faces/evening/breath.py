"""The slow breath before the first mirror: a dot that grows and shrinks beside the words of who should breathe."""

from __future__ import annotations

from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer

DOTS = ("·", "•", "●", "•", "·")

STEP = 0.9
"""Seconds per dot: in and out in about five seconds, which is slow and long enough (in the laboratory, a five-second
pause worked as well as a longer one)."""


class Breath:
    """One breath in and out. ``draw``: called after each step."""

    def __init__(self, screen: MessagePump, draw: Callable[[], None]) -> None:
        self._screen = screen
        self._draw = draw
        self._timer: Timer | None = None
        self._step = 0

    @property
    def dot(self) -> str:
        """The dot of this moment; the smallest before and after."""
        return DOTS[self._step]

    @property
    def moves(self) -> bool:
        """Whether it is going on."""
        return self._timer is not None

    def start(self) -> None:
        """Begin to breathe in."""
        self._timer = self._screen.set_interval(STEP, self._next)

    def stop(self) -> None:
        """End it, and be ready for another."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._step = 0

    def _next(self) -> None:
        self._step += 1
        if self._step == len(DOTS) - 1:
            self.stop()
        self._draw()

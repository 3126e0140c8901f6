"""The slow breath: a dot that grows and shrinks once, beside the words of whoever is to take one."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget

DOTS = ("·", "•", "●", "•", "·")
STEP = 0.9
"""Seconds from one step to the next: in and out in about five seconds, which is slow and enough (a five-second pause
did as well as a longer one in the laboratory)."""


class Breath:
    """widget: on whose time it goes. changed: called at each step."""

    def __init__(self, widget: Widget, changed: Callable[[], None]) -> None:
        self._widget, self._changed = widget, changed
        self._step = 0
        self._timer: Timer | None = None

    @property
    def dot(self) -> str:
        """How it looks now."""
        return DOTS[self._step]

    @property
    def moves(self) -> bool:
        """Whether it will look otherwise by itself."""
        return self._timer is not None

    def begin(self) -> None:
        """Begin, or begin again."""
        self.stop()
        self._timer = self._widget.set_interval(STEP, self._go_on)

    def stop(self) -> None:
        """Be as at the beginning, and stay so."""
        self._rest()
        self._step = 0

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _go_on(self) -> None:
        self._step += 1
        if self._step == len(DOTS) - 1:
            self._rest()
        self._changed()

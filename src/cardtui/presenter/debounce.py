"""Keys that repeat by themselves: a held key and a bouncing one are each one press."""

from __future__ import annotations

from collections.abc import Callable

BOUNCE = 0.25
"""Seconds. A held key repeats about thirty times a second, a bouncing one within a few hundredths."""


class KeyFilter:
    """Drops repeats of a key just after it changed the place, so that a held or bouncing key is one press.

    A key that goes on repeating stays dropped until it has been still for `BOUNCE` seconds. clock: monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._key = ""
        self._until = 0.0
        self._read_from = float("-inf")

    def drops(self, key: str, age: float = 0.0) -> bool:
        """Whether ``key`` is a repeat to ignore.

        age: seconds since it came. What waited while the program was busy came no later for that.
        """
        now = self._clock()
        if now - age < self._read_from:
            return True
        if key != self._key or now - age >= self._until:
            return False
        self._until = now + BOUNCE
        return True

    def changed(self, key: str) -> None:
        """``key`` has just changed the place."""
        self._key = key
        self._until = self._clock() + BOUNCE

    def came_by_itself(self) -> None:
        """Ignore keys pressed before an unrequested screen could be read."""
        self._read_from = self._clock() + BOUNCE

    def forget(self) -> None:
        """What comes next is no repeat: something else was typed in between."""
        self._until = float("-inf")

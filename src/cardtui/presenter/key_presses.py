"""Map a typed character or line to a key of the rows, and ignore repeats of a held key."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from cardtui.text.names import printable

BOUNCE = 0.25
"""Seconds. A held key repeats about thirty times a second, a bouncing one within a few hundredths."""


class KeyFilter:
    """Drops repeats of a key just after it changed the place, so that a held or bouncing key is one press.

    A repeating key stays dropped until it has been still for `BOUNCE` seconds. clock: monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._key = ""
        self._until = 0.0
        self._read_from = float("-inf")

    def drops(self, key: str, age: float = 0.0) -> bool:
        """Whether ``key`` is a repeat to ignore.

        age: seconds since it arrived, so that waiting while the program was busy does not make it later.
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
        """The next key is not a repeat: something else was typed in between."""
        self._until = float("-inf")


_FULL_WIDTH = range(0xFF01, 0xFF5F)
"""The printable ASCII characters at a fixed offset, as input methods for Chinese, Japanese or Korean send them."""


def usual(key: str) -> str:
    """The key as rows name it.

    Caps Lock makes no difference, nor does an input method that sends full-width characters; a digit is a digit in
    every script. Letters of other scripts stay as they are: their keys on another keyboard are unknown, and a wrong
    guess would do something that was not requested. Digits, Enter and Esc reach everything.
    """
    if len(key) != 1:
        return key
    if ord(key) in _FULL_WIDTH:
        key = chr(ord(key) - _FULL_WIDTH.start + ord("!"))
    digit = unicodedata.decimal(key, None)
    # A Turkish capital İ becomes a small i and a dot: two characters.
    return key.lower()[0] if digit is None else str(digit)


NO_KEY = "no key"
"""The key for a line that is not one key: no row has it, because it has more than one character."""


def key_of_line(line: str) -> str:
    """The key that a line means; `NO_KEY` if it holds the rest of a control sequence, or half a character.

    An arrow before Enter is not Enter, and the last letter of a sequence was never typed.
    """
    line = line.strip(" \t\r\n")
    return usual(line.strip()) if printable(line) == line else NO_KEY

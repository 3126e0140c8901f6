"""The words that are shipped, for tests of anything but these words: one that is changed changes no such test.

A test names a field of ``WORDS`` in place of what it says, so that ``deck/words.yaml`` can be reworded alone.
"""

from __future__ import annotations

import re

from cardtui.deck.opened_deck import open_deck
from cardtui.deck.words import Words, fill

_BRACE = re.compile(r"\{\w+\}")


def _shipped_words() -> Words:
    reading = open_deck()
    return reading.deck.words


WORDS = _shipped_words()


def filled(text: str, **values: str) -> str:
    """A text with ``values`` in its braces."""
    return fill(text, values)


def fixed_part(text: str) -> str:
    """The longest part of a text that is the same whatever its braces hold."""
    return max(_BRACE.split(text), key=len).strip()


def first_words(text: str, count: int = 4) -> str:
    """How a text begins, up to its first brace: for a screen on which the rest may stand on the next line."""
    return " ".join(_BRACE.split(text)[0].split()[:count])

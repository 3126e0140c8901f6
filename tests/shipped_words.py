"""The shipped words, for tests that are not about the words themselves: rewording them breaks no such test.

A test refers to a field of ``WORDS`` instead of its text, so that ``deck/words.yaml`` can be reworded alone.
"""

from __future__ import annotations

import re

from cardtui.deck.opened_deck import open_shipped_deck
from cardtui.deck.words import fill

_BRACE = re.compile(r"\{\w+\}")


WORDS = open_shipped_deck().words


def filled(text: str, **values: str) -> str:
    """A text with ``values`` in its braces."""
    return fill(text, values)


def fixed_part(text: str) -> str:
    """The longest part of a text that does not depend on its braces."""
    return max(_BRACE.split(text), key=len).strip()


def first_words(text: str, count: int = 4) -> str:
    """The beginning of a text, up to its first brace: for a screen where the rest may be on the next line."""
    return " ".join(_BRACE.split(text)[0].split()[:count])

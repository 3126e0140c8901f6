"""Names as two people type them: kept as they are, made safe to draw."""

from __future__ import annotations

import unicodedata

from cardtui.cards.normal_form import normal
from cardtui.cards.unseen import is_blank

LONGEST_NAME = 24
"""Characters. Longer ones would not fit the smallest screen beside what the partner does."""

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode categories that a name needs not and a terminal may obey: controls, bidi overrides, surrogates."""

_JOINERS = {"\u200c", "\u200d"}
"""Zero-width (non-)joiners: of category Cf, but needed to spell names in several scripts."""


def clean_name(text: str) -> str:
    """A name in its normal form, without control characters, with single spaces, at most `LONGEST_NAME` characters.

    One of which nothing can be seen is none.
    """
    name = " ".join(printable(normal(text)).split())[:LONGEST_NAME].strip()
    return "" if is_blank(name) else name


def printable(text: str) -> str:
    """A name as it is typed, without control characters."""
    return "".join(
        " " if character in "\t\n\r" else character
        for character in text
        if character in "\t\n\r" or character in _JOINERS or unicodedata.category(character) not in _UNSEEN
    )

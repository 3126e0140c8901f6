"""What is guessed about a prompt whose kind or depth the list does not say."""

from __future__ import annotations

import re

from cardtui.deck.card import Kind
from cardtui.lint.written_card import QUESTION_MARKS

GUESSED_DEPTH = 2
"""The depth of a prompt without one: a tender card must not come up as an easy one."""

_TELLS = re.compile(
    r"(?:tell|describe|recall|remember|think (?:back|of a time)|take \{partner\} to|bring \{partner\})\b", re.IGNORECASE
)


def guess_kind(prompt: str) -> str:
    """The kind of a prompt without one: a question asks, a story begins with telling, all others are steps."""
    return str(Kind.QUESTION if QUESTION_MARKS.search(prompt) else Kind.STORY if _TELLS.match(prompt) else Kind.STEP)

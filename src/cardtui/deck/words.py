"""Every sentence and label that a couple reads, as one value; the English ones are ``deck/words.yaml``.

That file alone defines the keys, which of them hold several texts, and which braces each may have: those for
the partners (``{speaker}`` and so on) and those that the shipped text has. Any other brace is literal text. The
attributes of `Words` for type checkers are generated from it, too (``.ci/generate``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from cardtui.deck.word_keys import WordKeys
else:
    WordKeys = SimpleNamespace

NAMES = ("left", "right", "speaker", "listener", "Speaker", "Listener")
"""Braces for the two partners, which nearly every text may have."""

_FILLED = re.findall(r"\w+", "name count all value time day month number year title about partner Partner needs is")
"""What else the program fills in, if the shipped text has it."""

_PAIRS = (("partner", "Partner"), ("count", "all"))
"""A text with the first may have the second."""

_WITHOUT_NAMES = ({"month", "year"}, {"month", "number"}, {"needs"})
"""A text with all of one of these, a date or a size, is not about the partners."""

Texts: TypeAlias = str | tuple[str, ...]
"""The value of a key: one text, or several, a list in the file."""

BRACE = re.compile(r"\{(\w+)\}")
"""Braces that look like ones the program fills. All other braces are text: `{ }`, `{a b}`."""


def capitalized(text: str) -> str:
    """A text with a capital first letter; the rest as it is."""
    return text[:1].upper() + text[1:]


def partner_names(partner: str) -> dict[str, str]:
    """Values of a card's braces for the partner: ``{partner}``, and ``{Partner}`` at the beginning of a sentence."""
    return {"partner": partner, "Partner": capitalized(partner)}


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put ``values`` into the braces of ``text``, in one pass; braces without a value stay literal.

    One pass, so that a name which looks like ``{speaker}`` is not replaced again.
    """
    return BRACE.sub(lambda match: values.get(match[1], match[0]), text) if "{" in text else text


class Words(WordKeys):
    """All words of one language or house style: an attribute for each key of ``words.yaml``."""

    def changed(self, **texts: Texts) -> Words:
        """A copy with some keys changed."""
        return Words(**{**vars(self), **texts})


def braces_of(shipped: Texts) -> tuple[str, ...]:
    """The braces that a text may have, given the shipped text."""
    found = set(BRACE.findall(shipped if isinstance(shipped, str) else "\n".join(shipped)))
    found.update(second for first, second in _PAIRS if first in found)
    filled = tuple(brace for brace in _FILLED if brace in found)
    return filled if any(map(found.issuperset, _WITHOUT_NAMES)) else NAMES + filled

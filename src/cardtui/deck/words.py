"""Every sentence and label that a couple reads, as one value; the English ones are ``deck/words.yaml``.

That file alone says which keys there are, which of them hold several texts, and which braces each may hold: those for
the two (``{speaker}`` and so on) and those that the shipped text has. Any other brace is literal text. The attributes
of `Words` for type checkers are written from it, too (``.ci/generate``).
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
"""Braces for the two, which nearly every text may hold."""

_FILLED = re.findall(r"\w+", "name count all value time day month number year title about partner Partner needs is")
"""What else the program fills in, where the shipped text has it."""

_PAIRS = (("partner", "Partner"), ("count", "all"))
"""A text that has the first may have the second."""

_WITHOUT_NAMES = ({"month", "year"}, {"month", "number"}, {"needs"})
"""A text that has all of one of these, a date or a size, is not about the two."""

Texts: TypeAlias = str | tuple[str, ...]
"""What a key holds: one text, or several, a list in the file."""

_BRACE = re.compile(r"\{(\w+)\}")


def capitalized(text: str) -> str:
    """A text with a capital first letter; the rest as it is."""
    return text[:1].upper() + text[1:]


def partner_names(partner: str) -> dict[str, str]:
    """What a card's braces for the partner stand for: ``{partner}``, and ``{Partner}`` where a sentence begins."""
    return {"partner": partner, "Partner": capitalized(partner)}


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put ``values`` into the braces of ``text``, in one pass; a brace that is no key stays literal.

    One pass, so that a name which itself looks like ``{speaker}`` stays the name that it is.
    """
    return _BRACE.sub(lambda match: values.get(match[1], match[0]), text) if "{" in text else text


class Words(WordKeys):
    """All words of one language or one house style: an attribute for each key of ``words.yaml``."""

    def changed(self, **texts: Texts) -> Words:
        """The same, but for some keys."""
        return Words(**{**vars(self), **texts})


def braces_of(shipped: Texts) -> tuple[str, ...]:
    """The braces that a text may hold, in place of a shipped one."""
    found = set(_BRACE.findall(shipped if isinstance(shipped, str) else "\n".join(shipped)))
    found.update(second for first, second in _PAIRS if first in found)
    filled = tuple(brace for brace in _FILLED if brace in found)
    return filled if any(map(found.issuperset, _WITHOUT_NAMES)) else NAMES + filled

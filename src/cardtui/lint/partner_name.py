"""How a card names the partner: `{partner}`, and `{Partner}` where a sentence begins."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import lru_cache

from cardtui.deck.words import NAMES
from cardtui.lint.written_card import Advice, Passage, Subject

_BRACES = re.compile(
    r"(?<!\{)\{{1,3}(?P<name>[^{}]{1,24})\}{1,3}|[\[<](?P<other>(?:your )?partner)[\]>]", re.IGNORECASE
)
_SENTENCE_ENDS = re.compile(r"[.?!。？！؟][\"”’')»“]*\s*$")
_MAY_BEGIN = re.compile(r"[:…“\"'‘(–—«„‚‹¿¡「『-]\s*$")
"""After these a sentence may begin or go on; both ways are taken."""

_ABBREVIATIONS = ("a.m.", "p.m.", "etc.", "e.g.", "i.e.", "vs.", "mr.", "mrs.", "dr.", "st.")
_LOOKED_BACK = 12
"""Characters before a brace that tell whether a sentence begins there."""

_OWNED = re.compile(r"\b(your|my|our|the) \{partner\}", re.IGNORECASE)
"""The brace brings its own "your"."""

_NEAR = 0.6
_LONGEST_SLIP = 4
_OTHER_NAMES = frozenset((*NAMES, "name", "you", "other", "partner1", "partner2"))


def name_the_partner(passage: Passage, subject: Subject) -> Iterator[Advice]:
    """A brace that is nearly `{partner}` is text to the program, and the two would read it so."""
    for match in _OWNED.finditer(passage.text) if subject.english else ():
        message = f"'{match.group()}' becomes '{match[1]} your partner', or '{match[1]} Ana'; write '{{partner}}' alone"
        yield Advice(passage.span(*match.span()), "misspelt-partner", message)
    for match in _BRACES.finditer(passage.text):
        written, name = match.group(), (match["name"] or match["other"]).strip()
        if written in ("{partner}", "{Partner}"):
            yield from _capital(passage, match)
        elif name in _OTHER_NAMES or any(_is_near(word) for word in re.findall(r"\w+", name)):
            message = f"'{written}' stays as it is written, braces and all; a card knows only '{{partner}}'"
            yield Advice(passage.span(*match.span()), "misspelt-partner", message)


@lru_cache(maxsize=1024)
def _is_near(word: str) -> bool:
    if abs(len(word) - len("partner")) > _LONGEST_SLIP:
        return False
    return difflib.SequenceMatcher(None, word.lower(), "partner").ratio() >= _NEAR


def _capital(passage: Passage, match: re.Match[str]) -> Iterator[Advice]:
    before = passage.text[max(0, match.start() - _LOOKED_BACK) : match.start()]
    if _MAY_BEGIN.search(before) or before.rstrip().lower().endswith(_ABBREVIATIONS):
        return
    begins = not before or bool(_SENTENCE_ENDS.search(before))
    if begins != (match["name"] == "Partner"):
        better = "{Partner}" if begins else "{partner}"
        where = "a sentence begins here" if begins else "no sentence begins here"
        yield Advice(passage.span(*match.span()), "partner-capital", f"{where}; write '{better}'")

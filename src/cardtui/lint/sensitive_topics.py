"""Words that show what a card is about: those that need a topic, and those that no topic makes safe.

They are data in ``sensitive_topics.yaml``, which a facilitator can read and extend; its header describes the format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from cardtui.lint.word_lists import Group, groups

_TOKEN = re.compile(r"(?:\{\w+\}|\w+)(?:['’]\w+)*")
_APART = re.compile(r"[.?!,;:…()–—]")
"""Punctuation that separates phrases."""

ANY, ANY_CAPITAL = "*", "^"
"""In an entry: any word, and any capitalized word."""

_VOWELS = "aeiou"
_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
"""A word whose last letter is doubled: stab, stabbed."""

_SHORTEST = 3
"""The length of the shortest word with inflections; articles and the like have none."""


class Word(NamedTuple):
    """A sensitive word in a text, from ``begin`` to ``end``."""

    begin: int
    end: int
    group: Group


class _Phrase(NamedTuple):
    """A parsed entry: the forms of each of its words. group: None for a harmless idiom.

    anchor: the index of its rarest word, used for lookup; "your" would match in every second text.
    """

    words: tuple[frozenset[str], ...]
    anchor: int
    group: Group | None

    def fits(self, keys: Sequence[set[str]], tokens: Sequence[re.Match[str]], at: int) -> bool:
        """Whether the phrase matches at an index of a text's tokens."""
        last = at + len(self.words) - 1
        if at < 0 or last >= len(tokens) or any(map(frozenset.isdisjoint, self.words, keys[at:])):
            return False
        text = tokens[at].string
        return not any(_APART.search(text, tokens[n].end(), tokens[n + 1].start()) for n in range(at, last))


class Index:
    """The phrases, by the forms of their rarest word."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self._by_anchor: dict[str, list[_Phrase]] = {}
        for group in groups:
            for entry, told in (*((each, None) for each in group.but_not), *((each, group) for each in group.words)):
                lengths = [min(map(len, part.split("/"))) for part in entry.split()]
                phrase = _Phrase(forms(entry), lengths.index(max(lengths)), told)
                for form in phrase.words[phrase.anchor]:
                    self._by_anchor.setdefault(form, []).append(phrase)

    def find(self, text: str) -> list[Word]:
        """The sensitive words of a text, from left to right.

        Of overlapping phrases, the longest counts: "to die for" hides "die", and is hidden by "willing to die for".
        """
        tokens = list(_TOKEN.finditer(text))
        keys = [_keys(token.group()) for token in tokens]
        fitting = [
            (at - phrase.anchor, phrase)
            for at, token in enumerate(tokens)
            for phrase in self._by_anchor.get(_key(token.group()), ())
            if phrase.fits(keys, tokens, at - phrase.anchor)
        ]
        fitting.sort(key=lambda found: (-len(found[1].words), found[1].group is not None))
        taken: set[int] = set()
        words = []
        for at, phrase in fitting:
            places = range(at, at + len(phrase.words))
            if taken.isdisjoint(places):
                taken.update(places)
                if phrase.group is not None:
                    words.append(Word(tokens[at].start(), tokens[places[-1]].end(), phrase.group))
        return sorted(words, key=lambda word: word.begin)


def _key(token: str) -> str:
    token = token.lower().replace("’", "'")
    return token if token.startswith("{") else token.removesuffix("'s")


def _keys(token: str) -> set[str]:
    """Everything in an entry that matches a word."""
    return {_key(token), ANY, ANY_CAPITAL if token[0].isupper() else ANY}


@cache
def index() -> Index:
    """The index of all groups."""
    return Index(groups())


def forms(entry: str) -> tuple[frozenset[str], ...]:
    """What matches each word of an entry: the forms of all its alternatives."""
    return tuple(frozenset().union(*map(_forms, part.split("/"))) for part in entry.split())


def _forms(word: str) -> frozenset[str]:
    if word.startswith("="):
        return frozenset({_key(word[1:])})
    word = _key(word)
    if len(word) < _SHORTEST or not word.isalpha():
        return frozenset({word})
    return frozenset({word, *_inflected(word)})


def _inflected(word: str) -> Iterator[str]:
    """Regular inflections of a noun, a verb or an adjective; forms that do not exist do no harm."""
    last, y_changes = word[-1], word[-1] == "y" and word[-2] not in _VOWELS
    yield f"{word}es" if word.endswith(("s", "x", "z", "ch", "sh")) else f"{word}s"
    yield from (f"{word}{ending}" for ending in ("ing", "ly", "ness", "nesses"))
    stem = word
    if y_changes:
        stem = f"{word[:-1]}i"
        yield from (f"{stem}{ending}" for ending in ("es", "ly", "ness", "nesses"))
    elif last == "e":
        stem = word[:-1]
        yield f"{word[:-2]}ying" if word.endswith("ie") else f"{stem}ing"
    elif _SHORT.fullmatch(word):
        stem = f"{word}{last}"
        yield f"{stem}ing"
    yield from (f"{stem}{ending}" for ending in ("ed", "er", "ers", "est"))

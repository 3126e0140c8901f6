"""Words that tell what a card is about: those that need a topic, and those that no topic makes safe.

They are data, ``sensitive_topics.yaml``, for a facilitator to read and add to; its head says how an entry is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from cardtui.deck.files.yaml_tree import read_plain
from cardtui.deck.problem import AdviceCode

FILE = Path(__file__).with_name("sensitive_topics.yaml")

_TOKEN = re.compile(r"(?:\{\w+\}|\w+)(?:['’]\w+)*")
_APART = re.compile(r"[.?!,;:…()–—]")
"""What stands between words that are no phrase."""

ANY, ANY_CAPITAL = "*", "^"
"""In an entry: any word, and any that begins with a capital letter."""

_VOWELS = "aeiou"
_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
"""A word whose last letter is doubled: stab, stabbed."""

_SHORTEST = 3
"""Letters of a word that has forms; articles and the like have none."""


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words about one matter; the head of the file says what each field is. Without a topic the matter is unsafe."""

    reason: str
    words: tuple[str, ...]
    topic: str = ""
    better: str = ""
    others_do: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()

    @property
    def topics(self) -> tuple[str, ...]:
        """Those that say so, the first to be added."""
        return tuple(filter(None, (self.topic, *self.others_do)))

    @property
    def way_out(self) -> str:
        """What to do about it."""
        return self.better or f"add the topic '{self.topic}'"

    @property
    def code(self) -> AdviceCode:
        """The advice code for this group."""
        return "untagged-topic" if self.topics else "unsafe-subject"

    @property
    def fields(self) -> tuple[str, ...]:
        """Where it matters. A tip for the listener goes with a card whatever it is about."""
        return ("prompt", "stem") if self.topics else ("prompt", "stem", "listen")


class Word(NamedTuple):
    """A sensitive word in a text, from ``begin`` to ``end``."""

    begin: int
    end: int
    group: Group


class _Phrase(NamedTuple):
    """What an entry stands for: the forms of each of its words. group: None for a turn of speech to pass over.

    anchor: the place of its rarest word, by which it is looked up; "your" would be met in every second text.
    """

    words: tuple[frozenset[str], ...]
    anchor: int
    group: Group | None

    @classmethod
    def of(cls, entry: str, group: Group | None) -> _Phrase:
        """What an entry stands for."""
        lengths = [min(map(len, part.split("/"))) for part in entry.split()]
        return cls(forms(entry), lengths.index(max(lengths)), group)

    def fits(self, keys: Sequence[str], tokens: Sequence[re.Match[str]], at: int) -> bool:
        """Whether it stands at that place of a text."""
        last = at + len(self.words) - 1
        if at < 0 or last >= len(tokens):
            return False
        for place, forms in enumerate(self.words, start=at):
            capital = ANY_CAPITAL in forms and tokens[place].group()[0].isupper()
            if not (capital or keys[place] in forms or ANY in forms):
                return False
        text = tokens[at].string
        return not any(_APART.search(text, tokens[n].end(), tokens[n + 1].start()) for n in range(at, last))


class Index:
    """The phrases, by the forms of their rarest word."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self._by_anchor: dict[str, list[_Phrase]] = {}
        for group in groups:
            phrases = [_Phrase.of(entry, None) for entry in group.but_not]
            phrases += [_Phrase.of(entry, group) for entry in group.words]
            for phrase in phrases:
                for form in phrase.words[phrase.anchor]:
                    self._by_anchor.setdefault(form, []).append(phrase)

    def find(self, text: str) -> list[Word]:
        """The sensitive words of a text, from left to right.

        Where several overlap the longest counts: "to die for" hides "die", and is hidden by "willing to die for".
        """
        tokens = list(_TOKEN.finditer(text))
        keys = [_key(token.group()) for token in tokens]
        fitting = [
            (at - phrase.anchor, phrase)
            for at, key in enumerate(keys)
            for phrase in self._by_anchor.get(key, ())
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


# The data


@cache
def groups() -> tuple[Group, ...]:
    """All groups, in the order of the file."""
    found = read_plain(FILE)["groups"]
    for group in found:
        group |= {name: _divided(group.get(name, "")) for name in ("words", "but_not")}
    return msgspec.convert(found, tuple[Group, ...])


@cache
def index() -> Index:
    """All groups, to look texts over with."""
    return Index(groups())


def _divided(entries: str) -> list[str]:
    return [entry.strip() for entry in entries.split(",") if entry.strip()]


# Forms


def forms(entry: str) -> tuple[frozenset[str], ...]:
    """What can stand for each word of an entry: the forms of all its alternatives."""
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

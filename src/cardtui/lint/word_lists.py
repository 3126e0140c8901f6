"""The lists of words and patterns beside this module, meant to be extended; the header of each YAML file says how."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from cardtui.deck.files.yaml_tree import read_plain
from cardtui.deck.problem import AdviceCode
from cardtui.deck.topics import Topic

_FOLDER = Path(__file__).parent


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words about one matter, in ``sensitive_topics.yaml``. Without a topic, the matter is unsafe."""

    reason: str
    words: tuple[str, ...]
    topic: str = ""
    better: str = ""
    others_do: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that cover it; the first is the one to add."""
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
        """The fields it applies to. A listener's tip belongs to its card, whatever the topic."""
        return ("prompt", "stem") if self.topics else ("prompt", "stem", "listen")


class Caution(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words to think twice about, in ``word_choice.yaml``, where two fields have other names."""

    code: AdviceCode
    reason: str
    way_out: str = msgspec.field(name="better")
    patterns: tuple[str, ...]
    topics: tuple[Topic, ...] = msgspec.field(name="unless", default=())
    fields: tuple[str, ...] = ("prompt", "stem", "listen")


@cache
def groups() -> tuple[Group, ...]:
    """All groups of sensitive words, in the order of the file."""
    found = _data("sensitive_topics")["groups"]
    for group in found:
        for name in ("words", "but_not"):
            group[name] = [entry.strip() for entry in group.get(name, "").split(",") if entry.strip()]
    return msgspec.convert(found, tuple[Group, ...])


@cache
def cautions() -> tuple[Caution, ...]:
    """All cautions, in the order of the file."""
    return msgspec.convert(_data("word_choice")["cautions"], tuple[Caution, ...])


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One of the patterns of ``sentence_patterns.yaml``."""
    return _compiled(_data("sentence_patterns")["patterns"][name])


@cache
def tricks() -> dict[str, re.Pattern[str]]:
    """Tricks that please only once, by name."""
    return {name: _compiled([written]) for name, written in _data("sentence_patterns")["tricks"].items()}


def _compiled(alternatives: Sequence[str]) -> re.Pattern[str]:
    written = re.sub("[A-Z_]{4,}", lambda name: f"(?:{pattern(name[0].lower()).pattern})", "|".join(alternatives))
    return re.compile(written, re.IGNORECASE)


@cache
def words_of(name: str) -> frozenset[str]:
    """The words of a text file."""
    return frozenset((_FOLDER / f"{name}.txt").read_text(encoding="utf-8").split())


@cache
def _data(name: str) -> Any:
    return read_plain(_FOLDER / f"{name}.yaml")

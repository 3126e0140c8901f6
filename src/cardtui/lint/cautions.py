"""English words that hurt, leave somebody out, or say nothing; each with its reason and a better way.

They are data, ``cautions.yaml``, for a facilitator to read and add to. Words that tell what a card is about are in
``sensitive_topics.yaml``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from cardtui.deck.codes import AdviceCode
from cardtui.deck.files.source import read_source
from cardtui.deck.files.yaml_tree import as_plain, parse
from cardtui.deck.topics import Topic

FILE = Path(__file__).with_name("cautions.yaml")


class Caution(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words to think twice about; the head of the file says what each field is."""

    code: AdviceCode
    reason: str
    better: str
    patterns: tuple[str, ...]
    unless: tuple[Topic, ...] = ()
    fields: tuple[str, ...] = ("prompt", "stem", "listen")


@cache
def cautions() -> tuple[Caution, ...]:
    """All of them, in the order of the file."""
    tree = parse(read_source(FILE))
    assert tree is not None
    return msgspec.convert(as_plain(tree)["cautions"], tuple[Caution, ...])

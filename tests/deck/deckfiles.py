"""Deck files for the tests: a good one of each kind, and short ways to read text as one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.files.source import Source
from cardtui.deck.files.suit_file import SuitText, read_suit
from cardtui.deck.opened_deck import read_base
from cardtui.deck.problem import Problem

SUIT = """\
suit: Connect
symbol: "♥"
about: Knowing each other, and saying what is good.
language: en
cards:
  - id: cared-for-lately
    kind: question
    depth: 1
    prompt: What did {partner} do lately that made you feel cared for?
    stem: I felt cared for when you…
    listen: Notice the feeling under it.
    topics: [everyday, home]
    dialogue: full
    aliases: [old-id]
  - id: small-walk
    kind: step
    depth: 2
    prompt: Walk to the window together.
"""

DIALOGUES = """\
dialogues:
  short:
    title: Short
    about: Say one thing, and hear it back.
    stages:
      - speak
      - mirror
      - stage: thank
        stem: I am glad that you said it.
"""

BASE = read_base(shipped_deck())
"""The shipped dialogues and words."""


def suit_of(text: str) -> SuitText:
    """Read a text as a suit file; the shipped dialogues are known."""
    return read_suit(Source(Path("connect.yaml"), text), BASE.dialogues.keys())


def problems_of(text: str) -> list[Problem]:
    """The problems of a text as a suit file, in the order of their positions."""
    return sorted(suit_of(text).source.problems)


def card_with(line: str) -> str:
    """A suit file whose only card has one more line, line 10, after the prompt in line 9."""
    return (
        "suit: Connect\nsymbol: '♥'\nabout: Good things.\nlanguage: en\ncards:\n"
        f"  - id: a-card\n    kind: step\n    depth: 1\n    prompt: Walk a little.\n    {line}\n"
    )


def codes(problems: Iterable[Problem]) -> list[str]:
    """The codes of problems, without positions."""
    return [problem.code for problem in problems]


def places(problems: Iterable[Problem]) -> list[tuple[int, int, str]]:
    """Line, column and code of each problem."""
    return [(problem.line, problem.column, problem.code) for problem in problems]

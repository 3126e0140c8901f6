"""The topics that a pair can leave out. A card lists those it touches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

import msgspec

from cardtui.deck.card import Suit

Topic = Literal[
    "everyday",
    "appreciation",
    "play",
    "home",
    "friends",
    "family",
    "past",
    "future",
    "work",
    "money",
    "body",
    "touch",
    "intimacy",
    "conflict",
    "loss",
    "faith",
    "health",
]

TOPICS: tuple[Topic, ...] = get_args(Topic)

TENDER_TOPICS = ("money", "body", "touch", "intimacy", "conflict", "loss", "faith", "health")
"""Topics left out of a pair's first evening."""


FEW = 0.1
"""Share of a suit's cards. Up to it, a card without a topic is assumed to touch none; with more of them, the
writer has not named topics consistently, so they are not reliable."""


class Untagged(msgspec.Struct, frozen=True):
    """How many cards name no topic, out of how many."""

    cards: int
    total: int

    def __str__(self) -> str:
        return f"Cards that name no topic: {self.cards} of {self.total}. They can come whatever you leave out."


def untagged(suits: Iterable[Suit]) -> Untagged | None:
    """Count the cards that name no topic; None if topics are reliable in each of the suits."""
    suits = tuple(suits)
    if all(names_topics(suit) for suit in suits):
        return None
    return Untagged(sum(map(_count, suits)), sum(len(suit.cards) for suit in suits))


def names_topics(suit: Suit) -> bool:
    """Whether the topics of a suit are reliable. A suit is one file, usually by one writer."""
    return _count(suit) <= FEW * len(suit.cards)


def _count(suit: Suit) -> int:
    return sum(not card.topics for card in suit.cards)

"""A card, a suit, a deck: values that never change once read."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Literal, NewType

import msgspec

from cardtui.deck.dialogue import Dialogue
from cardtui.deck.words import Words

CardId = NewType("CardId", str)
"""The permanent name of a card: ``[a-z0-9-]{1,64}``, unique in its deck."""

Depth = Literal[1, 2, 3]
"""1 easy, 2 open, 3 tender."""

DEPTHS: tuple[Depth, ...] = (1, 2, 3)

OPEN: Depth = 2
TENDER: Depth = 3


class Kind(StrEnum):
    """What a card calls for: an answer, a small act, or a story."""

    QUESTION = "question"
    STEP = "step"
    STORY = "story"


class Role(StrEnum):
    """What a suit is for: ``today`` deals from one; the other is not used where a light card is needed."""

    EVERYDAY = "everyday"
    REPAIR = "repair"


RED_SUITS = "♥♦"
"""Symbols that are red, as in a pack of cards."""


class Card(msgspec.Struct, frozen=True, omit_defaults=True):
    """One prompt. Texts may hold ``{partner}`` or ``{Partner}``; every other brace is literal."""

    id: CardId
    kind: Kind
    depth: Depth
    prompt: str
    stem: str | None = None
    listen: str | None = None
    topics: tuple[str, ...] = ()
    dialogue: str | None = None
    aliases: tuple[CardId, ...] = ()

    @property
    def names(self) -> tuple[CardId, ...]:
        """Its id, then its former ids."""
        return (self.id, *self.aliases)


class Suit(msgspec.Struct, frozen=True, omit_defaults=True):
    """The cards of one file."""

    name: str
    symbol: str
    about: str
    language: str
    cards: tuple[Card, ...]
    role: Role | None = None


class Placed(msgspec.Struct, frozen=True):
    """A card and the suit it belongs to."""

    card: Card
    suit: Suit


class Base(msgspec.Struct, frozen=True):
    """A deck's fallback for what it lacks: the dialogues and words of the shipped one."""

    dialogues: dict[str, Dialogue]
    words: Words


class Deck(msgspec.Struct, frozen=True, dict=True):
    """A folder of suits with its dialogues and words, or a single suit file with the shipped ones."""

    name: str
    suits: tuple[Suit, ...]
    dialogues: dict[str, Dialogue]
    words: Words

    def find_card(self, name: str) -> Placed | None:
        """The card with that id, or with that former id."""
        return self._placed.get(name)

    @cached_property
    def _placed(self) -> dict[str, Placed]:
        return {name: Placed(card, suit) for suit in self.suits for card in suit.cards for name in card.names}

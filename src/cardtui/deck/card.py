"""A card, a suit, a deck: values that never change once read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Literal, NewType, assert_never, overload

import msgspec

from cardtui.deck.dialogue import Dialogue
from cardtui.deck.words import Words

CardId = NewType("CardId", str)
"""The name of a card that never changes: ``[a-z0-9-]{1,64}``, unique in its deck."""

Depth = Literal[1, 2, 3]
"""1 easy, 2 open, 3 tender."""

DEPTHS: tuple[Depth, ...] = (1, 2, 3)

OPEN: Depth = 2
TENDER: Depth = 3


class Kind(StrEnum):
    """What a card asks for: an answer, a small act, or a moment told."""

    QUESTION = "question"
    STEP = "step"
    STORY = "story"


class Role(StrEnum):
    """What a suit is for: ``today`` deals from one; from the other comes nothing that is meant to be light."""

    EVERYDAY = "everyday"
    REPAIR = "repair"


def usual_dialogue(kind: Kind) -> str | None:
    """The name of the dialogue in which such a card is talked about, unless it names one.

    None for one that goes the way of the evening.
    """
    match kind:
        case Kind.STEP:
            return "step"
        case Kind.STORY:
            return "mirror"
        case Kind.QUESTION:
            return None
        case _:
            assert_never(kind)


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


class Suit(msgspec.Struct, frozen=True, omit_defaults=True):
    """The cards of one file."""

    name: str
    symbol: str
    about: str
    language: str
    cards: tuple[Card, ...]
    role: Role | None = None


class LateSuits(Sequence[Suit]):
    """Suits that are read when something about them is first asked for.

    The first screen needs only the words; it must not wait for the cards.

    read: gives them; what it raises is raised to whoever asks.
    """

    def __init__(self, read: Callable[[], tuple[Suit, ...]]) -> None:
        self._read: Callable[[], tuple[Suit, ...]] | None = read
        self._suits: tuple[Suit, ...] = ()

    @property
    def are_read(self) -> bool:
        """Whether looking at them takes no time."""
        return self._read is None

    def read(self) -> tuple[Suit, ...]:
        """All of them, from now on at hand."""
        if self._read is not None:
            self._suits, self._read = self._read(), None
        return self._suits

    @overload
    def __getitem__(self, index: int) -> Suit: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Suit, ...]: ...
    def __getitem__(self, index: int | slice) -> Suit | tuple[Suit, ...]:
        return self.read()[index]

    def __len__(self) -> int:
        return len(self.read())


class Deck(msgspec.Struct, frozen=True):
    """One folder of suits with its dialogues and words, or a single suit file with the shipped ones."""

    name: str
    suits: Sequence[Suit]
    dialogues: dict[str, Dialogue]
    words: Words

    @property
    def has_suits(self) -> bool:
        """Whether the suits are at hand already."""
        return not isinstance(self.suits, LateSuits) or self.suits.are_read

"""The plan of a workshop, as a value: an agenda, with what the room sees and what only its leader sees."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from cardtui.deck.card import Card
from cardtui.deck.dialogue import Dialogue

MINUTE = 60
"""Seconds."""


class ItemKind(StrEnum):
    """What happens in an item of the agenda."""

    TALK = "talk"
    DEMO = "demo"
    PRACTICE = "practice"
    REGROUP = "regroup"
    BREAK = "break"


class RoomCard(msgspec.Struct, frozen=True):
    """A card that is shown to a room, with the suit that it comes from."""

    card: Card
    suit: str
    symbol: str


class Practice(msgspec.Struct, frozen=True):
    """What every couple does by itself: both turns of a dialogue on one card.

    cards: one, or those that each couple chooses from. turn, change: minutes of each turn, and between the two.
    """

    cards: tuple[RoomCard, ...]
    dialogue: Dialogue
    turn: int
    change: int = 0

    @property
    def minutes(self) -> int:
        """Minutes of both turns and the change."""
        return 2 * self.turn + self.change


def letters(practice: Practice) -> tuple[str, ...]:
    """How the cards of a practice are called on the wall and on paper; one that stands alone has no letter."""
    several = len(practice.cards) > 1
    return tuple("ABCDEFGH"[index] if several else "" for index in range(len(practice.cards)))


class Item(msgspec.Struct, frozen=True):
    """One item of the agenda.

    minutes: how long it is planned to take. screen: what the room sees, a paragraph each. notes: what only the leader
    sees. may_drop: its place among those that are left out when time runs short, the lowest first; None if it stays.
    auto: whether the next thing comes by itself when the time is over. practice: only of the kind `PRACTICE`.
    """

    kind: ItemKind
    title: str
    minutes: int
    screen: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    may_drop: int | None = None
    auto: bool = False
    practice: Practice | None = None


class WorkshopPlan(msgspec.Struct, frozen=True):
    """A whole plan.

    deck: the name or path of the deck that its cards come from. starts: who speaks first, in words that fit everybody
    in the room. without: topics left out of the room. contacts: who can be called here, a line each. bell: whether a
    soft bell tells that a time is over. leader: who leads it, as it stands on what couples take home. take_home: the
    cards that stand there, too.
    """

    title: str
    language: str
    deck: str
    starts: str
    items: tuple[Item, ...]
    without: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    bell: bool = False
    leader: str | None = None
    take_home: tuple[RoomCard, ...] = ()

    @property
    def minutes(self) -> int:
        """Minutes of all items."""
        return sum(item.minutes for item in self.items)

    @property
    def practices(self) -> tuple[Practice, ...]:
        """All practices, in their order."""
        return tuple(item.practice for item in self.items if item.practice is not None)

    def begins(self, item: int) -> int:
        """Minutes after the beginning at which an item is planned to begin. ``item``: counted from 0."""
        return sum(each.minutes for each in self.items[:item])

    @property
    def droppable(self) -> tuple[int, ...]:
        """The items that may be left out, counted from 0, the one to drop first at the front."""
        numbers = [(item.may_drop, index) for index, item in enumerate(self.items) if item.may_drop is not None]
        return tuple(index for _, index in sorted(numbers))

"""The plan of a workshop, as a value: an agenda, with what the room sees and what only its leader sees."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property

import msgspec

from cardtui.deck.card import Card
from cardtui.deck.dialogue import Dialogue
from cardtui.text.normal_form import comparable

MINUTE = 60
"""Seconds."""


class ItemKind(StrEnum):
    """What happens in an item of the agenda."""

    TALK = "talk"
    DEMO = "demo"
    PRACTICE = "practice"
    REGROUP = "regroup"
    BREAK = "break"


class Starter(StrEnum):
    """Who has the first turn."""

    FIRST = "first"
    SECOND = "second"


class ClockKind(StrEnum):
    """How the room sees what is left of an item's time."""

    BAR = "bar"
    """A quiet line that gets thinner."""
    DIGITS = "digits"
    """Minutes and seconds, in large digits."""
    HIDDEN = "hidden"


class LoopKind(StrEnum):
    """How the room sees what is said in a turn."""

    WHOLE = "whole"
    """All of it at once, for those who know it: no two couples are at the same step."""
    STEP = "step"
    """One step after the other; the leader walks through them."""


class RoomCard(msgspec.Struct, frozen=True):
    """A card that is shown to a room, with its suit."""

    card: Card
    suit: str
    symbol: str


USUAL_DIALOGUE = "mirror"
"""Of a practice that names none; every deck has it."""


class Practice(msgspec.Struct, frozen=True):
    """What every couple does on its own: both turns of a dialogue on one card.

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


def card_numbers(practice: Practice) -> tuple[str, ...]:
    """The numbers of a practice's cards on the wall and on paper; no letters, because A and B are the partners.

    A single card has none.
    """
    several = len(practice.cards) > 1
    return tuple(str(number) if several else "" for number in range(1, len(practice.cards) + 1))


class Item(msgspec.Struct, frozen=True):
    """One item of the agenda.

    minutes: its planned length. screen: what the room sees, a paragraph each. notes: what only the leader
    sees; safety: how many of them, from the first, are about safety. may_drop: its rank among the items that are left
    out when time runs short, the lowest first; None if it stays. auto: whether the next cue comes without a key when
    the time is over. practice: only for the kind `PRACTICE`. clock: how the room sees the time. starter: who has the
    first turn, unless the leader says otherwise. loop: how the room sees the steps of a turn.
    """

    kind: ItemKind
    title: str
    minutes: int
    screen: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    may_drop: int | None = None
    auto: bool = False
    practice: Practice | None = None
    clock: ClockKind = ClockKind.BAR
    starter: Starter = Starter.FIRST
    safety: int = 0
    loop: LoopKind = LoopKind.WHOLE

    def second_begins(self, *, swapped: bool) -> bool:
        """Whether the second partner has the first turn. swapped: whether the leader has swapped the two partners."""
        return (self.starter is Starter.SECOND) is not swapped

    def second_speaks(self, part: CuePart, *, swapped: bool) -> bool:
        """Whether the second partner speaks in that part, or next in one without a speaker. swapped: see above."""
        return self.second_begins(swapped=swapped) is not (part in (CuePart.CHANGE, CuePart.SECOND))


class WorkshopPlan(msgspec.Struct, frozen=True, dict=True):
    """A whole plan.

    deck: the name or path of the deck of its cards. starts: who speaks first, in words that fit everyone
    in the room; starts_other: the same for the other partner. without: topics left out of the room. contacts:
    who can be called here, a line each. bell: whether a soft bell rings when a time is over. lobby: what the wall shows
    before it begins, below its title and start time. two_minutes: whether the wall says when a turn has two left.
    leader: who leads it, as printed on what couples take home. take_home: the cards printed there, too.
    host: whose workshop it is, as shown on the wall. color: of titles and the host: #rrggbb or a name; empty for
    none.
    """

    title: str
    language: str
    deck: str
    starts: str
    items: tuple[Item, ...]
    without: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    bell: bool = False
    lobby: tuple[str, ...] = ()
    starts_other: str = ""
    two_minutes: bool = False
    leader: str | None = None
    take_home: tuple[RoomCard, ...] = ()
    host: str = ""
    color: str = ""

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """What is shown one after the other; each item has at least one."""
        return tuple(cue for index, item in enumerate(self.items) for cue in _of_item(index, item))

    @property
    def minutes(self) -> int:
        """Minutes of all items."""
        return sum(item.minutes for item in self.items)

    @property
    def practices(self) -> tuple[Practice, ...]:
        """All practices, in their order."""
        return tuple(item.practice for item in self.items if item.practice is not None)

    @property
    def dialogues(self) -> tuple[Dialogue, ...]:
        """The dialogues of the practices, each once, in their order."""
        return tuple(dict.fromkeys(practice.dialogue for practice in self.practices))

    def begins(self, item: int) -> int:
        """Minutes after the beginning at which an item is planned to begin. ``item``: counted from 0."""
        return sum(each.minutes for each in self.items[:item])

    def items_named(self, name: str) -> list[int]:
        """The items that a name may mean, counted from 0: by number from 1, title, start or part of a title."""
        titles = [comparable(item.title) for item in self.items]
        wanted = comparable(name)
        if wanted in map(str, range(1, len(titles) + 1)):
            return [int(wanted) - 1]
        found = [index for index, title in enumerate(titles) if title == wanted]
        found = found or [index for index, title in enumerate(titles) if wanted and title.startswith(wanted)]
        part = wanted if not wanted.isdecimal() else ""  # a wrong number is not a title
        return found or [index for index, title in enumerate(titles) if part and part in title]

    @property
    def droppable(self) -> tuple[int, ...]:
        """The items that may be left out, counted from 0, the first to drop at the front; never that which begins."""
        numbers = [
            (item.may_drop, index) for index, item in enumerate(self.items) if index and item.may_drop is not None
        ]
        return tuple(index for _, index in sorted(numbers))


class CuePart(StrEnum):
    """Which part of an item a cue is."""

    SLIDE = "slide"
    """The whole of an item that is not a practice."""
    CARDS = "cards"
    """The card, or those to choose from, and who starts; before the first turn."""
    FIRST = "first"
    """The first partner speaks."""
    CHANGE = "change"
    """Between the two turns."""
    SECOND = "second"
    """The second partner speaks."""


class Cue(msgspec.Struct, frozen=True):
    """One thing that is shown.

    item: its index in the agenda, from 0. seconds: planned for it; 0 for no clock. steps: the number of steps of a
    turn; else 1. by_step: whether the plan has the leader walk through them.
    """

    item: int
    part: CuePart
    seconds: int
    steps: int = 1
    by_step: bool = False

    @property
    def is_turn(self) -> bool:
        """Whether one of the partners speaks."""
        return self.part in (CuePart.FIRST, CuePart.SECOND)


def first_cue(plan: WorkshopPlan, item: int) -> int:
    """The index of an item's first cue."""
    return next(index for index, cue in enumerate(plan.cues) if cue.item == item)


def _of_item(index: int, item: Item) -> tuple[Cue, ...]:
    practice = item.practice
    if practice is None:
        return (Cue(index, CuePart.SLIDE, item.minutes * MINUTE),)
    # What the turns leave of the item's time is for reading the card and settling down.
    before = max(0, item.minutes - practice.minutes)
    change = (Cue(index, CuePart.CHANGE, practice.change * MINUTE),) if practice.change else ()
    steps, by_step = len(practice.dialogue.stages), item.loop is LoopKind.STEP
    first, second = (
        Cue(index, part, practice.turn * MINUTE, steps, by_step) for part in (CuePart.FIRST, CuePart.SECOND)
    )
    return (Cue(index, CuePart.CARDS, before * MINUTE), first, *change, second)

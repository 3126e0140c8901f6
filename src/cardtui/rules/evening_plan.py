"""The seats, and what the two agreed for one evening, including the dialogue for each card.

Only the names can change during the evening.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

import msgspec
from msgspec.structs import force_setattr, replace

from cardtui.deck.card import Card, CardId, Depth, Kind
from cardtui.deck.dialogue import Dialogue, Stage, StageType
from cardtui.text.names import clean_name


class Seat(StrEnum):
    """The left or the right half of the screen."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Seat:
        """The seat across."""
        return Seat.RIGHT if self is Seat.LEFT else Seat.LEFT


EVENING_LENGTHS = (15, 30, 60)
"""Minutes that the settings offer."""

WAYS = 9
"""The most ways to talk that can be offered: one for each digit."""

DEALING = 2
"""Version of the dealing algorithm, saved with the evening; raised when the same seed would deal other cards."""


class EveningShape(StrEnum):
    """What kind of evening it is."""

    EVENING = "evening"
    TODAY = "today"
    OWN = "own"


class Heart(msgspec.Struct, frozen=True):
    """A heart on a card. ``at``: when the card was met."""

    card: CardId
    at: datetime


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """One evening's agreement.

    minutes: the chosen length; the end is soft. cards: the most cards, or None for as many as fit.
    depth: the deepest card. dialogue: the usual one for questions. suits: names, empty for all. without: topics left
    out. first: who starts. new: whether this is the pair's first evening, which opens with an appreciation.
    spread: whether one of several face-down cards is picked. practiced: whether the two have had some cards
    already, and need few explanations. hearts: those of which one card may come back tonight.
    dialogues: the deck's when the evening began, so that it can end well even if the deck is gone.
    """

    deck: str
    seed: int
    dialogues: dict[str, Dialogue]
    left: str = ""
    right: str = ""
    minutes: int = 30
    cards: int | None = None
    depth: Depth = 2
    dialogue: str = "mirror"
    suits: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    first: Seat = Seat.LEFT
    shape: EveningShape = EveningShape.EVENING
    new: bool = False
    spread: bool = False
    practiced: bool = False
    hearts: tuple[Heart, ...] = ()
    dealing: int = DEALING

    def __post_init__(self) -> None:
        """Clean the names, so that they can be shown whether they come from a save file or an option."""
        force_setattr(self, "left", clean_name(self.left))
        force_setattr(self, "right", clean_name(self.right))

    @property
    def ways(self) -> tuple[str, ...]:
        """The dialogues in which the two can talk about something of their own, the evening's first."""
        others = (name for name, each in self.dialogues.items() if each.stages[0].stage is not StageType.DO)
        return tuple(dict.fromkeys((self.dialogue, *others)))[:WAYS]


def dialogue_for(card: Card, plan: Plan, dialogues: Mapping[str, Dialogue]) -> Dialogue:
    """Return the dialogue for ``card``.

    The card's own one comes first. Else the kind decides: a step is done and then told, a story is only mirrored, and a
    question uses the evening's dialogue. ``dialogues`` are the deck's; a name missing there is looked up in the plan's,
    and `mirror` is the fallback. A step always begins with doing it.

    A deck always has a `mirror`: its own or the shipped one.
    """
    known = {**plan.dialogues, **dialogues}
    is_brief = card.kind is Kind.QUESTION and plan.shape is EveningShape.TODAY
    usual = "mirror" if is_brief else usual_dialogue(card.kind) or plan.dialogue
    names = (card.dialogue, usual, "mirror")
    dialogue = known[next(name for name in names if name in known)]
    if card.kind is Kind.STEP and dialogue.stages[0].stage is not StageType.DO:
        return replace(dialogue, stages=(Stage(StageType.DO), *dialogue.stages))
    return dialogue


def usual_dialogue(kind: Kind) -> str | None:
    """The dialogue for a card of that kind that names none; None for the evening's own."""
    return {Kind.STEP: "step", Kind.STORY: "mirror", Kind.QUESTION: None}[kind]

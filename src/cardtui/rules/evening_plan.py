"""The seats, and what the two agreed for one evening.

Only the names can change during the evening.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec
from msgspec.structs import force_setattr

from cardtui.deck.card import CardId, Depth
from cardtui.deck.dialogue import Dialogue, StageType
from cardtui.text.names import clean_name


class Seat(StrEnum):
    """The left or the right half of the screen."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Seat:
        """The seat across."""
        return Seat.RIGHT if self is Seat.LEFT else Seat.LEFT


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

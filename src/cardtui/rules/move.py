"""The choices at a place, and the moves that they become.

A move is one thing that happened, with all that is needed to replay it, and nothing that was said.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

import msgspec

from cardtui.rules.evening_plan import Seat
from cardtui.rules.position import Dealt, Position, Wider


class IllegalMove(ValueError):
    """The move cannot be made at this position."""


class Action(StrEnum):
    """What can be done at some place of an evening."""

    # settle
    SETTLE = "settle"
    POSTPONE = "postpone"
    DECLINE = "decline"
    TOMORROW = "tomorrow"
    THIS_WEEK = "this-week"
    LEAVE_OPEN = "leave-open"
    # deal
    PICK = "pick"
    TAKE = "take"
    ANOTHER = "another"
    WIDEN = "widen"
    OWN = "own"
    WAY = "way"
    LEFT_STARTS = "left-starts"
    RIGHT_STARTS = "right-starts"
    # a turn
    DONE = "done"
    RATHER_NOT = "rather-not"
    SAID = "said"
    INTERRUPT = "interrupt"
    ASKED = "asked"
    GOT_IT = "got-it"
    NOT_QUITE = "not-quite"
    MORE = "more"
    GO_ON = "go-on"
    THAT_IS_ALL = "that-is-all"
    HELP_ME = "help-me"
    YES = "yes"
    SMALLER = "smaller"
    NOT_NOW = "not-now"
    THANKED = "thanked"
    LEAVE_CARD = "leave-card"
    BOTH_LEAVE = "both-leave"
    SKIP_TURN = "skip-turn"
    STAY = "stay"
    # after a round
    ONE_MORE = "one-more"
    CLOSE = "close"
    GLAD = "glad"
    GOOD_NIGHT = "good-night"
    HEART = "heart"
    END = "end"
    # time-out
    TIME_OUT = "time-out"
    AGREE = "agree"
    COME_BACK = "come-back"
    RESUME = "resume"
    REPAIR = "repair"
    LIGHT = "light"
    # of 0.1.0: no longer offered, but an evening left open by that version may contain them
    LATER = "later"
    OTHER_WAY = "other-way"
    APPRECIATE = "appreciate"
    # not chosen by anyone: recorded when they are back after a long absence
    FOUND_AGAIN = "found-again"


class PlainMove(msgspec.Struct, frozen=True, tag="go"):
    """A move that needs nothing but its time."""

    do: Action
    at: datetime


class Deal(msgspec.Struct, frozen=True, tag="deal"):
    """A move that deals a card: the one dealt, or None and how the choice could be widened.

    others: cards face down beside it; if there are none, it is turned up at once.
    """

    do: Action
    at: datetime
    dealt: Dealt | None
    wider: Wider | None = None
    others: tuple[Dealt, ...] = ()


NUMBERED = (Action.HEART, Action.AGREE, Action.PICK, Action.WAY)
"""The actions done to one of several things."""


class NumberedMove(msgspec.Struct, frozen=True, tag="mark"):
    """Acts on the thing of that number (from 0).

    It gives a card of the evening a heart or removes it, agrees on a time to meet, or picks a card or a way to talk.
    """

    do: Action
    at: datetime
    number: int


class Comeback(msgspec.Struct, frozen=True, tag="comeback"):
    """Back from a time-out: whether they could come back to what happened, and whether a light card could be dealt."""

    do: Action
    at: datetime
    repair: bool
    light: bool


class ResumedMove(msgspec.Struct, frozen=True, tag="found"):
    """The two are back after a long absence; ``since`` is the time of the previous move."""

    do: Action
    at: datetime
    since: datetime


Move = PlainMove | Deal | NumberedMove | Comeback | ResumedMove


# Choices


class Aside(StrEnum):
    """Shows or takes back something, and is not itself a move."""

    BACK = "back"
    FEELINGS = "feelings"
    NAMES = "names"
    PATH = "path"
    HELP = "help"
    QUIT = "quit"


Then = Callable[[Move], Position]
"""The position that results from a move."""


class Choice(msgspec.Struct, frozen=True):
    """One thing that can be done now.

    what: a move or an aside. label: the key of its name in the deck's words. who: whose choice it is, or None for both.
    keys: "enter", digits, and letters; the first is shown. Digits count the rows from the top; the first row may be
    Enter, too. A choice with Enter and no digit comes last; one with neither is in the list behind Esc.
    number: of the card (from 0) that is picked or gets a heart, of the time to meet, or of the way to talk.
    then: the result; None for an aside, and for a move that always deals a card.
    """

    what: Action | Aside
    label: str
    keys: tuple[str, ...]
    then: Then | None = None
    who: Seat | None = None
    number: int = 0

    @property
    def is_row(self) -> bool:
        """Whether it is on the screen itself, not behind Esc."""
        return any(key == "enter" or key.isdigit() for key in self.keys)


def enter(what: Action, label: str, then: Then | None = None, who: Seat | None = None, *shortcuts: str) -> Choice:
    """The first row; Enter chooses it too."""
    return Choice(what, label, ("enter", "1", *shortcuts), then, who)


def row(digit: int, what: Action | Aside, label: str, then: Then | None = None, *shortcuts: str) -> Choice:
    """A row for both, with that digit."""
    return Choice(what, label, (str(digit), *shortcuts), then)

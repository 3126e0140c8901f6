"""The state of an evening: an immutable value from which every face can be drawn.

A `Position` is what stays true over the evening (the plan, the cards met) and one `Place`, the current step. Each place
is a small type with only the fields it needs, so that impossible states cannot be written: a listener who makes sense
before anything was said, or a verdict without a speaker.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Union

import msgspec
from msgspec.structs import replace

from cardtui.deck.card import Card, CardId, Depth
from cardtui.deck.dialogue import Dialogue, Stage
from cardtui.rules.evening_plan import EveningShape, Plan, Seat


class Met(msgspec.Struct, frozen=True):
    """A card that was met. ``lap`` is its lap through the deck (see `cardtui.rules.dealer`)."""

    card: CardId
    suit: str
    at: datetime
    lap: int
    heart: bool = False


# What a round is about.


class Dealt(msgspec.Struct, frozen=True, tag="dealt"):
    """A card as it was dealt, whole, so that later edits of the deck do not change it.

    heart: for a card that came back because of its heart, when it was met before.
    """

    card: Card
    suit: str
    symbol: str
    dialogue: Dialogue
    lap: int
    heart: datetime | None = None


class Own(msgspec.Struct, frozen=True, tag="own"):
    """A blank card: something of their own, agreed aloud and never typed."""


class Gratitude(msgspec.Struct, frozen=True, tag="gratitude"):
    """An appreciation, at the beginning of the first evening."""


class Between(msgspec.Struct, frozen=True, tag="between"):
    """What happened between the two: they come back to it after a time-out."""


Subject = Dealt | Own | Gratitude | Between


# What follows a round.


class OnToNext(msgspec.Struct, frozen=True, tag="next"):
    """One more card, or good night."""


class OnToNight(msgspec.Struct, frozen=True, tag="night"):
    """Good night: this round was the closing appreciation, in evenings that 0.1.0 left open."""


class BackTo(msgspec.Struct, frozen=True, tag="back"):
    """This round was put into a time-out: return to the page after the time-out (`Returned`).

    In evenings that 0.1.0 left open it is the place that the time-out interrupted.
    """

    place: Place


After = Union[OnToNext, OnToNight, BackTo]  # noqa: UP007  (| does not accept a forward reference)


class Round(msgspec.Struct, frozen=True):
    """One subject, both partners' turns.

    spoken: who has already said something, in order. met: whether the card already counts as met. heard: whether a
    turn was completed.
    """

    subject: Subject
    dialogue: Dialogue
    first: Seat
    after: After
    spoken: tuple[Seat, ...] = ()
    met: bool = False
    heard: bool = False


class Turn(msgspec.Struct, frozen=True):
    """One partner as speaker. ``stage`` is an index into the dialogue.

    several: more than one send was mirrored since the last `speak`, so that a summary is worthwhile.
    mirrored: the listener has mirrored in this turn, so that the breath before the first mirror is past.
    """

    round: Round
    speaker: Seat
    stage: int = 0
    several: bool = False
    mirrored: bool = False

    @property
    def listener(self) -> Seat:
        """The other partner."""
        return self.speaker.other

    @property
    def now(self) -> Stage:
        """The current stage of the dialogue."""
        return self.round.dialogue.stages[self.stage]


class SpokenPart(StrEnum):
    """Which part the speaker says now."""

    WHOLE = "whole"
    MORE = "more"
    MISSING = "missing"
    ONWARD = "onward"  # continues after the listener asked for a pause
    HEART = "heart"  # the heart of it again, after a long absence
    FEELING = "feeling"  # names the feeling that the listener did not find
    HELP = "help"  # says more about a part that the listener cannot follow yet


class Send(msgspec.Struct, frozen=True):
    """What is being said and mirrored.

    then: index of the stage that follows once the speaker feels heard. held: the listener asked for a pause before
    the speaker was done, so that "yes" leads back to speaking.
    """

    part: SpokenPart
    then: int
    held: bool = False


# The places of a turn.


class Doing(msgspec.Struct, frozen=True, tag="doing"):
    """Both do what the card says."""

    round: Round


class Speaking(msgspec.Struct, frozen=True, tag="speaking"):
    """The speaker says it; the listener only listens."""

    turn: Turn
    send: Send


class Mirroring(msgspec.Struct, frozen=True, tag="mirroring"):
    """The listener says what they heard."""

    turn: Turn
    send: Send


class MirrorVerdict(msgspec.Struct, frozen=True, tag="mirror-verdict"):
    """The speaker decides whether the mirror got it."""

    turn: Turn
    send: Send


class Summarizing(msgspec.Struct, frozen=True, tag="summarizing"):
    """The listener sums it all up."""

    turn: Turn


class SummaryVerdict(msgspec.Struct, frozen=True, tag="summary-verdict"):
    """The speaker decides whether the summary got it all."""

    turn: Turn


class Validating(msgspec.Struct, frozen=True, tag="validating"):
    """The listener says which part makes sense to them."""

    turn: Turn


class Empathizing(msgspec.Struct, frozen=True, tag="empathizing"):
    """The listener imagines what the speaker might be feeling."""

    turn: Turn


class EmpathyVerdict(msgspec.Struct, frozen=True, tag="empathy-verdict"):
    """The speaker says whether that is how it is."""

    turn: Turn


class Answering(msgspec.Struct, frozen=True, tag="answering"):
    """The listener answers a wish; ``smaller``: they are saying the smaller thing that they can do."""

    turn: Turn
    smaller: bool = False


class Thanking(msgspec.Struct, frozen=True, tag="thanking"):
    """One breath, and thanks."""

    turn: Turn


# The places around the turns.


class Leaving(msgspec.Struct, frozen=True, tag="leaving"):
    """One of them wants to leave this card: do both, or does only the speaker pass? Who asked is not stored."""

    under: InTurn


class Settling(msgspec.Struct, frozen=True, tag="settling"):
    """They settle: is there room now? ``then``: the place to come back to, None at the beginning of the evening."""

    then: Place | None = None
    again: bool = False
    """Whether the speaker says the heart of it again on the way back."""


class Postponing(msgspec.Struct, frozen=True, tag="postponing"):
    """Another time; they choose which."""


class Agreeing(msgspec.Struct, frozen=True, tag="agreeing"):
    """Something of their own: agree aloud what it is about, and choose the way to talk."""


class Naming(msgspec.Struct, frozen=True, tag="naming"):
    """Something of their own: who starts. ``dialogue`` names the way to talk."""

    dialogue: str


class Picking(msgspec.Struct, frozen=True, tag="picking"):
    """Cards lie face down, and the first listener picks one. The others go back as if never dealt."""

    backs: tuple[Dealt, ...]
    first: Seat


class Offered(msgspec.Struct, frozen=True, tag="offered"):
    """A card lies face up, not yet taken."""

    dealt: Dealt
    first: Seat
    after: After


class Wider(StrEnum):
    """How the choice of cards can be widened when too few are left."""

    SUITS = "suits"
    AGAIN = "again"
    DEPTH = "depth"


class Short(msgspec.Struct, frozen=True, tag="short"):
    """No card is left in the choice. ``wider`` is the next way to find one, None if there is none."""

    wider: Wider | None


class Resting(msgspec.Struct, frozen=True, tag="resting"):
    """After a round. ``late``: the chosen time or number of cards is past."""

    late: bool


class Closing(msgspec.Struct, frozen=True, tag="closing"):
    """Before they go, each says one thing that they were glad of. ``said``: who has."""

    said: tuple[Seat, ...] = ()


class GoodNight(msgspec.Struct, frozen=True, tag="good-night"):
    """Good night, with the evening's cards."""


class Pausing(msgspec.Struct, frozen=True, tag="pausing"):
    """A time-out begins: when do they meet again?"""

    under: Place
    since: datetime


class Away(msgspec.Struct, frozen=True, tag="away"):
    """A time-out: they meet again at ``until``."""

    under: Place
    since: datetime
    until: datetime


class Returned(msgspec.Struct, frozen=True, tag="returned"):
    """Back from a time-out. ``again``: see `Settling`.

    repair: whether they could come back to what happened. light: whether something light could be dealt. apart:
    minutes since the time-out began; 0 once something was put in between.
    """

    under: Place
    again: bool
    repair: bool
    light: bool
    apart: int = 0

    @property
    def is_later(self) -> bool:
        """Whether this page was shown before: something was put in between, or they were away for long."""
        return self.again and not self.apart

    @property
    def once_more(self) -> Returned:
        """The same page again, after something was put in between."""
        return replace(self, again=True, apart=0)


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """The evening is over. Nothing follows."""

    appointment: Appointment | None = None


class Appointment(StrEnum):
    """When they meant to come back instead. Kept for the greeting, never counted."""

    TOMORROW = "tomorrow"
    THIS_WEEK = "this-week"
    OPEN = "open"


InTurn = (
    Speaking
    | Mirroring
    | MirrorVerdict
    | Summarizing
    | SummaryVerdict
    | Validating
    | Empathizing
    | EmpathyVerdict
    | Answering
    | Thanking
)
PagePlace = (
    Doing
    | Leaving
    | Settling
    | Postponing
    | Agreeing
    | Naming
    | Picking
    | Offered
    | Short
    | Resting
    | Closing
    | GoodNight
    | Pausing
    | Away
    | Returned
    | Ended
)
"""A place at which the screen is one page, not two halves."""
Place = InTurn | PagePlace


def _below(place: Place) -> Place:
    """The underlying place, below a time-out or a settle on the way back."""
    match place:
        case (
            Settling(then=under)
            | Leaving(under=under)
            | Pausing(under=under)
            | Away(under=under)
            | Returned(under=under)
        ):
            return _below(under) if under is not None else place
        case _:
            return place


def turn_of(place: Place) -> Turn | None:
    """The turn that a place belongs to, also below a time-out or a settle on the way back."""
    at_work = _below(place)
    return at_work.turn if isinstance(at_work, InTurn) else None


def subject_at(place: Place) -> Subject | None:
    """What is on the table at a place: a card, or what replaces one."""
    if isinstance(place, Offered):
        return place.dealt
    if isinstance(place, Doing):
        return place.round.subject
    if isinstance(place, Leaving):
        return place.under.turn.round.subject
    return place.turn.round.subject if isinstance(place, InTurn) else None


def dealt_at(place: Place) -> Dealt | None:
    """The card on the table at a place, also below a time-out or a settle on the way back."""
    subject = subject_at(_below(place))
    return subject if isinstance(subject, Dealt) else None


def lying_at(place: Place) -> frozenset[CardId]:
    """The ids of the cards on the table at a place, face up or face down, also below a time-out."""
    at_work = _below(place)
    if isinstance(at_work, Picking):
        return frozenset(back.card.id for back in at_work.backs)
    dealt = dealt_at(place)
    return frozenset((dealt.card.id,)) if dealt is not None else frozenset()


def after_at(place: Place) -> After | None:
    """What follows the round that a place belongs to, also below a time-out."""
    match _below(place):
        case Offered(after=after) | Doing(round=Round(after=after)):
            return after
        case at_work:
            return at_work.turn.round.after if isinstance(at_work, InTurn) else None


def is_closing(place: Place) -> bool:
    """Whether the evening is being closed at ``place``, also below a time-out."""
    return isinstance(_below(place), Closing) or isinstance(after_at(place), OnToNight)


DEEPER: dict[Depth, Depth] = {1: 2, 2: 3, 3: 3}


class Position(msgspec.Struct, frozen=True):
    """The state of an evening.

    met: the cards met this evening, in order. put_back: ids of cards that were put back, so that they do not come up
    again tonight; not kept after the evening. next_first: who starts the next round. widened: what the two
    agreed to widen. apart: seconds spent in time-outs, which do not count as time together. mirrored: who has mirrored
    before and needs no example.
    """

    plan: Plan
    started_at: datetime
    place: Place
    next_first: Seat
    met: tuple[Met, ...] = ()
    put_back: tuple[CardId, ...] = ()
    widened: tuple[Wider, ...] = ()
    apart: int = 0
    mirrored: tuple[Seat, ...] = ()

    @property
    def depth(self) -> Depth:
        """The deepest card agreed to, including what was widened since."""
        return DEEPER[self.plan.depth] if Wider.DEPTH in self.widened else self.plan.depth

    def has_heart(self, card: CardId) -> bool:
        """Whether a card got a heart this evening, at any of its meetings."""
        return any(met.heart for met in self.met if met.card == card)

    @property
    def leads_to_a_card(self) -> bool:
        """Whether a card is dealt if they go on; not when they are closing, or have the one card of five minutes."""
        match _below(self.place):
            case Postponing() | GoodNight() | Ended() | Short(wider=None):
                return False
            case Settling() | Short():
                return True
            case place:
                return self.plan.shape is not EveningShape.TODAY and not is_closing(place)

    def is_late(self, at: datetime) -> bool:
        """Whether the chosen number of cards, or else the time, is past; time-outs do not count."""
        if self.plan.cards is not None:
            return len(self.met) >= self.plan.cards
        return (at - self.started_at).total_seconds() - self.apart >= self.plan.minutes * 60

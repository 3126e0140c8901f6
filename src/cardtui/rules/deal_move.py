"""The whole move that turns up a card, or lays down those of which one is picked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from cardtui.deck.card import TENDER, Card, Suit
from cardtui.deck.dialogue import Dialogue
from cardtui.rules.dealer import SPREAD, History, deal, spread
from cardtui.rules.evening_arc import Criteria, wanted, widened
from cardtui.rules.hearted_cards import hearted_card
from cardtui.rules.move import Action, Comeback, Deal
from cardtui.rules.position import (
    Away,
    BackTo,
    Dealt,
    Doing,
    Leaving,
    Offered,
    Place,
    Position,
    Returned,
    Round,
    Short,
    Wider,
)
from cardtui.rules.turn_transitions import leave
from cardtui.rules.wider_choice import short_of, wider_for


def move_for(
    position: Position,
    do: Action,
    at: datetime,
    suits: Sequence[Suit],
    dialogues: Mapping[str, Dialogue],
    history: History,
) -> Deal | Comeback | None:
    """Make the move ``do`` with the card it turns up, or None if it deals no card and a `PlainMove` is enough.

    Where no card is left the move says how the choice could be widened. For the way back from a time-out it says
    whether they could come back to what happened, and whether something light could be dealt.
    """
    count = SPREAD if position.plan.spread and not deals_for_time_out(position.place) else 1

    def dealt(where: Position, want: Criteria) -> tuple[Dealt, ...]:
        return spread(suits, dialogues, history, where, want, count)

    if do is Action.COME_BACK:
        light = wanted(_returned(position), Action.LIGHT, at)
        found = light is not None and deal(suits, dialogues, history, position, light) is not None
        return Comeback(do, at, repair="repair" in position.plan.dialogues, light=found)
    want = wanted(position, do, at)
    if want is None:
        return None
    if do is Action.ONE_MORE and (hearted := hearted_card(suits, dialogues, history, position, at)) is not None:
        return Deal(do, at, hearted)
    if count > 1:  # of several suits, whatever the one that was put back was of
        want = replace(want, passed=())
    place = position.place
    if do is Action.WIDEN and isinstance(place, Short) and place.wider is not None:
        position = widened(position, place.wider)
    if isinstance(place, Leaving):
        position = leave(position, place.under.turn)
    cards = dealt(position, want)
    if cards or deals_for_time_out(place):
        return _deal(do, at, cards)
    if (another := _put_back(place)) is None:
        return Deal(do, at, None, short_of(suits, history, position, at))
    # Nothing like the card put back, or easier. After a tender one that has to be said; else what they agreed to holds.
    wider = None
    if another.depth == TENDER:
        wider = wider_for(suits, history, position, lambda where: wanted(where, do, at))
    if wider is None:
        agreed = replace(want, cap=position.depth)
        cards = dealt(position, agreed)
    if not cards and wider is None:
        put_back = replace(position, put_back=(*position.put_back, another.id))
        wider = short_of(suits, history, put_back, at)
    return _deal(do, at, cards, wider)


def _deal(do: Action, at: datetime, cards: Sequence[Dealt], wider: Wider | None = None) -> Deal:
    return Deal(do, at, next(iter(cards), None), wider, tuple(cards[1:]))


def _returned(position: Position) -> Position:
    """The position after a time-out, where its inserted rounds are chosen."""
    under = position.place.under if isinstance(position.place, Away) else position.place
    return replace(position, place=Returned(under=under, again=False, repair=False, light=False))


def deals_for_time_out(place: Place) -> bool:
    """Whether the next card belongs to a time-out. If there is none, one comes back from it as before."""
    match place:
        case Returned():
            return True
        case Offered(after=after) | Doing(round=Round(after=after)):
            return isinstance(after, BackTo)
        case _:
            return False


def _put_back(place: Place) -> Card | None:
    """The card that makes room for another one here."""
    match place:
        case Offered(dealt=dealt) | Doing(round=Round(subject=Dealt() as dealt)):
            return dealt.card
        case _:
            return None

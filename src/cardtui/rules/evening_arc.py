"""The criteria for an evening's next card, and the move that turns it up."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec.structs import replace

from cardtui.deck.card import OPEN, TENDER, Card, CardId, Depth, Role
from cardtui.rules.dealer import Criteria, DrawPile, deal, spread
from cardtui.rules.evening_plan import EveningShape
from cardtui.rules.hearted_cards import hearted_card
from cardtui.rules.move import Action, Comeback, Deal, PlainMove
from cardtui.rules.position import (
    After,
    Away,
    BackTo,
    Dealt,
    Doing,
    Leaving,
    Offered,
    OnToNext,
    Place,
    Position,
    Returned,
    Round,
    Settling,
    Short,
    Wider,
    lying_at,
)
from cardtui.rules.turn_moves import leave
from cardtui.rules.wider_choice import widened, wider_choice_for

SPREAD = 3
"""The most cards that lie face down when one is picked."""

FEW = 4
"""Minimum cards of an evening that ends with a light card; shorter ones only open easy."""

OPENING: tuple[Depth, ...] = (1, 2)
"""How deep the first cards of an evening go."""


class Draw(msgspec.Struct, frozen=True):
    """What a move that turns up a card needs.

    table: the position once the previous card is put away. want: what the card may be. after: what follows its round.
    put_back: the card that it replaces.
    """

    table: Position
    want: Criteria
    after: After = OnToNext()
    put_back: Card | None = None


def draw_for(position: Position, do: Action, at: datetime) -> Draw | None:
    """What the move ``do`` needs at ``position``, or None if it turns up no card."""
    plan, place = position.plan, position.place
    match place, do:
        case Settling(then=None), Action.SETTLE if not plan.new and plan.shape is not EveningShape.OWN:
            return Draw(position, next_criteria(position, at))
        case _, Action.ONE_MORE:
            return Draw(position, next_criteria(position, at))
        case Short(wider=Wider() as wider), Action.WIDEN:
            table = widened(position, wider)
            return Draw(table, next_criteria(table, at))
        case (Offered(dealt=dealt, after=after), Action.ANOTHER) | (
            Doing(round=Round(subject=Dealt() as dealt, after=after)),
            Action.RATHER_NOT,
        ):
            table = replace(position, put_back=(*position.put_back, dealt.card.id))
            return Draw(table, _another(table, dealt, after), after, dealt.card)
        case Leaving(under=under), Action.BOTH_LEAVE if _goes_on(position, under.turn.round):
            table = leave(position, under.turn)
            return Draw(table, next_criteria(table, at))
        case Returned(under=under), Action.LIGHT:
            want = _want(position, ease=1, cap=1, interrupted=under)
            return Draw(position, want, BackTo(place.once_more))
        case _:
            return None


def _goes_on(position: Position, left: Round) -> bool:
    """Whether another card follows one that both leave; a five-minute evening ends if that card was talked about."""
    return isinstance(left.after, OnToNext) and not (position.plan.shape is EveningShape.TODAY and left.heard)


def next_criteria(position: Position, at: datetime) -> Criteria:
    """The next card along the evening's arc."""
    agreed = position.depth
    if _is_everyday(position):
        return _want(position, ease=min(agreed, OPEN), cap=agreed, role=Role.EVERYDAY)
    return _want(position, ease=_ease(position, at), cap=agreed)


def _is_everyday(position: Position) -> bool:
    """Whether the cards are Everyday ones: in a five-minute evening, unless they chose suits."""
    return position.plan.shape is EveningShape.TODAY and not position.plan.suits


def _ease(position: Position, at: datetime) -> Depth:
    agreed = position.depth
    count = len(position.met)
    if count < len(OPENING):
        return min(agreed, OPENING[count])
    if position.is_late(at):
        return 1
    total = position.plan.cards
    if total is not None and total >= FEW and count == total - 1:
        return min(agreed, OPEN)
    return agreed


def _another(table: Position, put_back: Dealt, after: After) -> Criteria:
    """A card to replace one that was put back: of another suit, not deeper, and gentler than a tender one."""
    depth = min(put_back.card.depth, OPEN)
    if isinstance(after, BackTo):
        return _want(table, ease=depth, cap=depth, passed=table.put_back, interrupted=after.place)
    role = Role.EVERYDAY if _is_everyday(table) else None
    return _want(table, ease=depth, cap=depth, role=role, passed=table.put_back)


def _want(
    position: Position,
    *,
    ease: Depth,
    cap: Depth,
    role: Role | None = None,
    passed: tuple[CardId, ...] = (),
    interrupted: Place | None = None,
) -> Criteria:
    """``interrupted``: the place that a time-out interrupted, for a card that belongs to the time-out."""
    met = () if Wider.AGAIN in position.widened else (met.card for met in position.met)
    return Criteria(
        ease=ease,
        cap=cap,
        # After a time-out, the suits chosen for the evening do not limit the light card.
        suits=() if interrupted is not None or Wider.SUITS in position.widened else position.plan.suits,
        without=position.plan.without,
        role=role,
        unless=Role.REPAIR if interrupted is not None else None,
        passed=passed,
        avoid=frozenset((*met, *position.put_back)),
        stopped=lying_at(interrupted) if interrupted is not None else frozenset(),
    )


def move_for(position: Position, do: Action, at: datetime, pile: DrawPile) -> Deal | Comeback | PlainMove:
    """Make the move ``do``, with the card that it turns up if it deals one.

    If no card is left, the move says how the choice could be widened. For the way back from a time-out it says whether
    they could come back to what happened, and whether something light could be dealt.
    """
    if do is Action.COME_BACK:
        return Comeback(do, at, repair="repair" in position.plan.dialogues, light=_has_light(position, at, pile))
    draw = draw_for(position, do, at)
    if draw is None:
        return PlainMove(do, at)
    if do is Action.ONE_MORE and (hearted := hearted_card(pile, position, draw.want)) is not None:
        return Deal(do, at, hearted)
    table, want, for_time_out = draw.table, draw.want, isinstance(draw.after, BackTo)
    count = SPREAD if position.plan.spread and not for_time_out else 1
    if count > 1:  # of several suits, regardless of the one put back
        want = replace(want, passed=())
    cards = spread(pile, table, want, count)
    wider = None
    if not cards and not for_time_out:
        # No card like the one put back, or easier. If that was a tender card, the screen has to say so; otherwise the
        # agreed depth applies.
        if draw.put_back is not None and draw.put_back.depth == TENDER:
            wider = wider_choice_for(pile, position, lambda where: _wanted_by(where, do, at))
        if draw.put_back is not None and wider is None:
            cards = spread(pile, table, replace(want, cap=position.depth), count)
        if not cards and wider is None:
            wider = short_of(pile, table, at)
    return Deal(do, at, next(iter(cards), None), wider, cards[1:])


def _has_light(position: Position, at: datetime, pile: DrawPile) -> bool:
    """Whether something light could be dealt once they are back from a time-out."""
    under = position.place.under if isinstance(position.place, Away) else position.place
    returned = replace(position, place=Returned(under=under, again=False, repair=False, light=False))
    light = draw_for(returned, Action.LIGHT, at)
    return light is not None and deal(pile, light.table, light.want) is not None


def _wanted_by(position: Position, do: Action, at: datetime) -> Criteria | None:
    draw = draw_for(position, do, at)
    return draw.want if draw is not None else None


def short_of(pile: DrawPile, position: Position, at: datetime) -> Wider | None:
    """How the choice could be widened so that a next card is found."""
    return wider_choice_for(pile, position, lambda where: next_criteria(where, at))

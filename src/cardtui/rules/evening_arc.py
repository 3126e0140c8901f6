"""What an evening asks of its next card: how deep, of which suits, with what left out."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec.structs import replace

from cardtui.deck.card import OPEN, Card, CardId, Depth, Role
from cardtui.rules.evening_plan import EveningShape
from cardtui.rules.move import Action
from cardtui.rules.position import (
    After,
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

FEW = 4
"""Minimum cards an evening for a light last one; shorter ones only open easy."""

OPENING: tuple[Depth, ...] = (1, 2)
"""How deep the first cards of an evening go."""


class Criteria(msgspec.Struct, frozen=True, kw_only=True):
    """What the next card may be.

    ease: the preferred greatest depth; cap: the greatest depth. suits: names, empty for all. without: topics left out.
    role: only suits with this role, or any suit if none has it. unless: no suits with this role.
    passed: ids of the cards put back tonight, in order, if one of another suit should come in place of the last one.
    avoid: ids that may not come up (met tonight, or put back).
    stopped: the ids of what a time-out interrupted, for a card that belongs to the time-out; they stay away too.
    """

    ease: Depth
    cap: Depth
    suits: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    role: Role | None = None
    unless: Role | None = None
    passed: tuple[CardId, ...] = ()
    avoid: frozenset[CardId] = frozenset()
    stopped: frozenset[CardId] = frozenset()


class Draw(msgspec.Struct, frozen=True):
    """What a move that turns up a card asks for.

    table: the position once what lay there is put away. want: what the card may be. after: what follows its round.
    put_back: the card that makes room for it.
    """

    table: Position
    want: Criteria
    after: After = OnToNext()
    put_back: Card | None = None


def draw_for(position: Position, do: Action, at: datetime) -> Draw | None:
    """What the move ``do`` asks for at ``position``, or None if it turns up no card."""
    plan, place = position.plan, position.place
    match place, do:
        case Settling(then=None), Action.SETTLE if not plan.new and plan.shape is not EveningShape.OWN:
            return Draw(position, next_card(position, at))
        case _, Action.ONE_MORE:
            return Draw(position, next_card(position, at))
        case Short(wider=Wider() as wider), Action.WIDEN:
            table = widened(position, wider)
            return Draw(table, next_card(table, at))
        case (Offered(dealt=dealt, after=after), Action.ANOTHER) | (
            Doing(round=Round(subject=Dealt() as dealt, after=after)),
            Action.RATHER_NOT,
        ):
            table = replace(position, put_back=(*position.put_back, dealt.card.id))
            return Draw(table, _another(table, dealt, after), after, dealt.card)
        case Leaving(under=under), Action.BOTH_LEAVE if _goes_on(position, under.turn.round):
            table = leave(position, under.turn)
            return Draw(table, next_card(table, at))
        case Returned(under=under), Action.LIGHT:
            want = _want(position, ease=1, cap=1, interrupted=under)
            return Draw(position, want, BackTo(place.once_more))
        case _:
            return None


def _goes_on(position: Position, left: Round) -> bool:
    """Whether another card follows one that both leave; five minutes have one card, if that was talked about."""
    return isinstance(left.after, OnToNext) and not (position.plan.shape is EveningShape.TODAY and left.heard)


def next_card(position: Position, at: datetime) -> Criteria:
    """The next card along the evening's arc."""
    agreed = position.depth
    if _is_everyday(position):
        return _want(position, ease=min(agreed, OPEN), cap=agreed, role=Role.EVERYDAY)
    return _want(position, ease=_ease(position, at), cap=agreed)


def _is_everyday(position: Position) -> bool:
    """Whether the cards are Everyday ones: in five minutes, unless they chose suits."""
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
    """A card instead of one that was put back: of another suit, not deeper, and gentler than a tender one."""
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
    role_or_any: bool = False,
    passed: tuple[CardId, ...] = (),
    interrupted: Place | None = None,
) -> Criteria:
    """``interrupted``: the place that a time-out interrupted, for a card that belongs to the time-out."""
    met = () if Wider.AGAIN in position.widened else (met.card for met in position.met)
    return Criteria(
        ease=ease,
        cap=cap,
        # Whoever comes back from a time-out is not held to the suits that they chose for the evening.
        suits=() if interrupted is not None or Wider.SUITS in position.widened else position.plan.suits,
        without=position.plan.without,
        role=role,
        unless=Role.REPAIR if interrupted is not None else None,
        passed=passed,
        avoid=frozenset((*met, *position.put_back)),
        stopped=lying_at(interrupted) if interrupted is not None else frozenset(),
    )


def widened(position: Position, wider: Wider) -> Position:
    """The position with its choice of cards widened."""
    return replace(position, widened=(*position.widened, wider))

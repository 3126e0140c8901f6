"""The move that turns up a card, or lays down those of which one is picked; where none is left, how to find one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import combinations

from msgspec.structs import replace

from cardtui.deck.card import TENDER
from cardtui.rules.dealer import DrawPile, candidates_for, deal, spread
from cardtui.rules.evening_arc import Criteria, draw_for, next_card, widened
from cardtui.rules.hearted_cards import hearted_card
from cardtui.rules.move import Action, Comeback, Deal, PlainMove
from cardtui.rules.position import DEEPER, Away, BackTo, Position, Returned, Wider

SPREAD = 3
"""At most so many cards lie face down where one is picked."""


def move_for(position: Position, do: Action, at: datetime, pile: DrawPile) -> Deal | Comeback | PlainMove:
    """Make the move ``do``, with the card that it turns up if it deals one.

    Where no card is left the move says how the choice could be widened. For the way back from a time-out it says
    whether they could come back to what happened, and whether something light could be dealt.
    """
    if do is Action.COME_BACK:
        return Comeback(do, at, repair="repair" in position.plan.dialogues, light=_has_light(position, at, pile))
    draw = draw_for(position, do, at)
    if draw is None:
        return PlainMove(do, at)
    if do is Action.ONE_MORE and (hearted := hearted_card(pile, position, at)) is not None:
        return Deal(do, at, hearted)
    table, want, for_time_out = draw.table, draw.want, isinstance(draw.after, BackTo)
    count = SPREAD if position.plan.spread and not for_time_out else 1
    if count > 1:  # of several suits, whatever the one that was put back was of
        want = replace(want, passed=())
    cards = spread(pile, table, want, count)
    wider = None
    if not cards and not for_time_out:
        # Nothing like the card put back, or easier. After a tender one that has to be said; else what they agreed to
        # holds.
        if draw.put_back is not None and draw.put_back.depth == TENDER:
            wider = _wider_for(pile, position, lambda where: _want(where, do, at))
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


def _want(position: Position, do: Action, at: datetime) -> Criteria | None:
    draw = draw_for(position, do, at)
    return draw.want if draw is not None else None


def short_of(pile: DrawPile, position: Position, at: datetime) -> Wider | None:
    """How the choice could be widened so that a next card is found: other suits, deeper by one, tonight's again.

    Only what was not widened yet; where two have to be, the first of them. Topics left out stay out. None if there is
    no way.
    """
    return _wider_for(pile, position, lambda where: next_card(where, at))


def _wider_for(pile: DrawPile, position: Position, want: Callable[[Position], Criteria | None]) -> Wider | None:
    """The same for a card that is asked for otherwise. want: what it is to be, where the choice has been widened."""
    ways: list[Wider] = []
    if position.plan.suits and Wider.SUITS not in position.widened:
        ways.append(Wider.SUITS)
    if DEEPER[position.depth] > position.depth and Wider.DEPTH not in position.widened:
        ways.append(Wider.DEPTH)
    if position.met and Wider.AGAIN not in position.widened:
        ways.append(Wider.AGAIN)
    for count in range(1, len(ways) + 1):
        for some in combinations(ways, count):
            where = position
            for wider in some:
                where = widened(where, wider)
            wish = want(where)
            if wish is not None and any(candidate.may for candidate in candidates_for(pile, where, wish)[0]):
                return some[0]
    return None

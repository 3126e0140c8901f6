"""How a choice in which no card is left could be widened: other suits, deeper, or tonight's cards again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import combinations

from cardtui.deck.card import Suit
from cardtui.rules.dealer import History, candidates_for
from cardtui.rules.evening_arc import Criteria, next_card, widened
from cardtui.rules.position import DEEPER, Position, Wider


def short_of(suits: Sequence[Suit], history: History, position: Position, at: datetime) -> Wider | None:
    """How the choice could be widened so that a next card is found: other suits, deeper by one, tonight's again.

    Only what was not widened yet; where two have to be, the first of them. Topics left out stay out. None if there is
    no way.
    """
    return wider_for(suits, history, position, lambda where: next_card(where, at))


def wider_for(
    suits: Sequence[Suit], history: History, position: Position, want: Callable[[Position], Criteria | None]
) -> Wider | None:
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
            if wish is not None and any(candidate.may for candidate in candidates_for(suits, history, where, wish)[0]):
                return some[0]
    return None

"""How the choice of cards is widened when none is left."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

from msgspec.structs import replace

from cardtui.rules.dealer import Criteria, DrawPile, candidates_for
from cardtui.rules.position import DEEPER, Position, Wider


def widened(position: Position, wider: Wider) -> Position:
    """The position with its choice of cards widened."""
    return replace(position, widened=(*position.widened, wider))


def wider_choice_for(pile: DrawPile, position: Position, want: Callable[[Position], Criteria | None]) -> Wider | None:
    """How the choice could be widened so that a card is found: other suits, deeper by one, tonight's again.

    Only what was not widened yet; if two are needed, the first of them. Topics left out stay out.

    Args:
        pile: the cards.
        position: where the evening stands.
        want: the criteria for a position with the choice widened.

    Returns:
        The first step; None if there is no way.
    """
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

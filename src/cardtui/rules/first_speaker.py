"""Who speaks first in the next round, tonight or another evening."""

from __future__ import annotations

from cardtui.rules.evening_plan import Seat
from cardtui.rules.position import Position, turn_of


def first_after(position: Position) -> Seat:
    """Who starts next if the evening stops here.

    In the middle of a round it is the partner who has not spoken yet; otherwise not the one who started the last round.
    """
    turn = turn_of(position.place)
    if turn is None:
        return position.next_first
    match turn.round.spoken:
        case ():
            return turn.round.first
        case (only,):
            return only.other
        case _:
            return turn.round.first.other

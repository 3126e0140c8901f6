"""A time-out, and any other long time away: how long it lasts, and how one comes back from it.

A time-out lasts at least twenty minutes, which bodies need to calm down, and at most a day, so that it does not become
silence; both bounds are those of the published methods.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from cardtui.rules.move import Comeback, IllegalMove, Move, ResumedMove
from cardtui.rules.position import (
    Away,
    BackTo,
    Ended,
    GoodNight,
    Leaving,
    Pausing,
    Place,
    Position,
    Postponing,
    Returned,
    Settling,
    after_at,
)

LONG_AWAY = 30 * 60
"""Seconds after which what was said last is no longer fresh, and one settles first."""

ENOUGH = 20
"""Minutes, before which nobody is calm again."""

LONGEST = 24 * 60
"""Minutes."""

_SOON = (30, 60)
"""Minutes."""

_TONIGHT = 90
"""Minutes from which on a full hour of the same day is worth a row of its own."""

_EARLIEST, _LATEST = 9, 21
"""Hours between which two can be expected to meet again the next day."""


def durations(since: datetime) -> tuple[int, ...]:
    """How long a time-out that begins at ``since`` may last, in minutes, the shortest first.

    Half an hour, an hour, until a full hour the same day if one is left, and until about this time tomorrow; at night
    that is the evening to come.
    """
    full = since.replace(minute=0, second=0, microsecond=0)
    tonight = next(hour for n in (2, 3) if (hour := full + timedelta(hours=n)) - since >= timedelta(minutes=_TONIGHT))
    tomorrow = full + timedelta(minutes=LONGEST)
    if tomorrow.hour > _LATEST:
        tomorrow = tomorrow.replace(hour=_LATEST)
    elif tomorrow.hour < _EARLIEST:
        tomorrow = (tomorrow - timedelta(days=1)).replace(hour=_LATEST)
    until = [tonight] if tonight.date() == since.date() else []
    until.append(tomorrow)
    return (*_SOON, *(-int((since - moment).total_seconds() // 60) for moment in until))


def meeting_time(since: datetime, minutes: int, at: datetime) -> datetime:
    """When the two meet if they agree at ``at`` on a time-out of so many minutes that began at ``since``.

    It counts from ``at`` if the time is past, or so near that it would help nobody, or if the clock was set back so far
    that it would be longer. On a full hour it is on the full minute.
    """
    until, anew = since + timedelta(minutes=minutes), at + timedelta(minutes=minutes)
    if minutes in _SOON:
        # Both or neither, so that the longer one stays the longer one.
        return until if at < since + timedelta(minutes=_SOON[0]) and until <= anew else anew
    until = until.replace(second=0)
    return until if at + timedelta(minutes=ENOUGH) <= until <= anew else anew


def pause(position: Position, move: Move) -> Position:
    """Begin a time-out."""
    return replace(position, place=Pausing(under=_put_down(position.place), since=move.at))


def agree(position: Position, place: Pausing, minutes: int, move: Move) -> Position:
    """Meet again after so many minutes."""
    until = meeting_time(place.since, minutes, move.at)
    return replace(position, place=Away(under=place.under, since=place.since, until=until))


def come_back(position: Position, place: Away, move: Move) -> Position:
    """Come back from a time-out, to the question how to go on."""
    assert isinstance(move, Comeback)
    apart = max(0, int((move.at - place.since).total_seconds()))
    # A round in between is not put into a round in between: one way back is enough to hold in mind.
    inside = isinstance(after_at(place.under), BackTo)
    returned = Returned(
        under=place.under,
        again=apart > LONG_AWAY,
        repair=move.repair and not inside,
        light=move.light and not inside,
        apart=apart // 60,
    )
    return replace(position, place=returned, apart=position.apart + apart)


def was_long_away(position: Position, seconds: float) -> bool:
    """Whether an evening was left for so long that coming back to it is a move of its own (`ResumedMove`).

    A time-out has its own return, and after the good night nothing is left to come back to.
    """
    return seconds > LONG_AWAY and not isinstance(position.place, Pausing | Away | GoodNight | Ended)


def found_again(position: Position, move: ResumedMove) -> Position:
    """Settle first, unless that is on the screen anyway; the time away is no time together."""
    seconds = (move.at - move.since).total_seconds()
    if not was_long_away(position, seconds):
        raise IllegalMove(f"nothing to find again at {type(position.place).__name__} after {seconds:.0f} s")
    position = replace(position, apart=position.apart + int(seconds))
    match position.place:
        case Settling(then=None) | Postponing():
            return position
        case Settling() as settling:
            return replace(position, place=replace(settling, again=True))
        case Returned() as returned:
            return replace(position, place=Settling(then=returned.once_more))
        case place:
            return replace(position, place=Settling(then=_put_down(place), again=True))


def _put_down(place: Place) -> Place:
    """The place to come back to: whoever would leave a card is not asked again a long time later."""
    return place.under if isinstance(place, Leaving) else place

"""Time-outs and other long absences: how long they last, and the way back.

A time-out lasts at least twenty minutes, which bodies need to calm down, and at most a day, so that it does not become
silence; both bounds are those of the published methods.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from cardtui.rules.move import Action, Comeback, IllegalMove, Move, ResumedMove
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
from cardtui.rules.turn_moves import resumed
from cardtui.text.local_time import DAWN

LONG_AWAY = 30 * 60
"""Seconds after which what was said last is no longer fresh, so that they settle first."""

LONG_IDLE = 3 * 60 * 60
"""Seconds without a move after which a running program was left, not listened to: the computer may have slept."""

ENOUGH = 20
"""Minutes that people need to calm down."""

LONGEST = 24 * 60
"""Minutes."""

_SOON = (30, 60)
"""Minutes."""

_TONIGHT = 90
"""Minimum minutes for a full hour of the same day to get its own row."""

_EARLIEST, _LATEST = 9, 21
"""Hours between which the two can be expected to meet again the next day."""


def durations(since: datetime) -> tuple[int, ...]:
    """How long a time-out that begins at ``since`` may last, in minutes, the shortest first.

    Half an hour, an hour, until a full hour the same day if one is left and it isn't night, and until about this time
    tomorrow; at night that is the coming evening.
    """
    full = since.replace(minute=0, second=0, microsecond=0)
    tonight = next(hour for n in (2, 3) if (hour := full + timedelta(hours=n)) - since >= timedelta(minutes=_TONIGHT))
    tomorrow = full + timedelta(minutes=LONGEST)
    if tomorrow.hour > _LATEST:
        tomorrow = tomorrow.replace(hour=_LATEST)
    elif tomorrow.hour < _EARLIEST:
        tomorrow = (tomorrow - timedelta(days=1)).replace(hour=_LATEST)
    until = [tonight] if tonight.date() == since.date() and since.hour >= DAWN else []
    until.append(tomorrow)
    return (*_SOON, *(-int((since - moment).total_seconds() // 60) for moment in until))


def meeting_time(since: datetime, minutes: int, at: datetime) -> datetime:
    """When the two meet if they agree at ``at`` on a time-out of that many minutes that began at ``since``.

    It counts from ``at`` if the time is past or too near to help, or if the clock was set back so far that it would be
    longer. A time on the full hour has no seconds.
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
    """Agree to meet again after that many minutes."""
    until = meeting_time(place.since, minutes, move.at)
    return replace(position, place=Away(under=place.under, since=place.since, until=until))


def come_back(position: Position, place: Away, move: Move) -> Position:
    """Come back from a time-out, to the question of how to continue."""
    assert isinstance(move, Comeback)
    apart = max(0, int((move.at - place.since).total_seconds()))
    # No round in between inside another: one way back is enough to keep in mind.
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
    """Whether the absence was so long that coming back is a move of its own (`ResumedMove`).

    A time-out has its own return, and after good night there is nothing to come back to.
    """
    return seconds > LONG_AWAY and not isinstance(position.place, Pausing | Away | GoodNight | Ended)


def found_again(position: Position, move: ResumedMove) -> Position:
    """Settle first, unless that is already on the screen, or undone; the time away does not count as time together."""
    seconds = (move.at - move.since).total_seconds()
    if not was_long_away(position, seconds):
        raise IllegalMove(f"nothing to find again at {type(position.place).__name__} after {seconds:.0f} s")
    position = replace(position, apart=position.apart + int(seconds))
    if move.do is Action.RESUME:
        return position
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
    """The place to come back to: after a long time no question is repeated that only leads there."""
    match place:
        case Leaving(under=under):
            return under
        case Settling(then=Returned(under=under)):
            return resumed(under, again=True)
        case Settling(then=under, again=again) if under is not None:
            return resumed(under, again=again)
        case _:
            return place

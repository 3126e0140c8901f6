"""How long a time-out lasts.

At least twenty minutes, which bodies need to calm down, and at most a day, so that it does not become silence;
both bounds are those of the published methods.
"""

from __future__ import annotations

from datetime import datetime, timedelta

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

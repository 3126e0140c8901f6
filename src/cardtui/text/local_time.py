"""Local times: which day they are on relative to now, as words, and as written to the save file."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone


def now() -> datetime:
    """The current time, with its offset, in the machine's current time zone."""
    time.tzset()  # the zone may have changed since the program started
    return wall_time(datetime.now(UTC))


def wall_time(moment: datetime) -> datetime:
    """The local time at ``moment``.

    Its offset may differ from the current one because of daylight saving time. A moment without an offset is already
    local.
    """
    try:
        return moment.astimezone()
    except (ValueError, OverflowError, OSError):
        # The zone (TZ) is a day or more from UTC, which `datetime` cannot hold, or the system does not know the year.
        return moment.astimezone(UTC) if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def days_between(now: datetime, moment: datetime) -> int:
    """Days from the day of ``now`` to the day of ``moment``: 0 on the same day, 1 for tomorrow, -1 for yesterday."""
    return (wall_time(moment).date() - wall_time(now).date()).days


DAWN = 5
"""The hour until which it is still the evening before."""


def evening_of(moment: datetime) -> datetime:
    """A time on the day that ``moment`` feels like to someone still up: after midnight, the day before."""
    # Subtract without an offset, since the clocks may change in between.
    return wall_time(wall_time(moment).replace(tzinfo=None) - timedelta(hours=DAWN))


def next_midnight(now: datetime) -> datetime:
    """The moment at which the next day begins; not at 00:00 if the clocks change at midnight."""
    day = wall_time(now).date() + timedelta(days=1)
    # Use the timestamp: `datetime.astimezone` is an hour early if 00:00 is skipped.
    return datetime.fromtimestamp(datetime(day.year, day.month, day.day).timestamp(), UTC)  # noqa: DTZ001


def time_name(moment: datetime) -> str:
    """The time of day of ``moment``, such as "21:35"; with its zone during an hour that occurs twice."""
    shown = wall_time(moment)
    bare = shown.replace(tzinfo=None)
    is_shown_twice = wall_time(bare.replace(fold=0)).utcoffset() != wall_time(bare.replace(fold=1)).utcoffset()
    return f"{shown:%H:%M} {shown:%Z}" if is_shown_twice else f"{shown:%H:%M}"


# In files


_TIMESTAMP_LENGTH = len("2026-11-23T20:15:04+01:00")


def timestamp(at: datetime) -> str:
    """A time in the format of the save file and the export: ``2026-11-23T20:15:04+01:00``.

    Seconds are rounded down, the offset is in whole minutes.

    Raises ValueError if ``at`` has no UTC offset.
    """
    if at.tzinfo is None:
        raise ValueError("a time without its offset from UTC")
    text = at.replace(microsecond=0).isoformat()
    if len(text) == _TIMESTAMP_LENGTH:
        return text
    # Offsets with seconds are local mean times of long ago, and not every reader supports them. They are rounded
    # towards UTC, because -23:59:30 must not become a whole day.
    minutes = timezone(timedelta(minutes=int((at.utcoffset() or timedelta()) / timedelta(minutes=1))))
    return at.astimezone(minutes).replace(microsecond=0).isoformat()


def read_timestamp(text: str) -> datetime:
    """Parse the output of `timestamp`. Raises ValueError for anything else."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or len(text) != _TIMESTAMP_LENGTH:
        raise ValueError("not a time as we write them")
    return at

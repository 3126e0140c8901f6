"""Times by the clock on the wall: on which day they are, seen from now, in words, and as the save file has them."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone


def now() -> datetime:
    """The time now, with its offset, in the zone that the machine is in now."""
    time.tzset()  # the zone may have changed since the program started
    return wall_time(datetime.now(UTC))


def wall_time(moment: datetime) -> datetime:
    """What the clock on the wall shows at ``moment``.

    That is not the offset of now: the clocks may be changed in between. A moment without an offset is local already.
    """
    try:
        return moment.astimezone()
    except (ValueError, OverflowError, OSError):
        # A zone (TZ) of a day or more, which `datetime` cannot hold, or a year that the system does not know.
        return moment.astimezone(UTC) if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def days_between(now: datetime, moment: datetime) -> int:
    """Days from the day of ``now`` to the day of ``moment``: 0 on the same day, 1 for tomorrow, -1 for yesterday."""
    return (wall_time(moment).date() - wall_time(now).date()).days


DAWN = 5
"""Hour until which it is still the evening before."""


def is_evening(moment: datetime) -> bool:
    """Whether one says good night at ``moment``: from five in the afternoon to five in the morning."""
    return not DAWN <= wall_time(moment).hour < 17  # noqa: PLR2004  (the hour that the sentence above names)


def evening_of(moment: datetime) -> datetime:
    """A time on the day to which ``moment`` belongs for whoever is still up: after midnight, the day before."""
    # Without an offset, for the clocks may be changed in between.
    return wall_time(wall_time(moment).replace(tzinfo=None) - timedelta(hours=DAWN))


def next_midnight(now: datetime) -> datetime:
    """The moment at which the next day begins; where the clocks are changed at midnight, that is not at 00:00."""
    day = wall_time(now).date() + timedelta(days=1)
    # By its timestamp, for `datetime.astimezone` is an hour early where 00:00 is passed over.
    return datetime.fromtimestamp(datetime(day.year, day.month, day.day).timestamp(), UTC)  # noqa: DTZ001


def time_name(moment: datetime) -> str:
    """The time of day of ``moment``, such as "21:35"; with its zone in the hour that the wall's clock shows twice."""
    shown = wall_time(moment)
    bare = shown.replace(tzinfo=None)
    is_shown_twice = wall_time(bare.replace(fold=0)).utcoffset() != wall_time(bare.replace(fold=1)).utcoffset()
    return f"{shown:%H:%M} {shown:%Z}" if is_shown_twice else f"{shown:%H:%M}"


# As files have it


_TIMESTAMP_LENGTH = len("2026-11-23T20:15:04+01:00")


def timestamp(at: datetime) -> str:
    """A time as the save file and the export write it: ``2026-11-23T20:15:04+01:00``.

    Seconds are rounded down, the offset is in whole minutes.

    Raises ValueError if ``at`` does not know its offset from UTC.
    """
    if at.tzinfo is None:
        raise ValueError("a time without its offset from UTC")
    text = at.replace(microsecond=0).isoformat()
    if len(text) == _TIMESTAMP_LENGTH:
        return text
    # Offsets with seconds are local mean times of long ago; nothing that reads them later can be relied on. Rounded
    # towards UTC, for -23:59:30 must not become a whole day.
    minutes = timezone(timedelta(minutes=int((at.utcoffset() or timedelta()) / timedelta(minutes=1))))
    return at.astimezone(minutes).replace(microsecond=0).isoformat()


def read_timestamp(text: str) -> datetime:
    """Read what `timestamp` wrote. Raises ValueError for anything else."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or len(text) != _TIMESTAMP_LENGTH:
        raise ValueError("not a time as we write them")
    return at

"""Times as the save file and the export write them: ISO 8601, whole seconds, always with a numeric offset."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from cardtui.text.local_time import now

_LENGTH = len("2026-11-23T20:15:04+01:00")


def written(at: datetime) -> str:
    """Write ``at`` as ``2026-11-23T20:15:04+01:00``: seconds rounded down, the offset in whole minutes.

    Raises ValueError if ``at`` does not know its offset from UTC.
    """
    if at.tzinfo is None:
        raise ValueError("a time without its offset from UTC")
    text = at.replace(microsecond=0).isoformat()
    if len(text) == _LENGTH:
        return text
    # Offsets with seconds are local mean times of long ago; nothing that reads them later can be relied on. Rounded
    # towards UTC, for -23:59:30 must not become a whole day.
    minutes = timezone(timedelta(minutes=int((at.utcoffset() or timedelta()) / timedelta(minutes=1))))
    return at.astimezone(minutes).replace(microsecond=0).isoformat()


def read(text: str) -> datetime:
    """Read what `written` wrote. Raises ValueError for anything else."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or len(text) != _LENGTH:
        raise ValueError("not a time as we write them")
    return at


def order(at: datetime) -> int:
    """Whole seconds since 1970 (UTC): which of two times is the later one, whatever their offsets."""
    return int(at.timestamp())


def today() -> date:
    """Which day it is where we are."""
    return now().date()

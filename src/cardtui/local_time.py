"""The time of day where the computer is."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """What time it is, with its offset from UTC."""
    return local(datetime.now(UTC))


def local(moment: datetime) -> datetime:
    """A moment as the clock on the wall shows it at that moment, with its offset from UTC.

    Args:
        moment: with an offset, whichever.
    """
    try:
        return moment.astimezone()
    except (ValueError, OverflowError, OSError):
        # A time zone (TZ) of a day or more, which `datetime` cannot hold, or a year that the system does not know.
        return moment.astimezone(UTC)

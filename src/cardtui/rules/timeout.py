"""How long a time-out lasts.

At least twenty minutes, which bodies need to calm down, and at most a day, so that it does not become silence;
both bounds are those of the published methods.
"""

from __future__ import annotations

from datetime import datetime, timedelta

USUAL = 30
"""Minutes, when nobody asks for more."""

LONGEST = 24 * 60
"""Minutes."""

LONG_AWAY = 30 * 60
"""Seconds after which what was said last is no longer fresh, and one settles first."""

_STEPS = (USUAL, 60, 2 * 60, 4 * 60, 12 * 60, LONGEST)


def meeting_time(since: datetime, minutes: int, at: datetime) -> datetime:
    """When the two meet if they agree at ``at`` on a time-out of so many minutes that began at ``since``.

    It counts from ``at`` if the time is past, or if the clock was set back so far that it would be longer.
    """
    until = since + timedelta(minutes=minutes)
    return until if at < until <= at + timedelta(minutes=minutes) else at + timedelta(minutes=minutes)


def later(minutes: int) -> int:
    """The next longer time-out, in minutes."""
    return next((step for step in _STEPS if step > minutes), LONGEST)

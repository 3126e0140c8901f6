"""A day in the deck's words: its weekday, or its date."""

from __future__ import annotations

from datetime import datetime

from cardtui.deck.words import Words, fill
from cardtui.text.local_time import days_between, wall_time

A_WEEK = 7
"""Days. The name of a weekday says which day is meant only within less."""


def day_name(words: Words, now: datetime, moment: datetime) -> str:
    """The day of ``moment`` in words: its weekday if that says which day is meant, else its date."""
    day = wall_time(moment)
    if abs(days_between(now, moment)) < A_WEEK:
        weekday: str = getattr(words, f"weekday_{day.isoweekday()}")
        return weekday
    date = words.date if day.year == wall_time(now).year else words.date_with_year
    month: str = getattr(words, f"month_{day.month}")
    return fill(date, {"month": month, "number": str(day.day), "year": str(day.year)})

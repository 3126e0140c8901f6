"""Days and months in the deck's words: a weekday or a month alone as long as that says which is meant."""

from __future__ import annotations

from datetime import datetime

from cardtui.deck.words import Words, fill
from cardtui.text.local_time import days_between, wall_time

MOST_OF_A_YEAR = 330
"""Days. A month alone is unambiguous only within them."""


def month_name(words: Words, now: datetime, moment: datetime) -> str:
    """The month of ``moment`` by its name, with its year where the name could mean another one."""
    day = wall_time(moment)
    month: str = getattr(words, f"month_{day.month}")
    is_clear = abs(days_between(now, moment)) < MOST_OF_A_YEAR
    return month if is_clear else fill(words.month_with_year, {"month": month, "year": str(day.year)})


A_WEEK = 7
"""Days. A weekday alone is unambiguous only within a week."""


def day_name(words: Words, now: datetime, moment: datetime) -> str:
    """The day of ``moment`` in words: its weekday if that says which day is meant, else its date."""
    day = wall_time(moment)
    if abs(days_between(now, moment)) < A_WEEK:
        weekday: str = getattr(words, f"weekday_{day.isoweekday()}")
        return weekday
    date = words.date if day.year == wall_time(now).year else words.date_with_year
    month: str = getattr(words, f"month_{day.month}")
    return fill(date, {"month": month, "number": str(day.day), "year": str(day.year)})

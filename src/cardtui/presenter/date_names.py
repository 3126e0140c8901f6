"""Days and months in words, and when the two meet again."""

from __future__ import annotations

from datetime import datetime

from cardtui.deck.words import Words, fill
from cardtui.presenter.placeholders import Placeholders
from cardtui.text.local_time import days_between, time_name, wall_time

MOST_OF_A_YEAR = 330
"""Days. A month alone is unambiguous only within them."""


def month_name(words: Words, now: datetime, moment: datetime) -> str:
    """The name of the month of ``moment``, with its year if the name alone is ambiguous."""
    day = wall_time(moment)
    month: str = getattr(words, f"month_{day.month}")
    is_clear = abs(days_between(now, moment)) < MOST_OF_A_YEAR
    return month if is_clear else fill(words.month_with_year, {"month": month, "year": str(day.year)})


A_WEEK = 7
"""Days. A weekday alone is unambiguous only within a week."""


def day_name(words: Words, now: datetime, moment: datetime) -> str:
    """The day of ``moment`` in words: its weekday if that is unambiguous, else its date."""
    day = wall_time(moment)
    if abs(days_between(now, moment)) < A_WEEK:
        weekday: str = getattr(words, f"weekday_{day.isoweekday()}")
        return weekday
    date = words.date if day.year == wall_time(now).year else words.date_with_year
    month: str = getattr(words, f"month_{day.month}")
    return fill(date, {"month": month, "number": str(day.day), "year": str(day.year)})


def meet_line(words: Words, placeholders: Placeholders, until: datetime, now: datetime) -> str:
    """When to meet, with the day if that is not today; or that the time has come."""
    days = days_between(now, until)
    if until <= now:
        line = {0: words.pause_has_come, -1: words.pause_has_come_yesterday}.get(days, words.pause_has_come_day)
    else:
        line = {0: words.pause_meet, 1: words.pause_meet_tomorrow}.get(days, words.pause_meet_day)
    return placeholders.line(line, time=time_name(until), day=day_name(words, now, until))

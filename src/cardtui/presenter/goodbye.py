"""How the program says goodbye: good night, or a word for the day."""

from __future__ import annotations

from datetime import datetime

from cardtui.deck.words import Words, fill
from cardtui.presenter.date_names import meet_line
from cardtui.presenter.placeholders import Placeholders
from cardtui.presenter.session import Session
from cardtui.rules.position import Ended, GoodNight, Position
from cardtui.text.local_time import DAWN, wall_time

EVENING = 17
"""The hour from which one says good night, until dawn."""


def _is_evening(moment: datetime) -> bool:
    """Whether one says good night at ``moment``."""
    return not DAWN <= wall_time(moment).hour < EVENING


def end_label(words: Words, now: datetime) -> str:
    """What the key says that ends an evening."""
    return words.night_end if _is_evening(now) else words.day_end


def last_wish(words: Words, now: datetime, *, named: bool) -> str:
    """The wish on the last page. named: both names are known."""
    if _is_evening(now):
        return words.night_names if named else words.night_nameless
    return words.day_names if named else words.day_nameless


def parting_line(words: Words, session: Session) -> str:
    """The one line that may stay on the terminal when the program is left.

    It says nothing about the evening except when to meet after a time-out, also one that five minutes left open.
    """
    opened = session.store.open_evening()
    position = session.position or (opened.position if opened is not None else None)
    meet = ""
    if (meeting := session.meeting) is not None:
        plan, until = meeting
        meet = meet_line(words, Placeholders.of(words, plan), until, session.now())
    return " ".join(filter(None, (meet, _parting(words, session, position))))


def _parting(words: Words, session: Session, position: Position | None) -> str:
    store = session.store
    if store.trouble is not None:
        return fill(words.parting_unsaved, {"value": store.trouble})
    goodbye = words.parting_night if _is_evening(session.now()) else words.parting_day
    match position:
        case Position(place=Ended(appointment=None) | GoodNight()):
            return goodbye
        case Position(place=Ended()):
            return words.parting_postponed
        case _ if not store.kept:
            return ""
        case Position():
            return words.parting_kept
        case _:
            return goodbye

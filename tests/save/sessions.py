"""A whole session, call by call, and what is remembered after each call."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from cardtui.rules.evening_plan import EveningShape, Seat
from cardtui.save.history import History
from cardtui.save.resilient_store import ResilientStore
from cardtui.save.settings import Settings
from save import sample_evenings
from save.sample_evenings import EVENING
from save.writing_store import WritingStore as Store

LATER = EVENING + timedelta(days=1)


def prepare(path: Path) -> None:
    """An earlier file: settings, and two ended evenings."""
    with Store.open(path) as store:
        store.keep_settings(Settings(left=sample_evenings.NAME))
        sample_evenings.many_evenings(store, 2, each=2)


def session(kept_in: ResilientStore) -> Iterator[None]:
    """Settings, an evening with an undo, five minutes within it, an end, and another evening that stays open.

    Yields after each call.
    """
    kept_in.keep_settings(replace(kept_in.settings(), minutes=60))
    yield
    first, rows = sample_evenings.one_card()
    evening = kept_in.begin(first, replace(kept_in.settings(), named=True))
    yield
    for move, position in rows[:3]:
        kept_in.append(evening, move, position)
        yield
    kept_in.back(evening)
    yield
    kept_in.append(evening, *rows[2])
    yield
    today, short = sample_evenings.one_card(EVENING + timedelta(minutes=20), 8, shape=EveningShape.TODAY)
    within = kept_in.begin(today)
    yield
    kept_in.append(within, *short[0])
    yield
    kept_in.end(within, short[0][0].at)
    yield
    kept_in.back_up(EVENING.date())
    yield
    for move, position in rows[3:]:
        kept_in.append(evening, move, position)
        yield
    kept_in.path()
    yield
    kept_in.end(evening, rows[-1][0].at + timedelta(minutes=1), replace(kept_in.settings(), first=Seat.RIGHT))
    yield
    last, others = sample_evenings.one_card(LATER, 12)
    evening = kept_in.begin(last)
    yield
    for move, position in others[:2]:
        kept_in.append(evening, move, position)
        yield


def remembered(path: Path) -> tuple[object, ...]:
    """Everything that a file remembers, after a full check."""
    with History.open(path) as reading:
        reading.check()
        assert reading._connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert reading._connection.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = [reading.rows(evening) for evening in reading.open_evenings()]
        return reading.settings(), rows, list(reading.evenings()), reading.path()

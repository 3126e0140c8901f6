"""Reading what is remembered: in the right order, without waiting, and without changing anything."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from msgspec.structs import replace

from cardtui.deck.card import CardId
from cardtui.rules.evening_plan import EveningShape
from cardtui.rules.position import Met
from cardtui.save.history import History
from cardtui.save.settings import Settings
from save import sample_evenings
from save.sample_evenings import EVENING
from save.writing_store import WritingStore as Store

LATER = EVENING + timedelta(days=1)


def test_settings_of_other_versions_are_read_as_far_as_known(store: Store) -> None:
    store._connection.execute("INSERT INTO settings VALUES (1, ?)", (b'{"minutes": 15, "from_the_future": [1]}',))
    assert store.settings() == Settings(minutes=15)


def test_history_knows_the_cards_of_open_evenings(store: Store) -> None:
    evening = sample_evenings.keep(store, *sample_evenings.one_card(number=4))
    today = sample_evenings.keep(store, *sample_evenings.one_card(LATER, 8, shape=EveningShape.TODAY))
    assert [met.card for met in store.path()] == ["card-8", "card-4"]
    assert [met.card for met in store.path(except_for=today.stored)] == ["card-4"]
    assert [met.card for met in store.path(except_for=evening.stored)] == ["card-8"]


def test_our_path_shows_each_card_once_as_last_met(store: Store) -> None:
    sample_evenings.keep_ended(store, *sample_evenings.with_cards(2))
    store._connection.execute("UPDATE met SET lap = 2, heart = card = 'card-4'")
    sample_evenings.keep_ended(store, *sample_evenings.one_card(LATER, 4))
    again, other = store.path()
    met_at = (LATER + timedelta(minutes=3)).replace(microsecond=0)
    assert again == Met(CardId("card-4"), "Connect", met_at, lap=1, heart=True)
    assert (other.card, other.lap, other.heart) == ("card-0", 2, False)


def test_two_who_fly_meet_their_cards_in_true_order(store: Store) -> None:
    """After a flight, sixteen hours later may be an earlier time of the same day."""
    tokyo = datetime(2026, 11, 23, 20, 10, tzinfo=timezone(timedelta(hours=9)))
    oakland = datetime(2026, 11, 23, 18, 10, tzinfo=timezone(timedelta(hours=-8)))
    assert str(oakland) < str(tokyo)
    for at, lap, suit in ((tokyo, 1, "Connect"), (oakland, 2, "Repair")):
        met = Met(CardId("card-1"), suit, at, heart=False, lap=lap)
        store.end(store.begin(replace(sample_evenings.first_position(at), met=(met,))), at)
    (card,) = store.path()
    assert (card.at, card.suit, card.lap) == (oakland, "Repair", 2)


def test_a_slow_reader_does_not_hold_up_a_window(path: Path, store: Store) -> None:
    sample_evenings.many_evenings(store, 300)
    with History.open(path) as reading:
        evenings = reading.evenings()
        first = next(evenings)
        store.begin(sample_evenings.first_position())
        rest = list(evenings)
    assert [len(evening.cards) for evening in (first, *rest)] == [10] * 300
    assert [evening.started_at for evening in rest] == sorted(evening.started_at for evening in rest)


def steps(store: Store) -> int:
    """The number of SQLite steps for what is read at startup: the settings and the open evening."""
    taken: list[None] = []
    store._connection.set_progress_handler(lambda: taken.append(None), 1)
    store.settings()
    store.open_evening()
    store._connection.set_progress_handler(None, 1)
    return len(taken)


@pytest.mark.parametrize("open_", [False, True])
def test_a_start_takes_as_long_after_a_thousand_evenings(tmp_path: Path, open_: bool) -> None:
    taken = []
    for count in (10, 1000):
        with Store.open(tmp_path / f"{count}.db") as store:
            sample_evenings.many_evenings(store, count)
            if open_:
                sample_evenings.keep(store, *sample_evenings.one_card())
            taken.append(steps(store))
    assert 0 < taken[1] <= taken[0]


def test_our_path_scans_no_table_of_meetings(store: Store) -> None:
    sample_evenings.many_evenings(store, 100, cards=sample_evenings.CARDS[:20])
    seen: list[str] = []
    store._connection.set_trace_callback(seen.append)
    store.path()
    store._connection.set_trace_callback(None)
    queries = [query for query in seen if "SELECT" in query]
    plans = [row[3] for query in queries for row in store._connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert plans
    assert [plan for plan in plans if plan.startswith("SCAN met") and "met_heart" not in plan] == []

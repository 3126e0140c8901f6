from __future__ import annotations

import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from msgspec.structs import replace

from cardtui.deck.card import CardId
from cardtui.rules.evening_plan import EveningShape
from cardtui.rules.position import Met
from cardtui.save import store as store_module
from cardtui.save.errors import Gone
from cardtui.save.history import History
from cardtui.save.settings import Settings
from save import sample_evenings
from save.sample_evenings import EVENING, stands
from save.writing_store import WritingStore as Store

LATER = EVENING + timedelta(days=1)


def test_a_file_swapped_on_opening_is_not_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = store_module.connect_to_write

    def replaced(opened: Path) -> object:
        connection = connect(opened)
        opened.rename(opened.with_name("elsewhere.db"))
        shutil.copy(opened.with_name("elsewhere.db"), opened)
        return connection

    monkeypatch.setattr(store_module, "connect_to_write", replaced)
    with Store.open(path) as store, pytest.raises(Gone):
        store.keep_settings(Settings(noted=True))


def test_settings_of_other_versions_are_read_as_far_as_known(store: Store) -> None:
    store._connection.execute("INSERT INTO settings VALUES (1, ?)", (b'{"minutes": 15, "from_the_future": [1]}',))
    assert store.settings() == Settings(minutes=15)


def test_back_drops_the_last_move_for_good(path: Path) -> None:
    first, rows = sample_evenings.one_card()
    with Store.open(path) as store:
        evening = sample_evenings.keep(store, first, rows)
        assert (store.back(evening), store.back(evening)) == (rows[-2][1], rows[-3][1])
    with Store.open(path) as store:
        assert stands(store.open_evening()) == (evening, rows[-3][1], rows[-3][0].at, len(rows) - 2)
        store.append(evening, *rows[-2])
        assert [position for _, position in store.rows(evening)] == [first, *(after for _, after in rows[:-1])]


def test_back_stops_at_the_evenings_beginning(store: Store) -> None:
    first, rows = sample_evenings.one_card()
    evening = sample_evenings.keep(store, first, rows[:1])
    assert (store.back(evening), store.back(evening)) == (first, first)
    assert stands(store.open_evening()) == (evening, first, first.started_at, 0)


def test_an_evening_without_cards_leaves_no_row(store: Store) -> None:
    first, rows = sample_evenings.one_card()
    evening = sample_evenings.keep(store, first, rows[:2])
    store.end(evening, LATER)
    for table in ("evenings", "met", "moves"):
        assert store._connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    sample_evenings.keep_ended(store, *sample_evenings.one_card(LATER))
    assert store._connection.execute("SELECT id FROM evenings").fetchall() == [(1,)]


@pytest.mark.parametrize("shape", EveningShape)
def test_a_new_evening_leaves_an_open_one_open(store: Store, shape: EveningShape) -> None:
    first, rows = sample_evenings.one_card()
    earlier = sample_evenings.keep(store, first, rows)
    second = store.begin(sample_evenings.first_position(LATER, shape=shape))
    open_ = store.open_evening()
    assert open_.stored == second
    store.end(second, LATER)
    assert stands(store.open_evening()) == (earlier, rows[-1][1], rows[-1][0].at, len(rows))


def test_history_keeps_the_lap_of_the_last_time(store: Store) -> None:
    sample_evenings.keep_ended(store, *sample_evenings.one_card())
    store._connection.execute("UPDATE met SET lap = 2")
    assert [met.lap for met in store.path()] == [2]
    sample_evenings.keep_ended(store, *sample_evenings.one_card(LATER))
    assert [met.lap for met in store.path()] == [1]


def test_history_knows_the_cards_of_open_evenings(store: Store) -> None:
    first, rows = sample_evenings.one_card(number=4)
    evening = sample_evenings.keep(store, first, rows)
    today = sample_evenings.keep(store, *sample_evenings.one_card(LATER, 8, shape=EveningShape.TODAY))
    assert [met.card for met in store.path()] == ["card-8", "card-4"]
    assert [met.card for met in store.path(except_for=today)] == ["card-4"]
    assert [met.card for met in store.path(except_for=evening)] == ["card-8"]


def test_our_path_shows_each_card_once_the_newest_first(store: Store) -> None:
    first, rows = sample_evenings.with_cards(2)
    sample_evenings.keep_ended(store, first, rows)
    store._connection.execute("UPDATE met SET heart = 1 WHERE card = 'card-4'")
    sample_evenings.keep_ended(store, *sample_evenings.one_card(LATER, 4))
    met_at = (LATER + timedelta(minutes=3)).replace(microsecond=0)
    assert [card.card for card in store.path()] == ["card-4", "card-0"]
    assert store.path()[0] == Met(CardId("card-4"), "Connect", met_at, 1, True)
    assert not store.path()[1].heart


def test_a_slow_reader_does_not_hold_up_a_window(path: Path, store: Store) -> None:
    sample_evenings.many_evenings(store, 300)
    with History.open(path) as reading:
        evenings = reading.evenings()
        first = next(evenings)
        store.begin(sample_evenings.first_position())
        rest = list(evenings)
    assert [len(evening.cards) for evening in (first, *rest)] == [10] * 300
    assert [evening.started_at for evening in rest] == sorted(evening.started_at for evening in rest)


def test_reading_sees_and_spares_an_open_window(path: Path, store: Store) -> None:
    first, rows = sample_evenings.one_card()
    sample_evenings.keep(store, first, rows)
    before = path.read_bytes()
    with History.open(path) as reading:
        open_ = reading.open_evening()
        assert open_.position == rows[-1][1]
        reading.check()
    assert path.read_bytes() == before


def steps(store: Store, *, count: int = 0) -> int:
    """The number of SQLite steps for what is read at startup: the settings and the open evening."""
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    store._connection.set_progress_handler(step, 1)
    store.settings()
    store.open_evening()
    store._connection.set_progress_handler(None, 1)
    return taken


@pytest.mark.parametrize("open_", [False, True])
def test_a_start_takes_as_long_after_a_thousand_evenings(tmp_path: Path, open_: bool) -> None:
    taken = []
    for count in (10, 1000):
        with Store.open(tmp_path / f"{count}.db") as store:
            sample_evenings.many_evenings(store, count)
            if open_:
                sample_evenings.keep(store, *sample_evenings.one_card())
            taken.append(steps(store))
    assert taken[1] <= taken[0]


def test_our_path_scans_no_table_of_meetings(tmp_path: Path) -> None:
    plans = []
    with Store.open(tmp_path / "ours.db") as store:
        sample_evenings.many_evenings(store, 100, cards=20)
        seen: list[str] = []
        store._connection.set_trace_callback(seen.append)
        store.path()
        store._connection.set_trace_callback(None)
        for query in seen:
            if "SELECT" in query:
                plans += [row[3] for row in store._connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert plans
    assert [plan for plan in plans if plan.startswith("SCAN met") and "met_heart" not in plan] == []


def test_two_who_fly_meet_their_cards_in_true_order(store: Store) -> None:
    """After a flight, sixteen hours later may be an earlier time of the same day."""
    tokyo = datetime(2026, 11, 23, 20, 10, tzinfo=timezone(timedelta(hours=9)))
    oakland = datetime(2026, 11, 23, 18, 10, tzinfo=timezone(timedelta(hours=-8)))
    assert str(oakland) < str(tokyo)
    for at, lap, suit in ((tokyo, 1, "Connect"), (oakland, 2, "Repair")):
        position = replace(
            sample_evenings.first_position(at), met=(Met(CardId("card-1"), suit, at, heart=False, lap=lap),)
        )
        store.end(store.begin(position), at)
    (card,) = store.path()
    assert (card.at, card.suit, card.lap) == (oakland, "Repair", 2)

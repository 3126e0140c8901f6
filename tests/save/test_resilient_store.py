"""Two people play on, whatever happens to the file; and nothing is lost once it can be written again."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from cardtui.rules.evening_plan import EveningShape, Seat
from cardtui.rules.move import Action, PlainMove
from cardtui.rules.transition import play
from cardtui.save import store as store_module
from cardtui.save.errors import Gone, Locked, Newer, NotOurs, SeemsDamaged, Unwritable
from cardtui.save.history import History
from cardtui.save.records import OpenEvening, Settings
from cardtui.save.resilient_store import ResilientStore
from save import sample_evenings
from save.sample_evenings import EVENING
from save.writing_store import WritingStore as Store

LATER = EVENING + timedelta(days=1)


class Faulty(sqlite3.Connection):
    """A connection on a disk that can be made to fail."""

    broken: bool = False
    countdown: int | None = None
    code: int = sqlite3.SQLITE_FULL

    def _maybe_fail(self) -> None:
        cls = type(self)
        if cls.countdown is not None:
            cls.countdown -= 1
            if cls.countdown < 0:
                cls.broken, cls.countdown = True, None
        if cls.broken:
            error = sqlite3.OperationalError("made to fail")
            error.sqlite_errorcode = cls.code
            raise error

    def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
        # A failing disk does not hinder a rollback, which only forgets what was to be written.
        if sql != "ROLLBACK":
            self._maybe_fail()
        return super().execute(sql, *values)  # type: ignore[arg-type]

    def executemany(self, sql: str, *values: object) -> sqlite3.Cursor:
        self._maybe_fail()
        return super().executemany(sql, *values)  # type: ignore[arg-type]


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> type[Faulty]:
    """The disk below every connection."""

    class Disk(Faulty):
        pass

    real = sqlite3.connect
    monkeypatch.setattr(
        "cardtui.save.database.sqlite3.connect", lambda *args, **how: real(*args, **{**how, "factory": Disk})
    )
    return Disk


def kept(path: Path) -> tuple[object, ...]:
    """All that a file remembers."""
    with History.open(path) as reading:
        reading.check()
        open_ = reading.open_evening()
        rows = reading.rows(open_.id) if open_ is not None else None
        return reading.settings(), rows, list(reading.evenings()), reading.path()


def test_a_keeper_keeps_what_a_store_keeps(tmp_path: Path) -> None:
    for name, cls in (("store", Store), ("keeper", ResilientStore)):
        with closing(cls.open(tmp_path / name)) as kept_in:
            kept_in.keep_settings(Settings(left="Ana"))
            sample_evenings.keep_ended(kept_in, *sample_evenings.with_cards(2))
            evening = sample_evenings.keep(kept_in, *sample_evenings.one_card(LATER, 8))
            kept_in.back(evening)
    assert kept(tmp_path / "store") == kept(tmp_path / "keeper")


def test_all_is_saved_when_nothing_goes_wrong(path: Path) -> None:
    with closing(ResilientStore.open(path)) as keeper:
        sample_evenings.keep_ended(keeper, *sample_evenings.one_card())
        assert keeper.kept
        assert keeper.saved
        assert keeper.trouble is None
        assert keeper.error is None
        assert keeper.check()


def test_no_save_keeps_nothing_and_is_no_trouble() -> None:
    keeper = ResilientStore.nowhere()
    keeper.keep_settings(Settings(left="Ana"))
    first, rows = sample_evenings.one_card()
    evening = sample_evenings.keep(keeper, first, rows)
    assert not keeper.kept
    assert not keeper.saved
    assert keeper.trouble is None
    assert keeper.settings().left == "Ana"
    open_ = keeper.open_evening()
    assert open_ == OpenEvening(evening, rows[-1][1], rows[-1][0].at, len(rows))
    assert keeper.back(evening) == rows[-2][1]
    keeper.end(evening, LATER, Settings(first=Seat.RIGHT))
    assert keeper.settings().first is Seat.RIGHT
    assert keeper.open_evening() is None
    assert set(keeper.history()) == {"card-4"}
    assert [card.card for card in keeper.path()] == ["card-4"]
    assert not keeper.retry()
    assert not keeper.check()
    keeper.close()


@pytest.mark.parametrize("error", [Locked, Newer, NotOurs])
def test_untouchable_files_are_not_played_over(path: Path, error: type[Exception]) -> None:
    holder = Store.open(path)
    if error is Newer:
        holder._connection.execute("PRAGMA user_version = 2")
    if error is not Locked:
        holder.close()
    if error is NotOurs:
        path.write_text("Dear Ben,")
    with pytest.raises(error):
        ResilientStore.open(path)
    holder.close()


def test_a_folder_is_written_once_it_appears(tmp_path: Path) -> None:
    path = tmp_path / "stick" / "ours.db"
    with closing(ResilientStore.open(path)) as keeper:
        assert keeper.trouble == "The folder of the save file is missing"
        first, rows = sample_evenings.one_card()
        evening = sample_evenings.keep(keeper, first, rows)
        assert not keeper.retry()
        (tmp_path / "stick").mkdir()
        assert keeper.retry()
        assert keeper.back(evening) == rows[-2][1]
        assert keeper.saved
    with Store.open(path) as store:
        open_ = store.open_evening()
        assert open_ is not None
        assert open_.position == rows[-2][1]


def test_the_next_move_writes_what_is_missing(path: Path, disk: type[Faulty]) -> None:
    first, rows = sample_evenings.one_card()
    with closing(ResilientStore.open(path)) as keeper:
        evening = sample_evenings.keep(keeper, first, rows[:2])
        disk.broken = True
        for row in rows[2:6]:
            keeper.append(evening, *row)
            assert keeper.trouble == "The disk is full"
        disk.broken = False
        keeper.append(evening, *rows[6])
        assert keeper.saved
    with Store.open(path) as store:
        open_ = store.open_evening()
        assert open_ is not None
        assert [position for _, position in store.rows(open_.id)] == [first, *(position for _, position in rows[:7])]


def test_a_full_disk_lets_no_other_window_in(path: Path, disk: type[Faulty]) -> None:
    with closing(ResilientStore.open(path)) as keeper:
        disk.broken = True
        keeper.keep_settings(Settings(left="Ana"))
        disk.broken = False
        with pytest.raises(Locked):
            Store.open(path)


def whole_session(keeper: ResilientStore) -> None:
    """All that a session can do: an open evening goes on, five minutes, evenings that end, backs, settings."""
    open_ = keeper.open_evening()
    assert open_ is not None
    go = PlainMove(Action.CLOSE, LATER)
    closing_ = play(open_.position, go)
    keeper.append(open_.id, go, closing_)
    keeper.back(open_.id)
    keeper.append(open_.id, go, closing_)
    keeper.history()
    keeper.keep_settings(replace(keeper.settings(), minutes=60))
    today = sample_evenings.keep(keeper, *sample_evenings.one_card(LATER, 8, shape=EveningShape.TODAY))
    keeper.end(today, LATER + timedelta(hours=1))
    keeper.path()
    # Takes the place of the open one, which so ends.
    evening = sample_evenings.keep(keeper, *sample_evenings.with_cards(2, LATER + timedelta(hours=2)))
    keeper.back(evening)
    keeper.end(evening, LATER + timedelta(hours=3), replace(keeper.settings(), first=Seat.RIGHT))
    last = sample_evenings.keep(keeper, *sample_evenings.one_card(LATER + timedelta(days=1), 12))
    keeper.back(last)


def prepare(path: Path) -> None:
    with Store.open(path) as store:
        store.keep_settings(Settings(left="Ana", minutes=15))
        sample_evenings.many_evenings(store, 2)
        sample_evenings.keep(store, *sample_evenings.one_card())


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> tuple[object, ...]:
    path = tmp_path_factory.mktemp("expected") / "ours.db"
    prepare(path)
    with closing(ResilientStore.open(path)) as keeper:
        whole_session(keeper)
    return kept(path)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_BUSY])
@pytest.mark.sample(1)
def test_a_disk_that_fails_at_any_operation_loses_nothing_once_it_works(
    tmp_path: Path, disk: type[Faulty], expected: tuple[object, ...], code: int
) -> None:
    disk.code = code
    start = tmp_path / "start.db"
    prepare(start)
    failures = 0
    for countdown in range(0, 400, 7):
        path = tmp_path / f"{countdown}.db"
        shutil.copy(start, path)
        disk.broken, disk.countdown = False, None
        with closing(ResilientStore.open(path)) as keeper:
            disk.countdown = countdown
            whole_session(keeper)
            failures += not keeper.saved
            disk.broken, disk.countdown = False, None
            assert keeper.retry()
        assert kept(path) == expected, countdown
    assert failures > 10


@pytest.mark.parametrize("countdown", range(0, 300, 11))
@pytest.mark.sample(7)
def test_a_brief_disk_failure_loses_nothing(
    path: Path,
    disk: type[Faulty],
    expected: tuple[object, ...],
    countdown: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    prepare(path)
    with closing(ResilientStore.open(path)) as keeper:
        disk.countdown = countdown
        append = keeper.append

        def append_and_heal(*arguments: Any) -> None:
            append(*arguments)
            disk.broken = False

        monkeypatch.setattr(keeper, "append", append_and_heal)
        whole_session(keeper)
        disk.broken, disk.countdown = False, None
        assert keeper.retry()
    assert kept(path) == expected


def delete_file(path: Path) -> None:
    path.unlink()


def delete_folder(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.mkdir()


def move_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("moved"))
    path.parent.mkdir()


def replace_by_an_empty_file(path: Path) -> None:
    path.unlink()
    path.touch()


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be deleted elsewhere")
@pytest.mark.parametrize("vanish", [delete_file, delete_folder, move_folder, replace_by_an_empty_file])
def test_a_vanished_file_is_remade_in_full(tmp_path: Path, vanish: Callable[[Path], None]) -> None:
    path = tmp_path / "folder" / "ours.db"
    path.parent.mkdir()
    first, rows = sample_evenings.one_card()
    with closing(ResilientStore.open(path)) as keeper:
        evening = sample_evenings.keep(keeper, first, rows[:4])
        vanish(path)
        keeper.append(evening, *rows[4])
        assert keeper.saved
        keeper.append(evening, *rows[5])
        assert keeper.saved
        with pytest.raises(Locked):
            Store.open(path)
    with Store.open(path) as store:
        open_ = store.open_evening()
        assert open_ is not None
        assert [position for _, position in store.rows(open_.id)] == [first, *(position for _, position in rows[:6])]


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be deleted elsewhere")
def test_an_evening_of_an_earlier_session_is_written_again_as_a_whole(path: Path) -> None:
    first, rows = sample_evenings.one_card()
    with closing(ResilientStore.open(path)) as keeper:
        sample_evenings.keep(keeper, first, rows[:4])
    with closing(ResilientStore.open(path)) as keeper:
        open_ = keeper.open_evening()
        assert open_ is not None
        delete_file(path)
        keeper.append(open_.id, *rows[4])
        assert keeper.saved
    with Store.open(path) as store:
        open_ = store.open_evening()
        assert open_ is not None
        assert [position for _, position in store.rows(open_.id)] == [first, *(position for _, position in rows[:5])]


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be deleted elsewhere")
def test_an_older_copy_put_in_the_place_of_the_file_is_brought_up_to_date(tmp_path: Path, path: Path) -> None:
    first, rows = sample_evenings.one_card()
    with Store.open(path) as store:
        sample_evenings.many_evenings(store, 2)
        sample_evenings.keep(store, first, rows[:2])
    copy = tmp_path / "copy"
    shutil.copy(path, copy)
    with closing(ResilientStore.open(path)) as keeper:
        open_ = keeper.open_evening()
        assert open_ is not None
        keeper.append(open_.id, *rows[2])
        copy.replace(path)
        keeper.append(open_.id, *rows[3])
        assert keeper.saved
    with Store.open(path) as store:
        assert store._connection.execute("SELECT count(*) FROM evenings WHERE ended_at IS NULL").fetchone() == (1,)
        open_ = store.open_evening()
        assert open_ is not None
        assert open_.moves == 4
        assert len(list(store.evenings())) == 2


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be deleted elsewhere")
def test_a_foreign_file_in_its_place_stays_as_is(path: Path) -> None:
    first, rows = sample_evenings.one_card()
    with closing(ResilientStore.open(path)) as keeper:
        evening = sample_evenings.keep(keeper, first, rows[:4])
        path.unlink()
        path.write_text("Dear Ben,")
        keeper.append(evening, *rows[4])
        assert keeper.trouble == "That file is not a save file"
        assert not keeper.retry()
        assert path.read_text() == "Dear Ben,"
        path.unlink()
        keeper.append(evening, *rows[5])
        assert keeper.saved
    with Store.open(path) as store:
        open_ = store.open_evening()
        assert open_ is not None
        assert open_.moves == 6


def test_play_over_a_damaged_file_writes_nothing(path: Path) -> None:
    with Store.open(path) as store:
        store.begin(sample_evenings.first_position())
        store._connection.execute("UPDATE moves SET position = x'00'")
    before = path.read_bytes()
    with closing(ResilientStore.open(path)) as keeper:
        assert keeper.trouble == "The save file is damaged"
        evening = sample_evenings.keep(keeper, *sample_evenings.one_card())
        assert not keeper.retry()
        keeper.end(evening, LATER)
        assert keeper.open_evening() is None
    assert path.read_bytes() == before


def test_damage_found_later_stops_the_writing(path: Path) -> None:
    with Store.open(path) as store:
        sample_evenings.many_evenings(store, 2)
        store._connection.execute("PRAGMA ignore_check_constraints = ON")
        store._connection.execute("UPDATE met SET heart = 7")
    before = path.read_bytes()
    with closing(ResilientStore.open(path)) as keeper:
        assert keeper.saved
        assert not keeper.check()
        assert keeper.trouble == "The save file is damaged"
        sample_evenings.keep(keeper, *sample_evenings.one_card())
        assert not keeper.retry()
    assert path.read_bytes() == before


def test_settings_chosen_while_unsaved_change_nothing_else_in_the_file(path: Path) -> None:
    with Store.open(path) as store:
        store.keep_settings(Settings(left="Ana", right="Ben", minutes=15))
    elsewhere = path.with_name("elsewhere.db")
    path.rename(elsewhere)
    path.mkdir()  # where the file should be, so that it cannot be opened
    with pytest.raises(NotOurs):
        ResilientStore.open(path)
    path.rmdir()
    folder = path.parent.rename(path.parent.with_name("unplugged"))
    with closing(ResilientStore.open(path)) as keeper:
        assert keeper.settings() == Settings()
        keeper.keep_settings(Settings(noted=True))
        keeper.keep_settings(Settings(noted=True, depth=3))
        (folder / "elsewhere.db").rename(folder / "ours.db")
        folder.rename(path.parent)
        assert keeper.retry()
        both = Settings(noted=True, depth=3, left="Ana", right="Ben", minutes=15)
        assert keeper.settings() == both, "what the file says holds from now on"
    with Store.open(path) as store:
        assert store.settings() == both


def test_a_new_file_in_the_place_of_one_that_vanished_leaves_what_is_known(path: Path) -> None:
    with closing(ResilientStore.open(path)) as keeper:
        keeper.keep_settings(Settings(left="Ana", without=("sex",)))
        path.unlink()
        sample_evenings.keep(keeper, *sample_evenings.one_card())
        assert keeper.saved
        assert keeper.settings() == Settings(left="Ana", without=("sex",))
    with Store.open(path) as store:
        assert store.settings() == Settings(left="Ana", without=("sex",))


def test_an_older_copy_takes_over_what_this_session_chose(path: Path) -> None:
    with Store.open(path) as store:
        store.keep_settings(Settings(left="Ana", minutes=15))
    older = path.read_bytes()
    with closing(ResilientStore.open(path)) as keeper:
        keeper.keep_settings(Settings(left="Ana", minutes=15, without=("sex",)))
        path.unlink()
        path.write_bytes(older)
        keeper.keep_settings(Settings(left="Ana", minutes=60, without=("sex",)))
        assert keeper.saved
        assert keeper.settings() == Settings(left="Ana", minutes=60, without=("sex",))
    with Store.open(path) as store:
        assert store.settings() == Settings(left="Ana", minutes=60, without=("sex",))


@pytest.mark.parametrize("fault", ["disk", "gone"])
def test_an_evening_in_place_of_another_outlives_a_fault(path: Path, disk: type[Faulty], fault: str) -> None:
    with closing(ResilientStore.open(path)) as keeper:
        first, rows = sample_evenings.one_card()
        evening = sample_evenings.keep(keeper, first, rows)
        away = path.with_name("away.db")
        if fault == "disk":
            disk.broken = True
        else:
            path.rename(away)
            path.mkdir()
        new = keeper.begin(sample_evenings.first_position(LATER), instead_of=evening)
        assert not keeper.saved
        found = keeper.open_evening()
        assert found is not None
        assert found.id == new
        disk.broken = False
        if fault == "gone":
            path.rmdir()
            away.rename(path)
        assert keeper.retry()
    with Store.open(path) as store:
        (left,) = store.evenings()
        assert left.ended_at == rows[-1][0].at.replace(microsecond=0)
        assert len(store.open_evenings()) == 1


def test_an_open_evening_never_offered_stays_open(path: Path) -> None:
    first, rows = sample_evenings.one_card()
    with Store.open(path) as store:
        earlier = sample_evenings.keep(store, first, rows)
    folder = path.parent.rename(path.parent.with_name("unplugged"))
    with closing(ResilientStore.open(path)) as keeper:
        evening = sample_evenings.keep(keeper, *sample_evenings.one_card(LATER, 8))
        folder.rename(path.parent)
        assert keeper.retry()
        keeper.end(evening, LATER)
    with Store.open(path) as store:
        assert store.open_evening() == OpenEvening(earlier, rows[-1][1], rows[-1][0].at, len(rows))
        assert len(list(store.evenings())) == 1


def test_an_evening_ends_in_the_same_write_as_the_one_in_its_place_begins(path: Path) -> None:
    with closing(ResilientStore.open(path)) as keeper:
        first, rows = sample_evenings.one_card()
        evening = sample_evenings.keep(keeper, first, rows)
        assert keeper._store is not None
        seen: list[str] = []
        keeper._store._connection.set_trace_callback(seen.append)
        keeper.begin(sample_evenings.first_position(LATER), instead_of=evening)
        assert seen.count("COMMIT") == 1
    with Store.open(path) as store:
        (left,) = store.evenings()
        assert left.ended_at == rows[-1][0].at.replace(microsecond=0)


def test_an_end_that_was_written_although_the_disk_said_no_is_not_written_twice(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(ResilientStore.open(path)) as keeper:
        first, rows = sample_evenings.one_card()
        evening = sample_evenings.keep(keeper, first, rows)
        write = store_module.Store.write
        failed = []

        def write_and_fail(store: Store, *arguments: Any) -> object:
            written = write(store, *arguments)
            if not failed:
                failed.append(written)
                raise Gone(path)
            return written

        monkeypatch.setattr(store_module.Store, "write", write_and_fail)
        keeper.end(evening, LATER)
        assert failed == [[None]]
        assert keeper.retry()
    with Store.open(path) as store:
        assert len(list(store.evenings())) == 1


def test_history_and_path_know_what_was_not_saved(path: Path, disk: type[Faulty]) -> None:
    with closing(ResilientStore.open(path)) as keeper:
        sample_evenings.keep_ended(keeper, *sample_evenings.one_card(number=0))
        keeper.history()
        keeper.path()
        disk.broken = True
        sample_evenings.keep_ended(keeper, *sample_evenings.one_card(LATER, 4))
        evening = sample_evenings.keep(keeper, *sample_evenings.one_card(LATER + timedelta(days=1), 8))
        assert set(keeper.history()) == {"card-0", "card-4", "card-8"}
        assert set(keeper.history(evening)) == {"card-0", "card-4"}
        assert [card.card for card in keeper.path()] == ["card-8", "card-4", "card-0"]
        disk.broken = False


def test_no_move_is_left_after_a_delayed_end(path: Path, disk: type[Faulty]) -> None:
    with closing(ResilientStore.open(path)) as keeper:
        first, rows = sample_evenings.one_card()
        evening = sample_evenings.keep(keeper, first, rows)
        disk.broken = True
        keeper.end(evening, LATER)
        disk.broken = False
        assert keeper.retry()
    assert sample_evenings.NAME.encode() not in path.read_bytes()
    assert b"zebra fountain" not in path.read_bytes()


def test_a_full_file_is_told_and_written_later(path: Path) -> None:
    with closing(ResilientStore.open(path)) as keeper:
        first, rows = sample_evenings.with_cards(3)
        evening = keeper.begin(first)
        assert keeper._store is not None
        pages = keeper._store._connection.execute("PRAGMA page_count").fetchone()[0]
        keeper._store._connection.execute(f"PRAGMA max_page_count = {pages + 3}")
        for row in rows:
            keeper.append(evening, *row)
        assert keeper.trouble == "The disk is full"
        keeper._store._connection.execute("PRAGMA max_page_count = 100000")
        assert keeper.retry()
    with Store.open(path) as store:
        open_ = store.open_evening()
        assert open_ is not None
        assert open_.moves == len(rows)


def test_another_program_is_waited_for_then_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardtui.save.database.PATIENCE", 0.01)
    with closing(ResilientStore.open(path)) as keeper, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        evening = sample_evenings.keep(keeper, *sample_evenings.one_card())
        assert keeper.trouble == "Another program is using the save file"
        other.execute("ROLLBACK")
        keeper.back(evening)
        assert keeper.saved


def test_troubles_are_short_and_name_no_path(tmp_path: Path) -> None:
    keeper = ResilientStore.open(tmp_path / "no such" / "ours.db")
    assert keeper.trouble is not None
    assert len(keeper.trouble) <= 40
    assert str(tmp_path) not in keeper.trouble
    assert keeper.error is not None
    assert str(tmp_path) in keeper.error.sentence
    keeper.close()


def test_a_program_that_leaves_soon_is_waited_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardtui.save.database.PATIENCE", 30.0)
    with (
        closing(ResilientStore.open(path)) as keeper,
        closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other,
    ):
        other.execute("BEGIN EXCLUSIVE")
        leaving = threading.Timer(0.05, other.execute, ("ROLLBACK",))
        leaving.start()
        sample_evenings.keep(keeper, *sample_evenings.one_card())
        leaving.join()
        assert keeper.saved


def test_our_second_look_does_not_block_a_restore(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Damaged at the first look; at the second one the disk cannot be read for a moment, and the file stays open."""
    with Store.open(path) as store:
        sample_evenings.many_evenings(store, 2)
    with closing(ResilientStore.open(path)) as keeper:

        def damaged(store: Store) -> None:
            raise SeemsDamaged(path, "Something")

        def unreadable(store: Store, *_: object) -> None:
            raise Unwritable(path, "The disk reports an error", "", "")

        monkeypatch.setattr(store_module.Store, "check", damaged)
        assert not keeper.check()
        monkeypatch.setattr(store_module.Store, "check", lambda store: None)
        monkeypatch.setattr(store_module.Store, "write", unreadable)
        keeper.restore(None, EVENING.date())
        assert keeper.trouble == "The disk reports an error"
        monkeypatch.undo()
        assert keeper.retry()


def test_what_is_open_in_a_file_put_in_its_place_does_not_end_unasked(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with Store.open(other) as store:
        first, rows = sample_evenings.one_card()
        sample_evenings.keep(store, first, rows)
    with closing(ResilientStore.open(path)) as keeper:
        other.replace(path)
        keeper.begin(sample_evenings.first_position(LATER))
        assert keeper.saved
    with History.open(path) as reading:
        kept, begun = reading.open_evenings()
        assert reading.rows(kept)[-1].position == rows[-1][1]
        assert len(reading.rows(begun)) == 1


def test_a_file_that_could_not_be_looked_through_is_looked_through_before_anything_is_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(ResilientStore.open(path)) as keeper:
        looks: list[str] = []

        def seems_damaged(store: Store) -> None:
            raise SeemsDamaged(path, "Something")

        def cannot_be_read(store: Store) -> None:
            looks.append("in vain")
            raise Unwritable(path, "The disk reports an error", "", "")

        def sound(store: Store) -> None:
            looks.append("whole")

        with monkeypatch.context() as broken:
            broken.setattr(store_module.Store, "check", seems_damaged)
            assert not keeper.check()
            broken.setattr(store_module.Store, "check", cannot_be_read)
            assert not keeper.retry()
            assert not keeper.retry()
            broken.setattr(store_module.Store, "check", sound)
            broken.setattr(store_module.Store, "path", lambda store: looks.append("path"))
            assert keeper.retry()
        assert looks == ["in vain", "in vain", "whole", "path"]


def test_an_evening_whose_beginning_cannot_be_read_is_played_on_in_a_new_file(path: Path) -> None:
    first, rows = sample_evenings.one_card()
    with Store.open(path) as store:
        sample_evenings.keep(store, first, rows[:3])
        store._connection.execute("UPDATE moves SET position = x'7b7d' WHERE n = 0")
    with closing(ResilientStore.open(path)) as keeper:
        opened = keeper.open_evening()
        assert opened is not None
        path.rename(path.with_name("moved away"))
        keeper.append(opened.id, *rows[3])
        assert keeper.saved
    with History.open(path) as reading:
        found = reading.open_evening()
        assert found is not None
        assert found.position == rows[3][1]

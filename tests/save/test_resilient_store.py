"""Two people play on, whatever happens to the file; and nothing is lost once it can be written again."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from cardtui.rules.evening_plan import Seat
from cardtui.rules.position import Position
from cardtui.save import store as store_module
from cardtui.save.errors import Damaged, Gone, Unwritable
from cardtui.save.history import History
from cardtui.save.resilient_store import ResilientStore
from cardtui.save.settings import Settings
from cardtui.save.window_lock import Locked, lock_path
from save import sample_evenings
from save.sample_evenings import EVENING
from save.writing_store import WritingStore as Store

LATER = EVENING + timedelta(days=1)


class Faulty(sqlite3.Connection):
    """A connection to a disk that can be made to fail. A rollback only discards pending writes."""

    broken: bool = False

    def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
        if type(self).broken and sql != "ROLLBACK":
            error = sqlite3.OperationalError("made to fail")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        return super().execute(sql, *values)  # type: ignore[arg-type]


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> type[Faulty]:
    """The disk below every connection."""

    class Disk(Faulty):
        pass

    real = sqlite3.connect
    connect = lambda *args, **how: real(*args, **{**how, "factory": Disk})  # noqa: E731
    monkeypatch.setattr("cardtui.save.database.sqlite3.connect", connect)
    return Disk


def positions(path: Path) -> list[Position]:
    """The positions of the most recently begun open evening."""
    with Store.open(path) as store:
        open_ = store.open_evening()
        return [position for _, position in store.rows(open_.stored)]


FIRST, ROWS = sample_evenings.one_card()
POSITIONS = [FIRST, *(position for _, position in ROWS)]


def test_no_save_keeps_nothing_and_is_no_trouble() -> None:
    keeper = ResilientStore.nowhere()
    keeper.keep_settings(Settings(left="Ana"))
    evening = sample_evenings.keep(keeper, FIRST, ROWS)
    assert (keeper.kept, keeper.saved, keeper.trouble) == (False, False, None)
    assert keeper.settings().left == "Ana"
    assert keeper.open_evening() is evening
    assert sample_evenings.stands(evening) == (None, POSITIONS[-1], ROWS[-1][0].at, len(ROWS))
    assert keeper.back(evening) == POSITIONS[-2]
    keeper.end(evening, LATER, Settings(first=Seat.RIGHT))
    assert keeper.settings().first is Seat.RIGHT
    assert (keeper.open_evening(), set(keeper.history())) == (None, {"card-4"})
    assert [card.card for card in keeper.path()] == ["card-4"]
    assert not keeper.retry()
    assert not keeper.check()
    keeper.close()


def test_a_folder_is_written_once_it_appears(tmp_path: Path) -> None:
    path = tmp_path / "stick" / "ours.db"
    with closing(ResilientStore.open(path)) as keeper:
        assert keeper.trouble == "The folder of the save file is missing"
        assert str(tmp_path) in keeper.error.sentence
        evening = sample_evenings.keep(keeper, FIRST, ROWS)
        assert not keeper.retry()
        (tmp_path / "stick").mkdir()
        assert keeper.retry()
        assert keeper.back(evening) == POSITIONS[-2]
        assert keeper.saved
    assert positions(path) == POSITIONS[:-1]


def test_a_full_disk_lets_no_other_window_in(path: Path, disk: type[Faulty]) -> None:
    with closing(ResilientStore.open(path)) as keeper:
        disk.broken = True
        keeper.keep_settings(Settings(left="Ana"))
        disk.broken = False
        with pytest.raises(Locked):
            Store.open(path)


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


def replace_by_a_copy(path: Path) -> None:
    shutil.copy(path, path.with_name("copy")).replace(path)


def delete_lock(path: Path) -> None:
    lock_path(path).unlink()


VANISHING = [delete_file, delete_folder, move_folder, replace_by_an_empty_file, replace_by_a_copy, delete_lock]


@pytest.mark.parametrize("vanish", VANISHING)
def test_a_vanished_file_is_remade_in_full(tmp_path: Path, vanish: Callable[[Path], None]) -> None:
    path = tmp_path / "folder" / "ours.db"
    path.parent.mkdir()
    with closing(ResilientStore.open(path)) as keeper:
        evening = sample_evenings.keep(keeper, FIRST, ROWS[:4])
        vanish(path)
        for row in ROWS[4:6]:
            keeper.append(evening, *row)
            assert keeper.saved
        with pytest.raises(Locked):
            Store.open(path)
    assert positions(path) == POSITIONS[:7]


def test_an_older_copy_in_its_place_is_brought_up_to_date(tmp_path: Path, path: Path) -> None:
    with Store.open(path) as store:
        sample_evenings.many_evenings(store, 2)
        sample_evenings.keep(store, FIRST, ROWS[:2])
    copy = shutil.copy(path, tmp_path / "copy")
    with closing(ResilientStore.open(path)) as keeper:
        open_ = keeper.open_evening()
        keeper.append(open_, *ROWS[2])
        copy.replace(path)
        keeper.append(open_, *ROWS[3])
        assert keeper.saved
    assert positions(path) == POSITIONS[:5]
    with Store.open(path) as store:
        assert (len(store.open_evenings()), len(list(store.evenings()))) == (1, 2)


def other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (a)")


def newer_file(path: Path) -> None:
    with Store.open(path) as store:
        store._connection.execute("PRAGMA user_version = 99")


IN_ITS_PLACE: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a text": ("That file is not a save file", lambda path: path.write_text("Dear Ben,")),
    "a folder": ("That file is not a save file", lambda path: path.mkdir()),
    "another database": ("That file is not a save file", other_database),
    "a newer file": ("The save file is from a newer cardtui", newer_file),
    "no lock": ("The save file cannot be written", lambda path: lock_path(path).mkdir()),
    "no folder": ("The folder of the save file is missing", lambda path: path.parent.rmdir()),
}


@pytest.mark.parametrize("name", IN_ITS_PLACE)
def test_what_is_in_its_place_is_told_and_stays_as_is(tmp_path: Path, name: str) -> None:
    trouble, put = IN_ITS_PLACE[name]
    path = tmp_path / "ours" / "save.db"
    path.parent.mkdir()

    def left() -> bytes | None:
        return path.read_bytes() if path.is_file() else None

    with closing(ResilientStore.open(path)) as keeper:
        evening = sample_evenings.keep(keeper, FIRST, ROWS[:4])
        delete_folder(path)
        put(path)
        before = left()
        keeper.append(evening, *ROWS[4])
        assert keeper.trouble == trouble
        assert not keeper.retry()
        assert left() == before
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir()
        keeper.append(evening, *ROWS[5])
        assert keeper.saved
    assert positions(path) == POSITIONS[:7]


def test_moves_gone_from_the_file_are_written_again(path: Path) -> None:
    with closing(ResilientStore.open(path)) as keeper:
        evening = sample_evenings.keep(keeper, FIRST, ROWS[:4])
        keeper._store._connection.execute("DELETE FROM moves WHERE n = 2")
        keeper.append(evening, *ROWS[4])
        assert keeper.saved
    assert positions(path) == POSITIONS[:6]


def test_another_window_that_made_it_anew_keeps_it(path: Path) -> None:
    with closing(ResilientStore.open(path)) as keeper:
        evening = sample_evenings.keep(keeper, FIRST, ROWS[:4])
        path.unlink()
        lock_path(path).unlink()
        with Store.open(path):
            keeper.append(evening, *ROWS[4])
            assert keeper.trouble == "It is open in another window"
        assert keeper.retry()
    assert positions(path) == POSITIONS[:6]


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


def test_settings_chosen_unsaved_change_nothing_else(path: Path) -> None:
    with Store.open(path) as store:
        store.keep_settings(Settings(left="Ana", right="Ben", minutes=15))
    folder = path.parent.rename(path.parent.with_name("unplugged"))
    with closing(ResilientStore.open(path)) as keeper:
        assert keeper.settings() == Settings()
        keeper.keep_settings(Settings(noted=True))
        keeper.keep_settings(Settings(noted=True, depth=3))
        folder.rename(path.parent)
        assert keeper.retry()
        both = Settings(noted=True, depth=3, left="Ana", right="Ben", minutes=15)
        assert keeper.settings() == both, "what the file says holds from now on"
    with Store.open(path) as store:
        assert store.settings() == both


@pytest.mark.parametrize("older", [False, True], ids=["vanished", "older copy"])
def test_what_this_session_chose_outlives_its_file(path: Path, older: bool) -> None:
    with Store.open(path) as store:
        store.keep_settings(Settings(left="Ana", minutes=15))
    earlier = path.read_bytes()
    chosen = Settings(left="Ana", minutes=60, without=("sex",))
    with closing(ResilientStore.open(path)) as keeper:
        keeper.keep_settings(replace(chosen, minutes=15))
        path.unlink()
        if older:
            path.write_bytes(earlier)
        keeper.keep_settings(chosen)
        assert keeper.saved
        assert keeper.settings() == chosen
    with Store.open(path) as store:
        assert store.settings() == chosen


@pytest.mark.parametrize("fault", ["disk", "gone"])
def test_an_evening_in_place_of_another_outlives_a_fault(path: Path, disk: type[Faulty], fault: str) -> None:
    away = path.with_name("away.db")
    with closing(ResilientStore.open(path)) as keeper:
        evening = sample_evenings.keep(keeper, FIRST, ROWS)
        disk.broken = fault == "disk"
        if fault == "gone":
            path.rename(away)
            path.mkdir()
        new = keeper.begin(sample_evenings.first_position(LATER), instead_of=evening)
        assert not keeper.saved
        found = keeper.open_evening()
        assert found is new
        disk.broken = False
        if fault == "gone":
            path.rmdir()
            away.rename(path)
        assert keeper.retry()
    with Store.open(path) as store:
        (left,) = store.evenings()
        assert (left.ended_at, len(store.open_evenings())) == (ROWS[-1][0].at.replace(microsecond=0), 1)


def test_an_open_evening_never_offered_stays_open(path: Path) -> None:
    with Store.open(path) as store:
        earlier = sample_evenings.keep(store, FIRST, ROWS)
    folder = path.parent.rename(path.parent.with_name("unplugged"))
    with closing(ResilientStore.open(path)) as keeper:
        evening = sample_evenings.keep(keeper, *sample_evenings.one_card(LATER, 8))
        folder.rename(path.parent)
        assert keeper.retry()
        keeper.end(evening, LATER)
    with Store.open(path) as store:
        assert sample_evenings.stands(store.open_evening()) == (earlier, POSITIONS[-1], ROWS[-1][0].at, len(ROWS))
        assert len(list(store.evenings())) == 1


def test_one_write_ends_an_evening_and_begins_another(path: Path) -> None:
    with closing(ResilientStore.open(path)) as keeper:
        evening = sample_evenings.keep(keeper, FIRST, ROWS)
        assert keeper._store is not None
        seen: list[str] = []
        keeper._store._connection.set_trace_callback(seen.append)
        keeper.begin(sample_evenings.first_position(LATER), instead_of=evening)
        assert seen.count("COMMIT") == 1


def test_an_end_the_disk_denied_but_wrote_is_written_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, failed = store_module.Store.write, []

    def write_and_fail(store: Store, *arguments: Any) -> None:
        write(store, *arguments)
        if not failed:
            failed.append(arguments)
            raise Gone(path)

    with closing(ResilientStore.open(path)) as keeper:
        evening = sample_evenings.keep(keeper, FIRST, ROWS)
        monkeypatch.setattr(store_module.Store, "write", write_and_fail)
        keeper.end(evening, LATER)
        assert failed
        assert keeper.retry()
    with Store.open(path) as store:
        assert len(list(store.evenings())) == 1


@pytest.mark.parametrize("older", [False, True], ids=["a full disk", "an older copy in its place"])
def test_names_changed_unsaved_are_written_to_the_same_evening(
    path: Path, tmp_path: Path, disk: type[Faulty], older: bool
) -> None:
    with closing(ResilientStore.open(path)) as keeper:
        evening = keeper.begin(FIRST)
        shutil.copy(path, tmp_path / "older.db")
        for move, position in ROWS[:3]:
            keeper.append(evening, move, position)
        disk.broken = True
        for name in ("Anna", "Annna"):
            keeper.rename(replace(keeper.settings(), left=name), {"left": name})
        assert (evening.position.plan.left, keeper.saved) == ("Annna", False)
        disk.broken = False
        if older:
            shutil.move(tmp_path / "older.db", path)
        assert keeper.retry()
    assert [position.plan.left for position in positions(path)] == ["Annna"] * 4
    with History.open(path) as reading:
        assert len(reading.open_evenings()) == 1
        assert [move for move, _ in reading.rows(reading.open_evenings()[0])] == [None, *(move for move, _ in ROWS[:3])]


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
        evening = sample_evenings.keep(keeper, FIRST, ROWS)
        disk.broken = True
        keeper.end(evening, LATER)
        disk.broken = False
        assert keeper.retry()
    assert not [trace for trace in (sample_evenings.NAME, "zebra fountain") if trace.encode() in path.read_bytes()]


def test_another_program_is_waited_for_then_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardtui.save.database.PATIENCE", 0.01)
    with closing(ResilientStore.open(path)) as keeper, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        evening = sample_evenings.keep(keeper, *sample_evenings.one_card())
        assert keeper.trouble == "Another program is using the save file"
        other.execute("ROLLBACK")
        keeper.back(evening)
        assert keeper.saved


def raising(error: Exception) -> Callable[..., None]:
    def fails(*_: object) -> None:
        raise error

    return fails


def test_our_second_look_does_not_block_a_restore(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is damaged at the first check; at the second, the disk has a temporary read error, and the file stays open."""
    with Store.open(path) as store:
        sample_evenings.many_evenings(store, 2)
    with closing(ResilientStore.open(path)) as keeper:
        monkeypatch.setattr(store_module.Store, "check", raising(Damaged(path, what="Something")))
        assert not keeper.check()
        monkeypatch.setattr(store_module.Store, "check", lambda store: None)
        unreadable = raising(Unwritable(path, "The disk reports an error", "", ""))
        monkeypatch.setattr(store_module.Store, "write", unreadable)
        keeper.restore(None, EVENING.date())
        assert keeper.trouble == "The disk reports an error"
        monkeypatch.undo()
        assert keeper.retry()


def test_an_unread_file_is_looked_through_before_any_write(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[str] = []

    def cannot_be_read(store: Store) -> None:
        looks.append("in vain")
        raise Unwritable(path, "The disk reports an error", "", "")

    with closing(ResilientStore.open(path)) as keeper, monkeypatch.context() as broken:
        broken.setattr(store_module.Store, "check", raising(Damaged(path, what="Something")))
        assert not keeper.check()
        broken.setattr(store_module.Store, "check", cannot_be_read)
        assert not keeper.retry()
        assert not keeper.retry()
        broken.setattr(store_module.Store, "check", lambda store: looks.append("whole"))
        broken.setattr(store_module.Store, "path", lambda store: looks.append("path"))
        assert keeper.retry()
        broken.undo()
    assert looks == ["in vain", "in vain", "whole", "path"]


def test_what_is_open_in_a_file_put_there_stays_open(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with Store.open(other) as store:
        sample_evenings.keep(store, FIRST, ROWS)
    with closing(ResilientStore.open(path)) as keeper:
        other.replace(path)
        keeper.begin(sample_evenings.first_position(LATER))
        assert keeper.saved
    with History.open(path) as reading:
        kept, begun = reading.open_evenings()
        assert (reading.rows(kept)[-1].position, len(reading.rows(begun))) == (POSITIONS[-1], 1)


def test_an_evening_of_unreadable_beginning_goes_on_elsewhere(path: Path) -> None:
    with Store.open(path) as store:
        sample_evenings.keep(store, FIRST, ROWS[:3])
        store._connection.execute("UPDATE moves SET position = x'7b7d' WHERE n = 0")
    with closing(ResilientStore.open(path)) as keeper:
        opened = keeper.open_evening()
        assert opened is not None
        path.rename(path.with_name("moved away"))
        keeper.append(opened, *ROWS[3])
        assert keeper.saved
    with History.open(path) as reading:
        found = reading.open_evening()
        assert found.position == POSITIONS[4]

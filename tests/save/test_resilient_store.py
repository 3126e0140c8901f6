"""Two people play on, whatever happens to the file; and nothing is lost once it can be written again."""

from __future__ import annotations

import shutil
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
from cardtui.save.database import APPLICATION_ID
from cardtui.save.errors import Damaged, Gone, Unwritable
from cardtui.save.history import History
from cardtui.save.resilient_store import ResilientStore
from cardtui.save.settings import Settings
from cardtui.save.snapshot import PlayedEvening
from cardtui.save.window_lock import Locked, lock_path
from save import sample_evenings
from save.faults import FAULTS, Storage
from save.other_program import Change, content, sql
from save.sample_evenings import EVENING
from save.writing_store import WritingStore as Store

LATER = EVENING + timedelta(days=1)

FIRST, ROWS = sample_evenings.one_card()
POSITIONS = [FIRST, *(position for _, position in ROWS)]


def break_down(storage: Storage, fault: str = "disk") -> None:
    """Fail at everything that this fault affects, until `heal`."""
    storage.fail(FAULTS[fault], 1, lasting=True)


def positions(path: Path) -> list[Position]:
    """The positions of the only open evening."""
    with History.open(path) as reading:
        (evening,) = reading.open_evenings()
        return [position for _, position in reading.rows(evening)]


def empty_the_folder(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.mkdir()


def move_the_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("moved"))
    path.parent.mkdir()


def test_back_stops_at_the_evenings_beginning() -> None:
    evening = PlayedEvening.begun(FIRST)
    evening.append(*ROWS[0])
    assert (evening.back(), evening.back()) == (True, False)
    assert (evening.position, evening.last_at, evening.moves) == (FIRST, FIRST.started_at, 0)


# The file is another one meanwhile

CHANGED: dict[str, Change] = {
    "deleted": Path.unlink,
    "in an emptied folder": empty_the_folder,
    "in a moved folder": move_the_folder,
    "replaced by an empty file": lambda path: (path.unlink(), path.touch()),
    "replaced by a copy": lambda path: shutil.copy(path, path.with_name("copy")).replace(path),
    "replaced by an older copy": lambda path: path.with_name("older").replace(path),
    "without its lock": lambda path: lock_path(path).unlink(),
    "without a move": sql("DELETE FROM moves WHERE n = 2"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_changed_file_is_brought_up_to_date(tmp_path: Path, name: str) -> None:
    path = tmp_path / "folder" / "ours.db"
    path.parent.mkdir()
    with closing(ResilientStore.open(path)) as keeper:
        evening = sample_evenings.keep(keeper, FIRST, ROWS[:2])
        shutil.copy(path, path.with_name("older"))
        keeper.append(evening, *ROWS[2])
        keeper.append(evening, *ROWS[3])
        CHANGED[name](path)
        for row in ROWS[4:6]:
            keeper.append(evening, *row)
            assert keeper.saved
        with pytest.raises(Locked):
            Store.open(path)
    assert positions(path) == POSITIONS[:7]


IN_ITS_PLACE: dict[str, tuple[str, Change]] = {
    "a text": ("That file is not a save file", content(b"Dear Ben,")),
    "a folder": ("That file is not a save file", lambda path: path.mkdir()),
    "another database": ("That file is not a save file", sql("CREATE TABLE theirs (a)")),
    "a newer file": (
        "The save file is from a newer cardtui",
        sql(f"PRAGMA application_id = {APPLICATION_ID}", "PRAGMA user_version = 99"),
    ),
    "no lock": ("The save file cannot be written", lambda path: lock_path(path).mkdir()),
    "no folder": ("The folder of the save file is missing", lambda path: path.parent.rmdir()),
}


@pytest.mark.parametrize("name", IN_ITS_PLACE)
def test_what_is_in_its_place_is_told_and_stays_as_is(tmp_path: Path, name: str) -> None:
    trouble, put = IN_ITS_PLACE[name]
    path = tmp_path / "ours" / "save.db"
    path.parent.mkdir()

    def left() -> dict[Path, bytes | None]:
        return {each: each.read_bytes() if each.is_file() else None for each in path.parent.rglob("*")}

    with closing(ResilientStore.open(path)) as keeper:
        evening = sample_evenings.keep(keeper, FIRST, ROWS[:4])
        empty_the_folder(path)
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


def test_an_open_evening_never_offered_stays_open(path: Path) -> None:
    with Store.open(path) as store:
        sample_evenings.keep(store, FIRST, ROWS)
    folder = path.parent.rename(path.parent.with_name("unplugged"))
    with closing(ResilientStore.open(path)) as keeper:
        evening = sample_evenings.keep(keeper, *sample_evenings.one_card(LATER, 8))
        folder.rename(path.parent)
        assert keeper.retry()
        assert keeper.open_evening() is evening
        keeper.end(evening, LATER)
        assert keeper.open_evening().position == POSITIONS[-1]
    assert positions(path) == POSITIONS
    with History.open(path) as reading:
        assert len(list(reading.evenings())) == 1


def test_an_evening_of_unreadable_beginning_goes_on_elsewhere(path: Path) -> None:
    with Store.open(path) as store:
        sample_evenings.keep(store, FIRST, ROWS[:3])
        store._connection.execute("UPDATE moves SET position = x'7b7d' WHERE n = 0")
    with closing(ResilientStore.open(path)) as keeper:
        opened = keeper.open_evening()
        path.rename(path.with_name("moved away"))
        keeper.append(opened, *ROWS[3])
        assert keeper.saved
    with History.open(path) as reading:
        assert reading.open_evening().position == POSITIONS[4]


# Settings and names


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
    with History.open(path) as reading:
        assert reading.settings() == both


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
        assert (keeper.saved, keeper.settings()) == (True, chosen)
    with History.open(path) as reading:
        assert reading.settings() == chosen


@pytest.mark.parametrize("older", [False, True], ids=["a broken disk", "an older copy in its place"])
def test_names_changed_unsaved_are_written_to_the_same_evening(
    path: Path, tmp_path: Path, storage: Storage, older: bool
) -> None:
    with closing(ResilientStore.open(path)) as keeper:
        evening = keeper.begin(FIRST)
        shutil.copy(path, tmp_path / "older.db")
        for row in ROWS[:3]:
            keeper.append(evening, *row)
        break_down(storage)
        for name in ("Anna", "Annna"):
            keeper.rename(replace(keeper.settings(), left=name), {"left": name})
        assert (evening.position.plan.left, keeper.saved) == ("Annna", False)
        storage.heal()
        if older:
            shutil.move(tmp_path / "older.db", path)
        assert keeper.retry()
    assert [position.plan.left for position in positions(path)] == ["Annna"] * 4


# The disk does not work


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        ("full and torn", "The disk is full"),
        ("busy", "Another program is using the save file"),
        ("disk", "The disk reports an error"),
    ],
)
def test_a_failing_disk_lets_no_other_window_in(path: Path, storage: Storage, fault: str, trouble: str) -> None:
    with closing(ResilientStore.open(path)) as keeper:
        break_down(storage, fault)
        keeper.keep_settings(Settings(left="Ana"))
        assert keeper.trouble == trouble
        storage.heal()
        with pytest.raises(Locked):
            Store.open(path)


def test_history_and_path_know_what_was_not_saved(path: Path, storage: Storage) -> None:
    with closing(ResilientStore.open(path)) as keeper:
        sample_evenings.keep_ended(keeper, *sample_evenings.one_card(number=0))
        keeper.path()
        break_down(storage)
        sample_evenings.keep_ended(keeper, *sample_evenings.one_card(LATER, 4))
        evening = sample_evenings.keep(keeper, *sample_evenings.one_card(LATER + timedelta(days=1), 8))
        assert set(keeper.history()) == {"card-0", "card-4", "card-8"}
        assert set(keeper.history(evening)) == {"card-0", "card-4"}
        assert [card.card for card in keeper.path()] == ["card-8", "card-4", "card-0"]
        storage.heal()


def test_one_write_ends_an_evening_and_begins_another(path: Path) -> None:
    with closing(ResilientStore.open(path)) as keeper:
        evening = sample_evenings.keep(keeper, FIRST, ROWS)
        seen: list[str] = []
        keeper._store._connection.set_trace_callback(seen.append)
        keeper.begin(sample_evenings.first_position(LATER), Settings(left="Ana"), instead_of=evening)
        assert seen.count("COMMIT") == 1
    with History.open(path) as reading:
        (left,) = reading.evenings()
        assert (left.ended_at, len(reading.open_evenings())) == (ROWS[-1][0].at.replace(microsecond=0), 1)


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
        keeper.end(evening, LATER, Settings(first=Seat.RIGHT))
        assert failed
        assert keeper.retry()
    with History.open(path) as reading:
        assert (len(list(reading.evenings())), reading.settings().first) == (1, Seat.RIGHT)


# It looks damaged


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


def test_damage_a_check_passes_over_stays_damage(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if an index entry pointed to no row."""
    with closing(ResilientStore.open(path)) as keeper:
        with monkeypatch.context() as damaged:
            damaged.setattr(store_module.Store, "path", raising(Damaged(path, what="Something")))
            assert keeper.check()
            keeper.history()
            assert keeper.damaged
            assert not keeper.retry()
            assert keeper.damaged
        assert keeper.retry()

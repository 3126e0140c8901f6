"""A session whose storage fails at any operation, below SQLite; and a power cut in the middle of a write."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from cardtui.rules.evening_plan import EveningShape, Seat
from cardtui.save import database
from cardtui.save.backups import backups, is_good
from cardtui.save.errors import SaveError
from cardtui.save.history import History
from cardtui.save.resilient_store import ResilientStore
from cardtui.save.settings import Settings
from save import sample_evenings
from save.faults import FAULTS, SYSTEM_FAULTS, Failing, Fault, Storage, System
from save.other_program import halfway, put
from save.sample_evenings import EVENING
from save.writing_store import WritingStore as Store

DAY = EVENING.date()

LONGEST = 40
"""The longest error title, in characters, that fits in a corner of the screen."""

OPENING = 60
"""The most operations that it takes to open a file and make the first write."""

Prepare = Callable[[Path], object]


# A session


def session(keeper: ResilientStore) -> Iterator[object]:
    """Settings, an evening with an undo, five minutes within it, an end, and two more, the first cut short.

    Yields after each call.
    """
    yield keeper.keep_settings(replace(keeper.settings(), minutes=60))
    first, rows = sample_evenings.one_card()
    evening = keeper.begin(first, replace(keeper.settings(), named=True))
    yield evening
    for row in rows[:3]:
        yield keeper.append(evening, *row)
    yield keeper.back(evening)
    yield keeper.append(evening, *rows[2])
    today, short = sample_evenings.one_card(EVENING + timedelta(minutes=20), 8, shape=EveningShape.TODAY)
    within = keeper.begin(today)
    yield within
    yield keeper.append(within, *short[0])
    yield keeper.end(within, short[0][0].at)
    yield keeper.back_up(DAY)
    for row in rows[3:]:
        yield keeper.append(evening, *row)
    yield keeper.path()
    yield keeper.end(evening, rows[-1][0].at + timedelta(minutes=1), replace(keeper.settings(), first=Seat.RIGHT))
    later, others = sample_evenings.one_card(EVENING + timedelta(days=1), 12)
    evening = keeper.begin(later)
    yield evening
    for row in others[:6]:
        yield keeper.append(evening, *row)
    yield keeper.begin(sample_evenings.first_position(EVENING + timedelta(days=5)), instead_of=evening)


def remembered(path: Path) -> tuple[object, ...]:
    """Everything that a file remembers, after a full check."""
    with History.open(path) as reading:
        reading.check()
        assert reading._connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert reading._connection.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = [reading.rows(evening) for evening in reading.open_evenings()]
        return reading.settings(), rows, list(reading.evenings()), reading.path()


def known(keeper: ResilientStore) -> object:
    """What is known of the open evening."""
    open_ = keeper.open_evening()
    return (open_.position, open_.last_at, open_.moves) if open_ is not None else None


# The files


def nothing(path: Path) -> None:
    """A new file."""


def earlier(path: Path) -> None:
    """A file with settings, and two ended evenings."""
    with Store.open(path) as store:
        store.keep_settings(Settings(left=sample_evenings.NAME))
        sample_evenings.many_evenings(store, 2, each=2)


def cut_off(path: Path) -> None:
    """An earlier file with an interrupted write."""
    earlier(path)
    put(halfway(path, spoil))


def spoil(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE settings SET value = zeroblob(20000)")
    connection.execute("UPDATE met SET heart = 1")


FILES: dict[str, Prepare] = {"new": nothing, "earlier": earlier, "cut off": cut_off}


def copy(start: Path, path: Path) -> None:
    for end in ("", "-journal"):
        with suppress(FileNotFoundError):
            shutil.copy(f"{start}{end}", f"{path}{end}")


# Failing


def sample(total: int, count: int | None) -> list[int]:
    """The operations to fail: ``count`` of them, evenly spread, or all."""
    if count is None or count >= total:
        return list(range(1, total + 1))
    evenly = {1 + (total - 1) * number // (count - 1) for number in range(count)}
    return sorted(evenly | set(range(1, OPENING + 1) if count > OPENING else ()))


def assert_told(error: SaveError, path: Path) -> None:
    assert 0 < len(error.title) <= LONGEST
    assert not error.title.endswith(".")
    assert str(path.parent) not in error.title
    assert str(path if error.title != "The folder of the save file is missing" else path.parent) in error.sentence
    assert error.way_out


def check(folder: Path, made: Prepare, failing: Failing, fault: Fault, count: int | None) -> None:
    """Fail a session at one operation after another, from opening its file on."""
    start = folder / "start.db"
    made(start)
    path = folder / "undisturbed" / "ours.db"
    path.parent.mkdir()
    copy(start, path)
    copy(start, folder / "before.db")  # opening it rolls the interrupted write back
    states, places, total = [remembered(folder / "before.db")], [], 0
    failing.watch(fault)
    with closing(ResilientStore.open(path)) as keeper:
        for _ in session(keeper):
            places.append(known(keeper))
            total += failing.counted
            failing.heal()
            states.append(remembered(path))
            failing.watch(fault)
    assert total > 0
    failed = 0
    for at in sample(total, count):
        for lasting in (False, True):
            room = folder / f"{at}-{lasting}"
            room.mkdir()
            path = room / "ours.db"
            copy(start, path)
            failing.fail(fault, at, lasting=lasting)
            with closing(ResilientStore.open(path)) as keeper:
                confirmed = 0
                for number, (place, _) in enumerate(zip(places, session(keeper), strict=True), start=1):
                    assert known(keeper) == place, at
                    assert keeper.saved is (keeper.error is None)
                    if keeper.error is not None:
                        assert_told(keeper.error, path)
                    else:
                        confirmed = number
                    # It looks like damage only if SQLite itself reports damage.
                    assert not keeper.damaged or sqlite3.SQLITE_IOERR_CORRUPTFS in fault.codes.values()
                assert failing.failed > 0, at
                failed += failing.failed
                failing.heal()
                # A write is complete or did not happen; one that reported an error may be either. Check a copy, as
                # after a power cut: a lock that could not be released keeps others out.
                copy(path, room / "left.db")
                assert remembered(room / "left.db") in states[confirmed:], (at, lasting, confirmed)
                assert keeper.retry(), (at, lasting, keeper.error)
            assert remembered(path) == states[-1], (at, lasting)
            assert all(is_good(backup.path) for backup in backups(path))
            shutil.rmtree(room)
    print(f"{failed} faults")


def all_of(faults: dict[str, Fault], others: int | None) -> list[Any]:
    """For the long run: every fault at every operation on a new file, and at so many on the others."""
    counts = {made: None if made == "new" else others for made in FILES}
    long = pytest.mark.long
    return [pytest.param(made, name, counts[made], marks=long) for name in faults for made in FILES]


# The files that are not new behave alike once they are open.
@pytest.mark.parametrize(
    ("made", "name", "count"), [("new", "disk", 5), ("new", "file system", 5), *all_of(FAULTS, 2 * OPENING)]
)
def test_no_move_is_lost_if_storage_fails(
    tmp_path: Path, storage: Storage, made: str, name: str, count: int | None
) -> None:
    check(tmp_path, FILES[made], storage, FAULTS[name], count)


@pytest.mark.parametrize(
    ("made", "name", "count"), [("new", "full", 3), ("new", "interrupted locks", 3), *all_of(SYSTEM_FAULTS, None)]
)
def test_no_move_is_lost_if_the_system_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: str, name: str, count: int | None
) -> None:
    check(tmp_path, FILES[made], System(tmp_path, monkeypatch), SYSTEM_FAULTS[name], count)


def test_a_file_unreadable_for_a_moment_is_not_replaced(path: Path, storage: Storage) -> None:
    earlier(path)
    with Store.open(path) as store:
        store.back_up(DAY)
        store.keep_settings(Settings(left="Ana", minutes=15))
    before = path.read_bytes()
    # A disk that does not respond (EIO) is reported in the same words as damage, except while the header is read.
    unreadable = Fault({"read": sqlite3.SQLITE_IOERR_CORRUPTFS})
    for at in range(1, 20):
        storage.fail(unreadable, at, lasting=True)
        keeper = ResilientStore.open(path)
        storage.heal()
        if keeper.damaged:
            break
        keeper.close()
    with closing(keeper):
        assert keeper.damaged
        found = keeper.newest_backup(DAY)
        assert keeper.restore(found.path, DAY) is None
        assert keeper.saved
        assert keeper.settings().minutes == 15
    assert path.read_bytes() == before


# A power cut


def grow_on_paper(path: Path) -> None:
    """As if only the first page had been written, which claims more pages than there are."""
    with path.open("r+b") as file:
        file.seek(28)
        pages = int.from_bytes(file.read(4), "big")
        file.seek(28)
        file.write((pages + 40).to_bytes(4, "big"))


@pytest.mark.parametrize("grown", [False, True])
@pytest.mark.parametrize("reader", [History, Store])
def test_a_write_that_was_cut_off_is_put_back(path: Path, reader: type[History], grown: bool) -> None:
    earlier(path)
    sound, before = path.read_bytes(), remembered(path)
    put(halfway(path, spoil))
    assert path.read_bytes() != sound
    if grown:
        grow_on_paper(path)
    with reader.open(path) as reading:
        reading.check()
    assert (path.read_bytes(), remembered(path)) == (sound, before)


def test_a_new_file_cut_off_is_still_a_new_file(path: Path) -> None:
    def fill(connection: sqlite3.Connection) -> None:
        database.create(connection)
        connection.execute("CREATE TABLE filling (a)")
        connection.executemany("INSERT INTO filling VALUES (?)", [("x" * 3000,)] * 50)

    put(halfway(path, fill))
    with path.open("r+b") as file:
        file.write(bytes(4096))  # the power failed before the first page reached the disk
    with History.open(path) as reading:
        assert reading.open_evening() is None
    with Store.open(path) as store:
        sample_evenings.keep(store, *sample_evenings.one_card())
        store.check()

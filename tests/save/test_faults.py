"""Fail at every operation in turn, below SQLite, from the opening of a file to the end of a session."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from cardtui.save.backups import backups, backups_path, is_good
from cardtui.save.errors import SaveError
from cardtui.save.resilient_store import ResilientStore
from cardtui.save.settings import Settings
from save import sample_evenings
from save.faults import FAULTS, SYSTEM_FAULTS, Failing, Fault, Storage, System
from save.sample_evenings import EVENING
from save.sessions import prepare, remembered, session
from save.writing_store import WritingStore as Store

DAY = EVENING.date()

LONGEST = 40
"""The longest error title, in characters, that fits in a corner of the screen."""

Prepare = Callable[[Path], None]


def nothing(path: Path) -> None:
    """A new file."""


def cut_off(path: Path) -> None:
    """An earlier file with an interrupted write."""
    prepare(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE settings SET value = zeroblob(20000)")
        connection.execute("UPDATE met SET heart = 1")
        names = [path, path.with_name(f"{path.name}-journal")]
        halfway = [file.read_bytes() for file in names]
        connection.execute("ROLLBACK")
    for file, content in zip(names, halfway, strict=True):
        file.write_bytes(content)
    assert halfway[1]


FILES: dict[str, Prepare] = {"new": nothing, "earlier": prepare, "cut off": cut_off}


OPENING = 60
"""The most operations that it takes to open a file and make the first write."""


def sample(total: int, count: int | None) -> list[int]:
    """The operations to fail: ``count`` of them, evenly spread, or all."""
    if count is None or count >= total:
        return list(range(1, total + 1))
    evenly = {1 + (total - 1) * number // (count - 1) for number in range(count)}
    return sorted(evenly | set(range(1, OPENING + 1) if count > OPENING else ()))


def all_that_differ(made: str) -> int | None:
    """For the long run: every operation on a new file; for the others, which behave alike later, only the opening."""
    return None if made == "new" else 2 * OPENING


def assert_told(error: SaveError, path: Path) -> None:
    assert 0 < len(error.title) <= LONGEST
    assert not error.title.endswith(".")
    assert str(path.parent) not in error.title
    assert str(path if error.title != "The folder of the save file is missing" else path.parent) in error.sentence
    assert error.way_out


def copy(start: Path, path: Path) -> None:
    for end in ("", "-journal"):
        with suppress(FileNotFoundError):
            shutil.copy(f"{start}{end}", f"{path}{end}")


def remove(path: Path) -> None:
    for end in ("", "-journal", ".lock"):
        Path(f"{path}{end}").unlink(missing_ok=True)
    shutil.rmtree(backups_path(path), ignore_errors=True)


def keeper_session(keeper: ResilientStore) -> Iterator[object]:
    """A whole session; yields what is known of the open evening after each call."""
    for _ in session(keeper):
        open_ = keeper.open_evening()
        yield (open_.position, open_.last_at, open_.moves) if open_ is not None else None


def check(folder: Path, made: Prepare, failing: Failing, fault: Fault, count: int | None) -> int:
    """Fail a session at one operation after another, from opening its file on; return the number of failures."""
    start = folder / "start.db"
    made(start)
    path = folder / "undisturbed.db"
    copy(start, path)
    copy(start, folder / "before.db")  # opening it rolls the interrupted write back
    states, known, total = [remembered(folder / "before.db")], [], 0
    failing.watch(fault)
    with closing(ResilientStore.open(path)) as keeper:
        for open_ in keeper_session(keeper):
            known.append(open_)
            total += failing.counted
            failing.heal()
            states.append(remembered(path))
            failing.watch(fault)
    assert total > 0
    failed = 0
    for at in sample(total, count):
        for lasting in (False, True):
            path = folder / f"{at}-{lasting}.db"
            copy(start, path)
            failing.fail(fault, at, lasting=lasting)
            with closing(ResilientStore.open(path)) as keeper:
                confirmed = 0
                for number, (one, open_) in enumerate(zip(known, keeper_session(keeper), strict=True), start=1):
                    assert open_ == one, at
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
                copy(path, folder / "left.db")
                assert remembered(folder / "left.db") in states[confirmed:], (at, lasting, confirmed)
                remove(folder / "left.db")
                assert keeper.retry(), (at, lasting, keeper.error)
            assert remembered(path) == states[-1], (at, lasting)
            assert all(is_good(backup.path) for backup in backups(path))
            remove(path)
    return failed


def cases(faults: dict[str, Fault]) -> list[tuple[str, str]]:
    """The ordinary selection: a new file with every fault, the others with the fault that affects every operation."""
    return [(made, name) for name in faults for made in FILES if made == "new" or name == "disk"]


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> System:
    return System(tmp_path, monkeypatch)


@pytest.mark.parametrize(("made", "name"), cases(FAULTS))
@pytest.mark.sample(2)
def test_no_move_is_lost_if_storage_fails(tmp_path: Path, storage: Storage, made: str, name: str) -> None:
    assert check(tmp_path, FILES[made], storage, FAULTS[name], 5) > 0


@pytest.mark.parametrize(("made", "name"), cases(SYSTEM_FAULTS))
@pytest.mark.sample(2)
def test_no_move_is_lost_if_the_system_refuses(tmp_path: Path, system: System, made: str, name: str) -> None:
    assert check(tmp_path, FILES[made], system, SYSTEM_FAULTS[name], 3) > 0


def test_a_file_unreadable_for_a_moment_is_not_replaced(path: Path, storage: Storage) -> None:
    prepare(path)
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
        found = keeper.newest_backup(sample_evenings.EVENING.date())
        assert keeper.restore(found.path, DAY) is None
        assert keeper.saved
        assert keeper.settings().minutes == 15
    assert path.read_bytes() == before


@pytest.mark.long
@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("made", FILES)
def test_storage_may_fail_anywhere(tmp_path: Path, storage: Storage, made: str, name: str) -> None:
    print(f"{check(tmp_path, FILES[made], storage, FAULTS[name], all_that_differ(made))} faults")


@pytest.mark.long
@pytest.mark.parametrize("name", SYSTEM_FAULTS)
@pytest.mark.parametrize("made", FILES)
def test_the_system_may_refuse_any_call(tmp_path: Path, system: System, made: str, name: str) -> None:
    print(f"{check(tmp_path, FILES[made], system, SYSTEM_FAULTS[name], None)} faults")

"""Made-up formats before and after ours, so that the way from one to the next is tried before it is needed."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from cardtui.save.backups import backups, backups_path
from cardtui.save.errors import Damaged, Newer, SaveError, Unwritable
from cardtui.save.history import History
from cardtui.save.tables import FORMAT, Format
from cardtui.save.timestamps import today
from save import sample_evenings
from save.writing_store import WritingStore as Store


def add_weather(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE weather (evening INTEGER NOT NULL, sky TEXT NOT NULL) STRICT")
    connection.execute("INSERT INTO weather SELECT id, 'clear' FROM evenings")


def add_moon(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE weather ADD COLUMN moon INTEGER NOT NULL DEFAULT 0")


WEATHER = "CREATE TABLE weather (evening INTEGER NOT NULL, sky TEXT NOT NULL) STRICT"
SECOND = Format(2, (*FORMAT.tables, WEATHER), {1: add_weather})
THIRD = Format(3, (*FORMAT.tables, WEATHER), {1: add_weather, 2: add_moon})


@pytest.fixture
def old(path: Path) -> Path:
    """A file of our format, which is the old one here: two evenings that have ended, and an open one."""
    with Store.open(path) as store:
        sample_evenings.many_evenings(store, 2)
        sample_evenings.keep(store, *sample_evenings.one_card())
    return path


def number(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


@pytest.mark.parametrize("format_", [SECOND, THIRD])
def test_an_older_file_is_brought_up_step_by_step(old: Path, format_: Format) -> None:
    with Store.open(old, format_) as store:
        open_ = store.open_evening()
        assert open_ is not None
        assert open_.position == sample_evenings.one_card()[1][-1][1]
        assert len(list(store.evenings())) == 2
        assert store._connection.execute("SELECT count(*) FROM weather").fetchone() == (3,)
        assert store._connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert number(old) == format_.number
    with pytest.raises(Newer):
        Store.open(old)


def test_a_backup_is_made_before(old: Path) -> None:
    Store.open(old, SECOND).close()
    (backup,) = backups(old)
    assert backup == old.parent / "ours.db-backups" / f"ours.db.{today()}.format-1"
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.parent.stat().st_mode) == 0o700
    assert number(backup) == 1
    with History.open(backup) as reading:
        reading.check()
        assert len(list(reading.evenings())) == 2


def test_a_backup_holds_no_moves(old: Path) -> None:
    Store.open(old, SECOND).close()
    (backup,) = backups(old)
    assert sample_evenings.NAME.encode() in old.read_bytes()
    assert sample_evenings.NAME.encode() not in backup.read_bytes()
    assert b"zebra fountain" not in backup.read_bytes()
    with History.open(backup) as reading:
        assert reading.open_evening() is None


def test_a_backup_can_be_put_in_the_place_of_the_file(old: Path) -> None:
    Store.open(old, SECOND).close()
    (backup,) = backups(old)
    backup.replace(old)
    with Store.open(old) as store:
        assert len(list(store.evenings())) == 2


def test_a_link_in_the_place_of_a_backup_is_not_written_through(old: Path, tmp_path: Path) -> None:
    backups_path(old).mkdir()
    (backups_path(old) / f"ours.db.{today()}.format-1").symlink_to(tmp_path / "foreign")
    Store.open(old, SECOND).close()
    assert not (tmp_path / "foreign").exists()
    assert number(backups_path(old) / f"ours.db.{today()}.format-1.2") == 1


def fails(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE met")
    connection.execute("SELECT * FROM no_such_table")


def breaks_a_reference(connection: sqlite3.Connection) -> None:
    add_weather(connection)
    connection.execute("DELETE FROM evenings WHERE id = 1")


def forgets_a_table(connection: sqlite3.Connection) -> None:
    connection.execute("DROP INDEX met_heart")


@pytest.mark.parametrize(
    "format_",
    [
        Format(2, SECOND.tables, {}),
        Format(2, SECOND.tables, {1: fails}),
        Format(2, SECOND.tables, {1: breaks_a_reference}),
        Format(2, SECOND.tables, {1: forgets_a_table}),
        Format(3, SECOND.tables, {1: add_weather, 2: fails}),
    ],
)
def test_a_migration_that_fails_leaves_the_file_as_it_was(old: Path, format_: Format) -> None:
    before = old.read_bytes()
    for _ in range(2):
        with pytest.raises(SaveError):
            Store.open(old, format_)
    assert old.read_bytes() == before
    with Store.open(old) as store:
        assert len(list(store.evenings())) == 2


def test_a_damaged_file_is_not_migrated(old: Path) -> None:
    with Store.open(old) as store:
        store._connection.execute("PRAGMA ignore_check_constraints = ON")
        store._connection.execute("UPDATE met SET heart = 7")
    before = old.read_bytes()
    with pytest.raises(Damaged):
        Store.open(old, SECOND)
    assert old.read_bytes() == before
    assert backups(old) == []


def test_without_a_backup_nothing_is_migrated(old: Path) -> None:
    backups_path(old).touch()  # a file where the folder should be
    with pytest.raises(Unwritable):
        Store.open(old, SECOND)
    assert number(old) == 1


def test_a_backup_that_fails_leaves_nothing_behind(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        path.write_bytes(data[:100])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("cardtui.system.durable_files.write_new", full)
    with pytest.raises(Unwritable, match="no room on the disk"):
        Store.open(old, SECOND)
    assert list(backups_path(old).iterdir()) == []
    assert number(old) == 1


def test_readers_of_an_older_file_leave_it_as_it_is(old: Path) -> None:
    before = old.read_bytes()
    with History.open(old, SECOND) as reading:
        assert len(list(reading.evenings())) == 2
        assert reading.open_evening() is not None
        reading.check()
    assert old.read_bytes() == before
    assert sorted(file.name for file in old.parent.iterdir()) == ["ours.db", "ours.db.lock"]

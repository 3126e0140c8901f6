"""Whose file it is, who may read it, and what is set in it."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cardtui.save import store as store_module
from cardtui.save.backups import restore
from cardtui.save.errors import Gone, Newer, Unwritable
from cardtui.save.full_erasure import forget
from cardtui.save.history import History
from cardtui.save.settings import Settings
from cardtui.save.window_lock import Locked, lock_path, take_lock
from save import sample_evenings
from save.writing_store import WritingStore as Store

DAY = date(2026, 11, 24)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize(
    ("own", "before", "after"), [(False, (0o755, 0o644), (0o755, 0o600)), (True, (0o755, 0o600), (0o700, 0o600))]
)
def test_what_others_can_read_is_closed_but_no_named_folder(
    tmp_path: Path, own: bool, before: tuple[int, int], after: tuple[int, int]
) -> None:
    path = tmp_path / "cardtui" / "save.db"
    path.parent.mkdir()
    Store.open(path).close()
    path.parent.chmod(before[0])
    path.chmod(before[1])
    Store.open(path, own=own).close()
    assert (mode(path.parent), mode(path)) == after


def test_a_folder_is_made_to_play_in_if_it_is_ours(tmp_path: Path) -> None:
    path = tmp_path / "cardtui" / "save.db"
    for opened in (Store, History):
        with pytest.raises(Unwritable, match="There is no folder"):
            opened.open(path)
    with History.open(path, own=True) as reading:
        assert reading.path() == []
    assert list(tmp_path.iterdir()) == []
    Store.open(path, own=True).close()
    assert path.exists()


def test_a_newer_snapshot_is_refused_politely(store: Store) -> None:
    store.begin(sample_evenings.first_position())
    store._connection.execute("UPDATE moves SET position = ?", (b'{"v": 4}',))
    with pytest.raises(Newer, match="cardtui restore"):
        store.open_evening()


def test_a_link_leads_to_the_same_file_and_lock(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "ours.db"
    target.parent.mkdir()
    target.parent.chmod(0o755)
    link = tmp_path / "cardtui" / "save.db"
    link.parent.mkdir()
    link.symlink_to(target)
    with Store.open(link, own=True) as store:
        sample_evenings.keep(store, *sample_evenings.one_card())
    assert sorted(file.name for file in target.parent.iterdir()) == ["ours.db", "ours.db.lock"]
    assert mode(target.parent) == 0o755, "only our own folder is closed to others"
    with Store.open(target) as store:
        assert store.open_evening() is not None


@pytest.mark.parametrize("name", ["a b.db", "100%.db", "what?.db", "#1.db", "ours&mode=memory.db", "Süß.db"])
def test_names_with_odd_characters_are_opened(tmp_path: Path, name: str) -> None:
    with Store.open(tmp_path / name) as store:
        store.begin(sample_evenings.first_position())
    assert (tmp_path / name).stat().st_size > 0


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


# What is set


def test_the_measured_settings_are_on(durable: None, store: Store) -> None:
    def asked(name: str) -> object:
        return store._connection.execute(f"PRAGMA {name}").fetchone()[0]

    assert (asked("journal_mode"), asked("synchronous"), asked("secure_delete")) == ("delete", 3, 1)
    assert (asked("temp_store"), asked("trusted_schema"), asked("foreign_keys")) == (2, 0, 1)
    assert (asked("application_id"), asked("user_version")) == (0x63647475, 1)
    tables = store._connection.execute("PRAGMA table_list").fetchall()
    strict = {name: strict for _, name, _, _, _, strict in tables if not name.startswith("sqlite_")}
    assert strict == {"settings": 1, "evenings": 1, "met": 1, "moves": 1}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE met SET heart = 2",
        "UPDATE met SET lap = 0",
        "UPDATE met SET card = ''",
        "UPDATE met SET met_at = 'yesterday'",
        "UPDATE met SET n = 'first'",
        "UPDATE evenings SET shape = 'morning'",
        "UPDATE moves SET move = NULL",
        "UPDATE moves SET position = 'text'",
        "INSERT INTO settings VALUES (2, x'00')",
        "INSERT INTO met SELECT 99, n, card, suit, met_at, heart, lap FROM met",
    ],
)
def test_the_tables_refuse_what_cannot_be(path: Path, sound: Path, statement: str) -> None:
    shutil.copy(sound, path)
    with Store.open(path) as store, pytest.raises(sqlite3.IntegrityError):
        store._connection.execute(statement)


# The lock


@pytest.mark.parametrize("replaced", [forget, lambda path: restore(path, None, DAY)], ids=["forget", "restore"])
def test_an_open_window_is_not_robbed_of_its_file(path: Path, replaced: Callable[[Path], object]) -> None:
    with Store.open(path) as store:
        sample_evenings.keep(store, *sample_evenings.one_card())
        store.back_up(DAY)
        before = {file: file.is_file() and file.read_bytes() for file in path.parent.rglob("*")}
        with pytest.raises(Locked):
            replaced(path)
        assert {file: file.is_file() and file.read_bytes() for file in path.parent.rglob("*")} == before


def test_the_lock_is_free_again_if_opening_fails(path: Path) -> None:
    with Store.open(path) as store:
        store._connection.execute("DROP TABLE met")
    for _ in range(2):
        with pytest.raises(Exception, match="cannot be read"):
            Store.open(path)
    take_lock(path).close()


def test_a_lock_on_a_deleted_file_does_not_count(path: Path) -> None:
    with take_lock(path):
        lock_path(path).unlink()
        with take_lock(path), pytest.raises(Locked):
            take_lock(path)


def test_a_lock_that_cannot_be_examined_is_let_go(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(descriptor: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as failing:
        failing.setattr(os, "fstat", fails)
        with pytest.raises(Unwritable):
            take_lock(path)
    take_lock(path).close()

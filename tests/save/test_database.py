"""Whose file it is, who may read it, and what happens to foreign files."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from cardtui.save.errors import Newer, NotOurs, SaveError, Unwritable
from cardtui.save.history import History
from cardtui.save.window_lock import Locked, lock_path, take_lock
from save import sample_evenings
from save.test_crashes import player
from save.writing_store import WritingStore as Store


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def both_refuse(path: Path, error: type[SaveError]) -> SaveError:
    """Opening fails, for playing and for reading, and changes nothing in the whole folder."""

    def all_files() -> dict[Path, tuple[bytes, int]]:
        return {file: (file.read_bytes(), mode(file)) for file in path.parent.iterdir() if file.is_file()}

    before = all_files()
    with pytest.raises(error) as raised:
        Store.open(path)
    with pytest.raises(error):
        History.open(path)
    assert all_files() == before
    assert str(path) in raised.value.sentence
    assert raised.value.way_out
    assert raised.value.title
    return raised.value


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_only_the_two_may_read_what_is_made(tmp_path: Path, mask: int) -> None:
    folder = tmp_path / "data" / "cardtui"
    path = folder / "save.db"
    with umask(mask), Store.open(path, own=True) as store:
        evening = sample_evenings.keep(store, *sample_evenings.one_card())
        assert evening
        store._connection.execute("BEGIN IMMEDIATE")
        store._connection.execute("DELETE FROM moves")
        assert mode(folder / "save.db-journal") == 0o600
        store._connection.execute("ROLLBACK")
        store.back_up(date(2026, 11, 24))
    assert (mode(folder), mode(folder / "save.db-backups")) == (0o700, 0o700)
    assert {file.name: mode(file) for file in folder.rglob("*") if file.is_file()} == {
        "save.db": 0o600,
        "save.db.lock": 0o600,
        "save.db.2026-11-24.daily": 0o600,
    }


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


def test_a_folder_the_user_named_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match="There is no folder"):
        Store.open(tmp_path / "no such" / "ours.db")
    assert list(tmp_path.iterdir()) == []


def test_reading_before_the_first_evening_makes_nothing(tmp_path: Path) -> None:
    with History.open(tmp_path / "cardtui" / "save.db", own=True) as reading:
        assert reading.path() == []
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(Unwritable, match="There is no folder"):
        History.open(tmp_path / "cardtui" / "save.db")


def test_an_empty_file_is_a_new_one(path: Path) -> None:
    path.touch()
    path.chmod(0o644)
    with History.open(path) as reading:
        assert reading.open_evening() is None
    assert path.stat().st_size == 0
    with Store.open(path) as store:
        sample_evenings.keep(store, *sample_evenings.one_card())
    assert mode(path) == 0o600


@pytest.mark.parametrize("content", [b"Dear Ben,\n", b"\x00" * 8192, b"SQLite format 3\x00"])
def test_a_file_of_another_kind_is_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    both_refuse(path, NotOurs)


def test_a_device_in_its_place_is_left_alone() -> None:
    with pytest.raises(NotOurs):
        Store.open(Path("/dev/null"))


def test_a_newer_format_is_refused_politely(path: Path) -> None:
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 2")
    error = both_refuse(path, Newer)
    assert "newer cardtui" in error.sentence
    assert error.refuses


def test_a_newer_snapshot_is_refused_politely(path: Path) -> None:
    with Store.open(path) as store:
        store.begin(sample_evenings.first_position())
        store._connection.execute("UPDATE moves SET position = ?", (b'{"v": 4}',))
        with pytest.raises(Newer):
            store.open_evening()


def test_a_link_leads_to_the_same_file_and_lock(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    target = tmp_path / "elsewhere" / "ours.db"
    link = tmp_path / "link.db"
    link.symlink_to(target)
    with Store.open(link) as store:
        sample_evenings.keep(store, *sample_evenings.one_card())
    assert sorted(file.name for file in target.parent.iterdir()) == ["ours.db", "ours.db.lock"]
    with Store.open(target) as store:
        assert store.open_evening() is not None


def test_a_link_out_of_our_folder_changes_no_other_folder(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere").chmod(0o755)
    (tmp_path / "cardtui").mkdir()
    (tmp_path / "cardtui" / "save.db").symlink_to(tmp_path / "elsewhere" / "save.db")
    Store.open(tmp_path / "cardtui" / "save.db", own=True).close()
    assert mode(tmp_path / "elsewhere") == 0o755


def test_names_with_odd_characters_are_opened(tmp_path: Path) -> None:
    for name in ("a b.db", "100%.db", "what?.db", "#1.db", "ours&mode=memory.db", "Süß.db"):
        with Store.open(tmp_path / name) as store:
            store.begin(sample_evenings.first_position())
        assert (tmp_path / name).stat().st_size > 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("closed", ["file", "folder"])
def test_a_path_without_permission_is_told(path: Path, closed: str) -> None:
    Store.open(path).close()
    (path.parent / "ours.db.lock").unlink()
    target = path if closed == "file" else path.parent
    target.chmod(0o500)
    try:
        with pytest.raises(Unwritable):
            Store.open(path)
        with History.open(path) as reading:
            assert reading.open_evening() is None
    finally:
        target.chmod(0o700)


def test_a_file_that_may_only_be_read_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(path).close()
    access = os.access
    monkeypatch.setattr("cardtui.save.store.os.access", lambda asked, mode: asked != path and access(asked, mode))
    with pytest.raises(Unwritable, match="permission denied"):
        Store.open(path)


def test_the_measured_settings_are_on(durable: None, store: Store) -> None:
    def asked(name: str) -> object:
        return store._connection.execute(f"PRAGMA {name}").fetchone()[0]

    assert (asked("journal_mode"), asked("synchronous"), asked("secure_delete")) == ("delete", 3, 1)
    assert (asked("temp_store"), asked("trusted_schema"), asked("foreign_keys")) == (2, 0, 1)
    assert (asked("application_id"), asked("user_version")) == (0x63647475, 1)


def test_every_table_is_strict(store: Store) -> None:
    tables = store._connection.execute("PRAGMA table_list").fetchall()
    ours = {name: strict for _, name, _, _, _, strict in tables if not name.startswith("sqlite_")}
    assert ours == {"settings": 1, "evenings": 1, "met": 1, "moves": 1}


def test_the_journal_is_gone_after_every_write(path: Path, store: Store) -> None:
    first, rows = sample_evenings.one_card()
    evening = store.begin(first)
    for move, position in rows:
        store.append(evening, move, position)
        assert sorted(file.name for file in path.parent.iterdir()) == ["ours.db", "ours.db.lock"]


HOLDER = """
import sys
from pathlib import Path
from cardtui.save.store import Store
store = Store.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def test_a_second_window_is_told_until_the_first_is_gone(path: Path) -> None:
    with player(path, HOLDER) as window:
        assert window.stdout.readline() == "open\n"
        with pytest.raises(Locked, match="another window") as raised:
            Store.open(path)
        assert raised.value.refuses
        with History.open(path) as reading:
            assert reading.open_evening() is None
        window.kill()
        window.wait()
        Store.open(path).close()


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

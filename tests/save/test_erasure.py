from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cardtui.save.backups import BEFORE_RESTORE, back_up, backups_path, unfinished
from cardtui.save.errors import Damaged, NotOurs
from cardtui.save.full_erasure import files, forget
from cardtui.save.settings import Settings
from cardtui.save.stray_copies import copies
from cardtui.save.window_lock import Locked
from save import sample_evenings
from save.writing_store import WritingStore as Store

DAY = date(2026, 11, 24)


@pytest.fixture
def full(path: Path) -> Path:
    """A save file with everything that can be beside it: two backups, and the journal of a crashed window."""
    with Store.open(path) as store:
        sample_evenings.many_evenings(store, 2)
        sample_evenings.keep(store, *sample_evenings.one_card())
        back_up(store, path, BEFORE_RESTORE, DAY)
        store.keep_settings(Settings(left=sample_evenings.NAME))
        store.back_up(DAY)
    path.with_name("ours.db-journal").write_bytes(b"zebra fountain")
    path.with_name(f"ours.db.damaged-{DAY}.2").write_bytes(b"zebra fountain")
    path.with_name(f"ours.db.damaged-{DAY}.2-journal").write_bytes(b"zebra fountain")
    path.with_name("ours.db.restoring").write_bytes(b"zebra fountain")
    unfinished(path).write_bytes(b"zebra fountain")
    return path


def left(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*"))


def test_everything_is_erased_and_named(full: Path) -> None:
    erased = forget(full)
    assert left(full.parent) == []
    assert {file.name for file in erased} == {
        *("ours.db", "ours.db-journal", "ours.db.lock", "ours.db.2026-11-24.restored", "ours.db.2026-11-24.daily"),
        *("ours.db.damaged-2026-11-24.2", "ours.db.damaged-2026-11-24.2-journal", "ours.db.restoring"),
        "ours.db.part",
    }


def test_nothing_else_is_erased(full: Path) -> None:
    foreign = [
        *("other.db", "other.db.lock", "ours.db.bak", "ours.db-journal.txt", "ours.db.damaged"),
        *("ours.db.damaged-2026", "ours.db-backups/mine.txt", "ours.db-backups/ours.db.old"),
    ]
    for name in foreign:
        (full.parent / name).write_text("mine")
    forget(full)
    assert left(full.parent) == sorted([*foreign, "ours.db-backups"])


def test_forgetting_nothing_changes_nothing(path: Path) -> None:
    assert (forget(path), forget(path.parent / "no such" / "ours.db"), left(path.parent)) == ([], [], [])


def test_an_open_window_is_not_robbed_of_its_file(full: Path) -> None:
    with Store.open(full) as store:
        before = left(full.parent)
        with pytest.raises(Locked):
            forget(full)
        assert left(full.parent) == before
        assert store.open_evening() is not None


@pytest.mark.parametrize("own", [False, True])
def test_a_file_that_is_not_ours_is_not_erased(path: Path, own: bool) -> None:
    if own:
        path.mkdir()
    else:
        path.write_text("Dear Ben,")
    with pytest.raises(NotOurs):
        forget(path, own=own)
    assert left(path.parent) == ["ours.db"]


def test_an_unknowable_file_is_erased_in_our_own_folder_only(path: Path) -> None:
    path.write_bytes(b"\x00" * 5000)
    with pytest.raises((NotOurs, Damaged)):
        forget(path)
    assert path.exists()
    forget(path, own=True)
    assert not path.exists()


def make_newer(path: Path) -> None:
    path.with_name("ours.db-journal").unlink()
    with Store.open(path) as store:
        store._connection.execute("PRAGMA user_version = 9")


@pytest.mark.parametrize("change", [Path.unlink, lambda path: path.write_bytes(bytes(5000)), make_newer])
def test_what_is_ours_is_erased_whatever_happened_to_it(full: Path, change: Callable[[Path], object]) -> None:
    """If the file is missing or does not identify itself, its backups do."""
    change(full)
    forget(full)
    assert left(full.parent) == []


@pytest.mark.parametrize("has_decks", [False, True])
def test_our_folder_goes_too_if_otherwise_empty(tmp_path: Path, has_decks: bool) -> None:
    path = tmp_path / "cardtui" / "save.db"
    Store.open(path, own=True).close()
    if has_decks:
        (path.parent / "decks").mkdir()
    forget(path, own=True)
    assert left(tmp_path) == (["cardtui", "cardtui/decks"] if has_decks else [])


def test_a_linked_backups_folder_is_not_followed(full: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / f"ours.db.{DAY}.daily").write_text("mine")
    full.with_name("ours.db-backups").rename(tmp_path / "moved")
    full.with_name("ours.db-backups").symlink_to(foreign)
    forget(full)
    assert (foreign / f"ours.db.{DAY}.daily").read_text() == "mine"


def test_links_in_backups_go_and_targets_stay(full: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.write_text("mine")
    (full.with_name("ours.db-backups") / f"ours.db.{DAY}.restored.7").symlink_to(foreign)
    forget(full)
    assert left(full.parent) == ["foreign"]


def test_a_linked_save_file_goes_with_its_link(full: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(full)
    erased = forget(link)
    assert full in erased
    assert link in erased
    assert left(tmp_path) == []


def test_a_link_to_something_else_is_left_alone(tmp_path: Path) -> None:
    foreign = tmp_path / "letter.txt"
    foreign.write_text("mine")
    link = tmp_path / "link.db"
    link.symlink_to(foreign)
    for own in (False, True):
        with pytest.raises(NotOurs):
            forget(link, own=own)
    assert left(tmp_path) == ["letter.txt", "link.db"]


def test_the_files_named_are_the_files_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[str] = set()
    with Store.open(path) as store:
        connection = store._connection

        def look(statement: str) -> None:
            seen.update(file.name for file in path.parent.iterdir())

        connection.set_trace_callback(look)
        sample_evenings.keep_ended(store, *sample_evenings.one_card())
        store.back_up(DAY)
        connection.execute("BEGIN")
        connection.execute("DELETE FROM evenings")
        look("")
        connection.execute("ROLLBACK")
        connection.set_trace_callback(None)
    seen |= {file.name for file in path.parent.rglob("*")}
    assert seen == {file.name for file in files(path)}
    assert sqlite3.sqlite_version_info >= (3, 37)  # STRICT tables
    assert os.path.lexists(path)


MADE_BY_OTHERS = (
    *("save (Ana's conflicted copy 2026-11-01).db", "save (conflicted copy 2026-11-01 123456).db"),
    *("save.sync-conflict-20261101-123456-ABCDEFG.db", "save-DESKTOP-1A2B.db", "save (1).db", "save 2.db"),
    *("SAVE_conflict.db", "Copy of save.db", "save.db~", "save.db.bak", "save.db-wal", ".~lock.save.db#"),
    ".save.db.swp",
)


def test_sync_copies_are_named_and_left(tmp_path: Path) -> None:
    save = tmp_path / "save.db"
    with Store.open(save) as store:
        sample_evenings.many_evenings(store, 2)
        store.back_up(date(2026, 11, 24))
    for name in MADE_BY_OTHERS:
        shutil.copy(save, tmp_path / name)
    within = backups_path(save) / "save.db.2026-11-24 (conflict).daily"
    shutil.copy(save, within)
    others = [tmp_path / name for name in ("saved.db", "notes.txt", "unsave.db", "save")]
    for path in others:
        path.write_text("Dear Ben,")
    found = copies(save, files(save), own=False)
    assert {path.name for path in found} == {*MADE_BY_OTHERS, within.name}
    forget(save)
    assert all(path.exists() for path in (*found, *others))
    assert copies(save, [], own=False) == found


def test_in_our_own_folder_every_save_file_is_a_copy(tmp_path: Path) -> None:
    save = tmp_path / "save.db"
    with Store.open(save) as store:
        sample_evenings.many_evenings(store, 2)
    stranger, text = tmp_path / "before the holidays.sqlite", tmp_path / "notes.txt"
    shutil.copy(save, stranger)
    text.write_text("Dear Ben,")
    (tmp_path / "pipe.db").symlink_to(save)
    assert (copies(save, files(save), own=True), copies(save, files(save), own=False)) == ([stranger], [])

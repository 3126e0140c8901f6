"""What `forget` erases, what it leaves, and which copies by other programs are named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cardtui.save.backups import BEFORE_RESTORE, back_up, backups_path, unfinished
from cardtui.save.errors import Damaged, NotOurs
from cardtui.save.full_erasure import files, forget
from cardtui.save.settings import Settings
from cardtui.save.stray_copies import copies
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
    for end in ("-journal", f".damaged-{DAY}.2", f".damaged-{DAY}.2-journal", ".restoring"):
        path.with_name(f"{path.name}{end}").write_bytes(b"zebra fountain")
    unfinished(path).write_bytes(b"zebra fountain")
    return path


def left(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*"))


def test_everything_of_ours_is_erased_and_named(full: Path) -> None:
    foreign = [
        *("other.db", "other.db.lock", "ours.db.bak", "ours.db-journal.txt", "ours.db.damaged"),
        *("ours.db.damaged-2026", "ours.db-backups/mine.txt", "ours.db-backups/ours.db.old"),
    ]
    for name in foreign:
        (full.parent / name).write_text("mine")
    erased = forget(full)
    assert left(full.parent) == sorted([*foreign, "ours.db-backups"])
    assert {file.name for file in erased} == {
        *("ours.db", "ours.db-journal", "ours.db.lock", "ours.db.2026-11-24.restored", "ours.db.2026-11-24.daily"),
        *("ours.db.damaged-2026-11-24.2", "ours.db.damaged-2026-11-24.2-journal", "ours.db.restoring"),
        "ours.db.part",
    }


def link_to_a_letter(path: Path) -> None:
    path.with_name("letter").write_text("Dear Ben,")
    path.symlink_to(path.with_name("letter"))


@pytest.mark.parametrize(
    ("make", "own"),
    [
        (lambda path: path.write_text("Dear Ben,"), False),
        (lambda path: path.write_bytes(bytes(5000)), False),
        (Path.mkdir, True),
        (link_to_a_letter, False),
        (link_to_a_letter, True),
    ],
)
def test_what_may_not_be_ours_is_not_erased(path: Path, make: Callable[[Path], object], own: bool) -> None:
    make(path)
    before = left(path.parent)
    with pytest.raises((NotOurs, Damaged)):
        forget(path, own=own)
    assert left(path.parent) == before


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
    path.parent.mkdir()
    path.write_bytes(bytes(5000))  # there, it can only be ours
    if has_decks:
        (path.parent / "decks").mkdir()
    forget(path, own=True)
    assert left(tmp_path) == (["cardtui", "cardtui/decks"] if has_decks else [])


def test_a_linked_backups_folder_is_not_followed(full: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / f"ours.db.{DAY}.daily").write_text("mine")
    backups_path(full).rename(tmp_path / "moved")
    backups_path(full).symlink_to(foreign)
    forget(full)
    assert (foreign / f"ours.db.{DAY}.daily").read_text() == "mine"


def test_links_go_and_only_our_targets_with_them(full: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.write_text("mine")
    (backups_path(full) / f"ours.db.{DAY}.restored.7").symlink_to(foreign)
    link = tmp_path / "link.db"
    link.symlink_to(full)
    assert {full, link} <= set(forget(link))
    assert left(tmp_path) == ["foreign"]


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
        store.back_up(DAY)
    within = backups_path(save) / "save.db.2026-11-24 (conflict).daily"
    made = {*(tmp_path / name for name in MADE_BY_OTHERS), within}
    for path in made:
        shutil.copy(save, path)
    stranger = tmp_path / "before the holidays.sqlite"
    shutil.copy(save, stranger)
    others = [tmp_path / name for name in ("saved.db", "notes.txt", "unsave.db", "save")]
    for path in others:
        path.write_text("Dear Ben,")
    (tmp_path / "pipe.db").symlink_to(save)
    assert set(copies(save, files(save), own=False)) == made
    assert set(copies(save, files(save), own=True)) == {*made, stranger}, "in our own folder, every save file is a copy"
    forget(save)
    assert all(path.exists() for path in (*made, stranger, *others))
    assert set(copies(save, [], own=False)) == made

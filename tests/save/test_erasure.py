"""What is erased, byte for byte: the words of an evening when it ends, and everything with `forget`."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from cardtui.rules.evening_plan import EveningShape
from cardtui.rules.position import Position
from cardtui.save.backups import BEFORE_RESTORE, back_up, backups_path, unfinished
from cardtui.save.errors import Damaged, NotOurs
from cardtui.save.full_erasure import files, forget
from cardtui.save.settings import Settings
from cardtui.save.stray_copies import copies
from evening_builder import SETTLED, Walk
from save import sample_evenings
from save.sample_evenings import EVENING, Rows
from save.writing_store import WritingStore as Store

DAY = date(2026, 11, 24)


# What two said, when their evening ends

TRACES = [sample_evenings.NAME, "zebra fountain", "asked", "not-quite", "mirror-verdict", '"move"']
"""Texts in the moves and snapshots of `talks` evenings that do not occur in what is kept of them."""


def all_bytes(folder: Path) -> bytes:
    """The content of every file in the folder, whatever its name."""
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def traces(folder: Path) -> list[str]:
    """What can be found there of `TRACES`."""
    data = all_bytes(folder)
    return [trace for trace in TRACES if trace.encode() in data]


def long_evening() -> tuple[Position, Rows]:
    """Several hundred moves, with many a "not quite"."""
    walk = Walk(sample_evenings.first_position(), deal=lambda: sample_evenings.dealt(4))
    walk.make(SETTLED, "said", *["asked not-quite said"] * 40)
    return walk.positions[0], sample_evenings.rows_of(walk)


def test_nothing_is_left_even_with_a_window_open(path: Path) -> None:
    with Store.open(path) as store:
        evening = sample_evenings.keep(store, *long_evening())
        assert traces(path.parent) == TRACES, "the search finds what is there"
        store.end(evening, EVENING)
        assert [card.card for card in store.path()] == ["card-4"]
        assert traces(path.parent) == []
    assert b"card-4" in all_bytes(path.parent)


def test_no_backup_ever_holds_a_move(path: Path) -> None:
    with Store.open(path) as store:
        evening = sample_evenings.keep(store, *long_evening())
        store.back_up(DAY)
        assert traces(backups_path(path)) == []
        store.end(evening, EVENING)
        store.back_up(DAY + timedelta(days=1))
        assert (len(list(backups_path(path).iterdir())), traces(path.parent)) == (2, [])


def test_nothing_is_left_of_a_declined_evening(path: Path) -> None:
    with Store.open(path) as store:
        walk = Walk(sample_evenings.first_position()).make("postpone")
        sample_evenings.keep_ended(store, walk.positions[0], sample_evenings.rows_of(walk))
    assert traces(path.parent) == []
    assert b"2026-11-23" not in all_bytes(path.parent)


def test_nothing_is_left_of_what_was_taken_back(path: Path) -> None:
    with Store.open(path) as store:
        store.keep_settings(Settings(left=sample_evenings.NAME))
        store.keep_settings(Settings(left="Ana"))
        assert sample_evenings.NAME.encode() not in all_bytes(path.parent)
        first, rows = sample_evenings.one_card()
        store.back(sample_evenings.keep(store, first, rows[:1]))
    assert b"zebra fountain" not in all_bytes(path.parent)


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_left_after_any_evening(path: Path, seed: int) -> None:
    with Store.open(path) as store:
        sample_evenings.keep_ended(store, *sample_evenings.random_evening(seed, 120))
        today = sample_evenings.random_evening(seed + 100, 50, shape=EveningShape.TODAY)
        sample_evenings.keep_ended(store, *today)
        sample_evenings.keep_ended(store, *sample_evenings.random_evening(seed + 200, 90))
    assert traces(path.parent) == []


# Everything, on request


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

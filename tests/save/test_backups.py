"""Backups beside the save file: when they are made, what they contain, and which are kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from cardtui.save import backups
from cardtui.save.backups import Backup, backups_path, good_backups, thin, why_no_backup
from cardtui.save.errors import Busy
from cardtui.save.resilient_store import ResilientStore
from cardtui.save.settings import Settings
from save import sample_evenings
from save.other_program import sql
from save.writing_store import WritingStore as Store

DAY = date(2026, 11, 24)


@pytest.fixture
def played(store: Store) -> Store:
    """A file with two ended evenings and an open one."""
    sample_evenings.many_evenings(store, 2)
    sample_evenings.keep(store, *sample_evenings.one_card())
    return store


def change(store: Store) -> None:
    """Any change that outlasts its evening."""
    sample_evenings.keep_ended(store, *sample_evenings.one_card())


def names(store: Store) -> list[str]:
    return [backup.path.name for backup in backups.backups(store._path)]


def newest_good(path: Path, today: date) -> Backup | None:
    return next(good_backups(path, today), None)


def test_without_a_change_no_backup_is_made(store: Store) -> None:
    sample_evenings.many_evenings(store, 2)
    store.back_up(DAY)
    sample_evenings.keep(store, *sample_evenings.one_card())
    store.back_up(DAY + timedelta(days=1))
    assert names(store) == ["ours.db.2026-11-24.daily"], "moves are no part of a backup, and no reason for one"
    change(store)
    store.back_up(DAY + timedelta(days=2))
    assert names(store) == ["ours.db.2026-11-26.daily", "ours.db.2026-11-24.daily"]


def test_a_day_has_one_daily_backup_and_any_others(played: Store) -> None:
    played.back_up(DAY)
    first = backups.backups(played._path)[0].path.read_bytes()
    for number in range(3):
        change(played)
        backups.back_up(played, played._path, backups.BEFORE_RESTORE, DAY)
        assert len(names(played)) == number + 2
    change(played)
    played.back_up(DAY)
    change(played)
    backups.back_up(played, played._path, backups.BEFORE_RESTORE, DAY + timedelta(days=1))
    assert names(played) == [
        *("ours.db.2026-11-25.restored", "ours.db.2026-11-24.daily", "ours.db.2026-11-24.restored.3"),
        *("ours.db.2026-11-24.restored.2", "ours.db.2026-11-24.restored"),
    ]
    there = backups.backups(played._path)
    assert [backup.why for backup in there][:3] == ["restored", "daily", "restored"]
    assert there[1].path.read_bytes() != first


def test_only_our_backups_are_listed(path: Path) -> None:
    backups_path(path).mkdir()
    for name in (
        *("ours.db", "ours.db.part", "ours.db.old", "ours.db.2026-11-24", "ours.db.2026-11-24.weekly"),
        *("ours.db.2026-11-24.daily.1.2", "ours.db.2026-11-24.format-1", "ours.db.2026-13-24.daily"),
        *("ours.db.2026-11-24.daily-journal", "other.db.2026-11-24.daily", "ours.db.٢٠٢٦-11-24.daily"),
    ):
        (backups_path(path) / name).touch()
    (backups_path(path) / "ours.db.2026-11-24.daily").mkdir()
    (backups_path(path) / "ours.db.2026-11-25.daily").symlink_to(backups_path(path) / "ours.db")
    assert (backups.backups(path), newest_good(path, DAY)) == ([], None)


def test_a_damaged_backup_is_passed_over(played: Store) -> None:
    for day in range(4):
        change(played)
        played.back_up(DAY + timedelta(days=day))
    third, second, first, oldest = (backup.path for backup in backups.backups(played._path))
    third.write_bytes(b"")
    second.write_bytes(b"Dear diary")
    first.write_bytes(first.read_bytes()[:5000])
    assert newest_good(played._path, DAY).path == oldest


def test_a_cut_off_copy_is_no_backup_and_gives_way(played: Store) -> None:
    backups_path(played._path).mkdir()
    backups.unfinished(played._path).write_bytes(b"half a copy")
    assert names(played) == []
    played.back_up(DAY)
    assert sorted(path.name for path in backups_path(played._path).iterdir()) == ["ours.db.2026-11-24.daily"]


def test_no_damaged_file_replaces_a_good_backup(path: Path) -> None:
    with closing(ResilientStore.open(path)) as keeper:
        sample_evenings.keep_ended(keeper, *sample_evenings.one_card())
        keeper.back_up(DAY)
        (good,) = (backup.path.read_bytes() for backup in backups.backups(path))
        sql("UPDATE met SET heart = 7")(path)
        keeper.back_up(DAY)
        assert keeper.damaged
    assert [backup.path.read_bytes() for backup in backups.backups(path)] == [good]


def ages(path: Path) -> list[int]:
    return [(DAY - backup.day).days for backup in backups.backups(path)]


# The 24th is a Tuesday: each further week is kept by its Sunday, each further month by its last day.
WEEKS = (9, 16, 23, 30, 37, 44)
MONTHS = (24, 55, 85, 116, 147, 177, 208, 238, 269, 297, 328)


@pytest.mark.parametrize(
    ("there", "stay"),
    [
        (range(500), sorted({*range(7), *WEEKS, *MONTHS})),
        ([3000, 3001], [3000, 3001]),  # a pause removes nothing
        ([-4000, *range(7)], [-4000, *range(6)]),  # a wrong clock costs at most one
    ],
)
def test_of_the_last_days_each_stays_of_weeks_and_months_one(path: Path, there: list[int], stay: list[int]) -> None:
    backups_path(path).mkdir()
    for age in there:
        (backups_path(path) / f"ours.db.{DAY - timedelta(days=age)}.daily").touch()
    erased = thin(path)
    assert (ages(path), len(erased)) == (stay, len(there) - len(stay))
    assert thin(path) == []


def test_no_backup_is_written_through_a_link(played: Store, tmp_path: Path) -> None:
    backups_path(played._path).mkdir()
    name = backups_path(played._path) / f"ours.db.{DAY}.restored"
    name.symlink_to(tmp_path / "foreign")
    made = backups.back_up(played, played._path, backups.BEFORE_RESTORE, DAY)
    assert made.name == f"{name.name}.2"
    assert not (tmp_path / "foreign").exists()


def test_another_program_is_not_waited_for_without_end(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardtui.save.database.PATIENCE", 0.01)
    with Store.open(path) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        sample_evenings.keep_ended(store, *sample_evenings.one_card())
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Busy):
            store.back_up(DAY)
        other.execute("ROLLBACK")
        store.back_up(DAY)
        assert newest_good(path, DAY) is not None


@pytest.mark.parametrize("block", [Path.touch, lambda folder: folder.symlink_to(folder.parent)], ids=["file", "link"])
def test_a_backup_that_cannot_be_made_is_told(path: Path, block: Callable[[Path], None]) -> None:
    block(backups_path(path))
    with closing(ResilientStore.open(path)) as keeper:
        keeper.keep_settings(Settings(left="Ana"))
        assert keeper.backup_error is None
        keeper.back_up(DAY)
        assert keeper.saved, "what is not backed up is saved all the same"
        assert str(backups_path(path)) in str(keeper.backup_error)
        assert str(keeper.backup_error) == str(why_no_backup(path))
        assert list(path.parent.glob("*.daily")) == [], "behind a link it could be neither listed nor erased"
        backups_path(path).unlink()
        keeper.back_up(DAY)
        assert (keeper.backup_error, why_no_backup(path)) == (None, None)

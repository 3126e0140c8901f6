"""A damaged save file, as the two see it: a backup, or playing on; nothing is deleted."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from cardtui.presenter.damage_view import DamageView, offer_backup
from cardtui.presenter.page_views import TextView
from cardtui.save.backups import backups, set_aside
from cardtui.save.history import History
from couple_session import KNOWN, Sitting
from save.writing_store import WritingStore as Store
from shipped_words import WORDS, filled, fixed_part

YESTERDAY = date(2026, 2, 28)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of two who have completed an evening, with a backup of it."""
    folder = tmp_path_factory.mktemp("sound")
    sitting = Sitting(folder / "save.db")
    sitting.press("1").good_night().press("enter")
    sitting.store.back_up(YESTERDAY)
    sitting.store.close()
    return folder


@pytest.fixture
def path(tmp_path: Path, sound: Path) -> Path:
    """Their save file."""
    shutil.copytree(sound, tmp_path, dirs_exist_ok=True)
    return tmp_path / "save.db"


def spoil(path: Path, statement: str = "UPDATE met SET heart = 7") -> None:
    """Write as another program might, ignoring our checks; also while a window is open."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(statement)


def sit_down(path: Path) -> Sitting:
    """Start as the program does, including the check of the whole file."""
    from cardtui.save.resilient_store import ResilientStore

    settings = ResilientStore.open(path)
    known = settings.settings()
    settings.close()
    sitting = Sitting(path, settings=known)
    sitting.navigation.session.check_and_back_up()
    offer_backup(sitting.navigation)
    return sitting


def met(path: Path) -> int:
    with History.open(path) as reading:
        return len(reading.path())


def test_nothing_is_offered_while_all_is_well(path: Path) -> None:
    sitting = sit_down(path)
    assert not sitting.navigation.has(DamageView)
    sitting.store.close()


def test_newest_backup_is_offered_with_its_day(path: Path) -> None:
    before = met(path)
    spoil(path)
    sitting = sit_down(path)
    assert WORDS.mend_title in sitting.text
    assert filled(WORDS.mend_backup, value="2026-02-28") in sitting.text
    assert sitting.store.trouble is not None
    sitting.press("1")
    assert WORDS.mended_title in sitting.text
    assert set_aside(path)[0].name in sitting.text
    assert sitting.store.saved
    sitting.press("enter", "1").until("mirroring")
    sitting.store.close()
    with History.open(path) as reading:
        reading.check()
        assert reading.open_evening() is not None
    assert met(path) >= before


def test_enter_uses_the_backup_and_restores_names(path: Path) -> None:
    spoil(path, "UPDATE settings SET value = x'00'")
    sitting = Sitting(path, settings=KNOWN.__class__())
    offer_backup(sitting.navigation)
    sitting.press("enter", "enter")
    assert sitting.store.settings().left == "Ana"
    assert sitting.store.saved
    assert WORDS.note_title not in sitting.text
    sitting.store.close()


def test_without_a_backup_a_new_file_is_offered(path: Path) -> None:
    for backup in backups(path):
        backup.path.unlink()
    spoil(path)
    sitting = sit_down(path)
    assert WORDS.mend_new in sitting.text
    sitting.press("1", "enter")
    assert sitting.store.saved
    sitting.store.close()
    assert (len(set_aside(path)), met(path)) == (1, 0)


def test_they_can_play_on_and_are_not_asked_again(path: Path) -> None:
    spoil(path)
    damaged = path.read_bytes()
    sitting = sit_down(path)
    sitting.press("2")
    assert not sitting.navigation.has(DamageView)
    sitting.press("1").until("speaking", least=1)
    offer_backup(sitting.navigation)
    assert not sitting.navigation.has(DamageView)
    assert sitting.store.trouble == "The save file is damaged"
    assert sitting.navigation.parting == filled(WORDS.parting_unsaved, value="The save file is damaged")
    sitting.store.close()
    assert (path.read_bytes(), set_aside(path)) == (damaged, [])


def test_mid_talk_it_goes_on_at_the_same_place(path: Path) -> None:
    sitting = sit_down(path)
    sitting.press("1").until("mirroring")
    position = sitting.navigation.session.position
    spoil(path)
    assert not sitting.store.check()
    offer_backup(sitting.navigation)
    assert WORDS.mend_title in sitting.text
    sitting.press("1", "enter")
    assert sitting.navigation.session.position == position
    assert sitting.store.saved
    sitting.press("1")
    sitting.store.close()
    with History.open(path) as reading:
        open_ = reading.open_evening()
        assert open_.position == sitting.navigation.session.position


def test_a_time_out_is_possible_from_the_offer(path: Path) -> None:
    sitting = sit_down(path)
    sitting.press("1").until("mirroring")
    spoil(path)
    sitting.store.check()
    offer_backup(sitting.navigation)
    sitting.press("t")
    assert WORDS.pause_title in sitting.text
    offer_backup(sitting.navigation)
    assert sitting.navigation.has(DamageView)
    sitting.store.close()


def test_a_failure_is_reported_and_they_play_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    spoil(path)
    damaged = path.read_bytes()
    sitting = sit_down(path)
    monkeypatch.setattr("cardtui.save.backups.write_new", full)
    sitting.press("1")
    assert isinstance(sitting.navigation.view, TextView)
    assert fixed_part(WORDS.not_saved_why) in sitting.text
    sitting.press("enter", "1").until("speaking", least=1)
    assert sitting.store.trouble is not None
    sitting.store.close()
    assert path.read_bytes() == damaged


def test_the_offer_waits_for_typed_names(path: Path) -> None:
    spoil(path)
    sitting = Sitting(path, settings=KNOWN.__class__(noted=True))
    sitting.navigation.session.check_and_back_up()
    offer_backup(sitting.navigation)
    assert not sitting.navigation.has(DamageView)
    sitting.names("Ana", "Ben")
    offer_backup(sitting.navigation)
    assert sitting.navigation.has(DamageView)
    sitting.store.close()


@pytest.mark.parametrize("what", [b"Dear diary", b"\x00" * 5000])
def test_a_file_that_only_its_backups_know_is_damaged(path: Path, what: bytes) -> None:
    path.write_bytes(what)
    sitting = Sitting(path, settings=KNOWN)
    offer_backup(sitting.navigation)
    sitting.press("1", "enter")
    assert sitting.store.saved
    sitting.store.close()
    assert set_aside(path)[0].read_bytes() == what


def spoil_nothing(path: Path) -> None:
    """The file stays unchanged."""


@pytest.mark.parametrize("spoilt", [spoil_nothing, spoil])
def test_a_backup_waits_for_something_to_see(path: Path, spoilt: Callable[[Path], None]) -> None:
    with Store.open(path) as store:
        store.keep_settings(KNOWN.__class__(left="Anna", noted=True, named=True, begun=True))
    before = len(backups(path))
    spoilt(path)
    sitting = sit_down(path)
    assert len(backups(path)) == before + (spoilt is spoil_nothing), "never of a file that is damaged"
    sitting.store.close()

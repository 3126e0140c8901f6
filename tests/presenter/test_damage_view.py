"""A damaged save file, as the two see it: a backup, or playing on; nothing is deleted."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from cardtui.presenter.damage_view import DamageView, offer_backup
from cardtui.presenter.help_views import TextView
from cardtui.save.backups import backups, set_aside
from cardtui.save.history import History
from cardtui.save.settings import Settings
from couple_session import Sitting
from save.writing_store import WritingStore as Store
from shipped_words import WORDS, filled, fixed_part

YESTERDAY = date(2026, 2, 28)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of two who have completed an evening, with a backup of it."""
    folder = tmp_path_factory.mktemp("sound")
    sitting = Sitting(folder / "save.db").press("1").good_night().press("enter")
    sitting.store.back_up(YESTERDAY)
    sitting.store.close()
    return folder


@pytest.fixture
def save(tmp_path: Path, sound: Path) -> Path:
    """Their save file."""
    shutil.copytree(sound, tmp_path, dirs_exist_ok=True)
    return tmp_path / "save.db"


def spoil(save: Path, statement: str = "UPDATE met SET heart = 7") -> None:
    """Write as another program might, ignoring our checks; also while a window is open."""
    with closing(sqlite3.connect(save, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(statement)


def is_asked(sitting: Sitting) -> bool:
    """Whether the two are asked about a damaged file, as a face does after each key."""
    offer_backup(sitting.navigation)
    return sitting.navigation.has(DamageView)


def sit_down(save: Path, settings: Settings | None = None) -> Sitting:
    """Start as the program does, including the check of the whole file."""
    sitting = Sitting(save, settings=settings)
    sitting.navigation.session.check_and_back_up()
    return sitting


def met(save: Path) -> int:
    with History.open(save) as reading:
        return len(reading.path())


def test_nothing_is_offered_while_all_is_well(save: Path) -> None:
    assert not is_asked(sit_down(save))


def test_newest_backup_is_offered_with_its_day(save: Path) -> None:
    before = met(save)
    spoil(save)
    sitting = sit_down(save)
    assert is_asked(sitting)
    assert WORDS.mend_title in sitting.text
    assert filled(WORDS.mend_backup, value="2026-02-28") in sitting.text
    assert sitting.store.trouble is not None
    sitting.press("1")
    assert WORDS.mended_title in sitting.text
    assert set_aside(save)[0].name in sitting.text
    assert sitting.store.saved
    sitting.press("enter", "1").until("mirroring").store.close()
    with History.open(save) as reading:
        reading.check()
        assert reading.open_evening() is not None
    assert met(save) >= before


def test_enter_uses_the_backup_and_restores_names(save: Path) -> None:
    spoil(save, "UPDATE settings SET value = x'00'")
    sitting = Sitting(save, settings=Settings())
    assert is_asked(sitting)
    sitting.press("enter", "enter")
    assert sitting.store.saved
    assert sitting.settings.left == "Ana"
    assert WORDS.note_title not in sitting.text


def test_without_a_backup_a_new_file_is_offered(save: Path) -> None:
    for backup in backups(save):
        backup.path.unlink()
    spoil(save)
    sitting = sit_down(save)
    assert is_asked(sitting)
    assert WORDS.mend_new in sitting.text
    assert sitting.press("1", "enter").store.saved
    sitting.store.close()
    assert (len(set_aside(save)), met(save)) == (1, 0)


def test_they_can_play_on_and_are_not_asked_again(save: Path) -> None:
    spoil(save)
    damaged = save.read_bytes()
    sitting = sit_down(save)
    assert is_asked(sitting)
    sitting.press("2", "1").until("speaking", least=1)
    assert not is_asked(sitting)
    assert sitting.store.trouble == "The save file is damaged"
    assert sitting.navigation.parting == filled(WORDS.parting_unsaved, value="The save file is damaged")
    sitting.store.close()
    assert (save.read_bytes(), set_aside(save)) == (damaged, [])


def damaged_in_a_talk(save: Path) -> Sitting:
    sitting = sit_down(save).press("1").until("mirroring")
    spoil(save)
    assert not sitting.store.check()
    assert is_asked(sitting)
    return sitting


def test_mid_talk_it_goes_on_at_the_same_place(save: Path) -> None:
    sitting = damaged_in_a_talk(save)
    position = sitting.position
    assert sitting.press("1", "enter").position == position
    assert sitting.store.saved
    sitting.press("1").store.close()
    with History.open(save) as reading:
        assert reading.open_evening().position == sitting.position


def test_a_time_out_is_possible_from_the_offer(save: Path) -> None:
    sitting = damaged_in_a_talk(save).press("t")
    assert WORDS.pause_title in sitting.text
    assert is_asked(sitting)


def test_a_failure_is_reported_and_they_play_on(save: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    spoil(save)
    damaged = save.read_bytes()
    sitting = sit_down(save)
    assert is_asked(sitting)
    monkeypatch.setattr("cardtui.save.backups.write_new", full)
    assert isinstance(sitting.press("1").navigation.view, TextView)
    assert fixed_part(WORDS.not_saved_why) in sitting.text
    sitting.press("enter", "1").until("speaking", least=1)
    assert sitting.store.trouble is not None
    assert save.read_bytes() == damaged


def test_the_offer_waits_for_typed_names(save: Path) -> None:
    spoil(save)
    sitting = sit_down(save, Settings(noted=True))
    assert not is_asked(sitting)
    assert is_asked(sitting.names("Ana", "Ben"))


@pytest.mark.parametrize("what", [b"Dear diary", b"\x00" * 5000])
def test_a_file_that_only_its_backups_know_is_damaged(save: Path, what: bytes) -> None:
    save.write_bytes(what)
    sitting = Sitting(save)
    assert is_asked(sitting)
    assert sitting.press("1", "enter").store.saved
    assert set_aside(save)[0].read_bytes() == what


@pytest.mark.parametrize("damaged", [False, True])
def test_a_backup_is_never_made_of_a_damaged_file(save: Path, damaged: bool) -> None:
    with Store.open(save) as store:
        store.keep_settings(Settings(left="Anna", noted=True, named=True, begun=True))
    before = len(backups(save))
    if damaged:
        spoil(save)
    sit_down(save)
    assert len(backups(save)) == before + (not damaged)

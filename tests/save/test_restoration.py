"""Replacing the save file with a backup: nothing is thrown away, and an open evening stays open."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from cardtui.save import backups
from cardtui.save.backups import backups_path, good_backups, is_good, restore, set_aside
from cardtui.save.errors import NotOurs, SaveError, Unwritable
from cardtui.save.history import History
from cardtui.save.settings import Settings
from save import sample_evenings
from save.other_program import Change, content, patched, sql
from save.writing_store import WritingStore as Store

DAY = date(2026, 11, 24)
NEXT = DAY + timedelta(days=1)
ANA = Settings(left="Ana", right="Ben", noted=True)


@pytest.fixture
def old(path: Path) -> Path:
    """A file with three evenings and an open one. Its only backup has just the first two, and their names."""
    with Store.open(path) as store:
        store.keep_settings(ANA)
        sample_evenings.many_evenings(store, 2)
        store.back_up(DAY)
        sample_evenings.keep_ended(store, *sample_evenings.one_card())
        store.keep_settings(Settings(left="Anna"))
        sample_evenings.keep(store, *sample_evenings.with_cards(2))
    return path


def backup_of(path: Path) -> Path:
    return next(good_backups(path, NEXT)).path


def evenings(path: Path) -> int:
    with History.open(path) as reading:
        reading.check()
        return len(list(reading.evenings()))


def open_rows(path: Path) -> list[object]:
    with History.open(path) as reading:
        open_ = reading.open_evening()
        return [] if open_ is None else [row.position for row in reading.rows(open_.stored)]


def spoil_a_type(path: Path) -> None:
    """A flipped bit turns bytes into text, which the tables would reject in the new file."""
    strict = "UPDATE sqlite_schema SET sql = replace(sql, '{}', '{}') WHERE name = 'moves'"
    sql(strict.format(" STRICT", " /*S*/"))(path)
    sql("UPDATE moves SET position = CAST(position AS TEXT) WHERE n = 2")(path)
    sql(strict.format(" /*S*/", " STRICT"))(path)


SPOILT: dict[str, Change] = {
    "a row": sql("UPDATE met SET heart = 7"),
    "the open evening": sql("UPDATE moves SET position = x'00' WHERE n = 2"),
    "a type": spoil_a_type,
    "the header": patched(0, bytes(4096)),
    "the end": lambda path: os.truncate(path, 5000),
    "all": content(b"Dear Ben,"),
    # It may really be newer, or a bit of its header has flipped; either way, the backups must be usable.
    "the format": sql("PRAGMA user_version = 99"),
}


def test_a_sound_file_is_backed_up_and_keeps_its_open_evening(old: Path) -> None:
    before = open_rows(old)
    assert len(before) > 10
    with History.open(old) as reading:
        met = list(reading.evenings())
    kept = restore(old, backup_of(old), NEXT)
    with History.open(old) as reading:
        assert reading.settings() == ANA
    assert (evenings(old), open_rows(old)) == (2, before)
    assert kept == backups_path(old) / "ours.db.2026-11-25.restored"
    assert old.stat().st_mode & 0o777 == 0o600
    with History.open(kept) as reading:
        assert (list(reading.evenings()), reading.open_evening()) == (met, None)
    assert b"zebra fountain" not in kept.read_bytes()
    restore(old, kept, NEXT)
    assert (evenings(old), open_rows(old)) == (3, before)


@pytest.mark.parametrize("name", SPOILT)
def test_a_damaged_file_is_kept_beside_as_it_was(old: Path, name: str) -> None:
    backup, before = backup_of(old), open_rows(old)
    SPOILT[name](old)
    damaged = old.read_bytes()
    kept = restore(old, backup, NEXT)
    assert kept == old.with_name("ours.db.damaged-2026-11-25")
    assert (kept.read_bytes(), set_aside(old), evenings(old)) == (damaged, [kept], 2)
    assert open_rows(old) == (before if name == "a row" else []), "the moves can be read if only a card is damaged"


def test_each_damaged_file_gets_a_name_of_its_own(old: Path) -> None:
    backup = backup_of(old)
    kept = []
    for letter in (b"one", b"two", b"three"):
        old.write_bytes(letter)
        kept.append(restore(old, backup, NEXT))
    assert [path.name.removeprefix("ours.db.damaged-2026-11-25") for path in kept] == ["", ".2", ".3"]
    assert [path.read_bytes() for path in kept] == [b"one", b"two", b"three"]


@pytest.mark.parametrize("left", [None, b""])
def test_no_missing_or_empty_file_is_kept_aside(old: Path, left: bytes | None) -> None:
    backup = backup_of(old)
    old.unlink()
    if left is not None:
        old.write_bytes(left)
    assert (restore(old, backup, NEXT), evenings(old), set_aside(old)) == (None, 2, [])


def test_an_ended_journal_goes_with_the_damaged_file(old: Path) -> None:
    backup = backup_of(old)
    old.write_bytes(b"Dear Ben,")
    journal = old.with_name("ours.db-journal")
    ended = b"\x00" * 28 + b"a journal whose transaction has ended"
    journal.write_bytes(ended)
    kept = restore(old, backup, NEXT)
    assert not journal.exists()
    assert kept.with_name(f"{kept.name}-journal").read_bytes() == ended
    assert (len(set_aside(old)), evenings(old)) == (2, 2)


def test_a_file_that_allows_no_link_is_moved(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    backup = backup_of(old)
    old.write_bytes(b"Dear Ben,")
    monkeypatch.setattr(Path, "hardlink_to", refused)
    kept = restore(old, backup, NEXT)
    assert (kept.read_bytes(), evenings(old)) == (b"Dear Ben,", 2)


def files(folder: Path) -> dict[str, bytes]:
    """The files in a folder, except for the lock, which is empty."""
    found = {path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"}
    return {path.name: path.read_bytes() for path in found}


def refuses(error: type[SaveError], path: Path, backup: Path | None, **how: bool) -> None:
    before = files(path.parent)
    with pytest.raises(error):
        restore(path, backup, NEXT, **how)
    assert files(path.parent) == before


def test_a_copied_file_brings_no_moves_and_doubles_no_evening(tmp_path: Path, old: Path) -> None:
    before = open_rows(old)
    copy = tmp_path / "copy.db"
    copy.write_bytes(old.read_bytes())
    restore(old, copy, NEXT)
    assert open_rows(old) == before
    with Store.open(old) as store:
        assert len(store.open_evenings()) == 1
        open_ = store.open_evening()
        store.end(open_, sample_evenings.EVENING)
    restore(old, copy, NEXT)
    assert open_rows(old) == []
    assert [
        path.name for path in old.parent.rglob("ours.db*") if path.is_file() and b"zebra fountain" in path.read_bytes()
    ] == []


def test_a_file_never_ours_is_not_replaced(tmp_path: Path, old: Path) -> None:
    letter = tmp_path / "letters" / "letter.txt"
    letter.parent.mkdir()
    letter.write_text("Dear Ben,")
    refuses(NotOurs, letter, backup_of(old))
    letter.unlink()
    letter.mkdir()
    refuses(NotOurs, letter, backup_of(old), own=True)


def test_a_letter_in_our_folder_is_kept_beside(tmp_path: Path, old: Path) -> None:
    path = tmp_path / "cardtui" / "save.db"
    path.parent.mkdir()
    path.write_text("Dear Ben,")
    kept = restore(path, None, NEXT, own=True)
    assert kept.read_text() == "Dear Ben,"


@pytest.mark.parametrize("name", ["a row", "the header", "the end", "all"])
def test_an_unreadable_backup_is_not_put_anywhere(tmp_path: Path, old: Path, name: str) -> None:
    backup = tmp_path / "copy.db"
    backup.write_bytes(backup_of(old).read_bytes())
    SPOILT[name](backup)
    assert not is_good(backup)
    refuses(SaveError, old, backup)


def test_a_full_disk_leaves_all_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = backup_of(old)
    SPOILT["a row"](old)

    def full(path: Path, data: bytes) -> None:
        path.write_bytes(data[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups, "write_new", full)
    refuses(Unwritable, old, backup)


DIES = """
import os, signal, sys
from datetime import date
from pathlib import Path
from cardtui.save import backups
path, backup, left = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
def before_it_changes_a_file(event, arguments):
    global left
    writes = event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if event in ("os.rename", "os.remove", "os.link", "os.mkdir") or writes:
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(before_it_changes_a_file)
backups.restore(path, backup, date(2026, 11, 25))
"""


@pytest.mark.parametrize("spoilt", [False, pytest.param(True, marks=pytest.mark.long)])
def test_a_kill_leaves_the_old_file_or_the_new_one(tmp_path: Path, spoilt: bool) -> None:
    survived = 0
    for step in range(40):
        path = tmp_path / str(step) / "ours.db"
        path.parent.mkdir()
        with Store.open(path) as store:
            sample_evenings.many_evenings(store, 2)
            store.back_up(DAY)
            sample_evenings.keep_ended(store, *sample_evenings.one_card())
            sample_evenings.keep(store, *sample_evenings.with_cards(2))
        backup, rows = backup_of(path), open_rows(path)
        if spoilt:
            SPOILT["a row"](path)
        command = [sys.executable, "-c", DIES, str(path), str(backup), str(step)]
        ran = subprocess.run(command, capture_output=True, check=False)
        if ran.returncode == 0:
            break
        assert ran.returncode == -signal.SIGKILL, ran.stderr
        survived += 1
        assert open_rows(path) == rows, step
        assert is_good(backup)
        # Anything left half done does not get in the way.
        restore(path, backup, NEXT)
        assert (evenings(path), open_rows(path)) == (2, rows)
        assert not path.with_name("ours.db.restoring").exists()
    assert 4 <= survived < 39

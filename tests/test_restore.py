"""A damaged save file and its backups, on the command line and in plain mode."""

from __future__ import annotations

from pathlib import Path

import pytest

from cardtui.save.settings import Settings
from program import Program, assert_refused
from save.writing_store import WritingStore as Store
from shipped_words import WORDS, fixed_part


@pytest.fixture
def played(program: Program) -> Program:
    """The program after a first evening up to its first words, with a backup."""
    program.play("", "Ana", "Ben", "", "", "")  # the note, the names, how it works, settled
    return program


def damage(file: Path) -> bytes:
    """Damage all of a save file but its beginning, and return its new content."""
    content = file.read_bytes()
    damaged = content[:4096] + b"\xff" * (len(content) - 4096)
    file.write_bytes(damaged)
    return damaged


def test_a_damaged_file_gives_way_to_a_backup_and_is_kept(played: Program) -> None:
    damaged = damage(played.save)
    ran = played.run("--save", str(played.save), "--plain", typed="\n\n\n\n1\n")
    assert ran.status == 0
    assert f"[enter] {fixed_part(WORDS.mend_backup)}" in ran.out
    assert WORDS.mended_title in ran.out
    kept = ran.out.partition(fixed_part(WORDS.mended_kept))[2].split()[0]
    assert played.save.with_name(kept).read_bytes() == damaged
    assert "Ana" in ran.out, "the names were in the backup"
    assert played.export()["open"] is not None


@pytest.mark.parametrize("command", [("path",), ("export",), ("export", "--format", "markdown")])
def test_reading_a_damaged_save_points_to_restore(played: Program, command: tuple[str, ...]) -> None:
    damage(played.save)
    ran = played.run(*command, "--save", str(played.save))
    assert_refused(ran, 2, "cannot be read", "cardtui restore")


def test_restore_takes_the_newest_backup_and_keeps_the_file(played: Program) -> None:
    before = played.export()
    damaged = damage(played.save)
    ran = played.run("restore", "--save", str(played.save), typed="\n")
    assert ran.status == 0, ran.err
    assert "The backups of " in ran.out
    assert " 1  20" in ran.out
    kept = Path(ran.out.rpartition("the previous file is now ")[2].strip())
    assert (kept.read_bytes(), played.export()["evenings"]) == (damaged, before["evenings"])
    where = played.run("where", "--save", str(played.save)).out
    assert f"{kept}  (a damaged save file, kept as it was)" in where
    assert played.run("forget", "--yes", "--save", str(played.save)).status == 0
    assert not [path for path in played.home.iterdir() if path.name.startswith("save.db")]


def test_a_backup_can_be_named(played: Program) -> None:
    (backup,) = (played.home / "save.db-backups").iterdir()
    # By its day, as the list has it, a damaged one of that day is passed over.
    backup.with_name(f"{backup.name}.2").write_bytes(b"")
    for name in (backup.name, str(backup), backup.name.split(".")[2]):
        ran = played.run("restore", name, "--save", str(played.save), typed="y\n")
        assert ran.status == 0, ran.err
        assert f"restored {played.save} from {backup}" in ran.out
    assert played.run("restore", backup.name, "--save", str(played.save), typed="n\n").status == 2


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("no-such", "", "There is no backup no-such"),
        ("save.db", "", "the save file itself"),
        ("letter.txt", "y\n", "letter.txt is not a save file"),
        ("", "", "Nothing was changed. With --yes"),
        ("", "7\n", "Nothing was changed. With --yes"),
    ],
)
def test_a_refused_restore_changes_nothing(played: Program, name: str, typed: str, told: str) -> None:
    played.write("letter.txt", "Dear diary")
    before = played.save.read_bytes()
    ran = played.run("restore", *([name] if name else []), "--save", str(played.save), typed=typed)
    assert ran.status == 2
    assert told in ran.err
    assert played.save.read_bytes() == before


def test_restore_without_a_backup_says_so(program: Program) -> None:
    assert_refused(program.run("restore", "--save", str(program.save)), 2, "There is no backup of")


def test_no_future_backup_is_restored_unasked(played: Program) -> None:
    (backup,) = (played.home / "save.db-backups").iterdir()
    future = backup.rename(backup.with_name("save.db.2999-01-01.daily"))  # as a wrong clock would call it
    restore = ("restore", "--save", str(played.save))
    refused = played.run(*restore, "--yes")
    assert_refused(refused, 2, "from days that have not come, such as 2999-01-01")
    assert played.run(*restore, "--yes", future.name).status == 0
    with Store.open(played.save) as store:
        store.keep_settings(Settings(left="Anna"))
    played.play("")
    for chosen in ((*restore, "--yes"), restore):
        ran = played.run(*chosen, typed="\n")
        assert ran.status == 0, ran.err
        assert f"from {future}" not in ran.out
    listed = [line for line in ran.out.splitlines() if line.startswith("  ")]
    assert "2999-01-01  a day that has not come" in listed[-1]

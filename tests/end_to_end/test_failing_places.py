"""What the system refuses: closed files, files of another user, and disks that are full or read-only.

Root without its right to bypass file modes is the ordinary user here. Files of another user are as one start with sudo
leaves them: "nobody" is the earlier user, and the error names the owner.
"""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from cardtui.save.history import History
from cardtui.save.window_lock import lock_path
from disks import PAGE, Disk, Humble, skip_unless_humble, small_disk
from end_to_end.test_odd_places import assert_civil, looks
from plain_process import Lines
from program import Program, Ran
from scenes import WORDS
from shipped_words import filled

NOBODY = 65534
NAMES = ("--plain", "--left", "Ana", "--right", "Ben")
TYPED = "\n\n\n\n1\n"


@pytest.fixture
def humble(tmp_path: Path) -> Humble:
    """A program that is subject to file modes, in a folder that only root can take back."""
    skip_unless_humble()
    home = tmp_path / "home"
    home.mkdir()
    return Humble(home)


# Closed

CLOSED = {
    "file to write": ("ours/save.db", 0o400, 0),
    "file": ("ours/save.db", 0o000, 2),
    "folder to write": ("ours", 0o500, 0),
    "folder to search": ("ours", 0o600, 2),
    "folder": ("ours", 0o000, 2),
    "lock": ("ours/save.db.lock", 0o000, 0),
    "backups": ("ours/save.db-backups", 0o000, 0),
}
"""What is closed below the home folder, its new mode, and the exit status of `path` then."""


@pytest.fixture
def played(humble: Humble) -> Humble:
    """It after an evening up to its first words."""
    humble.save = humble.home / "ours" / "save.db"
    humble.save.parent.mkdir()
    assert humble.run(*NAMES, "--save", str(humble.save), typed="\n\n").status == 0
    return humble


@pytest.mark.parametrize("what", [what for what in CLOSED if what != "backups"])
@pytest.mark.sample(1)
def test_an_unopenable_file_is_told_and_written_later(played: Humble, what: str) -> None:
    name, mode, status = CLOSED[what]
    target = played.home / name
    usual = stat.S_IMODE(target.stat().st_mode)
    if what == "folder to write":
        lock_path(played.save).unlink()
    before = looks(played.home)
    target.chmod(mode)
    with Lines(played, *NAMES[1:]) as pair:
        assert filled(WORDS.not_saved_why, value="The save file cannot be written") in pair.prompted()
        told = {command: played.run(command, "--save", str(played.save)) for command in ("path", "where")}
        for ran in told.values():
            assert_civil(ran)
        assert told["path"].status == status
        pair.answer()
        target.chmod(usual)
        assert looks(played.home) == before
        assert WORDS.plain_saved in pair.answer()
        pair.answer()
        pair.answer()
        # The screen has room for a few words only; the full error was printed before the first screen.
        err = pair.leave().err
        assert (err[:9], err.count("\n")) == ("cardtui: ", 1)
        assert str(played.save) in err
    assert played.export()["open"]["moves"] >= 1


@pytest.mark.parametrize(("name", "mode", "status"), CLOSED.values(), ids=CLOSED)
@pytest.mark.sample(1)
def test_unopenable_files_are_erased_or_reported(played: Humble, name: str, mode: int, status: int) -> None:
    target = played.home / name
    usual = stat.S_IMODE(target.stat().st_mode)
    target.chmod(mode)
    ran = played.run("forget", "--yes", "--save", str(played.save))
    assert_civil(ran)
    assert_civil(played.run("where", "--save", str(played.save)))
    if target.exists():
        target.chmod(usual)
    assert played.save.exists() is (ran.status != 0)


# Of another user

WHOLE = ""
"""Our folder itself."""

UNFINISHED = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504)
"""A journal of SQLite with a write that was cut off."""


@pytest.fixture
def shared(humble: Humble, tmp_path: Path) -> Iterator[Humble]:
    """It after an evening in the usual place."""
    if os.geteuid() != 0:
        pytest.skip("only root can give files away")
    humble.save = humble.home / "data" / "cardtui" / "save.db"
    assert humble.run(*NAMES, typed=TYPED).status == 0
    yield humble
    for path in (tmp_path, *tmp_path.rglob("*")):
        os.chown(path, 0, 0, follow_symlinks=False)


def give_away(program: Humble, name: str, mode: int) -> Path:
    path = program.save.parent / name
    if not path.exists():
        path.write_bytes(UNFINISHED)
    path.chmod(mode)
    os.chown(path, NOBODY, NOBODY)
    return path


def assert_told(ran: Ran, path: Path, status: int) -> None:
    assert ran.status == status, ran
    assert ran.err.startswith("cardtui: ")
    assert ran.err.count("\n") == 1
    assert f"{path} belongs to nobody" in ran.err
    assert "sudo chown -R root " in ran.err


MODES = [(WHOLE, 0o700), (WHOLE, 0o755), ("save.db", 0o600), ("save.db", 0o644), ("save.db.lock", 0o600)]


@pytest.mark.parametrize(("name", "mode"), [*MODES, ("save.db-journal", 0o600)])
@pytest.mark.sample(1)
def test_play_goes_on_and_the_owner_is_named(shared: Humble, name: str, mode: int) -> None:
    path = give_away(shared, name, mode)
    ran = shared.run(*NAMES, typed=TYPED)
    assert_told(ran, path, 0)
    assert f"belongs to nobody). {WORDS.not_saved_why.partition('). ')[2]}" in ran.out


@pytest.mark.parametrize("command", [("path",), ("export",), ("forget", "--yes"), ("restore", "--yes")])
@pytest.mark.sample(1)
def test_a_denied_command_names_the_folders_owner(shared: Humble, command: tuple[str, ...]) -> None:
    folder = give_away(shared, WHOLE, 0o700)
    ran = shared.run(*command)
    assert_told(ran, folder, 2)
    assert ran.out == ""


def test_where_names_the_files_all_the_same(shared: Humble) -> None:
    folder = give_away(shared, WHOLE, 0o700)
    ran = shared.run("where")
    assert_told(ran, folder, 0)
    for name in ("save.db", "save.db-journal", "save.db.lock", "save.db-backups"):
        assert f"\n{folder / name}  (" in f"\n{ran.out}"
    assert "not there now" not in ran.out.splitlines()[0]


def test_failed_backups_show_once_and_in_where(shared: Humble) -> None:
    folder = give_away(shared, "save.db-backups", 0o700)
    ran = shared.run(*NAMES, "--depth", "3", typed=f"{TYPED}1\n1\n1\n1\n")
    assert_told(ran, folder, 0)
    assert ran.err.startswith("cardtui: No backup was made. ")
    ran = shared.run("where")
    assert ran.status == 0
    assert f"{folder} belongs to nobody" in ran.err


def test_ownership_is_only_advised_at_home(shared: Humble, tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir(mode=0o700)
    os.chown(folder, NOBODY, NOBODY)
    ran = shared.run(*NAMES, "--save", str(folder / "x.db"), typed=TYPED)
    assert ran.status == 0
    assert f"The folder {folder} belongs to nobody" in ran.err
    assert "chown" not in ran.err


@pytest.mark.parametrize(
    "command", [("check", "mine"), ("decks",), ("check",), ("play", "--no-save", "--deck", "mine")]
)
@pytest.mark.sample(1)
def test_a_closed_decks_folder_is_reported(shared: Humble, command: tuple[str, ...]) -> None:
    folder = shared.save.parent / "decks"
    folder.mkdir()
    give_away(shared, "decks", 0o700)
    ran = shared.run(*command)
    assert f"{folder} may not be looked into; {folder} belongs to nobody" in ran.err
    assert "your own decks; only read; cannot be looked at" in shared.run("where").out


# Full, and read-only


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with small_disk(tmp_path / "stick") as disk:
        yield disk


@pytest.fixture
def stick(tmp_path: Path, disk: Disk) -> Program:
    """The program, with its save file on a small disk."""
    program = Program(tmp_path)
    program.save = disk.folder / "save.db"
    return program


def speaking(program: Program) -> Lines:
    """A first evening, up to Ana's first words."""
    pair = Lines(program, *NAMES[1:])
    pair.prompted()
    for _ in ("the note", "how it works", "settled"):
        pair.answer()
    assert filled(WORDS.chip_speaks, name="Ana") in pair.said
    return pair


@pytest.mark.parametrize("pages", range(1, 17))
@pytest.mark.sample(1)
def test_a_disk_with_little_room_keeps_every_move_later(stick: Program, disk: Disk, pages: int) -> None:
    disk.fill(leaving=pages * PAGE)
    with speaking(stick) as pair:
        for key in ("", "", "1", "", "", "", "1", ""):
            pair.answer(key)
        disk.make_room()
        assert "Traceback" not in pair.answer()
        with History.open(stick.save) as reading:
            reading.check()
            open_ = reading.open_evening()
            assert (open_.moves, len(reading.rows(open_.stored))) == (10, 11)
        ran = pair.leave()
    assert (ran.status, ran.out.strip()) == (0, WORDS.parting_kept)
    if ran.err:  # the disk was full at the start already
        assert ran.err.startswith("cardtui: ")
        assert "save.db" in ran.err
        assert ran.err.count("\n") == 1


def test_play_goes_on_if_the_disk_turns_read_only(stick: Program, disk: Disk) -> None:
    with speaking(stick) as pair:
        with suppress(subprocess.CalledProcessError):
            disk.set_read_only()  # refused while a file is open for writing, as the save file is
            pytest.fail("a file was not open")
        pair.answer()
        assert pair.leave() == Ran(0, f"\n\n{WORDS.parting_kept}\n", "")
    disk.set_read_only()
    before = stick.save.read_bytes()
    with Lines(stick) as pair:
        assert filled(WORDS.not_saved_why, value="The save file cannot be written") in pair.prompted()
        disk.set_writable()
        assert WORDS.plain_saved in pair.answer()
    assert stick.save.read_bytes() == before

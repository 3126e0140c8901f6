"""The disk fills up, the folder goes away, another program locks the file: at the start, and during an evening."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from cardtui.save.history import History
from disks import PAGE, Disk, small_disk
from plain_process import Lines
from program import Program, Ran
from shipped_words import WORDS, filled, fixed_part

NAMES = ("--left", "Ana", "--right", "Ben")
SPEAKS, CHOOSES = filled(WORDS.chip_speaks, name="Ana"), filled(WORDS.chip_chooses, name="Ana")
MIRRORS, THANKS = filled(WORDS.chip_mirrors, name="Ben"), filled(WORDS.chip_thanks, name="Ben")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program, with its save file in a folder of its own."""
    program = Program(tmp_path)
    program.save = tmp_path / "ours" / "save.db"
    program.save.parent.mkdir()
    return program


@pytest.fixture
def disk(program: Program, tmp_path: Path) -> Iterator[Disk]:
    """A small disk that holds the save file."""
    with small_disk(tmp_path / "stick") as disk:
        program.save = disk.folder / "save.db"
        yield disk


@contextmanager
def other_program(path: Path) -> Iterator[None]:
    """Another connection has the file locked exclusively."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=60)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


class Failing(NamedTuple):
    """trouble: its error title. while_it_lasts: causes the failure on entry, and repairs it on exit.

    offers: whether a backup is offered.
    """

    trouble: str
    while_it_lasts: Callable[[Path], AbstractContextManager[None]]
    offers: bool = False


@contextmanager
def folder_gone(path: Path) -> Iterator[None]:
    away = path.parent.rename(path.parent.with_name("away"))
    yield
    away.rename(path.parent)


@contextmanager
def replaced_by_a_text(path: Path) -> Iterator[None]:
    path.unlink()
    path.write_text("Dear Ben,")
    yield
    assert path.read_text() == "Dear Ben,"
    path.unlink()


FAILING = {
    "folder gone": Failing("The folder of the save file is missing", folder_gone),
    # It has backups, so whatever is in its place is taken for the damaged save file.
    "a text": Failing("The save file is damaged", replaced_by_a_text, offers=True),
    "another program": Failing("Another program is using the save file", other_program),
}


def speaking(program: Program, *options: str) -> Lines:
    """A first evening, up to Ana's first words."""
    pair = Lines(program, *NAMES, *options)
    pair.prompted()
    for _ in ("the note", "how it works", "settled"):
        pair.answer()
    assert SPEAKS in pair.said
    return pair


def unsaved(trouble: str) -> str:
    return filled(WORDS.not_saved_why, value=trouble)


def moves(path: Path) -> int:
    """The number of moves of the open evening in the file, after checking it."""
    with History.open(path) as reading:
        reading.check()
        open_ = reading.open_evening()
        assert len(reading.rows(open_.stored)) == open_.moves + 1
        return open_.moves


def assert_quiet(ran: Ran, parting: str, *, began_full: bool = False) -> None:
    """It exited cleanly. ``began_full``: the disk may have been full at the start, which is reported once, in full."""
    assert ran.status == 0
    if began_full and ran.err:
        assert ran.err.startswith("cardtui: ")
        assert "save.db" in ran.err
        assert ran.err.count("\n") == 1
    else:
        assert ran.err == ""
    assert ran.out.strip() == parting


@pytest.mark.parametrize("name", FAILING)
@pytest.mark.sample(1)
def test_what_fails_midway_is_told_once_and_nothing_is_lost(program: Program, name: str) -> None:
    failing = FAILING[name]
    with speaking(program) as pair:
        with failing.while_it_lasts(program.save):
            assert unsaved(failing.trouble) in pair.answer()
            if failing.offers:
                assert fixed_part(WORDS.mend_backup) in pair.said
                pair.answer("2")
            assert MIRRORS in pair.said
            assert fixed_part(WORDS.not_saved_why) not in pair.answer()
            assert CHOOSES in pair.said
        assert WORDS.plain_saved in pair.answer("1")
        assert THANKS in pair.said
        assert moves(program.save) == 4
        pair.answer()
        assert_quiet(pair.leave(), WORDS.parting_kept)
    assert moves(program.save) == 5


@pytest.mark.parametrize("name", ["folder gone", "another program"])
@pytest.mark.sample(1)
def test_whoever_leaves_unsaved_is_told_so(program: Program, name: str) -> None:
    failing = FAILING[name]
    with speaking(program) as pair, failing.while_it_lasts(program.save):
        pair.answer()
        assert_quiet(pair.leave(), filled(WORDS.parting_unsaved, value=failing.trouble))


# Full, and read-only


@pytest.mark.parametrize("pages", range(1, 17))
@pytest.mark.sample(1)
def test_a_disk_with_little_room_keeps_every_move_later(program: Program, disk: Disk, pages: int) -> None:
    disk.fill(leaving=pages * PAGE)
    with speaking(program) as pair:
        for key in ("", "", "1", "", "", "", "1", ""):
            pair.answer(key)
        disk.make_room()
        assert "Traceback" not in pair.answer()
        assert moves(program.save) == 10
        assert_quiet(pair.leave(), WORDS.parting_kept, began_full=True)


def test_play_goes_on_if_the_disk_turns_read_only(program: Program, disk: Disk) -> None:
    with speaking(program) as pair:
        with suppress(subprocess.CalledProcessError):
            disk.set_read_only()  # refused while a file is open for writing, as the save file is
            pytest.fail("a file was not open")
        pair.answer()
        assert_quiet(pair.leave(), WORDS.parting_kept)
    disk.set_read_only()
    before = program.save.read_bytes()
    with Lines(program) as pair:
        assert unsaved("The save file cannot be written") in pair.prompted()
        disk.set_writable()
        assert WORDS.plain_saved in pair.answer()
    assert program.save.read_bytes() == before

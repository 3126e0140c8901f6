"""Something else is in place of the save file, or it may not be opened: each command says so and does no harm."""

from __future__ import annotations

import hashlib
import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from cardtui.save.backups import backups_path
from cardtui.save.database import journal_path
from cardtui.save.history import History
from cardtui.save.window_lock import lock_path
from disks import Humble, skip_unless_humble
from plain_process import Lines
from program import Ran, Within
from shipped_words import WORDS, filled

NAMES = ("--left", "Ana", "--right", "Ben")

COMMANDS = {
    "play": (("--plain", *NAMES), "\n\n\n\n\n1\n"),
    "path": (("path",), ""),
    "export": (("export",), ""),
    "where": (("where",), ""),
    "ask": (("forget",), "n\n"),
    "forget": (("forget", "--yes"), ""),
}
"""The ways to access a save file, and the input for each."""


def looks(folder: Path) -> dict[str, object]:
    """A snapshot of a folder: the type and content of everything in it."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        mode = path.lstat().st_mode
        content: object = None
        if stat.S_ISLNK(mode):
            content = os.readlink(path)  # noqa: PTH115  (unresolved)
        elif stat.S_ISREG(mode):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
        found[str(path.relative_to(folder))] = stat.S_IFMT(mode), content
    return found


def assert_civil(ran: Ran) -> None:
    """It ended well, or with one clear sentence; never with a bug."""
    assert ran.status in (0, 2), ran
    assert "Traceback" not in ran.out + ran.err
    assert "Something went wrong" not in ran.err
    assert "The system refused an operation" not in ran.err
    if ran.status == 2:
        assert ran.err.startswith("cardtui: ")
        assert ran.err.rstrip().endswith(".")
        assert ran.err.count("\n") <= 2


def fifo(path: Path) -> None:
    os.mkfifo(path)


def bound_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # because the whole path may be too long for a socket
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


def folder(path: Path) -> None:
    path.mkdir()
    (path / "theirs").write_text("Dear Ben,")


def loop(path: Path) -> None:
    path.symlink_to(path.with_name("other"))
    path.with_name("other").symlink_to(path)


def link_to_a_folder(path: Path) -> None:
    folder(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))


def link_to_a_text(path: Path) -> None:
    path.with_name("letter").write_text("Dear Ben,")
    path.symlink_to(path.with_name("letter"))


def link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/null")


def link_to_a_full_device(path: Path) -> None:
    path.symlink_to("/dev/full")


def link_to_a_missing_folder(path: Path) -> None:
    path.symlink_to(path.parent / "no such" / "save.db")


def text(path: Path) -> None:
    path.write_text("Dear Ben,")


ODD = [fifo, bound_socket, folder, loop, link_to_a_folder, link_to_a_text, link_to_a_device, link_to_a_full_device]
ODD += [link_to_a_missing_folder, text]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("made", ODD)
@pytest.mark.sample(15)
def test_what_is_in_the_files_place_is_left_alone(tmp_path: Path, made: Callable[[Path], None], command: str) -> None:
    program = Within(tmp_path)
    made(program.save)
    before = looks(tmp_path)
    arguments, typed = COMMANDS[command]
    ran = program.run(*arguments, "--save", str(program.save), typed=typed)
    assert_civil(ran)
    assert looks(tmp_path) == before


def lock_is_a_folder(path: Path) -> None:
    folder(lock_path(path))


def lock_is_a_link(path: Path) -> None:
    path.with_name("letter").write_text("Dear Ben,")
    lock_path(path).symlink_to(path.with_name("letter"))


def lock_is_a_fifo(path: Path) -> None:
    fifo(lock_path(path))


def backups_are_a_text(path: Path) -> None:
    backups_path(path).write_text("Dear Ben,")


def backups_are_a_link(path: Path) -> None:
    folder(path.with_name("elsewhere"))
    backups_path(path).symlink_to(path.with_name("elsewhere"))


def journal_is_a_folder(path: Path) -> None:
    folder(journal_path(path))


BESIDE = [lock_is_a_folder, lock_is_a_link, lock_is_a_fifo, backups_are_a_text, backups_are_a_link, journal_is_a_folder]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("made", BESIDE)
@pytest.mark.sample(9)
def test_what_lies_beside_the_file_is_left_alone(tmp_path: Path, made: Callable[[Path], None], command: str) -> None:
    program = Within(tmp_path)
    made(program.save)
    before = looks(tmp_path)
    arguments, typed = COMMANDS[command]
    assert_civil(program.run(*arguments, "--save", str(program.save), typed=typed))
    after = looks(tmp_path)
    gone = set(before) - set(after)
    if command == "forget":
        gone -= {lock_path(program.save).name}
    assert gone == set()
    assert {name: one for name, one in after.items() if name in before} == {
        name: one for name, one in before.items() if name in after
    }


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "name", ["x" * 300, "letter/save.db", "no such/save.db", "two\nlines.db", "\x1b[2J.db", "é\udce9.db"]
)
@pytest.mark.sample(9)
def test_a_path_that_leads_nowhere_is_told(tmp_path: Path, name: str, command: str) -> None:
    program = Within(tmp_path)
    text(tmp_path / "letter")
    arguments, typed = COMMANDS[command]
    ran = program.run(*arguments, "--save", f"{tmp_path}/{name}", typed=typed)
    assert_civil(ran)
    assert "\x1b" not in ran.out + ran.err
    assert (tmp_path / "letter").read_text() == "Dear Ben,"


# What may not be opened


class Closed(NamedTuple):
    """what: a path below the home folder. mode: its new mode. status: the exit status of `path` then."""

    what: str
    mode: int
    trouble: str = "The save file cannot be written"
    status: int = 0


CLOSED = {
    "file to write": Closed("ours/save.db", 0o400),
    "file": Closed("ours/save.db", 0o000, status=2),
    "folder to write": Closed("ours", 0o500),
    "folder to search": Closed("ours", 0o600, status=2),
    "folder": Closed("ours", 0o000, status=2),
    "lock": Closed("ours/save.db.lock", 0o000),
}


@pytest.fixture
def humble(tmp_path: Path) -> Humble:
    """A program that is subject to file modes, after an evening up to its first words."""
    skip_unless_humble()
    program = Humble(tmp_path)
    program.save = tmp_path / "ours" / "save.db"
    program.save.parent.mkdir()
    assert program.play("", "", options=NAMES).status == 0
    return program


def moves(path: Path) -> int:
    with History.open(path) as reading:
        reading.check()
        open_ = reading.open_evening()
        return open_.moves


@pytest.mark.parametrize("name", CLOSED)
@pytest.mark.sample(1)
def test_an_unopenable_file_is_told_and_written_later(humble: Humble, name: str) -> None:
    closed = CLOSED[name]
    target = humble.home / closed.what
    mode = stat.S_IMODE(target.stat().st_mode)
    if name == "folder to write":
        lock_path(humble.save).unlink()
    before = looks(humble.home)
    target.chmod(closed.mode)
    try:
        with Lines(humble, *NAMES) as pair:
            assert filled(WORDS.not_saved_why, value=closed.trouble) in pair.prompted()
            for command in ("path", "where"):
                ran = humble.run(command, "--save", str(humble.save))
                assert_civil(ran)
                assert command == "where" or ran.status == closed.status
            pair.answer()
            target.chmod(mode)
            assert looks(humble.home) == before
            assert WORDS.plain_saved in pair.answer()
            pair.answer()
            pair.answer()
            # The screen has room for a few words only; the full error was printed before the first screen.
            err = pair.leave().err
            assert (err[:9], err.count("\n")) == ("cardtui: ", 1)
            assert str(humble.save) in err
    finally:
        target.chmod(mode)
    assert moves(humble.save) >= 1


@pytest.mark.parametrize("name", [*CLOSED, "backups"])
@pytest.mark.sample(1)
def test_unopenable_files_are_erased_or_reported(humble: Humble, name: str) -> None:
    target = humble.home / CLOSED[name].what if name in CLOSED else backups_path(humble.save)
    mode = stat.S_IMODE(target.stat().st_mode)
    target.chmod(CLOSED[name].mode if name in CLOSED else 0o000)
    try:
        ran = humble.run("forget", "--yes", "--save", str(humble.save))
        assert_civil(humble.run("where", "--save", str(humble.save)))
    finally:
        if target.exists():
            target.chmod(mode)
    assert_civil(ran)
    assert humble.save.exists() is (ran.status != 0)

"""Something else is in place of the save file, or beside it: each command says so and does no harm."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import pytest

from cardtui.save.backups import backups_path
from cardtui.save.database import journal_path
from cardtui.save.window_lock import lock_path
from program import Ran, Within

Make = Callable[[Path], object]

COMMANDS = {
    "play": (("--plain", "--left", "Ana", "--right", "Ben"), "\n\n\n\n\n1\n"),
    "path": (("path",), ""),
    "export": (("export",), ""),
    "where": (("where",), ""),
    "ask": (("forget",), "n\n"),
    "forget": (("forget", "--yes"), ""),
}
"""The ways to access a save file, and the input for each."""


def run(save: str | Path, home: Path, command: str) -> Ran:
    """Run a command, which must end well or with one clear sentence, never with a bug."""
    arguments, typed = COMMANDS[command]
    ran = Within(home).run(*arguments, "--save", str(save), typed=typed)
    assert_civil(ran)
    return ran


def assert_civil(ran: Ran) -> None:
    assert ran.status in (0, 2), ran
    for never in ("Traceback", "Something went wrong", "The system refused an operation"):
        assert never not in ran.out + ran.err
    if ran.status == 2:
        assert ran.err.startswith("cardtui: ")
        assert ran.err.rstrip().endswith(".")
        assert ran.err.count("\n") <= 2


def looks(folder: Path) -> dict[str, object]:
    """The type and content of everything in a folder."""
    found: dict[str, object] = {}
    for path in folder.rglob("*"):
        mode = path.lstat().st_mode
        content: object = None
        if stat.S_ISLNK(mode):
            content = path.readlink()
        elif stat.S_ISREG(mode):
            content = path.read_bytes()
        found[str(path.relative_to(folder))] = stat.S_IFMT(mode), content
    return found


def bound_socket(path: Path) -> None:
    # By its name alone, because the whole path may be too long for a socket.
    with chdir(path.parent), socket.socket(socket.AF_UNIX) as one:
        one.bind(path.name)


def folder(path: Path) -> Path:
    path.mkdir()
    text(path / "theirs")
    return path


def text(path: Path) -> Path:
    path.write_text("Dear Ben,")
    return path


def loop(path: Path) -> None:
    path.symlink_to(path.with_name("other"))
    path.with_name("other").symlink_to(path)


IN_ITS_PLACE: dict[str, Make] = {
    "a fifo": os.mkfifo,
    "a socket": bound_socket,
    "a folder": folder,
    "a circle of links": loop,
    "a link to a folder": lambda path: path.symlink_to(folder(path.with_name("elsewhere"))),
    "a link to a text": lambda path: path.symlink_to(text(path.with_name("letter"))),
    "a link to a device": lambda path: path.symlink_to("/dev/null"),
    "a link to a full device": lambda path: path.symlink_to("/dev/full"),
    "a link to a missing folder": lambda path: path.symlink_to(path.parent / "no such" / "save.db"),
    "a text": text,
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("made", IN_ITS_PLACE.values(), ids=IN_ITS_PLACE)
@pytest.mark.sample(15)
def test_what_is_in_the_files_place_is_left_alone(tmp_path: Path, made: Make, command: str) -> None:
    made(tmp_path / "save.db")
    before = looks(tmp_path)
    run(tmp_path / "save.db", tmp_path, command)
    assert looks(tmp_path) == before


BESIDE: dict[str, Make] = {
    "a folder for the lock": lambda path: folder(lock_path(path)),
    "a link for the lock": lambda path: lock_path(path).symlink_to(text(path.with_name("letter"))),
    "a fifo for the lock": lambda path: os.mkfifo(lock_path(path)),
    "a text for the backups": lambda path: text(backups_path(path)),
    "a link for the backups": lambda path: backups_path(path).symlink_to(folder(path.with_name("elsewhere"))),
    "a folder for the journal": lambda path: folder(journal_path(path)),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("made", BESIDE.values(), ids=BESIDE)
@pytest.mark.sample(9)
def test_what_lies_beside_the_file_is_left_alone(tmp_path: Path, made: Make, command: str) -> None:
    save = tmp_path / "save.db"
    made(save)
    before = looks(tmp_path)
    run(save, tmp_path, command)
    after = looks(tmp_path)
    erased = {lock_path(save).name} - set(after) if command == "forget" else set()
    assert {name for name in before if after.get(name) != before[name]} <= erased


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", ["x" * 300, "letter/save.db", "no such/save.db", "no text \udce9.db"])
@pytest.mark.sample(6)
def test_a_path_that_leads_nowhere_is_told(tmp_path: Path, name: str, command: str) -> None:
    letter = text(tmp_path / "letter")
    run(f"{tmp_path}/{name}", tmp_path, command)
    assert letter.read_text() == "Dear Ben,"

"""Standard output that is unread, full or closed: the exit status reports it to scripts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from cardtui.cli import main
from cardtui.save.store import Store
from program import LONGEST, Program, Ran, Redirected, assert_refused

COMMANDS = {
    "play": ("--plain", "--no-save"),
    "export": ("export",),
    "export markdown": ("export", "--format", "markdown"),
    "check": ("check",),
    "check json": ("check", "--format", "json"),
    "explain": ("explain",),
    "import": ("import", "prompts.txt", "-"),
    "print feelings": ("print", "feelings", "-o", "-"),
    "help": ("--help",),
    "help of play": ("play", "--help"),
    "version": ("--version",),
    "completion": (),
}
"""One for each way of writing to standard output."""


def one(home: Path, name: str, redirection: str, *, unbuffered: str = "", **streams: Any) -> Ran:
    """Run one of the commands."""
    program = Redirected(home, redirection)
    program.write("prompts.txt", "What made you smile today?\n")
    program.environment["PYTHONUNBUFFERED"] = unbuffered
    program.environment["_CARDTUI_COMPLETE"] = "bash_source" if name == "completion" else ""
    return program.run(*COMMANDS[name], **streams)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.sample(3)
def test_an_unread_pipe_ends_with_sigpipe_status(tmp_path: Path, name: str) -> None:
    unread, into = os.pipe()
    os.close(unread)
    ran = one(tmp_path, name, "", stdout=into)
    os.close(into)
    assert (ran.status, ran.err) == (141, "")


@pytest.mark.parametrize(("name", "unbuffered"), [*((name, "") for name in COMMANDS), ("help", "1"), ("explain", "1")])
@pytest.mark.sample(3)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_cut_output_ends_with_a_line_and_status_2(tmp_path: Path, name: str, unbuffered: str) -> None:
    ran = one(tmp_path, name, "> /dev/full", unbuffered=unbuffered)
    lost = "cardtui: Standard output cannot be written: No space left on device. The output is incomplete.\n"
    assert (ran.status, ran.err) == (2, lost)


@pytest.mark.parametrize("name", ["play", "help"])
def test_without_standard_output_nothing_is_begun(tmp_path: Path, name: str) -> None:
    ran = one(tmp_path, name, ">&-")
    assert (ran.status, ran.err) == (2, "cardtui: There is nowhere to write to: standard output is closed.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["prompts.txt"]


def test_closed_input_is_asked_nothing(tmp_path: Path) -> None:
    closed = Redirected(tmp_path, "<&-")
    closed.save.write_bytes(b"")
    for program in (closed, Program(tmp_path)):
        ran = program.run("forget", "--save", str(program.save))
        assert ran.status == 2
        assert "Nothing was erased. With --yes" in ran.err
    assert closed.run("import", "-", "made.yaml").status == 2
    assert closed.run("decks").status == 0
    assert_refused(closed.run("--no-save"), 2, "start cardtui in a terminal")


@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full", ">&- 2>&-", ">/dev/full 2>/dev/full"])
@pytest.mark.sample(1)
def test_an_unwritable_error_changes_no_status(tmp_path: Path, redirection: str) -> None:
    for arguments in (("check", "nothere"), ("explain", "nothing"), ("--minutes", "0"), ("--deck", "nothere", "path")):
        assert Redirected(tmp_path, redirection).run(*arguments).status == 2


def test_no_file_gets_a_closed_streams_number(program: Program) -> None:
    code = "import os, sys; from cardtui.cli import main; main(['--version']); print(os.dup(0))"
    command = ["sh", "-c", 'exec "$@" <&- 2>&-', "sh", sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, env=program.environment, timeout=LONGEST, check=True)
    assert int(done.stdout.split()[-1]) > 2


def test_unreadable_input_and_ctrl_c_are_no_answer(tmp_path: Path) -> None:
    save = tmp_path / "save.db"
    Store.open(save).close()
    with Path(os.devnull).open("w") as unreadable, patch("sys.stdin", unreadable):
        assert main(("forget", "--save", str(save))) == 2
    with patch("cardtui.commands.shared.line_io.read_line", side_effect=KeyboardInterrupt):
        assert main(("forget", "--save", str(save))) == 130
    assert save.exists()

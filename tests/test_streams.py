"""Standard output that is unread, full or closed: the exit status reports it to scripts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from cardtui.cli import cli, main
from cardtui.commands.print_ import print_
from cardtui.save.store import Store
from program import LONGEST, Program, Ran

COMMANDS = {
    "play": ("--plain", "--no-save"),
    "today": ("today", "--plain", "--no-save"),
    "lead": ("lead", "evening", "--rehearse", "--speed", "3600"),
    "path": ("path",),
    "export": ("export",),
    "export markdown": ("export", "--format", "markdown"),
    "forget": ("forget",),
    "restore": ("restore", "--help"),
    "where": ("where",),
    "shortcut": ("shortcut", "--remove"),
    "decks": ("decks",),
    "check": ("check",),
    "check json": ("check", "--format", "json"),
    "check github": ("check", "advised.yaml", "--format", "github"),
    "explain": ("explain",),
    "explain one": ("explain", "long-stem"),
    "new": ("new", "fresh.yaml"),
    "import": ("import", "prompts.txt", "-"),
    "schema": ("schema",),
    "print feelings": ("print", "feelings", "-o", "-"),
    "print cards": ("print", "cards", "Connect"),
    "print page": ("print", "page", "evening", "-o", "-"),
    "print plan": ("print", "plan", "--help"),
    "print kit": ("print", "kit", "--help"),
    "print slip": ("print", "slip", "--help"),
    "print slides": ("print", "slides", "--help"),
    "print stems": ("print", "stems", "--help"),
    "print timeout": ("print", "timeout", "--help"),
    "console": ("console", "--help"),
    "help": ("--help",),
    "help of play": ("play", "--help"),
    "version": ("--version",),
    "completion": (),
}
"""Each command, with arguments for which it writes to standard output."""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    program = Program(tmp_path)
    program.write("prompts.txt", "What made you smile today?\n")
    suit = "suit: Trees\nsymbol: '+'\nabout: Trees.\nlanguage: en\ncards:\n"
    program.write("advised.yaml", f"{suit}  - {{id: rain, kind: question, depth: 1, prompt: 'Do you like rain?'}}\n")
    return program


def redirected(program: Program, redirection: str, *arguments: str, **streams: Any) -> Ran:
    """Run a command with its streams redirected by a shell."""
    line = ["sh", "-c", f'exec "$@" {redirection}', "sh", *program.command(*arguments)]
    given = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
    done = subprocess.run(line, cwd=program.home, env=program.environment, timeout=LONGEST, check=False, **given)
    return Ran(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())


def one(program: Program, name: str, redirection: str, **streams: Any) -> Ran:
    """Run one of the commands."""
    if name == "completion":
        program.environment["_CARDTUI_COMPLETE"] = "bash_source"
    return redirected(program, redirection, *COMMANDS[name], **streams)


needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")


@pytest.fixture
def unread() -> Iterator[int]:
    """A pipe without a reader."""
    out, into = os.pipe()
    os.close(out)
    yield into
    os.close(into)


def test_every_command_is_tried() -> None:
    printed = {f"print {name}" for name in print_.commands}
    assert (cli.commands.keys() - {"print"}) | printed <= COMMANDS.keys()


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.sample(3)
def test_an_unread_pipe_ends_with_sigpipe_status(program: Program, name: str, unread: int) -> None:
    ran = one(program, name, "", stdout=unread)
    assert (ran.status, ran.err) == (141, "")


FULL = ["play", "export", "export markdown", "check", "check json", "explain", "import", "print feelings"]
FULL += ["help", "help of play", "version", "completion"]
"""One for each way of writing."""


@pytest.mark.parametrize("name", FULL)
@pytest.mark.sample(1)
@needs_full
def test_cut_output_ends_with_a_line_and_status_2(program: Program, name: str) -> None:
    ran = one(program, name, "> /dev/full")
    lost = "cardtui: Standard output cannot be written: No space left on device. The output is incomplete.\n"
    assert (ran.status, ran.err) == (2, lost)


@needs_full
def test_cut_unbuffered_output_is_told_too(program: Program) -> None:
    program.environment["PYTHONUNBUFFERED"] = "1"
    for name in ("help", "explain"):
        ran = one(program, name, "> /dev/full")
        assert ran.status == 2
        assert "The output is incomplete." in ran.err


@pytest.mark.parametrize("name", ["play", "forget", "export", "print feelings", "help", "version"])
@pytest.mark.sample(2)
def test_without_standard_output_nothing_is_begun(program: Program, name: str) -> None:
    before = sorted(program.home.iterdir())
    ran = one(program, name, ">&-")
    assert ran.status == 2
    assert ran.err == "cardtui: There is nowhere to write to: standard output is closed.\n"
    assert sorted(program.home.iterdir()) == before


def test_closed_input_is_asked_nothing(program: Program) -> None:
    program.save.write_bytes(b"")
    for redirection in ("<&-", "</dev/null"):
        ran = redirected(program, redirection, "forget", "--save", str(program.save))
        assert ran.status == 2
        assert "Nothing was erased. With --yes" in ran.err
    assert redirected(program, "<&-", "import", "-", "made.yaml").status == 2
    assert redirected(program, "<&-", "decks").status == 0
    played = redirected(program, "<&-", "--no-save")
    assert played.status == 2
    assert "start cardtui in a terminal" in played.err


@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full", ">&- 2>&-", ">/dev/full 2>/dev/full"])
@pytest.mark.sample(1)
def test_an_unwritable_error_changes_no_status(program: Program, redirection: str) -> None:
    for arguments in (("check", "nothere"), ("explain", "nothing"), ("--minutes", "0"), ("--deck", "nothere", "path")):
        assert redirected(program, redirection, *arguments).status == 2


def test_unreadable_input_is_asked_nothing(tmp_path: Path) -> None:
    save = tmp_path / "save.db"
    Store.open(save).close()
    with Path(os.devnull).open("w") as unreadable, patch("sys.stdin", unreadable):
        assert main(("forget", "--save", str(save))) == 2
    assert save.exists()


def test_no_file_gets_a_closed_streams_number(program: Program) -> None:
    code = "import os, sys; from cardtui.cli import main; main(['--version']); print(os.dup(0))"
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&- 2>&-', "sh", sys.executable, "-c", code],
        capture_output=True,
        env=program.environment,
        timeout=LONGEST,
        check=True,
    )
    assert int(done.stdout.split()[-1]) > 2


@pytest.mark.parametrize("command", ["forget", "restore"])
def test_ctrl_c_at_a_question_is_ctrl_c(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    def interrupted() -> str:
        raise KeyboardInterrupt

    save = tmp_path / "save.db"
    Store.open(save).close()
    backup = tmp_path / "backup.db"
    backup.write_bytes(save.read_bytes())
    monkeypatch.setattr("cardtui.commands.shared.line_io.read_line", interrupted)
    arguments = (command, *([str(backup)] if command == "restore" else []), "--save", str(save))
    assert main(arguments) == 130
    assert save.exists()

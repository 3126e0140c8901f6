"""A menu entry: its path, its command, and that no other file is touched."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from cardtui.commands.shortcut import NAME
from program import Program, assert_refused


@pytest.fixture
def entry(program: Program) -> Path:
    """The path of the entry."""
    return program.home / "data" / "applications" / NAME


def values(entry: Path) -> dict[str, str]:
    """The keys of an entry, with strings unescaped by the specification."""
    first, header, *lines = entry.read_text(encoding="utf-8").splitlines()
    assert first.startswith("#")
    assert header == "[Desktop Entry]"
    found = dict(line.split("=", 1) for line in lines)
    signs = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
    return {key: re.sub(r"\\(.)", lambda escape: signs[escape[1]], value) for key, value in found.items()}


def arguments(line: str) -> list[str]:
    """The arguments of Exec, parsed like a desktop: quotes are undone, then field codes."""
    assert re.fullmatch(r'(?:(?:[^\s"\'\\><~|&;$*?#()`]+|"(?:[^"`$\\]|\\["`$\\])*")(?: |$))+', line)
    words = [
        re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL) if quoted else bare
        for bare, quoted in re.findall(r'([^\s"]+)|"((?:[^"\\]|\\.)*)"', line, re.DOTALL)
    ]
    assert not [word for word in words if re.search("%[^%]", word.replace("%%", ""))]
    return [word.replace("%%", "%") for word in words]


def test_an_entry_is_asked_for_written_and_removed(program: Program, entry: Path) -> None:
    assert f"\n{entry}  (" in program.run("where").out
    asked = program.run("shortcut", typed="n\n")
    assert asked.status == 0
    assert str(entry) in asked.out
    assert not entry.parent.exists()
    made = program.run("shortcut", typed="\n")
    assert (made.status, made.err) == (0, "")
    assert f"wrote {entry}\n" in made.out
    found = values(entry)
    assert (found["Type"], found["Name"], found["Terminal"]) == ("Application", "cardtui", "true")
    assert arguments(found["Exec"]) == [sys.executable, "-P", "-m", "cardtui"]
    assert found["TryExec"] == sys.executable
    assert program.run("shortcut", "--yes").status == 0, "ours may be written anew"
    assert program.run("shortcut", "--remove").out == f"removed {entry}\n"
    assert program.run("shortcut", "--remove").out == f"There is no shortcut at {entry}.\n"


@pytest.mark.parametrize(
    "path",
    ["/home/ana b/python", "/50%f/python", "/a\"b`c$d\\e'/python", "/ü~(1)/py\tthon\n", "/\\n/%%/python", "/a=b c/p"],
)
def test_any_path_is_started_as_it_is(
    program: Program, entry: Path, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", path)
    assert program.run("shortcut", "--yes").status == 0
    found = values(entry)
    assert found["TryExec"] == path
    *shell, program_path, _, _, _ = arguments(found["Exec"])
    assert program_path == path
    assert bool(shell) is bool(set("=%") & set(path))


@pytest.mark.parametrize("option", ["--yes", "--remove"])
def test_a_file_of_another_program_stays(program: Program, entry: Path, option: str) -> None:
    entry.parent.mkdir(parents=True)
    entry.write_text("[Desktop Entry]\nName=Another\n")
    assert_refused(program.run("shortcut", option), 2, "stays as it is")
    assert entry.read_text() == "[Desktop Entry]\nName=Another\n"


def test_without_an_answer_or_a_place_nothing_is_written(program: Program, entry: Path) -> None:
    assert program.run("shortcut").status == 2
    program.write("data", "a file where a folder should be")
    assert_refused(program.run("shortcut", "--yes"), 2, "cannot be made")
    assert not os.path.lexists(entry)


@pytest.mark.parametrize(("system", "command"), [("darwin", sys.executable), ("win32", "wsl.exe")])
def test_elsewhere_it_says_what_to_do(
    program: Program, entry: Path, system: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert_refused(program.run("shortcut", "--yes"), 2, "untested", command)
    assert not entry.exists()

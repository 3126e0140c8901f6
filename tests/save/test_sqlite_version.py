"""A Python without SQLite, or with one too old for a save file: play goes on, and nothing is reported as damaged."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import cardtui.save
from cardtui.save import database, sqlite_version
from program import Program, Ran, Within
from scenes import WORDS

NAMES = ("--plain", "--left", "Ana", "--right", "Ben")


@pytest.fixture
def lacking(tmp_path: Path) -> Program:
    """A program without SQLite, after an evening with a better Python: there are a save file and its backup."""
    home = tmp_path / "home"
    home.mkdir()
    program = Program(home)
    program.save = home / "data" / "cardtui" / "save.db"
    assert Within(home).run(*NAMES, typed="\n\n\n").status == 0
    package = tmp_path / "path" / "sqlite3"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text('raise ModuleNotFoundError("No module named \'_sqlite3\'", name="_sqlite3")')
    program.environment["PYTHONPATH"] = f"{package.parent}{os.pathsep}{program.environment['PYTHONPATH']}"
    return program


def assert_told(ran: Ran, found: str = "this Python has none") -> None:
    assert ran.err.startswith("cardtui: ")
    assert ran.err.count("\n") == 1
    assert "needs SQLite 3.37 or newer" in ran.err
    assert found in ran.err
    assert "damaged" not in ran.out + ran.err


def test_unsaved_play_leaves_the_file_as_it_is(lacking: Program) -> None:
    before = lacking.save.read_bytes()
    ran = lacking.run(*NAMES, typed="\n\n\n\n")
    assert ran.status == 0
    assert_told(ran)
    assert "Ana" in ran.out
    assert WORDS.mend_title not in ran.out
    assert lacking.save.read_bytes() == before
    ran = lacking.run("--no-save", *NAMES, typed="\n\n")
    assert (ran.status, ran.err) == (0, "")


def test_commands_that_need_no_sqlite_work_without(lacking: Program) -> None:
    ran = lacking.run("where")
    assert ran.status == 0
    assert_told(ran)
    assert f"{lacking.save}  (the save file" in ran.out
    assert lacking.run("lead", "evening", "--ready").out.startswith("ok    plan")
    for command in (("decks",), ("check",)):
        ran = lacking.run(*command)
        assert (ran.status, ran.err) == (0, ""), command
    letter = lacking.write("notes.db", "Dear Ben,")
    assert lacking.run("forget", "--yes", "--save", str(letter)).status == 2
    assert letter.read_text() == "Dear Ben,"
    ran = lacking.run("forget", "--yes")
    assert (ran.status, ran.err) == (0, "")
    assert f"erased {lacking.save}\n" in ran.out
    assert not lacking.save.exists()


@pytest.mark.parametrize("command", [("path",), ("export",), ("restore", "--yes"), ("today", *NAMES)])
def test_an_old_sqlite_is_told_before_it_is_used(
    program: Program, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr(sqlite_version.sqlite3, "sqlite_version_info", (3, 34, 1))
    monkeypatch.setattr(database, "_connect", pytest.fail)
    ran = program.run(*command, typed="\n\n\n\n")
    assert ran.status == (0 if command[0] == "today" else 2)
    assert_told(ran, "this Python has 3.34")


def test_a_module_built_for_an_older_sqlite_is_not_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sqlite_version.unsuitable() is None
    built = type("Built", (), {"sqlite_version_info": (3, 45, 0), "Connection": object})
    monkeypatch.setattr(sqlite_version, "sqlite3", built)
    assert sqlite_version.unsuitable() is not None


def test_no_sql_needs_a_newer_sqlite_than_we_say() -> None:
    """HAVING without GROUP BY was added in 3.39, as were two joins; unixepoch and -> in 3.38."""
    source = "\n".join(path.read_text() for path in sorted(Path(cardtui.save.__file__).parent.rglob("*.py")))
    newer = r"RIGHT JOIN|FULL JOIN|IS (NOT )?DISTINCT FROM|unixepoch\(|string_agg|concat\(|octet_length|(?-i:HAVING)"
    assert re.findall(newer, source, re.IGNORECASE) == []

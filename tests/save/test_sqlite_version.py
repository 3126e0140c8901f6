"""A Python without SQLite, or with one too old for a save file: play goes on, and nothing is reported as damaged."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

import pytest

import cardtui.save
from cardtui.save import sqlite_version
from program import Program, Ran
from scenes import WORDS

NAMES = ("--plain", "--left", "Ana", "--right", "Ben")

NONE = 'raise ModuleNotFoundError("No module named \'_sqlite3\'", name="_sqlite3")\n'

OLD = """
import importlib.util, os, sys
from importlib.machinery import PathFinder

here = os.path.dirname(os.path.dirname(__file__))
spec = PathFinder.find_spec("sqlite3", [path for path in sys.path if path != here])
module = sys.modules["sqlite3"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
connect = module.connect

class Connection(module.Connection):
    def execute(self, sql, *values):
        if "STRICT" in sql or "sqlite_schema" in sql:
            raise module.OperationalError("malformed database schema (settings) - near STRICT: syntax error")
        return super().execute(sql, *values)

module.sqlite_version, module.sqlite_version_info = "3.34.1", (3, 34, 1)
module.connect = lambda *given, **named: connect(*given, factory=Connection, **named)
"""


class Lacking(NamedTuple):
    """A program that lacks SQLite or a feature of it, and how that is reported."""

    program: Program
    told: str


@pytest.fixture(params=["none", "old"])
def lacking(request: pytest.FixtureRequest, tmp_path: Path) -> Lacking:
    home = tmp_path / "home"
    home.mkdir()
    program = Program(home)
    package = tmp_path / "path" / "sqlite3"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(NONE if request.param == "none" else OLD)
    program.environment["PYTHONPATH"] = f"{package.parent}{os.pathsep}{program.environment['PYTHONPATH']}"
    return Lacking(program, "this Python has none" if request.param == "none" else "this Python has 3.34")


def assert_told(ran: Ran, told: str) -> None:
    assert ran.err.startswith("cardtui: ")
    assert ran.err.count("\n") == 1
    assert "needs SQLite 3.37 or newer" in ran.err
    assert told in ran.err
    assert "damaged" not in ran.out + ran.err


def sound_file(home: Path) -> Path:
    """A save file and its backup, made by a better Python."""
    better = Program(home)
    assert better.run(*NAMES, typed="\n\n\n").status == 0
    return home / "data" / "cardtui" / "save.db"


@pytest.mark.sample(1)
def test_unsaved_play_leaves_the_file_as_it_is(lacking: Lacking) -> None:
    program, told = lacking
    file = sound_file(program.home)
    before = file.read_bytes()
    for command in ((), ("today",)):
        ran = program.run(*command, *NAMES, typed="\n\n\n\n")
        assert ran.status == 0
        assert_told(ran, told)
        assert "Ana" in ran.out
        assert WORDS.mend_title not in ran.out
    assert file.read_bytes() == before
    ran = program.run("--no-save", *NAMES, typed="\n\n")
    assert (ran.status, ran.err) == (0, "")


@pytest.mark.sample(1)
def test_each_command_works_or_says_what_it_needs(lacking: Lacking) -> None:
    program, told = lacking
    file = sound_file(program.home)
    for command in (("path",), ("export",), ("restore", "--yes")):
        ran = program.run(*command)
        assert (ran.status, ran.out) == (2, ""), command
        assert_told(ran, told)
    ran = program.run("where")
    assert ran.status == 0
    assert_told(ran, told)
    assert f"{file}  (the save file" in ran.out
    assert program.run("lead", "evening", "--ready").out.startswith("ok    plan")
    for command in (("decks",), ("check",)):
        ran = program.run(*command)
        assert (ran.status, ran.err) == (0, ""), command
    ran = program.run("forget", "--yes")
    assert (ran.status, ran.err) == (0, "")
    assert f"erased {file}\n" in ran.out
    assert not file.exists()


def test_forget_spares_other_files_with_no_sqlite(lacking: Lacking) -> None:
    save = lacking.program.write("notes.db", "Dear Ben,")
    ran = lacking.program.run("forget", "--yes", "--save", str(save))
    assert (ran.status, save.read_text()) == (2, "Dear Ben,")


def test_a_module_built_for_an_older_sqlite_is_not_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sqlite_version.unsuitable() is None
    monkeypatch.setattr(
        sqlite_version, "sqlite3", type("Built", (), {"sqlite_version_info": (3, 45, 0), "Connection": object})
    )
    assert sqlite_version.unsuitable() is not None
    monkeypatch.setattr(
        sqlite_version, "sqlite3", type("Old", (), {"sqlite_version_info": (3, 36, 9), "Connection": object})
    )
    assert sqlite_version.unsuitable() == "3.36"


def test_no_sql_needs_a_newer_sqlite_than_we_say() -> None:
    """HAVING without GROUP BY was added in 3.39, as were two joins; unixepoch and -> in 3.38."""
    source = "\n".join(path.read_text() for path in sorted(Path(cardtui.save.__file__).parent.rglob("*.py")))
    newer = r"RIGHT JOIN|FULL JOIN|IS (NOT )?DISTINCT FROM|unixepoch\(|string_agg|concat\(|octet_length"
    assert re.findall(newer, source, re.IGNORECASE) == []
    assert "HAVING" not in source

"""Unusual variables, limits and folders: a command works, or explains in a sentence why it cannot."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cardtui.text.local_time import now, read_timestamp, timestamp
from program import LONGEST, Program, short_folder
from zones import zone

ALL = """
import sys
from cardtui.cli import main
save = sys.argv[1:]
statuses = [main(["decks"]), main(["check"]), main(["where", *save]), main(["--plain", *save]), main(["export", *save])]
statuses += [main(["lead", "evening", "--rehearse"])]
sys.exit(max(statuses))
"""
"""Several commands in one process, since each process has a startup cost."""

VARIABLES: dict[str, dict[str, str | None]] = {
    "a day to the west": {"TZ": "AAA24"},
    "POSIX": {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "no such locale": {"LC_ALL": "nonsense", "PYTHONUTF8": None},
    "ASCII": {"PYTHONIOENCODING": "ascii:strict", "PYTHONUTF8": "0"},
    "warnings": {"PYTHONWARNINGS": "error", "PYTHONDEVMODE": "1"},
    "optimized": {"PYTHONOPTIMIZE": "2", "PYTHONDONTWRITEBYTECODE": "1"},
    "apart": {"PYTHONSAFEPATH": "1", "PYTHONNOUSERSITE": "1"},
    "no home": {"HOME": None, "XDG_DATA_HOME": None, "XDG_RUNTIME_DIR": None, "USER": None},
    "an empty home": {"HOME": "", "XDG_DATA_HOME": "", "XDG_RUNTIME_DIR": ""},
    "a home that cannot be": {"HOME": "/dev/null/home", "XDG_DATA_HOME": None, "XDG_RUNTIME_DIR": None},
    "a narrow terminal": {"COLUMNS": "-1", "LINES": "nonsense"},
}


def limited(what: int, most: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(what, (most, most))


CHANGES: dict[str, dict[str, Any]] = {
    "few files": {"preexec_fn": limited(resource.RLIMIT_NOFILE, 16)},
    "a small stack": {"preexec_fn": limited(resource.RLIMIT_STACK, 512 * 1024)},
    "no permissions": {"umask": 0o777},
    "no terminal": {"start_new_session": True},
    "a folder of the system": {"cwd": "/proc"},
    "a folder that has gone": {"preexec_fn": lambda: Path.cwd().rmdir()},
}


@pytest.fixture
def program() -> Iterator[Program]:
    # Some of these environments can only write ASCII, and the folder of the tests may have another name.
    with short_folder() as folder:
        (folder / "home" / "here").mkdir(parents=True)
        yield Program(folder / "home")


@pytest.mark.parametrize(
    ("variables", "changes"),
    [*((variables, {}) for variables in VARIABLES.values()), *(({}, changes) for changes in CHANGES.values())],
    ids=[*VARIABLES, *CHANGES],
)
@pytest.mark.sample(3)
def test_odd_variables_and_limits_are_no_trouble(
    program: Program, variables: dict[str, str | None], changes: dict[str, Any]
) -> None:
    changed = program.environment | variables
    env = {name: value for name, value in changed.items() if value is not None}
    given = {"input": b"\n\n\n", "cwd": program.home / "here", "env": env} | changes
    command = [sys.executable, "-c", ALL, "--save", str(program.save)]
    done = subprocess.run(command, capture_output=True, timeout=LONGEST, check=False, **given)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"all together" in done.stdout


def test_help_is_the_same_under_optimization() -> None:
    code = """
from cardtui.cli import cli, load, main
for name in ("", *cli.commands, *(f"print {name}" for name in load("print").commands)):
    main([*name.split(), "--help"])
"""
    plain, optimized = (
        subprocess.run([sys.executable, *flags, "-c", code], capture_output=True, check=True, timeout=LONGEST).stdout
        for flags in ([], ["-OO"])
    )
    assert plain == optimized
    for command in (b"play", b"forget", b"lead", b"print kit"):
        assert b"Usage: cardtui " + command in optimized


@pytest.mark.parametrize("name", ["AAA24", "AAA-24", "AAA167", "AAA23:59:59", "AAA-23:59:59", ":/nonexistent", ""])
def test_the_time_is_told_in_any_time_zone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    with zone("UTC"):
        monkeypatch.setenv("TZ", name)
        told = read_timestamp(timestamp(now()))
        monkeypatch.undo()
    assert timedelta(0) <= told - before < timedelta(minutes=2)


@pytest.mark.parametrize("arguments", ["new made.yaml", "print feelings -o made.yaml --force"])
@pytest.mark.sample(1)
def test_a_file_without_room_leaves_nothing(program: Program, arguments: str) -> None:
    program.environment["PYTHONDONTWRITEBYTECODE"] = "1"  # it would leave parts of its own files
    here = program.home / "here"
    done = program.run(*arguments.split(), preexec_fn=limited(resource.RLIMIT_FSIZE, 100), cwd=here)
    assert done.status == 2
    assert "made.yaml cannot be written: File too large. Nothing was written." in done.err
    assert [*here.iterdir()] == []

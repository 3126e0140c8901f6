"""Files of another user in place of ours, as left by one start with sudo: the error names their owner.

Root without its right to bypass file modes is the ordinary user here, and "nobody" is the earlier user.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from disks import Humble, skip_unless_humble
from program import Ran
from scenes import WORDS

NOBODY = 65534
NAMES = ("--plain", "--left", "Ana", "--right", "Ben")
TYPED = "\n\n\n\n1\n"

WHOLE = ""
"""Our folder itself."""

UNFINISHED = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504)
"""A journal of SQLite with a write that was cut off."""


@pytest.fixture
def humble(tmp_path: Path) -> Iterator[Humble]:
    """A program after an evening up to its first words, in a folder that only root can take back."""
    skip_unless_humble()
    if os.geteuid() != 0:
        pytest.skip("only root can give files away")
    home = tmp_path / "home"
    home.mkdir()
    program = Humble(home)
    program.save = home / "data" / "cardtui" / "save.db"
    assert program.run(*NAMES, typed=TYPED).status == 0
    yield program
    for path in (tmp_path, *tmp_path.rglob("*")):
        os.chown(path, 0, 0, follow_symlinks=False)


def give_away(program: Humble, name: str, mode: int) -> Path:
    path = program.save.parent / name if name else program.save.parent
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
def test_play_goes_on_and_the_owner_is_named(humble: Humble, name: str, mode: int) -> None:
    path = give_away(humble, name, mode)
    ran = humble.run(*NAMES, typed=TYPED)
    assert_told(ran, path, 0)
    assert f"belongs to nobody). {WORDS.not_saved_why.partition('). ')[2]}" in ran.out


@pytest.mark.parametrize("command", [("path",), ("export",), ("forget", "--yes"), ("restore", "--yes")])
@pytest.mark.sample(1)
def test_a_denied_command_names_the_folders_owner(humble: Humble, command: tuple[str, ...]) -> None:
    folder = give_away(humble, WHOLE, 0o700)
    ran = humble.run(*command)
    assert_told(ran, folder, 2)
    assert ran.out == ""


def test_where_names_the_files_all_the_same(humble: Humble) -> None:
    folder = give_away(humble, WHOLE, 0o700)
    ran = humble.run("where")
    assert_told(ran, folder, 0)
    for name in ("save.db", "save.db-journal", "save.db.lock", "save.db-backups"):
        assert f"\n{folder / name}  (" in f"\n{ran.out}"
    assert "not there now" not in ran.out.splitlines()[0]


def test_failed_backups_show_once_and_in_where(humble: Humble) -> None:
    folder = give_away(humble, "save.db-backups", 0o700)
    ran = humble.run(*NAMES, "--depth", "3", typed=f"{TYPED}1\n1\n1\n1\n")
    assert_told(ran, folder, 0)
    assert ran.err.startswith("cardtui: No backup was made. ")
    ran = humble.run("where")
    assert ran.status == 0
    assert f"{folder} belongs to nobody" in ran.err


def test_ownership_is_only_advised_at_home(humble: Humble, tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir(mode=0o700)
    os.chown(folder, NOBODY, NOBODY)
    ran = humble.run(*NAMES, "--save", str(folder / "x.db"), typed=TYPED)
    assert ran.status == 0
    assert f"The folder {folder} belongs to nobody" in ran.err
    assert "chown" not in ran.err


@pytest.mark.parametrize(
    "command", [("check", "mine"), ("decks",), ("check",), ("play", "--no-save", "--deck", "mine")]
)
@pytest.mark.sample(1)
def test_a_closed_decks_folder_is_reported(humble: Humble, command: tuple[str, ...]) -> None:
    folder = humble.save.parent / "decks"
    folder.mkdir()
    give_away(humble, "decks", 0o700)
    ran = humble.run(*command)
    assert f"{folder} may not be looked into; {folder} belongs to nobody" in ran.err
    assert "your own decks; only read; cannot be looked at" in humble.run("where").out

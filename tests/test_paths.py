"""Paths as people type them: ``~`` is expanded everywhere, and an invalid path is reported in one sentence."""

from __future__ import annotations

import os
from itertools import product
from pathlib import Path

import platformdirs
import pytest

from cardtui.deck.deck_locations import deck_name, known_decks
from cardtui.save.errors import Unwritable
from cardtui.save.history import History
from cardtui.save.location import save_path
from cardtui.save.resilient_store import ResilientStore
from cardtui.system.paths import NotAPath, data_folder, is_homeless, named_path
from cardtui.workshop.private_folder import make_folders
from deck.deckfiles import SUIT
from program import Within, assert_refused

PLAN = """plan: A
language: en
starts: x
{deck}agenda:
  - kind: talk
    title: T
    minutes: 3
"""

TAKES_A_FILE = {
    "save": "path --save",
    "play": "--plain --left A --right B --save",
    "restore": "restore --yes",
    "new": "new",
    "import": "import",
    "import to": "import list.txt",
    "output": "print feelings -o",
    "font": "print feelings --font",
}
"""Commands that take a path as their last argument."""

TAKES_A_PATH = TAKES_A_FILE | {
    "deck": "path --deck",
    "lead": "lead --ready",
    "print plan": "print plan",
    "print cards": "print cards",
    "check": "check",
}


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Within:
    home = tmp_path / "home"
    home.mkdir()
    program = Within(home)
    monkeypatch.chdir(home)
    program.write("list.txt", "Where is home?\nWhat is near?\n")
    return program


NO_USER = "no user 'nobody-here'"
IMPOSSIBLE = {"~nobody-here/x.yaml": NO_USER, "~nobody-here": NO_USER, "": "path"}
HIDDEN = dict.fromkeys((".yaml", ".kitchen.yaml", ".kitchen"), "hidden")
FOLDERS = dict.fromkeys((".", "..", "/", "nowhere/", "~"), "folder")
TOLD = IMPOSSIBLE | HIDDEN | FOLDERS


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *product(TAKES_A_PATH, IMPOSSIBLE),
        *product(TAKES_A_FILE, FOLDERS),
        *product(("new", "import to"), HIDDEN),
    ],
)
def test_an_impossible_path_gets_one_sentence(program: Within, name: str, value: str) -> None:
    there = sorted(program.home.rglob("*"))
    assert_refused(program.run(*TAKES_A_PATH[name].split(), value), 2, TOLD[value])
    assert sorted(program.home.rglob("*")) == there


def test_a_tilde_works_in_every_path(program: Within) -> None:
    program.write("decks/kitchen.yaml", SUIT)
    program.write("plan.yaml", PLAN.format(deck="deck: ~/decks/kitchen.yaml\n"))
    os.chdir("/")
    assert program.run("new", "~/new.yaml").status == 0
    assert program.run("import", "~/list.txt", "~/imported.yaml").status == 0
    assert program.run("import", "~/list.txt").status == 0
    assert {"new.yaml", "imported.yaml", "list.yaml"} <= {path.name for path in program.home.iterdir()}
    assert program.run("check", "~/imported.yaml", "~/decks/kitchen.yaml", "~/plan.yaml").status in (0, 1)
    ran = program.run(
        "--plain", "--left", "A", "--right", "B", "--save=~/s.db", "--deck=~/decks/kitchen.yaml", typed="\n"
    )
    assert (ran.status, ran.err) == (0, "")
    assert (program.home / "s.db").exists()
    assert program.run("path", "--deck=~/decks/kitchen.yaml", "--save=~/s.db").status == 0
    assert program.run("lead", "~/plan.yaml", "--ready").out.startswith("ok    plan")
    assert str(program.home / "x.ttf") in program.run("print", "feelings", "--font=~/x.ttf").err
    assert program.run("print", "feelings", "--output=~/f.pdf").status == 0
    assert (program.home / "f.pdf").exists()
    assert not Path("/~").exists()


def test_a_file_that_is_really_called_so_is_found(program: Within) -> None:
    program.write("~nobody-here.yaml", SUIT)
    assert program.run("check", "~nobody-here.yaml").status in (0, 1)
    assert (named_path("~nobody-here.yaml"), named_path("./~")) == (Path("~nobody-here.yaml"), Path("./~"))


def test_a_plan_whose_deck_leads_nowhere_is_one_finding(program: Within) -> None:
    program.write("plan.yaml", PLAN.format(deck="deck: ~nobody-here/x\n"))
    ran = program.run("check", "plan.yaml")
    assert (ran.status, ran.out.count("error[unknown-deck]")) == (1, 1)


def test_a_plan_in_an_unlistable_folder_is_read(program: Within, monkeypatch: pytest.MonkeyPatch) -> None:
    program.write("mine/plans/plan.yaml", PLAN.format(deck=""))

    def closed(folder: Path) -> object:
        raise PermissionError(folder)

    monkeypatch.setattr(Path, "iterdir", closed)
    ran = program.run("check", "mine/plans/plan.yaml")
    assert ran.status in (0, 1)
    assert "1 plan" in ran.out or "in 1 file" in ran.out


def test_a_circular_link_does_not_stop_the_list(program: Within) -> None:
    circle = program.write("data/cardtui/decks/kitchen.yaml", SUIT).with_name("round.yaml")
    circle.symlink_to("round.yaml")
    assert "kitchen" in program.run("decks").out
    assert deck_name(circle) == "round"


@pytest.mark.parametrize("by_error", [False, True])
def test_without_a_home_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_error: bool) -> None:
    def folder(*_: object, **__: object) -> Path:
        if by_error:
            raise RuntimeError("Could not determine home directory.")
        return Path("~/.local/share/cardtui")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(platformdirs, "user_data_path", folder)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert is_homeless(data_folder())
    with pytest.raises(NotAPath, match="no home folder"):
        named_path("~/x")
    store = ResilientStore.open(save_path(), own=True)
    assert store.trouble == "There is no home folder"
    with pytest.raises(Unwritable):
        History.open(save_path(), own=True)
    with pytest.raises(OSError, match="home"):
        make_folders(data_folder() / "workshop")
    store.close()
    assert [deck.name for deck in known_decks()] == ["starter"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["save", "play", "restore", "new", "import", "check", "lead"])
def test_in_a_folder_that_was_deleted_it_is_told(program: Within, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    folder = program.home / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    program.folder = None
    assert_refused(program.run(*TAKES_A_PATH[name].split(), "x.yaml"), 2)

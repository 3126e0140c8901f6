"""An error in a shipped deck is reported before anything else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cardtui.deck.deck_locations import shipped_deck
from program import SOURCE, Program
from terminal import Drawn

PROBLEM = "1 error in 1 file"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    (tmp_path / "home").mkdir()
    program = Program(tmp_path / "home")
    program.environment["PYTHONPATH"] = str(tmp_path / "installed")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(SOURCE / "cardtui", tmp_path / "installed" / "cardtui", ignore=ignored)
    shutil.copytree(shipped_deck(), deck_of(program))
    return program


def deck_of(program: Program) -> Path:
    return Path(program.environment["PYTHONPATH"]) / "cardtui" / "shipped_deck"


def damage(program: Program, file: str, line: str) -> None:
    with (deck_of(program) / file).open("a", encoding="utf-8") as damaged:
        damaged.write(f"\n{line}\n")


@pytest.mark.parametrize("file", ["connect.yaml", "words.yaml", "dialogues.yaml"])
@pytest.mark.sample(1)
def test_plain_mode_tells_it_before_anything_else(program: Program, file: str) -> None:
    damage(program, file, "nonsense: 1")
    ran = program.play("", options=("--plain",))
    assert (ran.status, ran.out) == (1, "")
    assert PROBLEM in ran.err
    assert f"{file}:" in ran.err


def test_what_was_played_before_stays(program: Program) -> None:
    assert program.play("", "Ana", "Ben", "", "", "", options=("--plain",)).status == 0
    before = program.play("", options=("--plain",)).out
    whole = (deck_of(program) / "connect.yaml").read_bytes()
    damage(program, "connect.yaml", "nonsense: 1")
    with Drawn(program, "--save", str(program.save), "--no-plain") as drawn:
        assert drawn.wait() == 1
        assert PROBLEM in drawn.text
        assert "\x1b[?1049h" not in drawn.shown or drawn.is_restored
    (deck_of(program) / "connect.yaml").write_bytes(whole)
    assert program.play("", options=("--plain",)).out == before

"""An error in a shipped deck is reported before anything else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cardtui.deck.deck_locations import shipped_deck
from program import SOURCE, Program


@pytest.mark.parametrize("file", ["connect.yaml", "words.yaml", "dialogues.yaml"])
@pytest.mark.sample(1)
def test_a_damaged_deck_is_told_before_anything_else(tmp_path: Path, file: str) -> None:
    installed = tmp_path / "installed" / "cardtui"
    shutil.copytree(SOURCE / "cardtui", installed, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(shipped_deck(), installed / "shipped_deck")
    with (installed / "shipped_deck" / file).open("a", encoding="utf-8") as damaged:
        damaged.write("\nnonsense: 1\n")
    program = Program(tmp_path)
    program.environment["PYTHONPATH"] = str(installed.parent)
    ran = program.play("", options=("--plain",))
    assert (ran.status, ran.out) == (1, "")
    assert "1 error in 1 file" in ran.err
    assert f"{file}:" in ran.err

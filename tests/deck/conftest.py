"""Folders of decks, and the readers of YAML."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest
import yaml

from cardtui.deck.files import yaml_tree
from deck.deckfiles import SUIT


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """A folder with one suit file."""
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "connect.yaml").write_text(SUIT, encoding="utf-8")
    return folder


@pytest.fixture
def own_decks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of decks, with a folder of a deck and a file in it; the working folder is empty."""
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *args, **options: tmp_path / "data")
    folder = tmp_path / "data" / "decks"
    (folder / "winter").mkdir(parents=True)
    (folder / "winter" / "snow.yaml").write_text(SUIT, encoding="utf-8")
    (folder / "summer.yaml").write_text(SUIT, encoding="utf-8")
    (tmp_path / "cwd").mkdir()
    monkeypatch.chdir(tmp_path / "cwd")
    return folder


@pytest.fixture(params=["C parser", "Python parser"])
def _both_parsers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "Python parser":
        monkeypatch.setattr(yaml_tree, "Parser", yaml.BaseLoader)

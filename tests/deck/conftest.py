"""Folders of decks."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

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

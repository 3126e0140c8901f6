"""The shipped deck is played from a copy, as long as the deck's files have not changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cardtui.deck import opened_deck
from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.opened_deck import ShippedDeckDamaged, open_deck, open_shipped_deck, read_base


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "deck"
    shutil.copytree(shipped_deck(), folder)
    monkeypatch.setattr(opened_deck, "shipped_deck", lambda: folder)
    return folder


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_copy_is_what_the_files_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardtui.deck.deck_reader.read_deck", None)
    copy = open_shipped_deck()
    monkeypatch.undo()
    assert copy == open_deck().deck, "run .ci/generate"


@pytest.mark.parametrize("copy", ["{}", "not JSON", None])
def test_the_files_do_without_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, copy: str | None) -> None:
    expected = open_shipped_deck()
    monkeypatch.setattr(opened_deck, "COPY", tmp_path / "copy.json")
    if copy is not None:
        opened_deck.COPY.write_text(copy, encoding="utf-8")
    assert open_shipped_deck() == expected
    assert read_base(shipped_deck()).words == expected.words


def test_an_edited_file_counts(edited: Path) -> None:
    replaced(edited / "words.yaml", "settle_ask:", "settle_ask: Ready? #")
    replaced(edited / "connect.yaml", "suit: Connect", "suit: Together")
    deck = open_shipped_deck()
    assert deck.words.settle_ask == read_base(edited).words.settle_ask == "Ready?"
    assert "Together" in [suit.name for suit in deck.suits]


@pytest.mark.parametrize("file", ["connect.yaml", "words.yaml"])
def test_an_edited_file_with_an_error_is_told(edited: Path, file: str) -> None:
    replaced(edited / file, "language: en", "language: [en")
    with pytest.raises(ShippedDeckDamaged, match="install cardtui again"):
        open_shipped_deck()


def test_a_missing_file_is_told(edited: Path, tmp_path: Path) -> None:
    (edited / "dialogues.yaml").unlink()
    with pytest.raises(ShippedDeckDamaged):
        open_shipped_deck()
    with pytest.raises(ShippedDeckDamaged):
        read_base(tmp_path)

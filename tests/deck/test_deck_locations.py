"""Where decks are, by name and by path."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from cardtui.deck import deck_locations
from cardtui.deck.deck_locations import SHIPPED_NAME, DeckNotFound, FoundDeck, find, known_decks, shipped_deck
from deck.deckfiles import SUIT


@pytest.fixture(autouse=True)
def decks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of decks, with a folder and a file in it; the working folder is empty."""
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *args, **options: tmp_path / "data")
    folder = tmp_path / "data" / "decks"
    (folder / "winter").mkdir(parents=True)
    (folder / "winter" / "snow.yaml").write_text(SUIT, encoding="utf-8")
    (folder / "summer.yaml").write_text(SUIT, encoding="utf-8")
    (folder / "empty").mkdir()
    (folder / ".hidden").mkdir()
    (tmp_path / "cwd").mkdir()
    monkeypatch.chdir(tmp_path / "cwd")
    return folder


def test_a_checkout_finds_the_shipped_deck() -> None:
    assert (shipped_deck() / "words.yaml").is_file()


def test_a_deck_in_the_package_beats_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "cardtui" / "shipped_deck"
    inside.mkdir(parents=True)
    monkeypatch.setattr(deck_locations, "__file__", str(tmp_path / "cardtui" / "deck" / "deck_locations.py"))
    assert shipped_deck() == inside


def test_an_installation_without_a_deck_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        deck_locations, "__file__", str(tmp_path / "a" / "b" / "cardtui" / "deck" / "deck_locations.py")
    )
    with pytest.raises(DeckNotFound, match="install cardtui again"):
        shipped_deck()


def test_a_name_is_looked_up_in_the_users_decks(decks: Path) -> None:
    assert (find("winter"), find("summer")) == (decks / "winter", decks / "summer.yaml")


def test_the_shipped_deck_has_a_name_too() -> None:
    assert find(SHIPPED_NAME) == shipped_deck()


def test_an_existing_path_wins_over_a_name(decks: Path) -> None:
    Path("winter").mkdir()
    assert find("winter") == Path("winter")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        *(("wintre", "did you mean winter?"), ("zzzzzz", "cardtui decks lists")),
        *(("some/path", "is the path right"), ("../winter", "is the path right"), ("", "a name or a path")),
        *(("a\0b", "is the path right"), ("x" * 5000, "cardtui decks lists"), ("a\nb", "'a b'")),
    ],
)
def test_a_missing_deck_gets_a_helpful_sentence(name: str, words: str) -> None:
    with pytest.raises(DeckNotFound) as caught:
        find(name)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_known_decks_are_the_shipped_and_users(decks: Path) -> None:
    assert known_decks() == (
        FoundDeck(SHIPPED_NAME, shipped_deck()),
        FoundDeck("summer", decks / "summer.yaml"),
        FoundDeck("winter", decks / "winter"),
    )

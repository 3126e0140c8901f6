"""Where decks are, by name and by path."""

from __future__ import annotations

from pathlib import Path

import pytest

from cardtui.deck import deck_locations
from cardtui.deck.deck_locations import SHIPPED_NAME, DeckNotFound, FoundDeck, find, known_decks, shipped_deck

pytestmark = pytest.mark.usefixtures("own_decks")


def test_a_deck_in_the_package_beats_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deck_locations, "__file__", str(tmp_path / "cardtui" / "deck" / "deck_locations.py"))
    with pytest.raises(DeckNotFound, match="install cardtui again"):
        shipped_deck()
    inside = tmp_path / "cardtui" / "shipped_deck"
    inside.mkdir(parents=True)
    assert shipped_deck() == inside


def test_known_decks_are_the_shipped_and_users(own_decks: Path) -> None:
    (own_decks / "empty").mkdir()
    (own_decks / ".hidden").mkdir()
    known = ((SHIPPED_NAME, shipped_deck()), ("summer", own_decks / "summer.yaml"), ("winter", own_decks / "winter"))
    assert known_decks() == tuple(FoundDeck(name, path) for name, path in known)
    assert [find(name) for name, _ in known] == [path for _, path in known]


def test_an_existing_path_wins_over_a_name() -> None:
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

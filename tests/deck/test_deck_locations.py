"""Where decks are, by name and by path."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest

from cardtui.deck import deck_locations
from cardtui.deck.deck_locations import SHIPPED_NAME, DeckNotFound, FoundDeck, find, known_decks, shipped_deck
from cardtui.workshop.plan_locations import find_plan

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
    (own_decks / ".hidden").symlink_to("winter")
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


# The same name is found in any encoding of its letters: typed on a keyboard, or in the file names of a Mac.


@pytest.mark.parametrize(("there", "typed"), [("NFC", "NFD"), ("NFD", "NFC")])
@pytest.mark.parametrize("word", ["Küche", "Été", "Gặp nhau", "부엌", "Žlutý kůň", "がっこう"])
def test_a_deck_is_found_in_either_form(word: str, there: str, typed: str, own_decks: Path) -> None:
    given, asked = normalize(there, word), normalize(typed, word)  # type: ignore[arg-type]
    (own_decks / "summer.yaml").rename(own_decks / f"{given}.yaml")
    beside = Path("a folder", given, "plans")
    beside.mkdir(parents=True)
    (beside / f"{given}.yaml").write_text("plan: A\n", encoding="utf-8")
    assert find(asked).samefile(own_decks / f"{given}.yaml")
    assert find(f"a folder/{asked}").samefile(beside.parent)
    assert find(str(Path.cwd() / "a folder" / asked)).samefile(beside.parent)
    assert find_plan(f"a folder/{asked}/plans/{asked}.yaml").parent.samefile(beside)
    assert normalize("NFC", word) in [deck.name for deck in known_decks()]
    (own_decks / asked).mkdir()
    assert find(asked).name == asked, "the one spelled as asked comes first"


def test_nobody_is_offered_what_they_typed(own_decks: Path) -> None:
    (own_decks / "summer.yaml").rename(own_decks / normalize("NFD", "Küche.yaml"))
    with pytest.raises(DeckNotFound, match=f"did you mean {normalize('NFC', 'Küche')}"):
        find(normalize("NFD", "Kühe"))

"""The same text is the same text, whatever bytes spell it: what a keyboard types, and what a Mac's file names hold."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import platformdirs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardtui.commands.shared.parameters import split
from cardtui.deck.deck_locations import DeckNotFound, find, known_decks
from cardtui.deck.deck_reader import read_deck
from cardtui.deck.files.value_reader import as_name
from cardtui.text.names import LONGEST_NAME, clean_name
from cardtui.text.normal_form import comparable, composed, normal
from cardtui.text.suggestions import closest
from cardtui.workshop.plan_locations import find_plan
from deck.deckfiles import SUIT, suit_of
from lint.checked_cards import BASE, advice_on, card, suit

WORDS = ["Küche", "Été", "Gặp nhau", "부엌", "Žlutý kůň", "がっこう"]
FORMS = [("NFC", "NFD"), ("NFD", "NFC")]


def spelled(form: str, text: str) -> str:
    return unicodedata.normalize(form, text)  # type: ignore[arg-type]


@pytest.fixture
def decks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *args, **options: tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data" / "decks").mkdir(parents=True)
    return tmp_path / "data" / "decks"


@pytest.mark.parametrize(("there", "typed"), FORMS)
@pytest.mark.parametrize("word", WORDS)
def test_a_deck_is_found_in_either_form(word: str, there: str, typed: str, decks: Path) -> None:
    (decks / spelled(there, word)).mkdir()
    (decks / spelled(there, word) / "a.yaml").write_text(SUIT, encoding="utf-8")
    beside = Path("a folder", spelled(there, word), "plans")
    beside.mkdir(parents=True)
    (beside / f"{spelled(there, word)}.yaml").write_text("plan: A\n", encoding="utf-8")
    asked = spelled(typed, word)
    assert find(asked).samefile(decks / spelled(there, word))
    assert find(f"a folder/{asked}").samefile(beside.parent)
    assert find(str(Path.cwd() / "a folder" / asked)).samefile(beside.parent)
    assert find_plan(f"a folder/{asked}/plans/{asked}.yaml").parent.samefile(beside)
    assert [deck.name for deck in known_decks()] == ["starter", normal(word)]


def test_the_folder_spelled_as_asked_is_found(decks: Path) -> None:
    for form in ("NFC", "NFD"):
        (decks / spelled(form, "Küche")).mkdir()
    for form in ("NFC", "NFD"):
        assert find(spelled(form, "Küche")).name == spelled(form, "Küche")


def test_nobody_is_offered_what_they_typed(decks: Path) -> None:
    (decks / spelled("NFD", "Küche.yaml")).write_text(SUIT, encoding="utf-8")
    with pytest.raises(DeckNotFound, match=f"did you mean {normal('Küche')}"):
        find(spelled("NFD", "Kühe"))
    assert closest(spelled("NFD", "küche"), ["Küche"]) == "Küche"


@pytest.mark.parametrize("word", WORDS)
def test_same_name_suits_are_told_in_any_form(word: str, tmp_path: Path) -> None:
    for number, form in enumerate(("NFC", "NFD")):
        text = SUIT.replace("Connect", spelled(form, word)).replace("small-walk", f"walk-{number}")
        text = text.replace("cared-for-lately", f"cared-{number}").replace("old-id", f"old-{number}")
        (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")
    assert [problem.code for problem in read_deck(tmp_path, BASE).problems] == ["duplicate-suit"]


@pytest.mark.parametrize(
    ("language", "prompt"),
    [
        ("de", "Welches Geräusch in der Küche hörst du gern?"),
        ("fr", "Quel été t’a le plus marqué, et où était-ce ?"),
        ("vi", "Điều gì hôm nay đã làm bạn thấy ấm áp?"),
        ("ko", "오늘 무엇이 당신을 웃게 했나요?"),
        ("de", "Welches Ge\u00adräusch in der Küche hörst du gern?"),
    ],
)
def test_same_text_cards_are_told_in_any_form(language: str, prompt: str) -> None:
    other = spelled("NFD", prompt.replace("\u00ad", ""))
    found = advice_on(suit(card(prompt, name="one"), card(other, name="other"), language=language))
    (problem,) = [problem for problem in found if problem.code == "near-duplicate"]
    assert problem.message.startswith("says the same as 'one'")


def test_a_suit_is_read_in_one_form() -> None:
    read = suit_of(spelled("NFD", SUIT.replace("Connect", "Küche").replace("window", "Tür"))).suit
    assert read is not None
    assert read.name == "Küche"
    assert read.cards[1].prompt == "Walk to the Tür together."


def test_advice_points_at_the_word_in_any_form() -> None:
    text = suit(card("Où es-tu né, dear? What must you always do there?"))
    places = [
        [problem.source[problem.column - 1 :][: problem.width] for problem in advice_on(spelled(form, text))]
        for form in ("NFC", "NFD")
    ]
    assert "always" in places[0]
    assert places[0] == [normal(place) for place in places[1]]


def test_a_persons_name_is_as_long_as_it_looks() -> None:
    name = "가나다라마바사아자차카타파하거너더러머버서어저처"
    assert len(name) == LONGEST_NAME
    assert clean_name(spelled("NFD", name)) == name


def test_an_id_is_made_of_whole_words_in_any_form() -> None:
    assert as_name(spelled("NFD", "Ist schön für dich")) == as_name("Ist schön für dich") == "ist-schon-fur-dich"
    assert as_name("Straße, øl, œuf, đi, łódź") == "strasse-ol-oeuf-di-lodz"


def test_a_suit_name_with_a_comma_stays_whole() -> None:
    assert split([spelled("NFD", "Küche, Bad")], ["Küche, Bad"]) == [spelled("NFD", "Küche, Bad")]


@given(st.text())
def test_a_key_is_the_same_for_every_form(text: str) -> None:
    assert comparable(spelled("NFD", text)) == comparable(spelled("NFC", text)) == comparable(comparable(text))


@given(st.text(st.sampled_from("aeoé\u0301\u0308ü한가\u1112\u1161\u11ab „-xक\u093c\u0ae0"), max_size=12))
def test_composed_characters_know_their_start(text: str) -> None:
    whole, begins = composed(text)
    assert len(whole) == len(begins)
    assert whole in (text, normal(text))
    assert list(begins) == sorted(begins)

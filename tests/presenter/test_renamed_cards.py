"""A card that was met under a former id is still one card: on the path, with its heart, and when it is dealt."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from cardtui.deck.card import Card, CardId
from couple_session import Sitting, going, small_deck
from decks import card
from presenter.test_history_views import CONNECT, shelves

OTHERS = tuple(card(f"other-{number}") for number in range(1, 4))


def former_id(card_id: str) -> Card:
    """A card that had that id before."""
    return card("renamed", prompt="Said otherwise?", aliases=(CardId(card_id),))


def after_renaming(save: Path, hearts: tuple[str, ...] = ()) -> Sitting:
    """The first screen after an evening of one card that has another id since."""
    pair = going(save, "offered", settings=CONNECT).good_night().press(*hearts, "enter")
    return pair.start_again(small_deck(former_id(pair.store.path()[0].card), *OTHERS))


def met_again(pair: Sitting, *hearts: str) -> Sitting:
    """The first screen after another evening, with the same card."""
    pair.wait(days=2).press("4", "1", "enter", "esc", "enter", "enter")
    assert pair.place.dealt.card.id == "renamed"
    return pair.good_night().press(*hearts, "enter").start_again()


def test_a_wish_for_a_renamed_card_is_fulfilled_once(save: Path) -> None:
    pair = after_renaming(save).press("4", "1", "enter", "esc", "enter", "enter")
    assert pair.place.dealt.card.id == "renamed"
    pair.until("resting").wait(minutes=1).press("enter")
    assert pair.place.dealt.card.id != "renamed"


def test_another_card_than_a_renamed_one_is_another(save: Path) -> None:
    pair = after_renaming(save).press("4", "1", "enter", "esc", "enter", "enter", "2")
    assert pair.place.dealt.card.id != "renamed"


def test_a_renamed_card_lies_once_on_the_path(save: Path) -> None:
    assert shelves(met_again(after_renaming(save)).press("4")) == {"Tuesday": [("C", False)]}


@pytest.mark.parametrize("hearts", [((), ("1",)), (("1",), ())], ids=["later", "before"])
def test_the_heart_of_a_renamed_card_is_one(save: Path, hearts: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    pair = met_again(after_renaming(save, hearts[0]), *hearts[1]).press("4")
    assert shelves(pair) == {"Tuesday": [("C", True)]}
    assert shelves(pair.press("2")) == {"Tuesday": [("C", False)]}
    assert shelves(pair.press("esc", "q").start_again().press("4")) == {"Tuesday": [("C", False)]}
    assert shelves(pair.press("2")) == {"Tuesday": [("C", True)]}
    assert shelves(pair.press("esc", "q").start_again().press("4")) == {"Tuesday": [("C", True)]}


def test_good_night_knows_the_heart_of_a_renamed_card(save: Path) -> None:
    pair = after_renaming(save, ("1",)).press("4", "1", "enter", "esc", "enter", "enter").good_night()
    assert pair.row("1").marked
    assert not pair.press("1").row("1").marked


def test_a_renamed_card_met_since_does_not_come_back(save: Path) -> None:
    pair = met_again(after_renaming(save, ("1",))).wait(days=80).press("enter", "enter")
    assert not pair.position.plan.hearts


def test_a_suit_renamed_meanwhile_is_still_the_one_they_chose(save: Path) -> None:
    pair = going(save, "resting", settings=CONNECT)
    met = pair.position.met[0].card
    connect, *others = small_deck().suits
    renamed = replace(small_deck(), suits=(replace(connect, name="Closer", symbol="c"), *others))
    pair.press("q").start_again(renamed).press("enter", "enter")
    assert (pair.at, pair.place.dealt.suit) == ("offered", "Closer")
    pair.press("g")
    assert shelves(pair) == {"Sunday": [("c", False)]}
    assert pair.scene.prose[0] == "Sunday · Closer"
    pair.press("b", "2").good_night()
    assert [tile.symbol for tile in pair.scene.shelves[0].tiles] == ["c"] * len(pair.position.met)
    assert pair.position.met[0].card == met

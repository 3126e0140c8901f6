"""Our path: what was met, shown again, dealt again; and the hearts of a good night."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from cardtui.presenter.scene import Page
from cardtui.presenter.views.history_views import HEART, TILE
from cardtui.rules.position import GoodNight, Offered, Resting
from couple_session import KNOWN, NOON, Sitting, small_deck
from decks import card
from shipped_words import WORDS, filled


@pytest.fixture
def save(tmp_path: Path) -> Path:
    return tmp_path / "save.db"


def after_evening(save: Path, cards: int = 2, hearts: tuple[str, ...] = ()) -> Sitting:
    """The first screen after an evening of so many cards of Connect."""
    pair = Sitting(save, small_deck(), replace(KNOWN, suits=("Connect",))).press("enter", "enter")
    for _ in range(cards - 1):
        pair.until(Resting).wait(minutes=1).press("enter")
    return pair.good_night().press(*hearts, "enter").start_again()


def test_an_empty_path_says_so_kindly() -> None:
    pair = Sitting().press("4")
    assert WORDS.path_empty in pair.text
    assert isinstance(pair.press("enter").scene, Page)


def test_each_card_met_has_a_tile_without_gaps(save: Path) -> None:
    pair = after_evening(save, 3).press("4")
    assert [row.text for row in pair.rows[:-1]] == [f"Connect  {TILE}{TILE}{TILE}"]


def test_good_night_hearts_toggle_and_are_kept(save: Path) -> None:
    pair = after_evening(save, 3, hearts=("1", "3", "3", "2", "3")).press("4")
    assert pair.row("1").text == f"Connect  {HEART}{HEART}{HEART}"
    pair = after_evening(save.with_name("other.db"), 3, hearts=("1", "2", "2")).press("4")
    assert pair.row("1").text == f"Connect  {HEART}{TILE}{TILE}"


def test_the_rows_of_a_good_night_are_the_evenings_cards_and_say_which_have_a_heart() -> None:
    pair = Sitting(deck=small_deck()).press("enter", "enter").until(Resting).press("enter").good_night()
    assert [row.text for row in pair.rows[1:]] == [f"{met.card}?" for met in pair.position.met]
    pair.press("2")
    assert [row.marked for row in pair.rows[1:]] == [False, True]


@pytest.mark.parametrize(
    ("hour", "bye", "end"),
    [
        (4, WORDS.night_names, WORDS.night_end),
        (5, WORDS.day_names, WORDS.day_end),
        (11, WORDS.day_names, WORDS.day_end),
        (16, WORDS.day_names, WORDS.day_end),
        (17, WORDS.night_names, WORDS.night_end),
        (23, WORDS.night_names, WORDS.night_end),
    ],
)
def test_the_end_says_both_names_and_good_night_only_at_night(hour: int, bye: str, end: str) -> None:
    pair = Sitting(deck=small_deck(), now=NOON.replace(hour=hour)).press("enter", "enter").good_night()
    assert filled(bye, left="Ana", right="Ben") in pair.text
    assert pair.rows[0].text == end
    assert isinstance(pair.place, GoodNight)
    pair.press("enter")
    assert pair.navigation.parting == (WORDS.parting_night if end == WORDS.night_end else WORDS.parting_day)


def test_a_card_is_shown_again_and_is_dealt_next(save: Path) -> None:
    pair = after_evening(save).press("4", "1")
    wanted = pair.row("2").text
    pair.press("2")
    assert isinstance(pair.scene, Page)
    assert pair.scene.face is not None
    assert pair.scene.face.text == wanted
    pair.press("2")
    assert WORDS.path_dealt in pair.text
    pair.press("enter", "enter", "enter", "enter", "enter")
    assert isinstance(pair.place, Offered)
    assert pair.place.dealt.card.prompt == wanted
    pair.until(Resting).press("enter")
    assert isinstance(pair.place, Offered)
    assert pair.place.dealt.card.prompt != wanted, "once"


def test_a_card_asked_for_mid_round_comes_next(save: Path) -> None:
    pair = after_evening(save).press("enter", "enter", "enter")
    before = pair.position
    pair.press("g", "1", "1")
    assert isinstance(pair.scene, Page)
    assert pair.scene.face is not None
    wanted = pair.scene.face.text
    pair.press("2", "enter", "enter", "enter")
    assert pair.position == before
    pair.until(Resting).press("enter")
    assert isinstance(pair.place, Offered)
    assert pair.place.dealt.card.prompt == wanted


def test_a_card_of_tonight_is_on_the_path_at_once(save: Path) -> None:
    pair = Sitting(save, small_deck()).press("enter", "enter", "enter", "enter", "g")
    assert TILE in pair.row("1").text


def test_a_card_gone_from_the_deck_stays_on_path(save: Path) -> None:
    pair = after_evening(save)
    pair.press("q").start_again(small_deck(card("another"))).press("4")
    assert pair.row("1").text == f"Connect  {TILE}{TILE}"
    pair.press("1")
    assert pair.row("1").text.startswith("connect-")
    pair.press("1")
    assert WORDS.path_gone in pair.text
    pair.press("enter", "enter", "enter")


def test_a_card_that_was_renamed_is_shown_under_its_new_name_and_words(save: Path) -> None:
    pair = after_evening(save, 1)
    (met,) = pair.store.path()
    renamed = card("renamed", prompt="Said otherwise?", aliases=(met.card,))
    pair.press("q").start_again(small_deck(renamed)).press("4", "1")
    assert pair.row("1").text == "Said otherwise?"
    pair.press("1", "2", "enter", "enter", "enter", "enter", "enter")
    assert isinstance(pair.place, Offered)
    assert pair.place.dealt.card == renamed


def test_a_path_prompt_addresses_nobody_by_name(save: Path) -> None:
    deck = small_deck(card("one", prompt="What does {partner} like?"))
    pair = Sitting(save, deck, replace(KNOWN, suits=("Connect",))).press("enter", "enter").good_night().press("enter")
    pair.start_again().press("4", "1")
    assert pair.row("1").text == f"What does {WORDS.partner} like?"


def test_more_cards_than_digits_have_pages(save: Path) -> None:
    pair = after_evening(save, 10).press("4", "1")
    assert [row.key for row in pair.rows] == [*"12345678", "9", "enter"]
    pair.press("9")
    assert [row.key for row in pair.rows] == ["1", "2", "9", "enter"]
    first = pair.row("1").text
    pair.press("9", "9")
    assert pair.row("1").text == first


def test_good_night_has_hearts_for_the_last_nine() -> None:
    pair = Sitting(deck=small_deck()).press("enter", "enter")
    for _ in range(10):
        pair.until(Resting).press(next(row.key for row in pair.rows if row.text == WORDS.rest_one_more))
    pair.good_night()
    assert len(pair.position.met) == 11
    pair.press("9")
    assert [met.heart for met in pair.position.met] == [False] * 10 + [True]

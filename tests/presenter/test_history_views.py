"""Our path: cards met, shown again, dealt again; and the hearts of a good night."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from cardtui.deck.card import Deck
from cardtui.presenter.scene import Page
from couple_session import KNOWN, NOON, Sitting, going, small_deck
from decks import card, suit
from shipped_words import WORDS, filled

CONNECT = replace(KNOWN, suits=("Connect",))


def after_evening(save: Path, cards: int = 2, hearts: tuple[str, ...] = ()) -> Sitting:
    """The first screen after an evening of that many cards of Connect."""
    pair = going(save, "offered", settings=CONNECT)
    for _ in range(cards - 1):
        pair.until("resting").wait(minutes=1).press("enter")
    return pair.good_night().press(*hearts, "enter").start_again()


def test_an_empty_path_says_so_kindly() -> None:
    pair = Sitting().press("4")
    assert WORDS.path_empty in pair.text
    assert pair.press("enter").row("4")


def another_evening(pair: Sitting, *hearts: str) -> Sitting:
    """The first screen after one more evening of one card."""
    return pair.press("enter", "enter").good_night().press(*hearts, "enter").start_again()


def shelves(pair: Sitting) -> dict[str, list[tuple[str, bool]]]:
    """Symbol and heart of each small card, by the day; exactly one card is selected."""
    shown = pair.scene.shelves
    assert sum(tile.here for shelf in shown for tile in shelf.tiles) == 1
    return {shelf.day: [(tile.symbol, tile.heart) for tile in shelf.tiles] for shelf in shown}


def looked_at(pair: Sitting) -> str:
    """The prompt of the selected card."""
    return pair.scene.prose[1]


def test_each_card_met_lies_there_without_a_count(save: Path) -> None:
    pair = after_evening(save, 3).press("4")
    assert shelves(pair) == {"Sunday": [("C", False)] * 3}
    assert "3" not in pair.text.replace(looked_at(pair), "")


def test_the_newest_day_comes_first_and_each_card_once(save: Path) -> None:
    pair = another_evening(after_evening(save, 2).wait(days=2)).wait(days=30).press("4")
    assert list(shelves(pair)) == ["March 3", "March 1"]
    assert [len(cards) for cards in shelves(pair).values()] == [1, 2]


def test_arrows_look_at_one_card_or_day_after_the_other(save: Path) -> None:
    pair = another_evening(after_evening(save, 3).wait(days=2)).press("4")
    first, second = looked_at(pair), looked_at(pair.press("right"))
    last = looked_at(pair.press("right", "right"))
    assert len({first, second, last}) == 3
    assert looked_at(pair.press("right")) == last, "there is no more"
    assert looked_at(pair.press("up")) == second, "the first of its day"
    assert looked_at(pair.press("up")) == first
    assert looked_at(pair.press("left")) == first
    assert looked_at(pair.press("down")) == second
    assert looked_at(pair.press("card 0")) == first, "a click"


def test_a_heart_is_given_and_taken_back_on_the_path(save: Path) -> None:
    pair = after_evening(save, 2).press("4")
    assert pair.row("2").text == WORDS.night_heart
    pair.press("right", "2")
    assert shelves(pair) == {"Sunday": [("C", False), ("C", True)]}
    assert pair.row("2").text == WORDS.night_unheart
    pair.press("esc", "q").start_again().press("4", "right")
    assert shelves(pair) == {"Sunday": [("C", False), ("C", True)]}
    pair.press("2")
    assert shelves(pair) == {"Sunday": [("C", False), ("C", False)]}


def test_an_opened_card_has_its_day_and_its_heart(save: Path) -> None:
    pair = after_evening(save, 2).press("4", "right", "enter")
    assert pair.scene.prose == ("Sunday",)
    assert [row.text for row in pair.rows[:2]] == [WORDS.path_deal, WORDS.night_heart]
    pair.press("2")
    assert pair.row("2").text == WORDS.night_unheart
    assert pair.scene.prose == (filled(WORDS.plain_heart, value="Sunday"),)
    assert shelves(pair.press("enter")) == {"Sunday": [("C", False), ("C", True)]}
    pair.press("enter", "2", "1")
    assert pair.scene.prose == ("Sunday", WORDS.path_dealt)
    assert shelves(pair.press("enter")) == {"Sunday": [("C", False)] * 2}
    assert shelves(pair.press("esc", "q").start_again().press("4")) == {"Sunday": [("C", False)] * 2}


def test_an_evening_over_midnight_lies_on_one_day(save: Path) -> None:
    pair = going(save, "resting", settings=CONNECT, now=NOON.replace(hour=23, minute=59))
    pair.wait(minutes=2).press("enter").good_night().press("enter").start_again().press("4")
    assert shelves(pair) == {"Sunday": [("C", False)] * 2}
    assert pair.scene.prose[0] == "Sunday · Connect"
    pair.wait(days=6, hours=20)
    assert list(shelves(pair)) == ["March 1"]


def test_a_card_of_tonight_gets_its_heart_at_good_night(save: Path) -> None:
    pair = going(save, "mirroring").press("g")
    assert [len(cards) for cards in shelves(pair).values()] == [1]
    assert not any("2" in row.keys for row in pair.rows)
    assert not any("2" in row.keys for row in pair.press("enter").rows)


def test_good_night_hearts_toggle_and_are_kept(save: Path) -> None:
    pair = after_evening(save, 3, hearts=("1", "3", "3", "2", "3")).press("4")
    assert shelves(pair) == {"Sunday": [("C", True)] * 3}
    pair = after_evening(save.with_name("other.db"), 3, hearts=("1", "2", "2")).press("4")
    assert shelves(pair) == {"Sunday": [("C", False), ("C", False), ("C", True)]}


def test_the_rows_of_a_good_night_are_the_evenings_cards() -> None:
    pair = going(place="resting").press("enter").good_night()
    assert [row.text for row in pair.rows[:-1]] == [f"{met.card}?" for met in pair.position.met]
    pair.press("2")
    assert [row.marked for row in pair.rows[:-1]] == [False, True]


def test_an_earlier_heart_can_be_taken_back_at_good_night(save: Path) -> None:
    pair = after_evening(save, 1, hearts=("1",))
    card = pair.store.path()[0].card
    pair.wait(days=3).navigation.session.wish(card)
    pair.press("enter", "enter").good_night()
    assert pair.row("1").marked
    assert pair.row("1").short == WORDS.night_unheart
    for heart in (False, True, False):
        pair.press("1")
        assert pair.row("1").marked is heart
    assert shelves(pair.press("enter").start_again().press("4"))["Wednesday"] == [("C", False)]


def test_a_heart_that_is_taken_back_with_b_is_gone(save: Path) -> None:
    pair = another_evening(Sitting(save, small_deck(card("one"), card("two")), CONNECT), "1").wait(days=1)
    (earlier,) = pair.store.path()
    pair.press("enter", "enter").until("resting").wait(minutes=1).press("enter").good_night()
    old, new = ("1", "2") if pair.position.met[0].card == earlier.card else ("2", "1")
    pair.press(new, old)
    assert (pair.row(new).marked, pair.row(old).marked) == (True, False)
    assert not pair.press("b").row(new).marked
    assert [met.heart for met in pair.press("enter").store.path()] == [False, False]


def test_a_card_that_came_twice_has_one_heart(save: Path) -> None:
    one_card = Deck("one", small_deck(card("one")).suits[:1], small_deck().dialogues, WORDS)
    pair = going(save, deck=one_card).until("resting").wait(minutes=1).press("enter", "enter").good_night()

    def shown() -> tuple[list[bool], list[bool]]:
        tiles = pair.scene.shelves[0].tiles
        return [pair.row(key).marked for key in "12"], [tile.heart for tile in tiles]

    for key, hearted in zip("1212", (True, False, True, False), strict=True):
        pair.press(key)
        assert shown() == ([hearted] * 2, [hearted] * 2)
    pair.press("1", "enter")
    assert pair.store._store.hearts() != [], "it may come back"


NIGHT = WORDS.night_names, WORDS.night_end, WORDS.parting_night
DAY = WORDS.day_names, WORDS.day_end, WORDS.parting_day


@pytest.mark.parametrize(("hour", "said"), [(4, NIGHT), (5, DAY), (11, DAY), (16, DAY), (17, NIGHT), (23, NIGHT)])
def test_the_end_says_good_night_only_at_night(hour: int, said: tuple[str, str, str]) -> None:
    pair = going(now=NOON.replace(hour=hour)).good_night()
    names, end, parting = said
    assert filled(names, left="Ana", right="Ben") in pair.text
    assert pair.rows[-1].text == end
    assert pair.press("enter").navigation.parting == parting


@pytest.mark.parametrize("opened", [True, False])
def test_a_card_asked_for_is_dealt_next(save: Path, opened: bool) -> None:
    pair = after_evening(save).press("4", "right")
    wanted = looked_at(pair)
    if opened:
        pair.press("enter")
        assert pair.scene.face.text == wanted
    pair.press("1")
    assert WORDS.path_dealt in pair.text
    pair.press("enter", "esc", "enter", "enter")
    assert pair.place.dealt.card.prompt == wanted
    pair.until("resting").press("enter")
    assert pair.place.dealt.card.prompt != wanted, "once"


def test_a_card_asked_for_mid_round_comes_next(save: Path) -> None:
    pair = after_evening(save).press("enter", "enter", "enter")
    before = pair.position
    wanted = looked_at(pair.press("g"))
    pair.press("1", "enter", "esc")
    assert pair.position == before
    pair.until("resting").press("enter")
    assert pair.place.dealt.card.prompt == wanted


def promised(pair: Sitting) -> bool:
    """Whether the newest card of the path may be asked for."""
    return WORDS.path_deal in [row.text for row in pair.press("g").rows]


@pytest.mark.parametrize(
    ("changes", "options", "comes"),
    [
        ({}, {}, True),
        ({"topics": ("money",)}, {"without": ("money",)}, False),
        ({"depth": 2}, {"depth": 1}, False),
        ({"depth": 3}, {}, False),
        ({"depth": 3}, {"depth": 3}, True),
    ],
)
def test_before_an_evening_the_options_decide_what_may_come(
    save: Path, changes: dict[str, Any], options: dict[str, Any], comes: bool
) -> None:
    deck = small_deck(*(card(f"connect-{number}", **changes) for number in range(3)))
    pair = going(save, "resting", deck=deck, settings=CONNECT, depth=3)
    met = pair.position.met[0].card
    pair.good_night().press("enter").start_again(**options)
    assert promised(pair) is comes
    if comes:
        pair.press("1", "enter", "esc", "enter", "enter")
        assert pair.place.dealt.card.id == met


def test_an_evening_that_waits_has_a_say_in_what_may_come(save: Path) -> None:
    pair = after_evening(save, 1).press("enter", "enter").good_night().press("b", "q").start_again()
    assert not promised(pair), "it is being closed"
    assert promised(pair.press("b", "7", "2"))


@pytest.mark.parametrize(
    "steps",
    [
        ("enter", "2", "postponing"),
        ("2", "settling", "promised"),
        ("2", "mirroring"),
        ("enter", "short", "promised"),
        ("enter", "short", "enter", "2", "short"),
        ("enter", "mirroring", "short", "c", "closing"),
        ("enter", "mirroring", "short", "c", "closing", "t", "pausing"),
        ("enter", "mirroring", "short", "c", "good-night"),
    ],
    ids=" ".join,
)
def test_a_card_is_promised_only_where_one_can_follow(save: Path, steps: tuple[str, ...]) -> None:
    deck = Deck("one", (suit("Connect", card("one")),), small_deck().dialogues, WORDS)
    pair = another_evening(Sitting(save, deck))
    for step in steps:
        if step in ("enter", "2", "c", "t"):
            pair.press(step)
        elif step != "promised":
            pair.until(step)
    assert promised(pair) is (steps[-1] == "promised")


def test_a_card_asked_for_and_then_left_by_both_stays_away(save: Path) -> None:
    pair = going(save, "mirroring")
    left = pair.position.met[0].card
    pair.press("g", "1", "enter", "b", "p", "enter", "2")
    assert pair.place.dealt.card.id != left
    pair.until("resting", least=1).press("enter")
    assert pair.place.dealt.card.id != left


def test_a_card_gone_from_the_deck_stays_on_path(save: Path) -> None:
    pair = after_evening(save)
    pair.press("q").start_again(small_deck(card("another"))).press("4")
    assert [len(cards) for cards in shelves(pair).values()] == [2]
    assert looked_at(pair).startswith("connect-")
    assert not any("1" in row.keys for row in pair.rows)
    pair.press("enter")
    assert WORDS.path_gone in pair.text
    pair.press("enter", "esc")


def test_a_renamed_card_is_shown_with_its_new_words(save: Path) -> None:
    pair = after_evening(save, 1)
    (met,) = pair.store.path()
    renamed = card("renamed", prompt="Said otherwise?", aliases=(met.card,))
    pair.press("q").start_again(small_deck(renamed)).press("4")
    assert looked_at(pair) == "Said otherwise?"
    pair.press("1", "enter", "esc", "enter", "enter")
    assert pair.place.dealt.card == renamed


def test_a_path_prompt_addresses_nobody_by_name(save: Path) -> None:
    deck = small_deck(card("one", prompt="What does {partner} like?"))
    pair = another_evening(Sitting(save, deck, CONNECT)).press("4")
    assert looked_at(pair) == f"What does {WORDS.partner} like?"


def test_good_night_has_hearts_for_the_last_nine() -> None:
    pair = going()
    for _ in range(10):
        pair.until("resting").press(next(row.key for row in pair.rows if row.text == WORDS.rest_one_more))
    pair.good_night()
    assert len(pair.position.met) == 11
    pair.press("9")
    assert [met.heart for met in pair.position.met] == [False] * 10 + [True]


def test_a_card_of_an_evening_that_waits_gets_no_heart_yet(save: Path) -> None:
    pair = going(save).press("q").start_again(today=True)
    pair.press("2", "enter", "g")
    assert not any("2" in row.keys for row in pair.rows)


@pytest.mark.parametrize("keys", [("right", "right"), ("enter",)], ids=["the path", "an opened card"])
def test_the_path_outlives_a_file_that_is_another_one_meanwhile(save: Path, keys: tuple[str, ...]) -> None:
    pair = after_evening(save, 3).press("4", *keys)
    save.unlink()
    assert isinstance(pair.press("2").scene, Page)
    assert pair.press(*(["enter"] if keys == ("enter",) else []), "esc").row("4")


def test_what_they_said_at_good_night_is_newer_than_the_path(save: Path) -> None:
    pair = another_evening(Sitting(save, small_deck(card("one")), CONNECT), "1")
    (met,) = pair.store.path()
    pair.store.mark(met.card, heart=False)
    another_evening(pair.wait(days=1), "1")
    assert [each.heart for each in pair.store.path()] == [True]


def weeks_after_a_heart(save: Path) -> Sitting:
    """The first screen some weeks after a card got a heart, with an evening in between."""
    deck = Deck("small", (small_deck().suits[0], *small_deck().suits[2:]), small_deck().dialogues, WORDS)
    pair = another_evening(Sitting(save, deck), "1")
    return another_evening(pair.wait(weeks=1)).wait(weeks=10)


def hearted(pair: Sitting) -> bool:
    """Whether the offered card came back because of its heart."""
    assert pair.at == "offered"
    said = filled(WORDS.deal_heart, month=WORDS.month_3) in pair.text
    assert (pair.place.dealt.heart is not None) == said
    return said


def after_two_cards(pair: Sitting) -> Sitting:
    """The place where the card with a heart would come: after the first card, or the next of another suit."""
    for _ in range(2):
        pair.until("resting", least=1).press("enter")
        if hearted(pair):
            break
    return pair


def test_a_card_with_a_heart_comes_back_once(save: Path) -> None:
    pair = after_two_cards(weeks_after_a_heart(save).press("enter", "enter"))
    assert hearted(pair)
    pair.press("b", "enter")
    assert hearted(pair), "a step back and the same step again bring the same card"
    pair.press("2")
    assert not hearted(pair)
    pair.until("resting", least=1).press("enter")
    assert not hearted(pair)
    pair.good_night().press("enter").start_again().wait(weeks=1).press("enter", "enter")
    assert pair.position.plan.hearts == ()


def test_five_minutes_do_not_use_up_a_hearts_chance(save: Path) -> None:
    pair = weeks_after_a_heart(save).press("2", "enter", "enter")
    assert pair.position.plan.hearts == ()
    pair.until("good-night").press("enter").start_again().wait(days=1).press("enter", "enter")
    assert len(pair.position.plan.hearts) == 1


@pytest.mark.parametrize("place", ["settling", "speaking"])
def test_an_evening_without_a_card_uses_up_no_hearts_chance(save: Path, place: str) -> None:
    pair = weeks_after_a_heart(save).press("enter").until(place)
    assert len(pair.position.plan.hearts) == 1
    pair.press("q").wait(days=1).start_again().press("7", "2")
    assert len(pair.position.plan.hearts) == 1


@pytest.mark.parametrize("again", [True, False])
def test_a_second_heart_or_a_card_met_since_stays_away(save: Path, again: bool) -> None:
    pair = another_evening(Sitting(save, small_deck(card("one")), CONNECT), "1").wait(weeks=2)
    another_evening(pair, *(["1"] if again else []))
    assert pair.store._store.hearts() == []

"""The first start, and the second: what the two see before they settle."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from cardtui.rules.evening_plan import EveningShape, Seat
from cardtui.rules.position import (
    Gratitude,
    Picking,
)
from cardtui.save.settings import Settings
from couple_session import KNOWN, SHIPPED, Sitting, small_deck
from decks import card
from shipped_words import WORDS, filled

NEW = Settings()


def first_start(**options: object) -> Sitting:
    return Sitting(settings=NEW, **options)


def test_a_first_start_leads_to_the_settle_in_three_pages() -> None:
    pair = first_start()
    assert pair.scene.title == WORDS.note_title
    before = pair.presses
    pair.press("enter")
    pair.names("Ana", "Ben")
    assert pair.scene.title == WORDS.how_title
    assert pair.scene.prose[0] == filled(WORDS.how_turn[0], Speaker="Ana")
    pair.press("enter")
    assert pair.at == "settling"
    pair.press("1")
    assert pair.presses - before == 3, "beyond typing names"
    assert pair.at == "speaking"
    assert isinstance(pair.place.turn.round.subject, Gratitude)
    assert pair.position.met == ()
    pair.until("resting").press("enter")
    assert pair.place.dealt.card.depth == 1


def test_the_note_can_be_left_without_agreeing() -> None:
    pair = first_start().press("q")
    assert pair.navigation.over
    assert not pair.settings.noted


def test_the_note_comes_once_even_if_names_are_given() -> None:
    pair = first_start(left="Ana", right="Ben")
    assert WORDS.note[0] in pair.text
    pair.press("enter", "1")
    assert pair.at == "settling"
    assert (pair.position.plan.left, pair.position.plan.right) == ("Ana", "Ben")
    assert (pair.settings.left, pair.settings.right) == ("Ana", "Ben")


def test_names_may_stay_empty() -> None:
    pair = first_start().press("enter").names("", "").press("1", "enter")
    assert WORDS.seat_left in pair.scene.halves[0].chip
    assert WORDS.partner in pair.text


@pytest.mark.parametrize("given", [{}, {"left": "Amna", "right": "Ben"}], ids=["typed", "on the command line"])
def test_a_misspelt_name_is_mended_before_the_first_card(given: dict[str, str]) -> None:
    pair = first_start(**given).press("enter")
    if not given:
        pair.names("Amna", "Ben")
    assert pair.row("b").text == WORDS.names_title
    pair.press("2")
    assert pair.scene.values == ("Amna", "Ben")
    assert WORDS.note_title in pair.press("esc").text
    pair.press("enter", "b").names("Anna", "Ben")
    assert filled(WORDS.how_turn[0], Speaker="Anna") in pair.text
    pair.press("enter")
    assert pair.position.plan.left == "Anna"


def test_names_are_made_safe_and_cut() -> None:
    pair = first_start().press("enter").names("  A\x1b[31mna\u202e ", "B" * 200)
    assert (pair.settings.left, pair.settings.right) == ("Ana", "B" * 24)


def test_each_sees_the_example_of_a_mirror_at_their_own_first_one() -> None:
    pair = first_start(left="Ana", right="Ben").press("enter", "1").until("mirroring")
    assert WORDS.mirror_example in pair.text
    pair.press("enter", "3")
    assert WORDS.mirror_example not in pair.until("mirroring").text, "again in the same turn"
    pair.until("speaking")
    pair.press("i")
    assert WORDS.mirror_example not in pair.text, "it is not about a pause"
    assert WORDS.mirror_example in pair.press("enter", "1").until("mirroring").text, "the other one's"
    assert WORDS.mirror_example not in pair.until("mirroring", least=1).text


def test_a_turn_that_was_passed_only_puts_the_example_off() -> None:
    pair = first_start(left="Ana", right="Ben").press("enter", "1", "enter", "p", "2")
    assert WORDS.mirror_example in pair.until("mirroring").text, "Ana's"
    pair.until("resting").press("enter")
    seen = [WORDS.mirror_example in pair.until("mirroring", least=1).text for _ in range(2)]
    assert seen == [False, True], "Ana has seen it, and Ben has not"


def test_the_second_start_shows_rows(save: Path) -> None:
    pair = Sitting(save, settings=NEW, left="Ana", right="Ben").press("enter", "1").good_night()
    pair.press("enter")
    assert pair.navigation.over
    pair.start_again()
    assert [row.key for row in pair.rows] == ["enter", "2", "3", "4", "5", "6"]
    pair.press("enter", "enter")
    assert pair.at == "picking", "only the first evening opens with an appreciation"


def test_a_postponed_first_evening_is_greeted(save: Path) -> None:
    pair = Sitting(save, settings=NEW, left="Ana", right="Ben").press("enter", "1", "2")
    assert pair.at == "postponing"
    pair.press("enter")
    assert pair.navigation.over
    pair.wait(days=1).start_again()
    assert WORDS.start_tomorrow in pair.text
    pair.press("enter", "enter")
    assert pair.at == "speaking", "it is still their first evening"
    assert pair.settings.appointment is None


@pytest.mark.parametrize(
    ("row", "greeting"), [("1", WORDS.start_tomorrow), ("2", WORDS.start_this_week), ("3", WORDS.start_appointment)]
)
def test_a_postponed_evening_is_greeted_until_the_next(save: Path, row: str, greeting: str) -> None:
    pair = Sitting(save).press("enter", "2", row)
    assert pair.at == "ended"
    pair.start_again()
    assert WORDS.start_appointment in pair.text, "the same day"
    pair.wait(days=1).start_again()
    assert greeting in pair.text
    pair.press("enter", "enter", "q").start_again()
    assert greeting not in pair.text


@pytest.mark.parametrize(
    ("days", "first", "other"),
    [
        (0, WORDS.start_go_on, WORDS.start_new),
        (1, filled(WORDS.start_go_on_day, day="Sunday"), WORDS.start_new),
        (2, filled(WORDS.start_go_on_day, day="Sunday"), WORDS.start_new),
        (3, WORDS.start_evening, filled(WORDS.start_go_on_day, day="Sunday")),
        (30, WORDS.start_evening, filled(WORDS.start_go_on_day, day="March 1")),
    ],
)
def test_an_evening_that_was_left_ages(save: Path, days: int, first: str, other: str) -> None:
    pair = Sitting(save).press("enter").until("speaking")
    pair.wait(days=days).press("q").start_again()
    assert (pair.row("enter").text, pair.row("7").text) == (first, other)
    before = pair.store.open_evening().position
    pair.press("7" if days > 2 else "enter")
    assert (pair.position.met, pair.position.started_at) == (before.met, before.started_at)


@pytest.mark.parametrize(
    ("hours", "first"),
    [
        (5, WORDS.start_go_on),
        (10, filled(WORDS.start_go_on_day, day="Sunday")),
        (53, filled(WORDS.start_go_on_day, day="Sunday")),
        (58, WORDS.start_evening),
    ],
)
@pytest.mark.parametrize("left", [0, 4.6])
def test_the_small_hours_belong_to_the_evening_before(save: Path, left: float, hours: int, first: str) -> None:
    pair = Sitting(save).wait(hours=left).press("enter").until("speaking").press("q")
    assert pair.wait(hours=hours - left).start_again().row("enter").text == first


def test_tomorrow_is_not_reached_by_midnight(save: Path) -> None:
    pair = Sitting(save).wait(hours=3).press("enter", "2", "1")
    assert WORDS.start_appointment in pair.wait(hours=2).start_again().text
    assert WORDS.start_tomorrow in pair.wait(hours=9).start_again().text


def test_over_an_old_evening_enter_begins_a_new_one(save: Path) -> None:
    pair = Sitting(save).press("enter").until("speaking")
    begun = pair.position.started_at
    pair.wait(days=3).press("q").start_again().press("enter")
    assert WORDS.replace_ask in pair.text
    assert pair.row("2").text == WORDS.start_go_on
    pair.press("enter")
    assert pair.position.started_at > begun


def test_five_minutes_hold_just_one_everyday_card() -> None:
    pair = Sitting().press("2")
    assert pair.position.plan.shape is EveningShape.TODAY
    pair.press("enter")
    assert pair.place.dealt.suit == "Everyday"
    pair.until("good-night")
    assert len(pair.position.met) == 1


def test_whoever_asked_for_something_of_our_own_starts() -> None:
    pair = Sitting(settings=KNOWN).press("3", "enter")
    assert pair.at == "agreeing"
    pair.press("enter")
    assert pair.at == "naming"
    pair.press("2")
    assert pair.at == "speaking"
    assert pair.place.turn.speaker is Seat.RIGHT
    pair.until("resting")
    assert pair.position.met == ()


def test_our_own_subject_can_use_every_dialogue() -> None:
    pair = Sitting().press("3", "enter")
    plan = pair.position.plan
    known = [plan.dialogues[name] for name in ("mirror", "full", "appreciation", "bridge", "repair")]
    assert [row.text for row in pair.rows] == [
        filled(WORDS.own_way, title=dialogue.title, about=dialogue.about or "") for dialogue in known
    ]
    pair.press("5", "1")
    assert pair.at == "speaking"
    assert pair.place.turn.round.dialogue == plan.dialogues["repair"]


def test_the_first_screen_reveals_no_history(save: Path) -> None:
    deck = small_deck(card("tender-thing", prompt="A secret prompt?"))
    pair = Sitting(save, deck)
    before = pair.scene
    pair.press("enter", "enter").good_night().press("1", "enter").start_again()
    after = pair.scene
    assert (after.title, after.prose, after.head, after.face) == (before.title, before.prose, before.head, before.face)
    assert [row.text for row in after.rows] == [row.text for row in before.rows]


def test_the_first_screen_hides_the_open_card(save: Path) -> None:
    pair = Sitting(save, small_deck()).press("enter").until("mirroring")
    told = {pair.position.met[0].card, pair.position.met[0].suit, "Ana", "Ben", *(f"{n}?" for n in range(10))}
    pair.press("q").start_again()
    assert WORDS.start_go_on in pair.text
    for word in told:
        assert word not in pair.text


def test_esc_offers_all_that_first_screens_do() -> None:
    for pair in (first_start(), Sitting()):
        pair.press("esc")
        quit_ = next(row for row in pair.rows if row.text == WORDS.key_quit_unsaved)
        assert quit_.key.isdigit()
        pair.press(quit_.key)
        assert pair.navigation.over


@pytest.mark.parametrize("moves", [0, 1, 3])
def test_leaving_promises_the_place_only_if_saved(save: Path, moves: int) -> None:
    for pair, text in ((Sitting(save), WORDS.key_quit), (Sitting(), WORDS.key_quit_unsaved)):
        pair.press(*["enter"] * moves, "esc")
        assert text in [row.text for row in pair.rows]


# Three cards face down, as the two see them: who picks, what is shown, and when there is only one.


PICKS = replace(KNOWN, spread=True)


def before_three(save: Path | None = None, **options: object) -> Sitting:
    """Ana and Ben, settled, with the shipped deck."""
    return Sitting(save, SHIPPED, PICKS, **options).press("enter", "enter")


def lying(pair: Sitting) -> Picking:
    assert pair.at == "picking", pair.text
    return pair.place


def test_the_listener_picks_and_takes_it_with_two_keys() -> None:
    pair = before_three(seed=1)
    three = lying(pair).backs
    before = pair.presses
    pair.press("2")
    assert pair.place.dealt == three[1]
    pair.press("enter")
    assert pair.at == "speaking"
    assert pair.presses - before == 2


def test_only_suits_and_signs_are_seen_of_them() -> None:
    pair = before_three(seed=1)
    scene = pair.scene
    assert [(back.symbol, back.suit) for back in scene.backs] == [
        (each.symbol, each.suit) for each in lying(pair).backs
    ]
    assert [row.text for row in scene.rows] == [each.suit for each in lying(pair).backs]
    assert all(each.card.prompt[:20] not in pair.text for each in lying(pair).backs)
    picks = next(half for half in scene.halves if half.floor)
    assert filled(WORDS.pick_ask, Listener="Ben") in pair.text
    assert (picks.seat, picks.chip) == (Seat.RIGHT, filled(WORDS.chip_picks, name="Ben"))
    assert {row.who for row in scene.rows} == {Seat.RIGHT}


def test_back_lays_the_same_ones_again(save: Path) -> None:
    pair = before_three(save)
    before = lying(pair)
    assert lying(pair.press("3", "b")) == before
    assert lying(pair.press("1", "b").start_again().press("enter")) == before


def test_a_card_that_was_asked_for_is_turned_up_alone() -> None:
    pair = Sitting(None, small_deck(), PICKS).press("enter", "enter").press("1", "enter").until("resting")
    met = pair.position.met[0].card
    pair.navigation.session.wish(met)
    pair.press("enter")
    assert pair.place.dealt.card.id == met


@pytest.mark.parametrize(
    ("settings", "keys"),
    [(replace(PICKS, begun=False), ()), (PICKS, ("2", "enter")), (KNOWN, ("enter", "enter"))],
    ids=["the first evening", "five minutes", "turned off"],
)
def test_there_the_deck_deals_one(settings: object, keys: tuple[str, ...]) -> None:
    pair = Sitting(None, SHIPPED, settings).press(*keys)
    assert pair.until("offered").at == "offered"

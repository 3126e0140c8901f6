"""The first start, and the second: what the two see before they settle."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from cardtui.rules.evening_plan import Seat
from cardtui.rules.position import Gratitude
from cardtui.save.settings import Settings
from couple_session import KNOWN, SHIPPED, Sitting, going, small_deck
from shipped_words import WORDS, filled

NEW = Settings()


def first_start(**options: object) -> Sitting:
    return Sitting(settings=NEW, **options)


def test_a_first_start_leads_to_the_settle_in_three_pages() -> None:
    pair = first_start()
    assert pair.scene.title == WORDS.note_title
    pair.press("enter").names("Ana", "Ben")
    assert pair.scene.title == WORDS.how_title
    assert pair.scene.prose[0] == filled(WORDS.how_turn[0], Speaker="Ana")
    assert pair.press("enter").at == "settling"
    assert pair.press("1").at == "speaking"
    assert pair.place.turn.round.subject == Gratitude()
    assert pair.position.met == ()
    assert pair.until("resting").press("enter").place.dealt.card.depth == 1


@pytest.mark.parametrize(("begun", "options", "depth"), [(False, {}, 2), (True, {}, 3), (False, {"depth": 3}, 3)])
def test_only_an_option_brings_tender_cards_to_a_first_evening(
    begun: bool, options: dict[str, int], depth: int
) -> None:
    pair = going(place="resting", settings=replace(KNOWN, begun=begun, depth=3), **options)
    assert pair.position.depth == depth


def test_the_note_can_be_left_without_agreeing() -> None:
    pair = first_start().press("q")
    assert pair.navigation.over
    assert not pair.settings.noted


def test_the_note_comes_even_if_names_are_given() -> None:
    pair = first_start(left="Ana", right="Ben")
    assert WORDS.note[0] in pair.text
    assert pair.press("enter", "1").at == "settling"
    for kept in (pair.position.plan, pair.settings):
        assert (kept.left, kept.right) == ("Ana", "Ben")


def test_names_may_stay_empty() -> None:
    pair = first_start().press("enter").names("", "").press("1", "enter")
    assert WORDS.seat_left in pair.scene.halves[0].chip
    assert WORDS.partner in pair.text
    pair.until("resting").press("o", "1")
    assert [row.text for row in pair.rows] == ["The one on the left starts", "The one on the right starts"]


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


def test_each_sees_an_example_at_their_own_first_mirror() -> None:
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
    pair = Sitting(save, settings=NEW, left="Ana", right="Ben").press("enter", "1").good_night().press("enter")
    assert pair.navigation.over
    assert [row.key for row in pair.start_again().rows] == ["enter", "2", "3", "4", "5", "6"]
    assert pair.press("enter", "enter").at == "picking", "only the first evening opens with an appreciation"


def test_a_postponed_first_evening_stays_the_first(save: Path) -> None:
    pair = Sitting(save, settings=NEW, left="Ana", right="Ben").press("enter", "1", "2", "enter")
    assert pair.navigation.over
    assert pair.start_again().press("enter", "enter").at == "speaking"


def test_a_first_evening_left_after_a_card_was_the_first(save: Path) -> None:
    pair = Sitting(save, small_deck(), NEW, left="Ana", right="Ben").press("enter", "1").until("resting", least=20)
    pair.press("q").wait(days=1).start_again().press("enter")
    assert pair.at == "settling"
    assert not pair.press("q").start_again().press("7", "2").position.plan.new


@pytest.mark.parametrize(
    ("row", "greeting"), [("1", WORDS.start_tomorrow), ("2", WORDS.start_this_week), ("3", WORDS.start_appointment)]
)
def test_a_postponed_evening_is_greeted_until_the_next(save: Path, row: str, greeting: str) -> None:
    pair = Sitting(save).press("enter", "2", row)
    assert WORDS.start_appointment in pair.start_again().text, "the same day"
    assert greeting in pair.wait(days=1).start_again().text
    assert greeting not in pair.press("enter", "enter", "q").start_again().text


def test_whoever_went_on_with_an_evening_has_come(save: Path) -> None:
    pair = going(save).press("q").start_again().press("2", "2", "enter").wait(days=1).start_again()
    assert WORDS.start_tomorrow in pair.text
    pair.press("enter", "enter").good_night().press("enter")
    assert WORDS.start_tomorrow not in pair.wait(days=6).start_again().text


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
    pair = going(save).wait(days=days).press("q").start_again()
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
    pair = going(save)
    begun = pair.position.started_at
    pair.wait(days=3).press("q").start_again().press("enter")
    assert WORDS.replace_ask in pair.text
    assert pair.row("2").text == WORDS.start_go_on
    assert pair.press("enter").position.started_at > begun


def test_whoever_asked_for_something_of_our_own_starts() -> None:
    pair = Sitting().press("3", "enter")
    assert pair.at == "agreeing"
    assert pair.press("enter").at == "naming"
    assert pair.press("2").place.turn.speaker is Seat.RIGHT
    assert pair.until("resting").position.met == ()


def test_our_own_subject_can_use_every_dialogue() -> None:
    pair = Sitting().press("3", "enter")
    plan = pair.position.plan
    known = [plan.dialogues[name] for name in ("mirror", "full", "appreciation", "bridge", "repair")]
    assert [row.text for row in pair.rows] == [
        filled(WORDS.own_way, title=dialogue.title, about=dialogue.about or "") for dialogue in known
    ]
    assert pair.press("5", "1").place.turn.round.dialogue == plan.dialogues["repair"]


def test_the_first_screen_reveals_no_history(save: Path) -> None:
    pair = Sitting(save, small_deck())
    before = pair.scene
    after = pair.press("enter", "enter").good_night().press("1", "enter").start_again().scene
    assert (after.title, after.prose, after.head, after.face) == (before.title, before.prose, before.head, before.face)
    assert [row.text for row in after.rows] == [row.text for row in before.rows]


def test_the_first_screen_hides_the_open_card(save: Path) -> None:
    pair = going(save, "mirroring")
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


# Three cards face down, as the two see them: what is shown, and when there is only one.

PICKS = replace(KNOWN, spread=True)


def test_only_suits_and_signs_are_seen_of_three_cards() -> None:
    pair = going(place="picking", deck=SHIPPED, settings=PICKS, seed=1)
    scene, lying = pair.scene, pair.place.backs
    assert [(back.symbol, back.suit) for back in scene.backs] == [(each.symbol, each.suit) for each in lying]
    assert [row.text for row in scene.rows] == [each.suit for each in lying]
    assert all(each.card.prompt[:20] not in pair.text for each in lying)
    picks = next(half for half in scene.halves if half.floor)
    assert filled(WORDS.pick_ask, Listener="Ben") in pair.text
    assert (picks.seat, picks.chip) == (Seat.RIGHT, filled(WORDS.chip_picks, name="Ben"))
    assert {row.who for row in scene.rows} == {Seat.RIGHT}
    assert pair.press("2").place.dealt == lying[1]


def test_a_card_that_was_asked_for_is_turned_up_alone() -> None:
    pair = going(place="picking", settings=PICKS).press("1", "enter").until("resting")
    met = pair.position.met[0].card
    pair.navigation.session.wish(met)
    assert pair.press("enter").place.dealt.card.id == met


@pytest.mark.parametrize(
    ("settings", "keys"),
    [(replace(PICKS, begun=False), ()), (PICKS, ("2", "enter")), (KNOWN, ("enter", "enter"))],
    ids=["the first evening", "five minutes", "turned off"],
)
def test_there_the_deck_deals_one(settings: Settings, keys: tuple[str, ...]) -> None:
    pair = Sitting(settings=settings).press(*keys)
    while pair.at != "offered":
        assert pair.press(pair.usual).at != "picking"

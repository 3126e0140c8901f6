"""The rules for the corners of an evening (docs/how-it-works.md) that guide, table and save file decide.

Those that the rules decide are tested in tests/rules/test_corners.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from cardtui.deck.dialogue import StageType
from cardtui.presenter.scene import Talk
from cardtui.rules.evening_plan import EveningShape, Seat
from cardtui.rules.position import Dealt, dealt_at
from cardtui.save.settings import Settings
from couple_session import KNOWN, SHIPPED, Sitting, going, small_deck
from decks import card
from evening_builder import DIALOGUES
from shipped_words import WORDS, filled, fixed_part

FULL = replace(KNOWN, dialogue="full")
CONNECT = replace(KNOWN, suits=("Connect",))


def subject(pair: Sitting) -> Dealt:
    """The card that lies face up, or that they talk about."""
    dealt = dealt_at(pair.place)
    assert dealt is not None
    return dealt


# `q`, closed window, crash


@pytest.mark.parametrize("crash", [False, True], ids=["q", "crash"])
@pytest.mark.parametrize("place", ["settling", "offered", "speaking", "mirroring", "mirror-verdict", "resting"])
def test_q_or_a_crash_leaves_all_as_is(save: Path, place: str, crash: bool) -> None:
    pair = going(save, place)
    position = pair.position
    if crash:
        pair.crash_and_start_again()
    else:
        assert pair.press("q").navigation.over
        pair.start_again()
    assert pair.press("enter").position == position


def test_after_a_crash_the_same_three_cards_lie_there(save: Path) -> None:
    pair = going(save, "picking", settings=replace(KNOWN, spread=True))
    lying = pair.place
    assert pair.crash_and_start_again().press("enter").place == lying
    assert pair.press("3", "b").place == lying


def test_a_good_night_that_was_left_ended_well(save: Path) -> None:
    pair = going(save).good_night().press("1")
    pair.crash_and_start_again()
    assert pair.row("enter").text == WORDS.start_evening
    assert [met.heart for met in pair.store.path()] == [True]


# back after more than 30 minutes


@pytest.mark.parametrize("place", ["offered", "speaking", "resting"])
def test_back_after_a_long_while_settles_first(save: Path, place: str) -> None:
    pair = going(save, place)
    before = pair.place
    pair.press("q").wait(minutes=31).start_again().press("enter")
    assert pair.at == "settling"
    assert WORDS.settle_again in pair.text
    assert pair.press("enter").place == before


@pytest.mark.parametrize(
    ("place", "key"),
    [("offered", "2"), ("speaking", "i"), ("speaking", "c"), ("mirror-verdict", "1"), ("resting", "t")],
)
def test_a_program_left_running_settles_before_the_next_move(save: Path, place: str, key: str) -> None:
    pair = going(save, place)
    before, keeps = pair.position, place in ("offered", "speaking", "resting")
    pair.wait(hours=22).press(key)
    assert (pair.at, pair.row("2").text) == ("settling", WORDS.settle_decline)
    pair.press("enter")
    assert (pair.place == before.place) is keeps, "else the heart of it is said again"
    pair.until("resting")
    assert WORDS.rest_late not in pair.text


def test_what_needs_no_settle_goes_on_after_any_time(save: Path) -> None:
    pair = going(save, "settling", minutes=60).wait(hours=22).press("enter")
    assert pair.at == "offered"
    pair.until("speaking").wait(minutes=50).press("enter")
    assert pair.at == "mirroring", "somebody had a lot to say"
    pair.press("t", "1").wait(hours=22).press("1", "enter").until("resting")
    assert WORDS.rest_late not in pair.text
    pair.good_night().wait(hours=22).press("1", "enter")
    assert pair.navigation.over


# a new evening, or `today`, while one is open


def test_a_new_evening_ends_the_open_one_as_left(save: Path) -> None:
    pair = going(save, "mirroring")
    left = pair.position
    pair.press("q").start_again().press("7", "2")
    assert pair.position.plan.first is Seat.RIGHT, "Ben had not spoken"
    pair.press("enter", "2", "c", "2", "enter").start_again()
    assert pair.row("enter").text == WORDS.start_evening
    assert [met.card for met in pair.store.path()] == [left.met[0].card]


def test_today_leaves_the_open_evening_open(save: Path) -> None:
    pair = going(save, "mirror-verdict")
    before = pair.position
    pair.press("q").start_again().press("2")
    assert pair.position.plan.shape is EveningShape.TODAY
    pair.until("good-night").press("enter").start_again()
    pair.press("enter")
    assert pair.position == before


def test_the_command_today_offers_the_open_evening_first(save: Path) -> None:
    pair = going(save).press("q").start_again(today=True)
    assert WORDS.today_open in pair.text
    assert (pair.row("enter").text, pair.row("2").text) == (WORDS.start_go_on, WORDS.today_first)


def test_five_minutes_left_open_are_offered_before_the_evening(save: Path) -> None:
    pair = going(save).press("q").start_again().press("2", "enter", "q").start_again().press("enter")
    assert pair.position.plan.shape is EveningShape.TODAY


def test_five_minutes_over_five_minutes_ask_first(save: Path) -> None:
    pair = going(save).press("q").start_again().press("2", "enter", "enter")
    before = pair.position
    pair.press("q").start_again().press("2")
    assert WORDS.replace_ask in pair.text
    assert pair.press("enter").position == before
    pair.press("q").start_again().press("2", "2")
    assert pair.at == "settling"
    assert [met.card for met in before.met] == [met.card for met in pair.store.path()[:1]]


def test_a_new_evening_ends_only_the_five_minutes_before_it(save: Path) -> None:
    pair = going(save, "mirror-verdict")
    before = pair.position
    pair.press("q").start_again().press("2", "enter", "q").start_again().press("7", "2")
    assert pair.position.plan.shape is EveningShape.EVENING
    pair.press("enter", "2", "c", "2", "enter").start_again()
    assert pair.press("enter").position == before


# `t` at settle, at close, on the first screen, in a time-out


def test_there_is_no_time_out_on_the_first_screen() -> None:
    assert Sitting().slip("t") == WORDS.page_hint


def test_a_time_out_outlasts_the_program_without_a_remark(save: Path) -> None:
    pages = []
    for hours in (1, 2, 40):
        pair = going(save.with_name(f"{hours}.db")).press("t", "enter", "q").wait(hours=hours)
        pair.start_again().press("enter")
        assert pair.at == "away"
        pair.press("1")
        pages.append(pair.text)
    assert pages[0] == pages[1] == pages[2]


def test_whoever_leans_on_enter_stays_in_the_time_out(save: Path) -> None:
    pair = going(save).press("t", "enter")
    for _ in range(3):
        assert pair.slip("enter") == WORDS.away_hint
    pair.press("q").wait(hours=2).start_again().press("enter")
    assert pair.slip("enter") == WORDS.away_hint
    assert pair.press("1").at == "returned"


# repair or something light from a time-out


def test_coming_back_to_what_happened_shows_no_card_and_no_tip() -> None:
    pair = going(place="mirroring")
    met = pair.position.met
    pair.press("t", "enter", "1", "2")
    assert pair.at == "speaking"
    assert pair.scene.face.text == WORDS.between_face
    assert pair.place.turn.now.stem is not None
    assert pair.place.turn.now.stem in pair.text
    pair.until("returned")
    assert pair.position.met == met
    assert (pair.scene.title, pair.row("enter").text) == (WORDS.return_later_title, WORDS.start_go_on)
    assert WORDS.return_repair not in pair.text, "it leads on"


def test_nothing_light_is_offered_without_a_deck(save: Path) -> None:
    pair = going(save).press("t", "enter", "q").start_again(gone=True).press("enter", "1")
    assert pair.at == "returned"
    assert [row.text for row in pair.rows] == [WORDS.return_go_on, WORDS.return_repair, WORDS.return_good_night]


def test_the_stopped_card_never_comes_from_its_time_out(save: Path) -> None:
    deck = small_deck(card("connect-1"), card("connect-2"))
    pair = going(save, deck=deck, settings=CONNECT)
    stopped = subject(pair).card.id
    pair.press("t", "enter", "q").start_again().press("enter", "1")
    pair.navigation.session.wish(stopped)
    pair.press("3")
    while pair.at == "offered":
        assert subject(pair).card.id != stopped
        pair.press("2")
    assert pair.at == "returned"
    pair.press("enter")
    assert subject(pair).card.id == stopped


# `b`


def test_back_undoes_one_move_at_a_time_also_across_restarts(save: Path) -> None:
    pair = going(save, "settling")
    positions = [pair.position]
    for _ in range(12):
        pair.press(pair.usual)
        positions.append(pair.position)
    for position in reversed(positions[:-1]):
        pair.press("q").start_again().press("enter", "b")
        assert pair.position == position
    assert pair.slip("b") == WORDS.key_hint


def test_a_put_back_card_returns_as_it_was(save: Path) -> None:
    pair = going(save, "offered")
    before = pair.position
    pair.press("2")
    assert subject(pair).card.id != before.place.dealt.card.id
    other = pair.position
    pair.press("q").start_again().press("enter", "b")
    assert pair.position == before
    assert pair.press("2").position == other, "and so does the other one"


def test_back_undoes_a_settle_after_a_long_while(save: Path) -> None:
    pair = going(save, "speaking")
    earlier = pair.place
    pair.press("enter")
    before = pair.place
    pair.press("q").wait(hours=2).start_again().press("enter", "b")
    assert pair.place == before
    pair.press("enter").wait(minutes=4).press("b", "b")
    assert pair.place == earlier, "the time away is no move of theirs"
    pair.until("resting")
    assert WORDS.rest_late not in pair.text, "nor does it count"


@pytest.mark.parametrize("again", [False, True], ids=["running", "started again"])
@pytest.mark.parametrize(
    ("place", "keys", "backs"),
    [
        ("mirror-verdict", "t", "b"),
        ("mirror-verdict", "t3", "bb"),
        ("mirror-verdict", "t31", "bbb"),
        ("closing", "2", "b"),
    ],
)
def test_back_out_of_a_long_absence_settles_too(save: Path, place: str, keys: str, backs: str, *, again: bool) -> None:
    pair = going(save, settings=replace(KNOWN, minutes=60))
    pair.until("resting").press("2") if place == "closing" else pair.until(place)
    under = pair.place
    if "1" in keys:
        pair.press(*keys[:-1]).wait(hours=20).press(keys[-1])
    else:
        pair.press(*keys).wait(hours=20)
    if again and place != "closing":  # it ends at the next start
        pair.press("q").start_again().press("enter")
    pair.press(*backs)
    assert (pair.at, pair.place.then) == ("settling", under)
    pair.press("b")
    assert pair.place == under
    pair.press("b").until("resting")
    assert WORDS.rest_late not in pair.text


def test_back_over_one_absence_still_tells_another() -> None:
    pair = going(place="mirroring").wait(hours=4).press("enter", "b").wait(hours=4).press("b")
    assert pair.at == "settling"
    assert pair.position.apart == 8 * 3600


# too few cards


def test_too_few_cards_are_said_and_widen_on_yes() -> None:
    pair = going(place="offered", deck=small_deck(card("only")), settings=CONNECT)
    before = pair.position
    assert pair.press("2").at == "short"
    assert pair.press("b").position == before
    pair.until("resting").press("enter")
    assert WORDS.short_suits_ask in pair.text
    pair.press("enter")
    assert subject(pair).suit != "Connect"


# a card edited or deleted meanwhile


@pytest.mark.parametrize("name", ["connect", "new"], ids=["edited", "deleted"])
def test_a_card_that_changed_meanwhile_is_played_as_dealt(save: Path, name: str) -> None:
    pair = going(save, settings=CONNECT)
    before = pair.position
    cards = (card(f"{name}-{n}", prompt=f"New {n}?", dialogue="full") for n in range(1, 31))
    pair.press("q").start_again(small_deck(*cards, dialogues=DIALOGUES))
    assert pair.press("enter").position == before
    assert pair.scene.face.text == subject(pair).card.prompt
    pair.until("resting").press("enter")
    assert subject(pair).card.prompt.startswith("New")


def test_an_evening_can_finish_without_its_deck(save: Path) -> None:
    pair = going(save, "mirroring").press("q").start_again(gone=True).press("enter")
    pair.until("resting").press("enter")
    assert WORDS.deck_gone in pair.text
    pair.until("good-night")
    assert len([row for row in pair.rows if row.key.isdigit()]) == 1
    pair.press("1", "enter")
    assert pair.navigation.over


def test_no_deck_no_evening_but_a_way_out_is_said(save: Path) -> None:
    pair = Sitting(save, small_deck()).press("q").start_again(gone=True)
    for key in ("enter", "2", "3"):
        pair.press(key)
        assert WORDS.deck_gone in pair.text
        pair.press("enter")


# a misspelled name


def test_a_misspelt_name_is_mended_at_any_time(save: Path) -> None:
    pair = Sitting(save, settings=Settings()).press("enter").names("Amna", "Ben").press("enter")
    assert pair.row("3").text == WORDS.names_title
    pair.press("3").names("Annna", "Ben").press("1")
    assert isinstance(pair.scene, Talk)
    assert "Annna" in pair.text
    pair.press("enter", "esc")
    pair.press(next(row.key for row in pair.rows if row.text == WORDS.names_title))
    assert pair.scene.values == ("Annna", "Ben")
    place = pair.names("Anna", "Ben").place
    assert "Anna" in pair.text
    pair.crash_and_start_again().press("enter")
    assert pair.place == place
    for _ in ("to the speaker", "to settle"):
        assert pair.press("b").position.plan.left == pair.settings.left == "Anna"
    assert pair.at == "settling"


def test_names_changed_in_the_settings_show_in_each_open_evening(save: Path) -> None:
    pair = Sitting(save).press("enter", "enter").press("q").start_again().press("2", "enter", "q")
    pair.start_again().press("5", "6").names("Anna", "Ben").press("enter", "enter")
    assert pair.position.plan.left == "Anna"
    pair.until("good-night").press("enter").start_again().press("enter")
    assert (pair.position.plan.shape, pair.position.plan.left) == (EveningShape.EVENING, "Anna")


def test_names_for_one_run_hold_until_they_are_changed(save: Path) -> None:
    pair = Sitting(save, left="Kim", right="Lou").press("enter", "3")
    assert pair.scene.values == ("Kim", "Lou")
    pair.names("Kim", "Lou").press("q").start_again().press("enter")
    assert (pair.position.plan.left, pair.settings.left) == ("Kim", KNOWN.left)
    pair.press("3").names("Kim", "Lu")
    assert (pair.position.plan.left, pair.position.plan.right) == ("Kim", "Lu")
    assert (pair.settings.left, pair.settings.right) == (KNOWN.left, "Lu")


def test_a_name_for_one_run_holds_beside_one_that_is_changed(save: Path) -> None:
    pair = Sitting(save, left="Kim").press("5", "6")
    assert pair.scene.values == ("Kim", KNOWN.right)
    pair.names("Kim", "Lu")
    assert (pair.settings.left, pair.settings.right) == (KNOWN.left, "Lu")
    plan = pair.press("enter", "enter").position.plan
    assert (plan.left, plan.right) == ("Kim", "Lu")


# who starts


def test_who_starts_alternates_also_across_evenings(save: Path) -> None:
    pair = going(save)
    starts = []
    for _ in range(2):
        for _ in range(3):
            starts.append(pair.place.turn.speaker)
            pair.until("resting").press("enter").until("speaking")
        # The fourth round is finished first; the close changes nothing.
        pair.good_night().press("enter").start_again().press("enter").until("speaking")
    assert starts == [Seat.LEFT, Seat.RIGHT, Seat.LEFT] * 2


def test_who_starts_alternates_also_beside_an_evening_that_waits(save: Path) -> None:
    pair = going(save, first=Seat.LEFT)
    pair.until("resting").wait(minutes=1).press("q")
    starts = []
    for _ in range(3):
        pair.wait(hours=1).start_again(today=True).press("2").until("speaking")
        starts.append(pair.place.turn.speaker)
        pair.until("good-night").press("enter")
    assert starts == [Seat.RIGHT, Seat.LEFT, Seat.RIGHT]


@pytest.mark.parametrize("when", ["before", "at the first settle", "an hour later", "after a crash there"])
def test_who_starts_alternates_also_when_they_swap_seats(save: Path, when: str) -> None:
    pair = going(save)
    assert pair.place.turn.speaker is Seat.LEFT, "Ana"
    pair.good_night().press("enter").start_again()
    if when == "before":
        pair.press("5", "6").names("Ben", "Ana").press("enter", "enter")
    elif when == "an hour later":
        pair.press("enter", "q").wait(hours=1).start_again().press("enter", "3").names("Ben", "Ana")
    else:
        pair.press("enter", "3").names("Ben", "Ana")
    if when == "after a crash there":
        pair.crash_and_start_again().press("enter")
    assert pair.until("speaking").place.turn.speaker is Seat.LEFT, "Ben"
    assert pair.position.plan.left == "Ben"
    pair.press("q").start_again()
    assert len(pair.store.open_evenings()) == 1


def test_option_first_leaves_no_trace_if_they_swapped_seats(save: Path) -> None:
    settings = replace(KNOWN, first=Seat.RIGHT)
    pair = going(save, "settling", settings=settings, first=Seat.LEFT).press("3").names("Ben", "Ana")
    pair.press("enter", "q").start_again().press("7", "2")
    assert pair.settings.first is Seat.LEFT, "Ben, who sat at the right"


def test_option_first_overrides_for_the_evening(save: Path) -> None:
    pair = going(save, first=Seat.RIGHT)
    assert pair.place.turn.speaker is Seat.RIGHT
    pair.good_night().press("enter").start_again().press("enter").until("speaking")
    last = pair.place.turn.speaker
    pair.press("q").start_again(first=last.other).press("7", "2").until("speaking")
    assert pair.place.turn.speaker is last.other


@pytest.mark.parametrize(
    ("place", "keys", "end", "first"),
    [
        *(("settling", "", "72", Seat.LEFT), ("settling", "2", "72", Seat.LEFT), ("offered", "", "72", Seat.LEFT)),
        *(("offered", "o12", "72", Seat.LEFT), ("offered", "c2", "", Seat.LEFT), ("speaking", "c2", "", Seat.LEFT)),
        *(("mirroring", "", "72", Seat.LEFT), ("resting", "", "72", Seat.LEFT)),
        *(("resting", "111111111", "72", Seat.RIGHT), ("offered", "o121111111", "72", Seat.LEFT)),
    ],
)
def test_option_first_is_forgotten_if_nobody_spoke(save: Path, place: str, keys: str, end: str, first: Seat) -> None:
    pair = going(save, place, first=Seat.RIGHT).press(*keys, "q").start_again().press(*end)
    assert pair.settings.first is first


# options given while an evening is open


def test_options_apply_to_new_evenings_and_say_so(save: Path) -> None:
    pair = going(save).press("q").start_again()
    assert WORDS.start_options not in pair.text
    pair.start_again(minutes=60, suits=("Repair",))
    assert WORDS.start_options in pair.text
    pair.press("enter")
    assert pair.position.plan.minutes == 30
    pair.press("q").start_again(minutes=60, suits=("Repair",)).press("7", "2")
    assert (pair.position.plan.minutes, pair.position.plan.suits) == (60, ("Repair",))
    assert pair.settings.minutes == 30, "for this evening only"


# Enter while a verdict is due


@pytest.mark.parametrize("key", ["enter", "x", "4", "Ä"])
def test_enter_while_a_verdict_is_due_says_who_chooses(key: str) -> None:
    pair = going(place="mirror-verdict")
    assert pair.slip(key) == filled(WORDS.verdict_hint_3, Speaker="Ana")
    pair.press("1")
    assert fixed_part(WORDS.verdict_hint_3) not in pair.text, "the word goes with the next key"


def test_where_two_can_be_chosen_the_hint_says_so() -> None:
    pair = going(place="mirror-verdict", settings=FULL).press("3")
    for place in ("summary-verdict", "empathy-verdict"):
        assert pair.until(place).slip("enter") == filled(WORDS.verdict_hint_2, Speaker="Ana")


def test_an_answer_to_a_wish_is_the_listeners_own() -> None:
    deck = small_deck(*(card(f"mend-{n}", dialogue="repair") for n in range(3)))
    pair = going(place="answering", deck=deck, settings=CONNECT)
    assert pair.slip("enter") == filled(WORDS.answer_hint, Listener="Ben")
    pair.press("2", "enter")
    assert pair.at != "answering"


def test_a_key_shows_all_feelings_and_changes_nothing() -> None:
    pair = going(place="empathizing", settings=FULL)
    before = pair.position
    pair.press("2")
    words = [word for line in pair.scene.prose for word in line.partition(": ")[2].split(", ")]
    assert set(WORDS.feelings) <= set(words), "there is not always room for the eight beside the stem"
    assert len(words) == len(set(words))
    assert pair.press("enter").position == before


# found by review


def test_a_second_evening_asks_and_enter_goes_on(save: Path) -> None:
    pair = going(save, "mirroring")
    before = pair.position
    for key in ("3", "7"):
        pair.press("q").start_again().press(key)
        assert WORDS.replace_ask in pair.text
        pair.press("enter")
        assert pair.position == before


def test_a_held_key_puts_back_one_card(save: Path) -> None:
    pair = Sitting(save, small_deck()).press("enter")
    before = pair.navigation.place()
    pair.press("2")
    assert pair.navigation.place() != before, "so a repeat within a moment is a slip"


def test_a_time_out_is_one_key_from_help_and_path(save: Path) -> None:
    for over in ("?", "g"):
        pair = going(save).press(over, "t")
        assert pair.at == "pausing"
        pair.press("b", "q").store.close()


def test_a_card_asked_for_comes_up_even_after_a_step_back(save: Path) -> None:
    pair = going(save, "resting")
    card = pair.position.met[0].card
    pair.navigation.session.wish(card)
    for _ in range(2):
        pair.press("enter")
        assert pair.place.dealt.card.id == card
        pair.press("b")
    pair.press("enter", "2")
    assert pair.place.dealt.card.id != card


def test_the_thanks_for_an_answer_fit_a_no() -> None:
    (thank,) = (stage for stage in SHIPPED.dialogues["repair"].stages if stage.stage is StageType.THANK)
    assert thank.aside
    assert thank.aside != WORDS.thank_aside

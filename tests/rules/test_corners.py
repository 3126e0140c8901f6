"""The rules for the corners of an evening: each row of their table (docs/how-it-works.md) that the rules decide.

What the save file, the guide or the keyboard decide is tested with them, in files of the same name.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from cardtui.rules.legal import Aside, can_go_back, legal
from cardtui.rules.move import Do
from cardtui.rules.play import first_after, play, was_long_away
from cardtui.rules.position import (
    Away,
    Closing,
    Ended,
    GoodNight,
    Mirroring,
    MirrorVerdict,
    Offered,
    Part,
    Pausing,
    Postponing,
    Resting,
    Returned,
    Settling,
    Short,
    Speaking,
    Wider,
)
from cardtui.rules.seat import Seat
from cardtui.rules.turns import IllegalMove
from walking import HEARD, ROUND, SETTLED, TURN, Walk, dealt


def taken(dialogue: str = "mirror", **plan: object) -> Walk:
    return Walk(dialogue=dialogue, **plan).make(*SETTLED)


# repeated "not quite"


def test_repeated_not_quite_has_no_limit_and_is_not_counted() -> None:
    once = taken().make(Do.SAID, Do.ASKED, Do.NOT_QUITE)
    often = taken().make(Do.SAID, Do.ASKED, *(Do.NOT_QUITE, Do.SAID, Do.ASKED) * 50, Do.NOT_QUITE)
    assert often.position == once.position


# `i` before anything was said, or twice


def test_a_pause_before_anything_was_said_is_harmless() -> None:
    walk = taken().make(Do.INTERRUPT)
    assert isinstance(walk.place, Mirroring)
    assert isinstance(walk.make(Do.ASKED, Do.GO_ON).place, Speaking)


def test_a_second_pause_while_mirroring_does_nothing() -> None:
    walk = taken().make(Do.INTERRUPT)
    assert not walk.can(Do.INTERRUPT)


def test_after_a_pause_yes_returns_to_speaking_until_the_speaker_has_said_it() -> None:
    walk = taken()
    for _ in range(3):
        walk.make(Do.INTERRUPT, Do.ASKED, Do.GO_ON)
        assert isinstance(walk.place, Speaking)
    walk.make(Do.SAID, Do.ASKED)
    assert isinstance(walk.place, MirrorVerdict)
    assert not walk.can(Do.GO_ON)


def test_not_quite_during_a_pause_keeps_the_way_back_to_speaking() -> None:
    walk = taken().make(Do.INTERRUPT, Do.ASKED, Do.NOT_QUITE, Do.SAID, Do.ASKED)
    assert walk.can(Do.GO_ON)


# `p` "leave this card"


def test_leaving_the_card_before_ones_own_first_send_skips_only_that_turn() -> None:
    walk = taken().make(Do.LEAVE_CARD)
    assert isinstance(walk.place, Speaking)
    assert walk.place.turn.speaker is Seat.RIGHT
    assert walk.position.met == ()


def test_leaving_the_card_later_ends_the_turn_and_the_switch_follows() -> None:
    walk = taken().make(Do.SAID, Do.LEAVE_CARD)
    assert isinstance(walk.place, Speaking)
    assert walk.place.turn.speaker is Seat.RIGHT
    assert isinstance(walk.make(Do.SAID, Do.LEAVE_CARD).place, Resting)


def test_nothing_is_kept_of_leaving_a_card() -> None:
    both_left = taken().make(Do.LEAVE_CARD, Do.LEAVE_CARD)
    assert both_left.position.met == ()
    left_later = taken().make(Do.SAID, Do.LEAVE_CARD, *TURN)
    assert left_later.position == taken().make(*TURN, *TURN).position


def test_a_card_that_both_left_does_not_come_up_again_tonight() -> None:
    both_left = taken().make(Do.LEAVE_CARD, Do.LEAVE_CARD)
    assert both_left.position.put_back == ("card-1",)


# `c` in the middle of a turn


def test_close_in_the_middle_of_a_turn_goes_straight_to_the_close() -> None:
    walk = taken().make(Do.SAID, Do.CLOSE)
    assert isinstance(walk.place, Closing)


def test_after_a_close_in_the_middle_the_partner_who_had_not_spoken_starts_next() -> None:
    assert taken().make(Do.SAID, Do.CLOSE).position.next_first is Seat.RIGHT
    assert taken().make(Do.CLOSE).position.next_first is Seat.LEFT
    assert taken().make(Do.LEAVE_CARD, Do.SAID, Do.CLOSE).position.next_first is Seat.LEFT
    assert taken().make(*TURN, Do.SAID, Do.CLOSE).position.next_first is Seat.RIGHT


def test_that_partner_starts_next_also_after_a_closing_appreciation() -> None:
    walk = taken().make(Do.SAID, Do.CLOSE, Do.APPRECIATE, *ROUND)
    assert walk.position.next_first is Seat.RIGHT


def test_close_within_the_closing_appreciation_is_good_night() -> None:
    walk = taken().make(*ROUND, Do.CLOSE, Do.APPRECIATE, Do.SAID, Do.CLOSE)
    assert isinstance(walk.place, GoodNight)


# back after more than 30 minutes


def test_back_after_more_than_thirty_minutes_settles_first_and_then_stands_at_the_same_place() -> None:
    walk = taken()
    before = walk.place
    walk.found_again(minutes=31)
    assert isinstance(walk.place, Settling)
    assert walk.make(Do.SETTLE).place == before


@pytest.mark.parametrize("moves", [(Do.SAID,), (Do.SAID, Do.ASKED)])
def test_back_in_the_middle_of_a_mirror_or_verdict_the_heart_of_it_is_said_again(moves: tuple[Do, ...]) -> None:
    walk = taken().make(*moves).found_again(hours=10).make(Do.SETTLE)
    assert isinstance(walk.place, Speaking)
    assert walk.place.send.part is Part.HEART
    assert walk.place.turn.speaker is Seat.LEFT


def test_back_after_less_than_thirty_minutes_needs_no_settle() -> None:
    walk = taken()
    assert not was_long_away(walk.position, 29 * 60)
    with pytest.raises(IllegalMove):
        walk.found_again(minutes=29)


def test_declined_on_coming_back_the_evening_ends_without_appreciation() -> None:
    walk = taken().make(Do.SAID).found_again(hours=3).make(Do.DECLINE)
    assert isinstance(walk.place, GoodNight)
    assert walk.position.next_first is Seat.RIGHT


def test_time_away_does_not_count_as_time_together() -> None:
    walk = taken(minutes=30).found_again(hours=10).make(Do.SETTLE, *ROUND)
    assert walk.place == Resting(late=False)


def test_a_first_settle_left_overnight_does_not_count_as_time_together() -> None:
    walk = Walk(minutes=30).found_again(hours=12).make(*SETTLED, *ROUND)
    assert walk.place == Resting(late=False)


def test_a_return_from_a_time_out_left_for_days_settles_first_and_has_the_heart_of_it_said_again() -> None:
    walk = taken(minutes=30).make(Do.SAID, Do.TIME_OUT, Do.AGREE).wait(minutes=10).make(Do.COME_BACK)
    walk.found_again(days=3)
    assert isinstance(walk.place, Settling)
    walk.make(Do.SETTLE)
    assert isinstance(walk.place, Returned)
    walk.make(Do.RESUME)
    assert isinstance(walk.place, Speaking)
    assert walk.place.send.part is Part.HEART
    walk.make(*HEARD, Do.THANKED, *TURN)
    assert walk.place == Resting(late=False)


# `t` at settle, at close, and everywhere else


def test_a_time_out_at_settle_is_another_time() -> None:
    walk = Walk()
    assert walk.keys()["t"] is Do.POSTPONE
    assert isinstance(walk.make(Do.POSTPONE).place, Postponing)
    assert isinstance(walk.make(Do.TOMORROW).place, Ended)


def test_a_time_out_at_the_close_is_as_anywhere() -> None:
    walk = taken().make(*ROUND, Do.CLOSE, Do.TIME_OUT)
    assert isinstance(walk.place, Pausing)
    walk.make(Do.AGREE, Do.COME_BACK, Do.RESUME)
    assert isinstance(walk.place, Closing)


def test_a_time_out_within_a_time_out_does_nothing() -> None:
    walk = taken().make(Do.TIME_OUT)
    assert not walk.can(Do.TIME_OUT)
    assert not walk.make(Do.AGREE).can(Do.TIME_OUT)
    assert not walk.make(Do.COME_BACK).can(Do.TIME_OUT)


def test_a_time_out_ends_with_a_time_to_come_back_of_thirty_minutes_up_to_a_day() -> None:
    walk = taken().make(Do.TIME_OUT)
    start = walk.now
    assert isinstance(walk.place, Pausing)
    assert walk.place.minutes == 30
    while walk.can(Do.LATER):
        walk.make(Do.LATER)
    walk.make(Do.AGREE)
    assert isinstance(walk.place, Away)
    assert walk.place.until - start == timedelta(days=1)


def test_the_time_to_meet_is_the_one_on_the_screen_however_long_they_look_at_it() -> None:
    walk = taken().make(Do.TIME_OUT)
    start = walk.now
    walk.wait(minutes=3).make(Do.AGREE)
    assert isinstance(walk.place, Away)
    assert walk.place.until == start + timedelta(minutes=30)


@pytest.mark.parametrize("minutes", [1, 30, 60 * 40])
def test_coming_back_early_or_late_is_never_remarked_on(minutes: int) -> None:
    walk = taken().make(Do.TIME_OUT, Do.AGREE).wait(minutes=minutes).make(Do.COME_BACK)
    assert isinstance(walk.place, Returned)
    assert walk.keys()["enter"] is Do.RESUME


def test_a_time_out_does_not_count_as_time_together() -> None:
    walk = taken(minutes=30).make(Do.TIME_OUT, Do.AGREE).wait(hours=5).make(Do.COME_BACK, Do.RESUME, *ROUND)
    assert walk.place == Resting(late=False)


# repair or something light from a time-out


@pytest.mark.parametrize("do", [Do.REPAIR, Do.LIGHT])
def test_from_a_time_out_one_round_is_put_in_between_and_then_the_old_place_follows(do: Do) -> None:
    walk = taken("full").make(*HEARD)
    before = walk.place
    walk.make(Do.TIME_OUT, Do.AGREE).wait(minutes=20).make(Do.COME_BACK, do)
    assert isinstance(walk.place, Offered)
    walk.make(Do.TAKE)
    for _ in range(2):
        while not walk.can(Do.THANKED):
            walk.make(*HEARD) if walk.can(Do.SAID) and isinstance(walk.place, Speaking) else walk.make(
                Do.SAID if walk.can(Do.SAID) else Do.ASKED if walk.can(Do.ASKED) else Do.GOT_IT
            )
        walk.make(Do.THANKED)
    assert walk.place == before


def test_a_repair_card_is_not_offered_if_there_is_none() -> None:
    from cardtui.rules.move import Comeback

    walk = taken().make(Do.TIME_OUT, Do.AGREE)
    walk.position = play(walk.position, Comeback(Do.COME_BACK, walk.now, repair=False, light=True))
    assert not walk.can(Do.REPAIR)
    assert walk.keys()["2"] is Do.LIGHT
    assert walk.keys()["3"] is Do.CLOSE


def test_no_round_is_put_into_a_round_in_between() -> None:
    walk = taken().make(Do.TIME_OUT, Do.AGREE, Do.COME_BACK, Do.REPAIR, Do.TAKE, Do.TIME_OUT, Do.AGREE, Do.COME_BACK)
    assert not walk.can(Do.REPAIR)
    assert not walk.can(Do.LIGHT)


def test_another_card_in_between_that_does_not_exist_leads_to_the_old_place() -> None:
    cards = iter([dealt("first"), dealt("repair"), None])
    walk = Walk(deal=lambda: next(cards)).make(*SETTLED)
    before = walk.place
    walk.make(Do.TIME_OUT, Do.AGREE, Do.COME_BACK, Do.REPAIR, Do.ANOTHER)
    assert walk.place == before


# `b` back


def test_back_is_possible_everywhere_up_to_the_evenings_settle() -> None:
    walk = Walk()
    assert not can_go_back(walk.position.place)
    for do in (*SETTLED, *TURN, Do.TIME_OUT, Do.AGREE, Do.COME_BACK, Do.RESUME, *TURN, Do.CLOSE, Do.GOOD_NIGHT):
        walk.make(do)
        assert any(choice.what is Aside.BACK for choice in legal(walk.position)), walk.place


# too few cards for what they chose


def test_too_few_cards_are_said_and_widened_with_their_yes() -> None:
    cards = iter([dealt("first"), None, dealt("second")])
    walk = Walk(deal=lambda: next(cards)).make(*SETTLED, *ROUND, Do.ONE_MORE)
    assert walk.place == Short(Wider.AGAIN)
    walk.make(Do.WIDEN)
    assert isinstance(walk.place, Offered)
    assert walk.position.widened == (Wider.AGAIN,)


def test_too_few_cards_can_also_close_the_evening_early() -> None:
    cards = iter([dealt("first"), None])
    walk = Walk(deal=lambda: next(cards)).make(*SETTLED, *ROUND, Do.ONE_MORE, Do.CLOSE)
    assert isinstance(walk.place, Closing)


# who starts


def test_the_other_one_starts_than_in_the_last_completed_round() -> None:
    walk = Walk().make(*SETTLED, *ROUND, Do.ONE_MORE)
    assert isinstance(walk.place, Offered)
    assert walk.place.first is Seat.RIGHT
    walk.make(Do.TAKE, *ROUND, Do.ONE_MORE)
    assert isinstance(walk.place, Offered)
    assert walk.place.first is Seat.LEFT


def test_an_evening_that_is_left_names_the_partner_who_had_not_spoken() -> None:
    walk = taken().make(Do.SAID, Do.TIME_OUT, Do.AGREE)
    assert first_after(walk.position) is Seat.RIGHT

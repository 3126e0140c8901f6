"""The rules for the corners of an evening (docs/how-it-works.md) that moves and positions decide.

Those that views and the save file decide are tested in tests/presenter/test_corners.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from cardtui.rules.evening_moves import legal, play
from cardtui.rules.evening_plan import EveningShape, Seat
from cardtui.rules.first_speaker import first_after
from cardtui.rules.move import Action, Comeback, IllegalMove
from cardtui.rules.position import (
    Closing,
    Ended,
    GoodNight,
    Mirroring,
    MirrorVerdict,
    Offered,
    Pausing,
    Postponing,
    Resting,
    Returned,
    Settling,
    Speaking,
    SpokenPart,
)
from cardtui.rules.timeout import durations, meeting_time, was_long_away
from evening_builder import HEARD, NOON, ROUND, SETTLED, TURN, Walk, dealt

SKIP = Action.LEAVE_CARD, Action.SKIP_TURN
LEAVE = Action.LEAVE_CARD, Action.BOTH_LEAVE


def taken(dialogue: str = "mirror", **plan: object) -> Walk:
    return Walk(dialogue=dialogue, **plan).make(*SETTLED)


# repeated "not quite"


def test_not_quite_is_unlimited_and_not_counted() -> None:
    once = taken().make(Action.SAID, Action.ASKED, Action.NOT_QUITE)
    often = taken().make(
        Action.SAID, Action.ASKED, *(Action.NOT_QUITE, Action.SAID, Action.ASKED) * 50, Action.NOT_QUITE
    )
    assert often.position == once.position


# `i` before anything was said, or twice


def test_a_pause_before_any_words_is_harmless() -> None:
    walk = taken().make(Action.INTERRUPT)
    assert isinstance(walk.place, Mirroring)
    assert not walk.can(Action.INTERRUPT)
    assert isinstance(walk.make(Action.ASKED, Action.GO_ON).place, Speaking)


def test_after_a_pause_yes_returns_to_speaking() -> None:
    walk = taken()
    for _ in range(3):
        walk.make(Action.INTERRUPT, Action.ASKED, Action.GO_ON)
        assert isinstance(walk.place, Speaking)
    walk.make(Action.SAID, Action.ASKED)
    assert isinstance(walk.place, MirrorVerdict)
    assert not walk.can(Action.GO_ON)


def test_not_quite_in_a_pause_keeps_the_way_back() -> None:
    walk = taken().make(Action.INTERRUPT, Action.ASKED, Action.NOT_QUITE, Action.SAID, Action.ASKED)
    assert walk.can(Action.GO_ON)


# `p` "leave this card"


def test_leaving_a_card_asks_once_and_keeps_nothing_of_who_asked() -> None:
    before = taken().make(Action.SAID)
    walk = taken().make(Action.SAID, Action.LEAVE_CARD)
    assert [choice.what for choice in legal(walk.position) if choice.is_row] == [
        Action.BOTH_LEAVE,
        Action.SKIP_TURN,
        Action.STAY,
    ]
    assert walk.make(Action.STAY).position == before.position


def test_who_passes_a_turn_hands_it_to_the_other() -> None:
    walk = taken().make(Action.LEAVE_CARD, Action.SKIP_TURN)
    assert isinstance(walk.place, Speaking)
    assert walk.place.turn.speaker is Seat.RIGHT
    assert walk.position.met == ()
    walk = taken().make(*TURN, Action.SAID, Action.LEAVE_CARD, Action.SKIP_TURN)
    assert isinstance(walk.place, Resting)
    assert len(walk.position.met) == 1


def test_two_who_pass_one_after_the_other_have_both_left_the_card() -> None:
    walk = taken().make(Action.SAID, *SKIP, Action.LEAVE_CARD)
    assert walk.keys()["2"] is walk.keys()["enter"] is Action.BOTH_LEAVE
    walk.make(Action.BOTH_LEAVE)
    assert isinstance(walk.place, Offered)
    assert walk.position.met == ()


def test_both_leaving_a_card_get_the_next_one_at_once() -> None:
    walk = taken().make(Action.LEAVE_CARD, Action.BOTH_LEAVE)
    assert walk.place.dealt.card.id == "card-2"
    assert walk.position.put_back == ("card-1",)


def test_a_left_card_is_met_only_if_someone_was_heard_to_the_end() -> None:
    assert taken().make(Action.LEAVE_CARD, Action.BOTH_LEAVE).position.met == ()
    assert taken().make(Action.SAID, Action.ASKED, Action.LEAVE_CARD, Action.BOTH_LEAVE).position.met == ()
    assert taken().make(Action.SAID, *SKIP, *LEAVE).position.met == ()
    kept = taken().make(*TURN, *LEAVE).position
    assert [met.card for met in kept.met] == ["card-1"]
    assert kept.put_back == ("card-1",)


def test_nothing_is_kept_of_a_step_that_was_done_and_then_left() -> None:
    walk = taken("step").make(Action.DONE)
    assert len(walk.position.met) == 1
    assert walk.make(*LEAVE).position.met == ()


def test_cards_met_before_stay_met_when_another_is_left() -> None:
    walk = taken().make(*ROUND, Action.ONE_MORE, Action.TAKE, Action.SAID, *LEAVE)
    assert [met.card for met in walk.position.met] == ["card-1"]


def test_what_carries_no_card_is_left_for_the_next_card_too() -> None:
    walk = Walk(new=True).make(Action.SETTLE, *LEAVE)
    assert isinstance(walk.place, Offered)
    assert walk.position.put_back == ()


def test_a_card_left_in_between_leads_back_to_where_they_were() -> None:
    walk = taken()
    back_from_a_time_out(walk).make(Action.LIGHT, Action.TAKE, *LEAVE)
    assert isinstance(walk.place, Returned)
    assert walk.make(Action.RESUME).place == taken().place
    assert walk.position.put_back == ("card-2",)


def test_a_left_card_is_not_met_though_a_light_one_was() -> None:
    walk = back_from_a_time_out(taken().make(Action.SAID)).make(Action.LIGHT, Action.TAKE, *ROUND, Action.RESUME)
    assert [met.card for met in walk.position.met] == ["card-1", "card-2"]
    walk.make(*LEAVE)
    assert [met.card for met in walk.position.met] == ["card-2"]
    assert walk.position.put_back == ("card-1",)


def test_five_minutes_have_one_card_also_if_it_is_left() -> None:
    assert isinstance(taken(shape=EveningShape.TODAY).make(*TURN, *LEAVE).place, GoodNight)
    assert isinstance(taken(shape=EveningShape.TODAY).make(Action.SAID, *LEAVE).place, Offered)


def test_at_the_close_nobody_is_asked_twice() -> None:
    walk = taken().make(*ROUND, Action.CLOSE, Action.GLAD)
    before = walk.place
    back_from_a_time_out(walk).make(Action.REPAIR, *SKIP, *LEAVE)
    assert walk.make(Action.RESUME).place == before
    assert next(choice.who for choice in legal(walk.position) if choice.what is Action.GLAD) is Seat.LEFT


def test_closing_from_a_time_out_at_the_close_asks_nothing() -> None:
    walk = taken().make(*ROUND, Action.CLOSE, Action.GLAD, Action.TIME_OUT, Action.AGREE, Action.CLOSE)
    assert isinstance(walk.place, GoodNight)


def test_hours_later_no_twenty_minutes_are_asked_for() -> None:
    walk = taken().make(Action.TIME_OUT, Action.AGREE).wait(minutes=4).make(Action.COME_BACK)
    assert isinstance(walk.place, Returned)
    walk.found_again(hours=3).make(Action.SETTLE)
    assert walk.place.apart == 0


@pytest.mark.parametrize("minutes", [0, 10, 29, 30, 40, 59, 60, 95, 119, 121, 600, 1435, 3000])
def test_the_times_stay_in_order_however_long_they_look(minutes: int) -> None:
    since = NOON + timedelta(minutes=7)
    at = since + timedelta(minutes=minutes)
    soon, later, *others = [meeting_time(since, each, at) for each in durations(since)]
    assert timedelta(0) < soon - at < later - at
    assert all(until - at >= timedelta(minutes=20) for until in others)


def test_a_long_while_away_forgets_that_someone_would_leave() -> None:
    away = taken().make(Action.LEAVE_CARD).found_again(hours=2)
    assert away.place == taken().found_again(hours=2).place
    paused = taken().make(Action.LEAVE_CARD, Action.TIME_OUT)
    assert paused.place == taken().make(Action.TIME_OUT).place


# `c` in the middle of a turn


def test_after_a_close_in_a_turn_who_had_not_spoken_starts_next() -> None:
    walk = taken().make(Action.SAID, Action.CLOSE)
    assert isinstance(walk.place, Closing)
    assert walk.make(Action.GLAD, Action.GLAD).position.next_first is Seat.RIGHT
    assert taken().make(Action.SAID, Action.CLOSE).position.next_first is Seat.RIGHT
    assert taken().make(Action.CLOSE).position.next_first is Seat.LEFT
    assert taken().make(*SKIP, Action.SAID, Action.CLOSE).position.next_first is Seat.LEFT
    assert taken().make(*TURN, Action.SAID, Action.CLOSE).position.next_first is Seat.RIGHT


def test_good_night_comes_from_the_middle_of_the_close_too() -> None:
    walk = taken().make(*ROUND, Action.CLOSE, Action.GLAD, Action.GOOD_NIGHT)
    assert isinstance(walk.place, GoodNight)


# back after more than 30 minutes


@pytest.mark.parametrize("moves", [(Action.SAID,), (Action.SAID, Action.ASKED)])
def test_back_in_a_mirror_or_verdict_the_heart_is_said_again(moves: tuple[Action, ...]) -> None:
    walk = taken().make(*moves).found_again(hours=10).make(Action.SETTLE)
    assert isinstance(walk.place, Speaking)
    assert walk.place.send.part is SpokenPart.HEART
    assert walk.place.turn.speaker is Seat.LEFT


def test_back_within_30_minutes_needs_no_settle() -> None:
    walk = taken()
    assert not was_long_away(walk.position, 29 * 60)
    with pytest.raises(IllegalMove):
        walk.found_again(minutes=29)


def test_declined_on_coming_back_the_evening_ends() -> None:
    walk = taken().make(Action.SAID).found_again(hours=3).make(Action.DECLINE)
    assert isinstance(walk.place, GoodNight)
    assert walk.position.next_first is Seat.RIGHT


@pytest.mark.parametrize(
    "away",
    [
        lambda: taken(minutes=30).found_again(hours=10).make(Action.SETTLE),
        lambda: Walk(minutes=30).found_again(hours=12).make(*SETTLED),
        lambda: back_from_a_time_out(taken(minutes=30), hours=5).make(Action.RESUME),
    ],
    ids=["left in a turn", "left at the first settle", "a time-out"],
)
def test_time_away_is_not_time_together(away: Callable[[], Walk]) -> None:
    assert away().make(*ROUND).place == Resting(late=False)


def test_a_return_left_for_days_settles_and_says_the_heart_again() -> None:
    walk = taken(minutes=30).make(Action.SAID, Action.TIME_OUT, Action.AGREE).wait(minutes=10).make(Action.COME_BACK)
    walk.found_again(days=3)
    assert isinstance(walk.place, Settling)
    walk.make(Action.SETTLE)
    assert isinstance(walk.place, Returned)
    walk.make(Action.RESUME)
    assert isinstance(walk.place, Speaking)
    assert walk.place.send.part is SpokenPart.HEART
    walk.make(*HEARD, Action.THANKED, *TURN)
    assert walk.place == Resting(late=False)


# `t` at settle, at close, and everywhere else


def test_a_time_out_at_settle_is_another_time() -> None:
    walk = Walk()
    assert walk.keys()["t"] is Action.POSTPONE
    assert isinstance(walk.make(Action.POSTPONE).place, Postponing)
    assert isinstance(walk.make(Action.TOMORROW).place, Ended)


def test_a_time_out_at_the_close_is_as_anywhere() -> None:
    walk = taken().make(*ROUND, Action.CLOSE, Action.TIME_OUT)
    assert isinstance(walk.place, Pausing)
    walk.make(Action.AGREE, Action.COME_BACK, Action.RESUME)
    assert isinstance(walk.place, Closing)


def test_a_time_out_in_a_time_out_does_nothing() -> None:
    walk = taken().make(Action.TIME_OUT)
    assert not walk.can(Action.TIME_OUT)
    assert not walk.make(Action.AGREE).can(Action.TIME_OUT)
    assert not walk.make(Action.COME_BACK).can(Action.TIME_OUT)


def agreed(at: str, number: int) -> str:
    """The time to meet if they stop at that time and choose the row of that number."""
    walk = Walk()
    walk.now = datetime.fromisoformat(at)
    walk.make(*SETTLED, Action.TIME_OUT).make_numbered(Action.AGREE, number)
    return walk.place.until.isoformat(sep=" ", timespec="seconds")[:19]


@pytest.mark.parametrize(
    ("at", "times"),
    [
        ("2026-05-01 20:10:30+02:00", ["05-01 20:40:30", "05-01 21:10:30", "05-01 22:00:00", "05-02 20:00:00"]),
        ("2026-05-01 20:30:00+02:00", ["05-01 21:00:00", "05-01 21:30:00", "05-01 22:00:00", "05-02 20:00:00"]),
        ("2026-05-01 20:31:00+02:00", ["05-01 21:01:00", "05-01 21:31:00", "05-01 23:00:00", "05-02 20:00:00"]),
        ("2026-05-01 21:45:00-08:00", ["05-01 22:15:00", "05-01 22:45:00", "05-02 21:00:00"]),
        ("2026-05-01 23:59:59+00:00", ["05-02 00:29:59", "05-02 00:59:59", "05-02 21:00:00"]),
        ("2026-05-02 00:00:00+00:00", ["05-02 00:30:00", "05-02 01:00:00", "05-02 02:00:00", "05-02 21:00:00"]),
        ("2026-05-02 08:10:00+00:00", ["05-02 08:40:00", "05-02 09:10:00", "05-02 10:00:00", "05-02 21:00:00"]),
        ("2026-05-02 09:10:00+00:00", ["05-02 09:40:00", "05-02 10:10:00", "05-02 11:00:00", "05-03 09:00:00"]),
    ],
)
def test_a_time_out_offers_four_times(at: str, times: list[str]) -> None:
    assert [agreed(at, number) for number in range(len(times))] == [f"2026-{time}" for time in times]
    with pytest.raises(IllegalMove):
        agreed(at, len(times))


def test_every_time_to_meet_is_twenty_minutes_to_a_day_ahead() -> None:
    for minute in range(24 * 60):
        since = NOON.replace(hour=minute // 60, minute=minute % 60, second=minute % 59)
        times = [meeting_time(since, minutes, since) for minutes in durations(since)]
        assert times == sorted(set(times))
        assert all(timedelta(minutes=20) <= until - since <= timedelta(days=1) for until in times)


@pytest.mark.parametrize("minutes", [1, 30, 60 * 40])
def test_they_may_go_on_however_early_or_late_they_return(minutes: int) -> None:
    walk = taken().make(Action.TIME_OUT, Action.AGREE).wait(minutes=minutes).make(Action.COME_BACK)
    assert walk.place.apart == minutes
    assert walk.keys()["enter"] is Action.RESUME


# repair or something light from a time-out


def back_from_a_time_out(walk: Walk, **away: float) -> Walk:
    return walk.make(Action.TIME_OUT, Action.AGREE).wait(**away or {"minutes": 20}).make(Action.COME_BACK)


def to_the_end_of_the_turn(walk: Walk) -> Walk:
    while not walk.can(Action.THANKED):
        walk.make(next(do for do in (Action.SAID, Action.ASKED, Action.GOT_IT, Action.YES) if walk.can(do)))
    return walk.make(Action.THANKED)


@pytest.mark.parametrize("do", [Action.REPAIR, Action.LIGHT])
def test_a_round_in_a_time_out_leads_back_to_the_question(do: Action) -> None:
    walk = back_from_a_time_out(taken("full").make(*HEARD))
    before = walk.place
    assert isinstance(before, Returned)
    walk.make(do)
    if do is Action.LIGHT:
        walk.make(Action.TAKE)
    to_the_end_of_the_turn(walk)
    to_the_end_of_the_turn(walk)
    assert walk.place == replace(before, again=True, apart=0, repair=do is Action.LIGHT)
    assert walk.make(Action.RESUME).place == taken("full").make(*HEARD).place


def test_repair_is_not_offered_without_its_dialogue() -> None:
    walk = taken().make(Action.TIME_OUT, Action.AGREE)
    walk.position = play(walk.position, Comeback(Action.COME_BACK, walk.now, repair=False, light=True))
    assert not walk.can(Action.REPAIR)
    assert walk.keys()["2"] is Action.LIGHT
    assert walk.keys()["3"] is Action.CLOSE


def test_no_round_is_put_into_a_round_in_between() -> None:
    walk = back_from_a_time_out(back_from_a_time_out(taken()).make(Action.REPAIR))
    assert not walk.can(Action.REPAIR)
    assert not walk.can(Action.LIGHT)


def test_no_other_light_card_leads_back_to_the_question() -> None:
    cards = iter([dealt("first"), dealt("light"), None])
    walk = back_from_a_time_out(Walk(deal=lambda: next(cards)).make(*SETTLED)).make(Action.LIGHT, Action.ANOTHER)
    assert isinstance(walk.place, Returned)
    assert not walk.can(Action.LIGHT)
    assert walk.can(Action.REPAIR)


# `b` back


# too few cards for what they chose


def test_too_few_cards_can_end_the_evening_early() -> None:
    cards = iter([dealt("first"), None])
    walk = Walk(deal=lambda: next(cards)).make(*SETTLED, *ROUND, Action.ONE_MORE, Action.CLOSE)
    assert isinstance(walk.place, Closing)


# who starts


def test_an_evening_left_names_who_had_not_spoken() -> None:
    walk = taken().make(Action.SAID, Action.TIME_OUT, Action.AGREE)
    assert first_after(walk.position) is Seat.RIGHT

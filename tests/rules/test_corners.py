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
from cardtui.rules.move import Action, Comeback, IllegalMove
from cardtui.rules.position import Resting
from cardtui.rules.timeout import durations, meeting_time, was_long_away
from evening_builder import HEARD, NOON, ROUND, SETTLED, TURN, Walk, dealt, taken

SKIP = "leave-card skip-turn"
LEAVE = "leave-card both-leave"
STOPPED = "time-out agree"


def back_from_a_time_out(walk: Walk, **away: float) -> Walk:
    return walk.make(STOPPED).wait(**away or {"minutes": 20}).make("come-back")


# repeated "not quite"


def test_not_quite_is_unlimited_and_not_counted() -> None:
    again = "said asked not-quite "
    assert taken().make(again * 50).position == taken().make(again).position


# `i` before anything was said, or twice


def test_a_pause_before_any_words_is_harmless() -> None:
    walk = taken()
    for _ in range(3):
        assert not walk.make("interrupt").can("interrupt")
        assert walk.make("asked go-on").at == "speaking"
    assert walk.make("said asked").at == "mirror-verdict"
    assert not walk.can("go-on")


def test_not_quite_in_a_pause_keeps_the_way_back() -> None:
    assert taken().make("interrupt asked not-quite said asked").can("go-on")


# `p` "leave this card"


def test_leaving_asks_once_and_keeps_nothing_of_who_asked() -> None:
    walk = taken().make("said leave-card")
    rows = [choice.what for choice in legal(walk.position) if choice.is_row]
    assert rows == ["both-leave", "skip-turn", "stay"]
    assert walk.make("stay").position == taken().make("said").position


@pytest.mark.parametrize(
    ("dialogue", "moves", "place", "met"),
    [
        ("mirror", SKIP, "speaking", []),
        ("mirror", f"{TURN} said {SKIP}", "resting", ["card-1"]),
        ("mirror", LEAVE, "offered", []),
        ("mirror", f"said asked {LEAVE}", "offered", []),
        ("mirror", f"said {SKIP} {LEAVE}", "offered", []),
        ("mirror", f"{TURN} {LEAVE}", "offered", ["card-1"]),
        ("mirror", f"{ROUND} one-more take said {LEAVE}", "offered", ["card-1"]),
        ("step", f"done {ROUND}", "resting", ["card-1"]),
        ("step", "done", "speaking", ["card-1"]),
        ("step", f"done {LEAVE}", "offered", []),
    ],
)
def test_a_card_is_met_if_someone_was_heard_to_the_end(dialogue: str, moves: str, place: str, met: list[str]) -> None:
    walk = taken(dialogue).make(moves)
    assert (walk.at, [each.card for each in walk.position.met]) == (place, met)


def test_who_passes_a_turn_hands_it_to_the_other() -> None:
    walk = taken().make("said", SKIP)
    assert walk.place.turn.speaker is Seat.RIGHT
    assert walk.make("leave-card").keys()["2"] == walk.keys()["enter"] == "both-leave", "both have left it"


def test_what_carries_no_card_is_left_for_the_next_card_too() -> None:
    walk = Walk(new=True).make("settle", LEAVE)
    assert (walk.at, walk.position.put_back) == ("offered", ())


def test_a_card_left_in_between_leads_back_to_where_they_were() -> None:
    walk = back_from_a_time_out(taken()).make("light take", LEAVE)
    assert walk.at == "returned"
    assert walk.make("resume").place == taken().place
    assert walk.position.put_back == ("card-2",)


def test_a_left_card_is_not_met_though_a_light_one_was() -> None:
    walk = back_from_a_time_out(taken().make("said")).make("light take", ROUND, "resume")
    assert [met.card for met in walk.position.met] == ["card-1", "card-2"]
    walk.make(LEAVE)
    assert [met.card for met in walk.position.met] == ["card-2"]
    assert walk.position.put_back == ("card-1",)


def test_five_minutes_have_one_card_also_if_it_is_left() -> None:
    assert taken(shape=EveningShape.TODAY).make(TURN, LEAVE).at == "good-night"
    assert taken(shape=EveningShape.TODAY).make("said", LEAVE).at == "offered"


def test_at_the_close_nobody_is_asked_twice() -> None:
    walk = taken().make(ROUND, "close glad")
    before = walk.place
    back_from_a_time_out(walk).make("repair", SKIP, LEAVE)
    assert walk.make("resume").place == before
    assert next(choice.who for choice in legal(walk.position) if choice.what == "glad") is Seat.LEFT


def test_a_long_while_away_forgets_that_someone_would_leave() -> None:
    away = taken().make("leave-card").found_again(hours=2)
    assert away.place == taken().found_again(hours=2).place
    assert taken().make("leave-card time-out").place == taken().make("time-out").place


# `c` in the middle of a turn


@pytest.mark.parametrize(
    ("moves", "first"),
    [
        ("close", Seat.LEFT),
        ("said close", Seat.RIGHT),
        ("said close glad glad", Seat.RIGHT),
        (f"{SKIP} said close", Seat.LEFT),
        (f"{TURN} said close", Seat.RIGHT),
    ],
)
def test_after_a_close_who_had_not_spoken_starts_next(moves: str, first: Seat) -> None:
    walk = taken().make(moves)
    assert walk.at == ("good-night" if "glad" in moves else "closing")
    assert walk.position.next_first is first


@pytest.mark.parametrize("moves", ["good-night", f"{STOPPED} close"])
def test_good_night_comes_from_the_middle_of_the_close_too(moves: str) -> None:
    assert taken().make(ROUND, "close glad", moves).at == "good-night"


# back after more than 30 minutes


@pytest.mark.parametrize("moves", ["said", "said asked"])
def test_back_in_a_mirror_the_heart_is_said_again(moves: str) -> None:
    walk = taken().make(moves).found_again(hours=10).make("settle")
    assert (walk.at, walk.place.send.part, walk.place.turn.speaker) == ("speaking", "heart", Seat.LEFT)


def test_back_within_30_minutes_needs_no_settle() -> None:
    walk = taken()
    assert not was_long_away(walk.position, 29 * 60)
    with pytest.raises(IllegalMove):
        walk.found_again(minutes=29)


def test_declined_on_coming_back_the_evening_ends() -> None:
    walk = taken().make("said").found_again(hours=3).make("decline")
    assert walk.at == "good-night"
    assert walk.position.next_first is Seat.RIGHT


@pytest.mark.parametrize(
    "away",
    [
        lambda: taken(minutes=30).found_again(hours=10).make("settle"),
        lambda: Walk(minutes=30).found_again(hours=12).make(SETTLED),
        lambda: back_from_a_time_out(taken(minutes=30), hours=5).make("resume"),
    ],
    ids=["left in a turn", "left at the first settle", "a time-out"],
)
def test_time_away_is_not_time_together(away: Callable[[], Walk]) -> None:
    assert away().make(ROUND).place == Resting(late=False)


def test_a_return_left_for_days_settles_and_says_the_heart_again() -> None:
    walk = back_from_a_time_out(taken(minutes=30).make("said"), minutes=10).found_again(days=3)
    assert walk.at == "settling"
    assert walk.make("settle").at == "returned"
    assert walk.place.apart == 0, "no twenty minutes are asked for"
    walk.make("resume")
    assert (walk.at, walk.place.send.part) == ("speaking", "heart")
    assert walk.make(TURN, TURN).place == Resting(late=False)


# `t` at settle, at close, and everywhere else


def test_a_time_out_at_settle_is_another_time() -> None:
    walk = Walk()
    assert walk.keys()["t"] == "postpone"
    assert walk.make("postpone").at == "postponing"
    assert walk.make("tomorrow").at == "ended"


@pytest.mark.parametrize(
    "moves",
    [
        "",
        "said asked",
        "leave-card",
        f"{ROUND}",
        f"{ROUND} close",
        f"{STOPPED} come-back",
        f"{STOPPED} come-back repair",
    ],
)
def test_a_time_out_at_a_later_settle_is_one_as_anywhere(moves: str) -> None:
    settled = taken().make(moves).found_again(hours=2).make("settle")
    walk = taken().make(moves).found_again(hours=2)
    assert walk.keys()["t"] == "time-out"
    walk.make("time-out agree come-back resume")
    while settled.at == "returned":
        settled.make("resume")
    assert walk.place == settled.place, "and there is no second settle"


def test_a_time_out_in_a_time_out_does_nothing() -> None:
    walk = taken()
    for moves in ("time-out", "agree", "come-back"):
        assert not walk.make(moves).can("time-out")


def agreed(at: str, number: int) -> str:
    """The time to meet if they stop at that time and choose the row of that number."""
    walk = Walk()
    walk.now = datetime.fromisoformat(at)
    walk.make(SETTLED, "time-out").make("agree", number=number)
    return walk.place.until.isoformat(sep=" ", timespec="seconds")[:19]


@pytest.mark.parametrize(
    ("at", "times"),
    [
        ("2026-05-01 20:10:30+02:00", ["05-01 20:40:30", "05-01 21:10:30", "05-01 22:00:00", "05-02 20:00:00"]),
        ("2026-05-01 20:30:00+02:00", ["05-01 21:00:00", "05-01 21:30:00", "05-01 22:00:00", "05-02 20:00:00"]),
        ("2026-05-01 20:31:00+02:00", ["05-01 21:01:00", "05-01 21:31:00", "05-01 23:00:00", "05-02 20:00:00"]),
        ("2026-05-01 21:45:00-08:00", ["05-01 22:15:00", "05-01 22:45:00", "05-02 21:00:00"]),
        ("2026-05-01 23:59:59+00:00", ["05-02 00:29:59", "05-02 00:59:59", "05-02 21:00:00"]),
        ("2026-05-02 00:00:00+00:00", ["05-02 00:30:00", "05-02 01:00:00", "05-02 21:00:00"]),
        ("2026-05-02 04:59:59+00:00", ["05-02 05:29:59", "05-02 05:59:59", "05-02 21:00:00"]),
        ("2026-05-02 05:00:00+00:00", ["05-02 05:30:00", "05-02 06:00:00", "05-02 07:00:00", "05-02 21:00:00"]),
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


@pytest.mark.parametrize("minutes", [0, 10, 29, 30, 40, 59, 60, 95, 119, 121, 600, 1435, 3000])
def test_the_times_stay_in_order_however_long_they_look(minutes: int) -> None:
    since = NOON + timedelta(minutes=7)
    at = since + timedelta(minutes=minutes)
    soon, later, *others = [meeting_time(since, each, at) for each in durations(since)]
    assert timedelta(0) < soon - at < later - at
    assert all(until - at >= timedelta(minutes=20) for until in others)


# repair or something light from a time-out


@pytest.mark.parametrize(
    ("moves", "turn", "repair"),
    [
        ("repair", f"{HEARD} {HEARD} yes thanked", False),
        ("light take", f"{HEARD} said asked got-it thanked", True),
    ],
)
def test_a_round_in_a_time_out_leads_back_to_the_question(moves: str, turn: str, repair: bool) -> None:
    walk = back_from_a_time_out(taken("full").make(HEARD))
    before = walk.place
    assert before.light
    assert before.repair
    walk.make(moves, turn, turn)
    assert walk.place == replace(before, again=True, apart=0, repair=repair)
    assert walk.make("resume").place == taken("full").make(HEARD).place


def test_repair_is_not_offered_without_its_dialogue() -> None:
    walk = taken().make(STOPPED)
    walk.position = play(walk.position, Comeback(Action.COME_BACK, walk.now, repair=False, light=True))
    assert not walk.can("repair")
    assert (walk.keys()["2"], walk.keys()["3"]) == ("light", "close")


def test_no_round_is_put_into_a_round_in_between() -> None:
    walk = back_from_a_time_out(back_from_a_time_out(taken()).make("repair"))
    assert not walk.can("repair")
    assert not walk.can("light")


@pytest.mark.parametrize("settled", [False, True], ids=["time-out", "settle"])
@pytest.mark.parametrize("limit", [{"cards": 2}, {"minutes": 10}], ids=["cards", "minutes"])
def test_back_from_a_time_out_what_they_chose_may_be_reached(limit: dict[str, int], *, settled: bool) -> None:
    walk = back_from_a_time_out(taken(**limit).make(ROUND))
    assert walk.place.under == Resting(late=False)
    walk.make("light take").wait(minutes=11).make(ROUND)
    if settled:
        walk.found_again(hours=5).make("settle")
    assert walk.make("resume").place == Resting(late=True)


def test_no_other_light_card_leads_back_to_the_question() -> None:
    cards = iter([dealt("first"), dealt("light"), None])
    walk = back_from_a_time_out(Walk(deal=lambda: next(cards)).make(SETTLED)).make("light another")
    assert walk.at == "returned"
    assert not walk.can("light")
    assert walk.can("repair")

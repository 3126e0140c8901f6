"""What the console shows at a moment of a run."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from cardtui.workshop.console.console_scene import ConsoleScene, glance, pace
from cardtui.workshop.console_link.channel import State
from cardtui.workshop.plan_file import open_plan
from cardtui.workshop.run import begin, lobby
from cardtui.workshop.run_clock import RunClock, clock_text
from cardtui.workshop.workshop_plan import MINUTE
from shipped_words import WORDS, filled
from workshop.fake_clocks import EVENING
from workshop.plans import after, plan

PLAN = plan()


def behind(minutes: int) -> str:
    return filled(WORDS.console_behind, value=str(minutes))


def speaks(who: str) -> str:
    return filled(WORDS.chip_speaks, name=who)


def lasting(what: str, minutes: int) -> str:
    return f"{what} · {filled(WORDS.console_minutes, value=str(minutes))}"


def at(minutes: float, orders: str = "") -> ConsoleScene:
    """The glance after that many minutes, with orders at earlier ones."""
    return glance(state(orders), clock_at(minutes), WORDS)


def clock_at(minutes: float) -> RunClock:
    """A clock that many minutes after seven in the evening, when the run began."""
    return RunClock(0.0, lambda: minutes * MINUTE, lambda: EVENING + timedelta(minutes=minutes))


def state(orders: str = "") -> State:
    return State(PLAN, after(orders, unit=MINUTE), 0.0, True, WORDS)


def test_an_item_shows_notes_clock_and_whats_next() -> None:
    seen = at(1.5)
    assert (seen.head, seen.place, seen.item, seen.part) == ("An evening of listening", "1/6", "Arriving", "")
    assert (seen.clock, seen.clock_says, seen.pace) == ("3:30", WORDS.console_left, WORDS.console_on_time)
    assert seen.notes == ("Greet at the door.",)
    assert seen.room == ("Welcome. Find a place for two.",)
    assert (seen.next, seen.then) == ("", "")
    assert seen.coming[:2] == ("19:05  Mirroring, shown", "19:15  A practice")
    assert seen.saved == WORDS.console_saved
    assert glance(replace(state(), saved=False), clock_at(0), WORDS).saved == WORDS.not_saved
    assert (at(0).now, at(61.5).now) == ("19:00", "20:01")


def test_overtime_counts_up_and_names_what_could_be_dropped() -> None:
    seen = at(9.5)
    assert (seen.clock, seen.clock_says, seen.pace) == ("+4:30", WORDS.console_over, behind(4))
    method, mirroring = (
        f"{title} · {filled(WORDS.console_saves, value=str(minutes))}"
        for title, minutes in (("How was the method?", 5), ("Mirroring, shown", 10))
    )
    assert seen.drops == (method,)
    assert at(12).drops == (method, mirroring)
    assert at(5.5).drops == ()
    dropped = at(12, "drop3@1")
    assert dropped.drops == (mirroring,)
    assert not any("How was the method?" in line for line in dropped.coming)
    assert at(20, "go1@5 go0@15").drops == (method,), "nothing is left of what was shown already"
    assert at(60, "go2@60").drops == (method,), "what is over can no longer be left out"


def test_a_practice_shows_card_dialogue_and_turns() -> None:
    cards, turn, change, other = (at(15, f"go2@15{' next@15' * steps}") for steps in range(4))
    first, second = (speaks(name) for name in (WORDS.lead_first, WORDS.lead_second))
    next_ = filled(WORDS.lead_speaks_next, name=WORDS.lead_second)
    assert (cards.item, cards.coming[0]) == (PLAN.items[2].title, "19:28  How was the method?")
    assert [each.part for each in (cards, turn, change, other)] == [
        f"{WORDS.console_room_cards} · {filled(WORDS.lead_starts, name=WORDS.lead_first)}",
        first,
        f"{WORDS.console_room_change} · {next_}",
        second,
    ]
    assert PLAN.starts in cards.room[-1]
    assert "{partner}" not in " ".join(cards.room)
    assert turn.room == other.room
    assert turn.room[-1] == f"In short: {WORDS.rail_speak} · {WORDS.rail_mirror} · {WORDS.rail_thank}"
    assert change.room == (WORDS.lead_change, *WORDS.lead_change_lines, next_), "the wall shows no card there"
    assert (cards.next, other.next) == (lasting(first, 5), "")
    assert at(15, "go2@15 swap@15").next == lasting(second, 5)
    choice = at(50, "go5@50")
    assert choice.part.startswith(WORDS.console_room_choice)
    assert [text[:2] for text in choice.room if text[0] in "123" and text[1] == " "] == ["1 ", "2 ", "3 "]
    assert choice.then == WORDS.console_end


@pytest.mark.parametrize(
    ("order", "sign", "room"),
    [
        ("pause", WORDS.console_paused, "Welcome. Find a place for two."),
        ("hold", WORDS.console_held, WORDS.lead_held),
        ("blank", WORDS.console_blank, WORDS.console_room_blank),
        ("clock", WORDS.console_clock_off, "Welcome. Find a place for two."),
    ],
)
def test_what_is_unusual_and_what_the_room_sees(order: str, sign: str, room: str) -> None:
    seen = at(2, f"{order}@1")
    assert seen.signs == (sign,)
    assert seen.room == (room,)
    assert at(2, f"{order}@1 {order}@1").signs == ()


def test_the_room_of_lobby_and_break_is_what_the_wall_says() -> None:
    opened = replace(state(), plan=replace(PLAN, lobby=("Tea is at the back.",)), run=lobby(PLAN, due=60.0))
    seen = glance(opened, clock_at(0), WORDS)
    assert (seen.room, seen.signs) == (
        (filled(WORDS.lead_begins, time="19:01"), "Tea is at the back."),
        (WORDS.console_lobby,),
    )
    back = filled(WORDS.lead_back_at, time="19:25")
    assert at(10, "go4@10").room[0] == at(40, "go4@10").room[0] == back
    assert at(30, "go4@10 drop5@10 next@20").room == PLAN.items[4].screen, "it has ended, and nobody comes back"


@pytest.mark.parametrize(
    ("seconds", "text", "over"),
    [
        *((300.0, "5:00", False), (299.9, "5:00", False), (299.0, "4:59", False), (0.2, "0:01", False)),
        *((0.0, "0:00", True), (-0.5, "0:00", True), (-1.0, "+0:01", True), (-61.5, "+1:01", True)),
        *((5999.0, "99:59", False), (7200.0, "120:00", False)),
    ],
)
def test_a_clock_starts_full_and_is_over_at_zero(seconds: float, text: str, over: bool) -> None:
    assert (clock_text(seconds), seconds <= 0) == (text, over)


@pytest.mark.parametrize(
    ("late", "text"),
    [
        *((0, WORDS.console_on_time), (59, WORDS.console_on_time), (60, behind(1)), (299, behind(4))),
        *((-59, WORDS.console_on_time), (-61, filled(WORDS.console_ahead, value="1"))),
    ],
)
def test_less_than_a_minute_is_on_time(late: float, text: str) -> None:
    assert pace(late, WORDS) == text


# When it ends


def test_all_later_times_move_at_once_with_every_order() -> None:
    def told(minutes: float, orders: str = "") -> tuple[str, str, str]:
        seen = at(minutes, orders)
        return seen.ends, seen.pace, seen.coming[-1][:5]

    def ends(time: str) -> str:
        return filled(WORDS.console_ends, time=time)

    assert told(2) == (ends("20:10"), WORDS.console_on_time, "19:48")
    assert told(2, "more@1 more@1") == (ends("20:12"), behind(2), "19:50")
    assert told(2, "less@1")[0] == ends("20:09")
    assert told(4, "pause@1") == (ends("20:13"), behind(3), "19:51")
    assert told(2, "drop3@1")[0] == ends("20:05")
    assert told(2, "drop3@1 drop3@1")[0] == ends("20:10")


def test_notes_on_safety_stand_first() -> None:
    plan = open_plan("evening").plan
    item = next(item for item in plan.items if item.safety)
    assert any("afraid" in note for note in item.notes[: item.safety])
    run = begin(plan, item=plan.items.index(item))
    seen = glance(State(plan, run, 0.0, True, WORDS), clock_at(0), WORDS)
    assert seen.notes[: seen.safety] == item.notes[: item.safety]

"""Leading: what each key, and each order of a console, does on the room's screen and on pages that cover it."""

from __future__ import annotations

from random import Random

import pytest
from msgspec.structs import replace

from cardtui.workshop.order_keys import order_rows
from cardtui.workshop.room_scene import Quiet, Slide, TurnShown
from cardtui.workshop.run import Shown, lobby
from cardtui.workshop.run_orders import Order, OrderKind
from cardtui.workshop.run_schedule import behind
from cardtui.workshop.workshop_plan import Starter
from shipped_words import WORDS, filled
from workshop.led import FIRST_TURN, TO_THE_END, Led, in_lobby
from workshop.plans import plan

# The room's screen


@pytest.mark.parametrize(
    ("steps", "cue", "clock"),
    [
        *[((on, on, on), 3, "5:00") for on in ("enter", "pagedown", "right")],
        *[((*FIRST_TURN, back), 2, "2:00") for back in ("p", "P", "pageup", "left", "backspace")],
        ((10, "space", 60), 0, f"4:50 {WORDS.lead_paused}"),
        ((10, "space", 60, "space", 10), 0, "4:40"),
        *((("+",), 0, "6:00"), (("=",), 0, "6:00"), (("-", "_"), 0, "3:00")),
        *((("o",), 0, ""), (("o", 60, "O"), 0, "4:00")),
        *(((60, "h"), 0, ""), ((60, "h", 600, "h"), 0, "4:00")),
        # Once the time is over there is no clock, and adding less than the overtime does not bring it back.
        *(((299,), 0, "0:01"), ((300,), 0, ""), ((900, "+"), 0, "")),
        # While the screen is blank, Enter shows the cue again and goes no further.
        *[((key, 60, "enter"), 0, "4:00") for key in ("b", ".", "0")],
        *((("g", "3", "enter"), 2, "2:00"), (("g", "2", "esc"), 0, "5:00")),
        # A page over the room's screen is closed without moving on below it.
        *[((view, key), 0, "5:00") for view in ("esc", "a", "g", "?") for key in ("enter", "esc")],
        *[((view, "pagedown", "right"), 0, "") for view in ("esc", "a", "?")],
        *((("esc", "1"), 1, "10:00"), (("esc", "o"), 0, "")),
        # The time that a cue has had is its own.
        *(((60, "enter", 30, "p"), 0, "4:00"), ((60, "enter", 30, "p", 10, "enter"), 1, "9:30")),
        ((30, "space", 10, "enter", 10), 1, "9:50"),
        ((30, "space", 10, "h", 10, "h", 450), 0, f"4:30 {WORDS.lead_paused}"),
        (("-",) * 20, 0, "1:00"),
    ],
    ids=str,
)
def test_keys_and_time_lead_to_a_cue_and_its_clock(steps: tuple[str | float, ...], cue: int, clock: str) -> None:
    led = Led().press(*steps)
    assert (led.cue, led.clock, led.rings) == (cue, clock, 0)


def test_no_note_of_the_leader_is_ever_in_a_scene() -> None:
    led = Led()
    notes = [note for item in led.plan.items for note in item.notes]
    for _ in led.plan.cues:
        for view in ("?", "esc", "a", "g"):
            assert not any(note in repr(led.scene) + repr(led.press(view).scene) for note in notes)
            led.press("esc")
        led.press("enter")


def test_an_item_may_say_who_speaks_first() -> None:
    made = plan(
        starts_other="The partner at the door begins.", items=(replace(plan().items[2], starter=Starter.SECOND),)
    )
    led = Led(made)
    for sentence, second in ((made.starts_other, True), (made.starts, False)):
        assert sentence in led.scene.below[-1]
        turn = led.press("enter").scene
        assert turn.second is second
        led.press("p", "s")


# Before it begins


def test_the_lobby_says_when_it_begins_and_no_clock_runs() -> None:
    led = in_lobby(600.0, lobby=("Tea is at the back.",))
    told = (filled(WORDS.lead_begins, time="19:10"), "Tea is at the back.")
    assert led.scene == Slide(led.plan.title, told)
    led.press(300, "+", "space", "b", "s", "g", "3", "esc")
    assert (led.scene, led.clock) == (Slide(led.plan.title, told), "")
    assert led.memory == [], "a sound check costs nothing"
    assert led.told_by("enter") == [WORDS.lead_key_begin]
    assert led.wait(301).scene == Slide(led.plan.title, (WORDS.lead_begins_soon, told[1]))


def test_what_is_unseen_or_over_is_not_left_by_back() -> None:
    for keys, text in (("b", WORDS.lead_key_blank_end), ("h", WORDS.lead_key_hold_end)):
        led = Led().press("enter", keys)
        for key in ("enter", "p"):
            assert led.told_by(key) == [text]
            assert led.press(key).controller.run.shown is Shown.CUE
            assert led.press(keys).cue == 1
    assert led.told_by("space") == [], "in quiet minutes the clock stands already"
    led = Led().press(*TO_THE_END, "enter")
    assert led.told_by("p") == [WORDS.lead_key_end_undo]
    assert led.told_by("o") == [], "there is no clock any more"


@pytest.mark.parametrize("seed", range(4))
def test_no_key_is_offered_that_does_nothing(seed: int) -> None:
    random, led = Random(seed), in_lobby(bell=True)
    controller = led.controller
    for _ in range(150):
        rows = order_rows(WORDS, led.plan, controller.run, controller.order)
        for kind, row in rows.items():
            before = controller.run
            row.act()
            assert (controller.run != before) is (kind is not OrderKind.RING), row
            controller.run = before
        go = led.press("a", *random.choice((("down",), ("up",), ("9",), ()))).scene.rows[0]
        if go.keys == ("enter",):
            before = controller.run
            go.act()
            assert controller.run != before
        controller.close()
        random.choice(list(rows.values())).act()
        led.wait(random.choice((0, 1, 200)))


def test_what_was_said_in_the_lobby_outlives_a_crash_but_not_q() -> None:
    led = in_lobby(600.0, bell=True).press("m")
    led.controller.order_from_console(Order(OrderKind.DROP, 3))
    led.controller.note_time()
    assert (led.memory[-1].muted, led.memory[-1].dropped) == (True, (3,))
    led.controller.leave(for_good=False)
    assert led.memory, "its window was closed"
    assert led.press("q").scene.rows[0].text == WORDS.lead_key_quit_over
    assert led.press("1").memory == []
    assert not led.controller.keeps


@pytest.mark.parametrize(("due", "late"), [(600.0, 300), (None, 0)])
def test_the_first_enter_begins_and_is_late_to_what_was_said(due: float | None, late: float) -> None:
    led = in_lobby(due).press(900, "enter")
    assert (led.clock, behind(led.controller.run, led.plan, 900.0)) == ("5:00", late)
    line = led.press("a").scene.lines[0]
    assert (line.planned, line.began) == ("19:10" if due else "19:15", "19:15")


def test_back_from_the_first_slide_is_the_lobby_again() -> None:
    led = in_lobby(600.0).press("enter", "p")
    assert led.controller.run == lobby(led.plan, 600.0)
    assert led.memory == []


# Pages over the room's screen


@pytest.mark.parametrize("key", ["esc", "?", "q", "a"])
def test_an_order_takes_away_what_the_room_should_not_see(key: str) -> None:
    led = Led().press(key)
    if key != "a":
        led.controller.order_from_console(Order(OrderKind.NEXT))
    else:
        led.controller.order(Order(OrderKind.NEXT))
    assert isinstance(led.scene, Slide)
    assert led.cue == 1


def test_a_console_order_does_not_disturb_who_types_a_number() -> None:
    led = Led().press("g", "2")
    led.controller.order_from_console(Order(OrderKind.NEXT))
    assert led.cue == 1
    assert led.press("1", "0").controller.run.shown is Shown.CUE, "0 is still a digit"
    led.controller.order_from_console(Order(OrderKind.BLANK))
    assert led.scene == Quiet(), "nothing at all is nothing at all"


def test_of_two_consoles_that_go_on_at_once_one_is_heard() -> None:
    for led, cue in ((Led(), 1), (in_lobby(), 0), (Led().press("h"), 0), (Led().press(*TO_THE_END), 11)):
        seen = led.controller.run.place
        for _ in range(2):
            led.controller.order_from_console(Order(OrderKind.NEXT, place=seen))
        assert led.cue == cue
        led.controller.order_from_console(Order(OrderKind.BACK, place=seen))
        assert led.controller.run.place != seen, "nor does going back undo it"


# What is saved


def test_every_change_is_kept_before_it_is_told() -> None:
    led = Led().press(*["a", "a", "esc", "esc", "x", "7", "up"])
    assert len(led.memory) == 1, "what changes nothing is not written"
    led.press(*["enter", "enter", "space", "+", "h", "h", "b", "b", "s", "o", "p"])
    assert len(led.memory) == 12, "the beginning is kept, too"
    assert [state.run for state in led.told] == led.memory
    assert all(state.saved for state in led.told)
    led.controller.note_time()
    assert len(led.memory) == 13
    led.memory.works = False
    assert not led.press("enter").told[-1].saved
    assert led.cue == 2, "a workshop goes on though nothing can be written"


def test_q_keeps_the_run_but_not_at_the_end() -> None:
    led = Led().press("enter", "q")
    assert led.scene.title == WORDS.lead_leave_title
    assert not led.press("enter").controller.over
    assert led.press("q", "q").controller.over
    assert led.memory
    led = Led().press(*TO_THE_END, "Q")
    assert (led.controller.over, led.memory) == (True, [])


# The end


def test_enter_at_the_last_item_ends_the_run_and_keeps_nothing() -> None:
    led = Led().press(*TO_THE_END, "esc")
    assert WORDS.lead_key_end in [row.text for row in led.scene.rows]
    assert WORDS.lead_key_quit_over in [row.text for row in led.press("9").scene.rows]
    assert led.press("esc").clock
    led.press("enter", 120)
    led.controller.note_time()
    led.press("enter", "space", "+")
    assert isinstance(led.scene, TurnShown)
    assert (led.clock, led.memory, led.controller.over) == ("", [], False)
    assert not any(state.closed for state in led.told)
    assert led.press("p").clock, "it was too early"
    assert led.memory == [led.controller.run]
    led.press("enter", "q")
    assert (led.controller.over, led.controller.is_over, led.told[-1].closed) == (True, True, True)

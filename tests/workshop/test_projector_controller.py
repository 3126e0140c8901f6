"""Leading: what each key does on the room's screen and on pages that cover it, and what time does."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from cardtui.workshop.both_screens.leader_pages import Opened
from cardtui.workshop.console_link.channel import State
from cardtui.workshop.order_keys import order_rows
from cardtui.workshop.projector.projector_controller import ProjectorController
from cardtui.workshop.projector.rehearsal import Rehearsal
from cardtui.workshop.room_scene import Quiet, RoomScene, Slide, TurnShown
from cardtui.workshop.run import Run, Shown, begin, lobby
from cardtui.workshop.run_clock import RunClock, clock_text
from cardtui.workshop.run_orders import Order, OrderKind, do
from cardtui.workshop.run_resumption import Resume
from cardtui.workshop.run_schedule import behind
from cardtui.workshop.workshop_plan import ClockKind, Starter, WorkshopPlan
from shipped_words import WORDS, filled
from workshop.fake_clocks import EVENING, Machine
from workshop.plans import plan

FIRST_TURN = ("enter", "enter", "enter")
TO_THE_END = ("g", "6", *["enter"] * 4)
"""To the last turn of the last item."""


class Memory:
    """Keeps runs in a list."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.works = True

    def keep(self, run: Run, clock: RunClock) -> bool:
        self.runs.append(run)
        return self.works

    def clear(self) -> None:
        self.runs.clear()

    forget = clear


class Led:
    """A leader at a machine, with everything that is saved and sent."""

    def __init__(self, made: WorkshopPlan | None = None, run: Run | None = None) -> None:
        made = made or plan()
        self.plan = replace(made, items=tuple(replace(item, clock=ClockKind.DIGITS) for item in made.items))
        self.machine = Machine()
        self.memory = Memory()
        self.told: list[State] = []
        self.rings = 0
        run = run or begin(self.plan)
        self.controller = ProjectorController(
            self.plan, WORDS, self.machine.clock(), run, self.memory, self.told.append
        )

    def press(self, *steps: str | float) -> Led:
        """Press keys; after a number, that many seconds have passed."""
        for step in steps:
            if isinstance(step, str):
                self.controller.press(step)
            else:
                self.wait(step)
        return self

    def wait(self, seconds: float) -> Led:
        """Time passes, and the controller checks the clock as often as it needs."""
        end = self.machine.since_start + seconds
        while (step := self.controller.wait()) is not None and self.machine.since_start + step <= end:
            self.machine.wait(step)
            self.rings += self.controller.tick()
        self.machine.wait(end - self.machine.since_start)
        self.rings += self.controller.tick()
        return self

    @property
    def clock(self) -> str:
        shown = self.controller.clock_shown()
        return f"{shown.time} {shown.sign}".strip() if shown is not None else ""

    @property
    def cue(self) -> int:
        return self.controller.run.cue

    @property
    def scene(self) -> RoomScene | Opened:
        return self.controller.scene()

    def told_by(self, key: str) -> list[str]:
        """The text of a key."""
        return [row.text for row in self.controller.rows_now() if key in row.keys]


def in_lobby(due: float | None = None, **changes: object) -> Led:
    made = plan(**changes)
    return Led(made, lobby(made, due))


def all_by_themselves() -> WorkshopPlan:
    return plan(items=tuple(replace(item, auto=True) for item in plan().items))


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


# Before it begins


def test_the_lobby_says_when_it_begins_and_no_clock_runs() -> None:
    led = in_lobby(600.0, lobby=("Tea is at the back.",))
    told = (filled(WORDS.lead_begins, time="19:10"), "Tea is at the back.")
    assert led.scene == Slide(led.plan.title, told)
    led.press(300, "+", "space", "b", "s", "g", "3", "esc")
    assert (led.scene, led.clock) == (Slide(led.plan.title, told), "")
    assert led.memory.runs == [], "a sound check costs nothing"
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
    assert (led.memory.runs[-1].muted, led.memory.runs[-1].dropped) == (True, (3,))
    led.controller.leave(for_good=False)
    assert led.memory.runs, "its window was closed"
    assert led.press("q").scene.rows[0].text == WORDS.lead_key_quit_over
    assert led.press("1").memory.runs == []
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
    assert led.memory.runs == []


# Who speaks, and when a break is over


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


def test_a_break_says_when_it_is_over_as_things_are() -> None:
    led = Led().press("g", "5", "enter")
    for steps, time in (((), "19:15"), (("+", 120), "19:16"), (("space", 60), "19:17")):
        slide = led.press(*steps).scene
        assert slide.back == filled(WORDS.lead_back_at, time=time)


@pytest.mark.parametrize(
    ("warns", "steps", "clock"),
    [
        (True, (200,), "1:40"),  # not a turn
        (True, (*FIRST_TURN, 179), "2:01"),
        (True, (*FIRST_TURN, 180), f"2:00 {WORDS.lead_two_minutes}"),
        (True, (*FIRST_TURN, 240), "1:00"),
        (True, (*FIRST_TURN, "-", "-", "-", 1), "1:59"),  # a turn without more time
        (False, (*FIRST_TURN, 200), "1:40"),
    ],
)
def test_the_wall_says_when_a_turn_has_two_minutes(warns: bool, steps: tuple[str | float, ...], clock: str) -> None:
    assert Led(plan(two_minutes=warns)).press(*steps).clock == clock


# Without a key


@pytest.mark.parametrize(
    ("steps", "cue", "clock"),
    [
        *(((299,), 0, "0:01"), ((300,), 1, "10:00")),
        *(((10, key, 3600), 0, clock) for key, clock in (("space", f"4:50 {WORDS.lead_paused}"), ("h", ""), ("0", ""))),
        *(((10, "b", 990, "b", 1), 0, ""), ((301, "p", 10), 0, "")),
        # An added minute ends like the first ones.
        *(((301, "p", 10, "+", 1), 0, "0:49"), ((301, "p", 10, "+", 50), 1, "9:59")),
        ((*TO_THE_END, 100_000), 11, ""),
    ],
    ids=str,
)
def test_only_time_that_is_over_goes_on_by_itself(steps: tuple[str | float, ...], cue: int, clock: str) -> None:
    led = Led(all_by_themselves()).press(*steps)
    assert (led.cue, led.clock) == (cue, clock)


def test_a_blank_screen_stays_blank() -> None:
    assert Led(all_by_themselves()).press("b", 3600).scene == Quiet()


def test_late_or_early_timers_never_drift() -> None:
    led = Led(plan(items=(replace(plan().items[0], minutes=61),)))
    chance, shown, at = Random(1), [], 0.0
    while at < 3600:
        late = max((led.controller.wait() or 0.0) + chance.uniform(-0.001, 0.08), 0.002)
        at += late
        led.machine.wait(late)
        led.controller.tick()
        shown.append(led.clock)
    assert shown[-1] == clock_text(61 * 60 - at)
    assert abs(led.controller.clock.now() - at) < 0.001
    assert len(dict.fromkeys(shown)) == 3600, "each second was seen, and none twice"


def test_after_an_hour_of_sleep_it_goes_on_by_one_thing() -> None:
    led = Led(all_by_themselves())
    led.machine.wait(3600)
    led.controller.tick()
    assert (led.cue, led.clock) == (1, "10:00")


def test_setting_the_time_changes_only_the_agenda() -> None:
    led = Led().wait(60)
    led.machine.wall += timedelta(hours=2)
    assert led.wait(60).clock == "3:00"
    assert led.press("a").scene.lines[0].began == "21:00"


@pytest.mark.parametrize(
    ("bell", "steps", "rings"),
    [
        (True, (400, "enter", "enter", 200), 0),
        *((True, (*FIRST_TURN, 299), 0), (True, (*FIRST_TURN, 400), 1), (False, (*FIRST_TURN, 400), 0)),
        (True, (*FIRST_TURN, 400, "p", "enter", 300), 1),
        *((True, ("g", "5", "enter", 899), 0), (True, ("g", "5", "enter", 901), 1)),
        # It can be tried while it is muted.
        *((True, ("m", "g", "5", "enter", 1000), 0), (True, ("m", "g", "5", "enter", 1000, "t", 0), 1)),
        (False, ("t", 0), 0),
        # At the end of the added minutes it rings again.
        *((True, (*FIRST_TURN, 330, "+", 20), 1), (True, (*FIRST_TURN, 330, "+", 35), 2)),
        (True, (*FIRST_TURN, 330, "+", 35, "+", 5, "space", 60, "space", 10), 2),
        (True, (*FIRST_TURN, 330, "+", 35, "+", 5, "space", 60, "space", 130), 3),
    ],
)
def test_the_bell_rings_once_at_the_end_of_a_turn_or_break(
    bell: bool, steps: tuple[str | float, ...], rings: int
) -> None:
    assert Led(plan(bell=bell)).press(*steps).rings == rings


def test_to_try_the_bell_costs_nothing_and_says_what_was_done() -> None:
    led = in_lobby(bell=True)
    told, run = len(led.told), led.controller.run
    for rings in (1, 2):
        assert led.press("t", 0).rings == rings
        assert (led.scene.title, led.scene.prose) == (WORDS.lead_rang_title, WORDS.lead_rang_lines)
    assert isinstance(led.press("enter").scene, Slide)
    assert (led.controller.run, len(led.told), led.memory.runs) == (run, told, [])


def test_time_over_before_a_crash_rings_only_once() -> None:
    led = Led(plan(bell=True)).press(*FIRST_TURN, 400)
    assert led.rings == 1
    clock = RunClock(led.controller.clock.began_at, led.machine.steady)
    assert not ProjectorController(led.plan, WORDS, clock, led.controller.run).tick()


def test_the_clock_is_looked_at_when_its_next_second_begins() -> None:
    led = Led().wait(0.25)
    assert led.controller.wait() == pytest.approx(0.75)
    assert led.press("space").controller.wait() == 1, "the times of day go on"
    took = int(led.press("a").scene.lines[0].took)
    assert int(led.wait(120).scene.lines[0].took) == took + 2


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
    led = Led()
    for _ in range(2):
        led.controller.order_from_console(Order(OrderKind.NEXT, place=(0, 0)))
    assert led.cue == 1


# What is saved


def test_every_change_is_kept_before_it_is_told() -> None:
    led = Led().press(*["a", "a", "esc", "esc", "x", "7", "up"])
    assert len(led.memory.runs) == 1, "what changes nothing is not written"
    led.press(*["enter", "enter", "space", "+", "h", "h", "b", "b", "s", "o", "p"])
    assert len(led.memory.runs) == 12, "the beginning is kept, too"
    assert [state.run for state in led.told] == led.memory.runs
    assert all(state.saved for state in led.told)
    led.controller.note_time()
    assert len(led.memory.runs) == 13
    led.memory.works = False
    assert not led.press("enter").told[-1].saved
    assert led.cue == 2, "a workshop goes on though nothing can be written"


def test_q_keeps_the_run_but_not_at_the_end() -> None:
    led = Led().press("enter", "q")
    assert led.scene.title == WORDS.lead_leave_title
    assert not led.press("enter").controller.over
    assert led.press("q", "q").controller.over
    assert led.memory.runs
    led = Led().press(*TO_THE_END, "Q")
    assert (led.controller.over, led.memory.runs) == (True, [])


# A run that was left


def resumed(how: Resume, *, item: int = 1, begin_at: int | None = None) -> Led:
    """A leader who began at five past two, stopped at an item, and starts the program again at seven."""
    led = Led()
    led.machine.wall = EVENING - timedelta(minutes=295)
    clock = led.machine.clock()
    run = do(begin(led.plan), led.plan, Order(OrderKind.GO, item), 60.0)
    led.machine.wait(295 * 60)
    led.memory.runs[:] = [run]
    led.told.clear()
    led.controller = ProjectorController(
        led.plan, WORDS, clock, run, led.memory, led.told.append, how, begin_at=begin_at
    )
    return led


def test_a_left_run_is_asked_about_and_stays_as_it_is() -> None:
    led = resumed(Resume.ASK)
    before = led.controller.run
    go_on = filled(WORDS.lead_resume_go_on, value="Mirroring, shown", time="14:05")
    assert led.scene.prose == (WORDS.lead_resume_ask,), "one of the digits is called enter in its row"
    assert [(row.key, row.text) for row in led.scene.rows] == [("1", go_on), ("2", WORDS.lead_resume_anew)]
    led.press(*["esc", "g", "a", "b", "space", "+", "0", "s", "right", "pagedown", "3", "?"])
    for order in (Order(OrderKind.NEXT), Order(OrderKind.GO, 3), Order(OrderKind.BLANK)):
        led.controller.order_from_console(order)
        led.controller.order(order)
    led.wait(120)
    led.controller.note_time()
    assert led.scene.title == WORDS.lead_resume_title
    assert (led.controller.run, led.controller.clock_shown(), led.controller.wait()) == (before, None, None)
    assert led.memory.runs == [before], "it was not kept again, as if it had been led meanwhile"
    assert [state.asks for state in led.told] == [True]


@pytest.mark.parametrize(("how", "keys"), [(Resume.ASK, "1"), (Resume.ASK, "enter"), (Resume.AT_ONCE, "")])
def test_going_on_goes_on_where_it_was_with_its_clock(how: Resume, keys: str) -> None:
    led = resumed(how).press(*filter(None, [keys]))
    assert (led.cue, led.controller.clock.now()) == (1, pytest.approx(295 * 60))
    assert isinstance(led.scene, Slide)
    assert [state.asks for state in led.told] == ([True, False] if keys else [False])


@pytest.mark.parametrize("key", ["2", "enter"])
def test_beginning_anew_begins_now(key: str) -> None:
    led = resumed(Resume.ASK_ANEW).press(key)
    assert (led.cue, led.controller.clock.now(), led.memory.runs) == (0, 0, [])
    assert led.scene == Slide(led.plan.title, (WORDS.lead_begins_soon,))
    assert led.press("enter").clock == "5:00"
    line = led.press("a").scene.lines[0]
    assert (line.planned, line.began) == ("19:00", "19:00")


def test_a_left_run_is_asked_about_before_another_item() -> None:
    led = resumed(Resume.ASK_ANEW, begin_at=3)
    assert led.scene.rows[1].text == filled(WORDS.lead_resume_from, value=led.plan.items[3].title)
    led.press("enter")
    assert (led.controller.cue.item, led.controller.clock.now(), led.controller.run.shown) == (3, 0, Shown.CUE)
    assert led.memory.runs[-1] == led.controller.run


@pytest.mark.parametrize("item", [1, 5])
def test_leaving_the_question_keeps_the_run(item: int) -> None:
    led = resumed(Resume.ASK_ANEW, item=item).press("q")
    assert (led.controller.over, led.controller.is_over, len(led.memory.runs)) == (True, False, 1)


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
    assert (led.clock, led.memory.runs, led.controller.over) == ("", [], False)
    assert not any(state.closed for state in led.told)
    led.press("q")
    assert (led.controller.over, led.controller.is_over, led.told[-1].closed) == (True, True, True)


def test_whoever_ended_it_too_early_goes_back() -> None:
    led = Led().press(*TO_THE_END, "enter", "p")
    assert led.clock
    assert led.memory.runs == [led.controller.run]


# The rehearsal


def rehearsed(made: WorkshopPlan, **options: Any) -> tuple[Rehearsal, Machine]:
    machine = Machine()
    return Rehearsal(made, WORDS, machine.clock(), begin(made, **options), 30.0), machine


def test_a_rehearsal_runs_by_itself_and_leaves() -> None:
    items = plan().items
    made = plan(items=(*items[:2], replace(items[2], minutes=items[2].practice.minutes), *items[3:]))  # one untimed cue
    controller, machine = rehearsed(made)
    seen = {}
    while not controller.over:
        seen[controller.run.cue] = controller.run.shown
        machine.wait(controller.wait())
        controller.tick()
    assert seen == dict.fromkeys(range(len(made.cues)), Shown.CUE)
    assert controller.clock.now() == pytest.approx(made.minutes * 60 + 30, abs=0.01)


def test_enter_at_a_rehearsals_end_leaves_it() -> None:
    controller, _ = rehearsed(plan(), item=5)
    for _ in range(4):
        assert not controller.over
        controller.press("enter")
    assert controller.over

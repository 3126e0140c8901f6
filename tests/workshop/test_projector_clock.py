"""What time does while a projector is led: its clock, the bell, what goes on without a key, and the rehearsal."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from cardtui.workshop.projector.projector_controller import ProjectorController
from cardtui.workshop.projector.rehearsal import Rehearsal
from cardtui.workshop.room_scene import Quiet, Slide
from cardtui.workshop.run import Shown, begin
from cardtui.workshop.run_clock import RunClock, clock_text
from cardtui.workshop.workshop_plan import WorkshopPlan
from shipped_words import WORDS, filled
from workshop.fake_clocks import Machine
from workshop.led import FIRST_TURN, TO_THE_END, Led, in_lobby
from workshop.plans import plan


def all_by_themselves() -> WorkshopPlan:
    return plan(items=tuple(replace(item, auto=True) for item in plan().items))


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


def test_the_clock_is_looked_at_when_its_next_second_begins() -> None:
    led = Led().wait(0.25)
    assert led.controller.wait() == pytest.approx(0.75)
    assert led.press("space").controller.wait() == 1, "the times of day go on"
    took = int(led.press("a").scene.lines[0].took)
    assert int(led.wait(120).scene.lines[0].took) == took + 2


# The bell


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
    assert (led.controller.run, len(led.told), led.memory) == (run, told, [])


def test_time_over_before_a_crash_rings_only_once() -> None:
    led = Led(plan(bell=True)).press(*FIRST_TURN, 400)
    assert led.rings == 1
    clock = RunClock(led.controller.clock.began_at, led.machine.steady)
    assert not ProjectorController(led.plan, WORDS, clock, led.controller.run).tick()


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

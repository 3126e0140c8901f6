"""A run that was left: whether it goes on, when its leader is asked, and what the answers do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from cardtui.workshop.projector.projector_controller import ProjectorController
from cardtui.workshop.room_scene import Slide
from cardtui.workshop.run import Run, Shown, begin, lobby
from cardtui.workshop.run_clock import RunClock
from cardtui.workshop.run_orders import Order, OrderKind
from cardtui.workshop.run_resumption import Resume, as_left_in_lobby, resume
from shipped_words import WORDS, filled
from workshop.fake_clocks import EVENING, Machine
from workshop.led import Led
from workshop.plans import after, plan

PLAN = plan()
LAST = len(PLAN.items) - 1
TO_THE_END = PLAN.items[LAST].minutes * 60 + 5
PAST_ALL = PLAN.minutes * 60 + 60


def left_run(run: Run, led_for: float, away: float) -> tuple[Run, RunClock]:
    """A run that was led for some seconds and then left, with its clock, as the next program finds it."""
    machine = Machine()
    clock = machine.clock()
    machine.wait(led_for)
    mark = clock.mark()
    machine.wait(away)
    return run, RunClock.going_on(mark, machine.steady, machine.time_of_day)


@pytest.mark.parametrize(
    ("item", "shown_for", "away", "due", "anew", "how"),
    [
        *((1, 60, 10, None, False, Resume.AT_ONCE), (1, 60, 29 * 60, None, False, Resume.AT_ONCE)),
        *((1, 60, 31 * 60, None, False, Resume.ASK), (1, 60, PAST_ALL, None, False, Resume.ASK_ANEW)),
        *((0, 60, 10, None, False, Resume.ASK_ANEW), (0, 60, 5 * 60 * 60, None, False, Resume.ASK_ANEW)),
        *((LAST, 60, 10, None, False, Resume.AT_ONCE), (LAST, 60, 4 * 60 * 60, None, False, Resume.ASK_ANEW)),
        *((LAST, TO_THE_END, 10, None, False, Resume.ASK), (LAST, TO_THE_END, 360, None, False, Resume.ASK_ANEW)),
        *((1, PAST_ALL, 10, None, False, Resume.AT_ONCE), (1, PAST_ALL, 360, None, False, Resume.ASK_ANEW)),
        # It is not discarded without asking, nor shown before its time.
        *((1, 0, 60, None, True, Resume.ASK), (1, 0, 360, None, True, Resume.ASK_ANEW)),
        *((1, 0, 31 * 60, None, True, None), (0, 0, 60, None, True, None)),
        *((1, 0, 60, 1200.0, False, Resume.ASK), (1, 0, 360, 1200.0, False, Resume.ASK_ANEW)),
        *((0, 0, 60, 1200.0, False, Resume.ASK_ANEW), (1, 0, 60, -60.0, False, Resume.AT_ONCE)),
    ],
)
def test_only_what_was_just_left_goes_on_unasked(
    item: int, shown_for: float, away: float, due: float | None, anew: bool, how: Resume | None
) -> None:
    assert resume(*left_run(after(f"go{item}@10"), 10 + shown_for, away), PLAN, due=due, anew=anew) is how


@pytest.mark.parametrize(("away", "is_kept"), [(60, True), (31 * 60, False)])
def test_a_lobby_just_left_gives_its_drops_and_mute_to_the_next(away: float, is_kept: bool) -> None:
    found = left_run(replace(lobby(PLAN, 600.0), dropped=(1,), muted=True), 0, away)
    assert resume(*found, PLAN) is None
    begun = as_left_in_lobby(lobby(PLAN, 700.0), *found)
    assert begun == replace(lobby(PLAN, 700.0), dropped=(1,) * is_kept, muted=is_kept)
    assert as_left_in_lobby(lobby(PLAN), *found).due == (600.0 - away if is_kept else None)
    assert as_left_in_lobby(begin(PLAN), *found) == begin(PLAN)


def test_what_was_begun_late_in_the_plan_is_over_with_its_rest() -> None:
    rest = sum(item.minutes for item in PLAN.items[LAST - 1 :]) * 60
    assert resume(*left_run(begin(PLAN, item=LAST - 1), 0, rest + 1), PLAN) is Resume.ASK_ANEW


# The question


def resumed(how: Resume, *, item: int = 1, begin_at: int | None = None) -> Led:
    """A leader who began at five past two, stopped at an item, and starts the program again at seven."""
    led = Led()
    led.machine.wall = EVENING - timedelta(minutes=295)
    clock = led.machine.clock()
    run = after(f"go{item}@60", made=led.plan)
    led.machine.wait(295 * 60)
    led.memory[:] = [run]
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
    assert led.memory == [before], "it was not kept again, as if it had been led meanwhile"
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
    assert (led.cue, led.controller.clock.now(), led.memory) == (0, 0, [])
    assert led.scene == Slide(led.plan.title, (WORDS.lead_begins_soon,))
    assert led.press("enter").clock == "5:00"
    line = led.press("a").scene.lines[0]
    assert (line.planned, line.began) == ("19:00", "19:00")


def test_a_left_run_is_asked_about_before_another_item() -> None:
    led = resumed(Resume.ASK_ANEW, begin_at=3)
    assert led.scene.rows[1].text == filled(WORDS.lead_resume_from, value=led.plan.items[3].title)
    led.press("enter")
    assert (led.controller.cue.item, led.controller.clock.now(), led.controller.run.shown) == (3, 0, Shown.CUE)
    assert led.memory[-1] == led.controller.run


@pytest.mark.parametrize("item", [1, 5])
def test_leaving_the_question_keeps_the_run(item: int) -> None:
    led = resumed(Resume.ASK_ANEW, item=item).press("q")
    assert (led.controller.over, led.controller.is_over, len(led.memory)) == (True, False, 1)

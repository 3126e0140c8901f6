"""How each order changes a run, and what can be derived from a run."""

from __future__ import annotations

import time
from datetime import timedelta
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cardtui.workshop.run import Run, Shown, begin, is_last, lobby
from cardtui.workshop.run_clock import RunClock, steady
from cardtui.workshop.run_orders import SHORTEST, Order, OrderKind, do
from cardtui.workshop.run_schedule import (
    AgendaLine,
    actual,
    agenda_lines,
    allowed,
    behind,
    drops,
    elapsed,
    goes_on,
    left,
    runs_out,
)
from cardtui.workshop.workshop_plan import MINUTE, Item, ItemKind, first_cue
from shipped_words import WORDS
from workshop.fake_clocks import EVENING, Machine
from workshop.plans import plan, practice, step_plan

PLAN = plan()
CUES = PLAN.cues
CARDS, FIRST, CHANGE, SECOND = range(2, 6)
"""The cues of the first practice."""


def order(run: Run, what: OrderKind, at: float, item: int = 0) -> Run:
    return do(run, PLAN, Order(what, item), at)


def after(orders: str, run: Run | None = None) -> Run:
    """A run after orders at their seconds, such as "hold@5 go2@9", where 2 is an item."""
    run = run or begin(PLAN)
    for what, at in (each.split("@") for each in orders.split()):
        name = what.rstrip("-0123456789")
        run = order(run, OrderKind[name.upper()], float(at), int(what[len(name) :] or 0))
    return run


def at_cue(cue: int) -> Run:
    return after("next@0 " * cue)


# Going on and back


def test_next_and_back_go_from_cue_to_cue() -> None:
    run = begin(PLAN)
    assert (order(run, OrderKind.BACK, 1), order(lobby(PLAN), OrderKind.NEXT, 0)) == (lobby(PLAN), run)
    for cue in range(1, len(CUES)):
        run = order(run, OrderKind.NEXT, cue)
        assert run.cue == cue
    assert is_last(run, PLAN)
    assert order(run, OrderKind.NEXT, 99).ended == 99


# The clock


TURN = "go2@0 swap@1"
WHOLE = "next@0 " * (len(CUES) - 1)
OVER = f"{WHOLE} next@100"


@pytest.mark.parametrize(
    ("orders", "found"),
    [
        # No moving past a hidden cue.
        *[
            (f"next@0 next@0 {unseen}@5 {key}@9", {"cue": 2})
            for unseen in ("hold", "blank")
            for key in ("next", "back")
        ],
        *[("hold@5 go2@9", {"cue": CARDS}), ("go99@9", {"cue": 8}), ("go-1@9", {"cue": 0})],
        # A dropped item is skipped, also on the way back; only later items can be dropped.
        *[("drop1@0 next@60", {"cue": CARDS}), ("drop1@0 next@60 back@61", {"cue": 0})],
        *[("go2@0 drop1@0", {"dropped": ()}), ("go2@0 drop4@0", {"dropped": (4,)}), ("drop4@0 go4@1", {"dropped": ()})],
        # Each item remembers who has its first turn.
        *[(f"{TURN} next@2", {"swapped": True}), (f"{TURN} next@2 go5@3", {"swapped": False})],
        *[(f"{TURN} next@2 go0@3 go2@4", {"swapped": True}), (f"{TURN} go0@3", {"swapped": False})],
        *[(f"{TURN} {'next@2 ' * 4}", {"swapped": False}), (f"{TURN} {'next@2 ' * 4} back@6", {"swapped": True})],
        # The last one ends it; after that only going back or to another item has an effect.
        *[(f"{OVER} {nothing}", {"ended": 100}) for nothing in ["next@9", "pause@9", "more@9", "less@9", "loop@9"]],
        *[(f"{OVER} {key}@160", {"ended": None, "since": 160}) for key in ("back", "go0", "go5")],
        *[(f"{OVER} blank@150 next@160", {"ended": 100, "since": None})],
        # Without the last item the one before it is the last; once it is restored the run continues.
        *[("go3@0 drop4@0 drop5@0 next@1", {"ended": 1}), ("go3@0 drop4@0 drop5@0 next@1 drop5@60", {"ended": None})],
    ],
)
def test_orders_make_of_a_run_what_is_shown(orders: str, found: dict[str, object]) -> None:
    run = after(orders)
    assert {name: getattr(run, name) for name in found} == found
    assert run.shown is Shown.CUE


@pytest.mark.parametrize(
    ("orders", "at", "seconds"),
    [
        *[("", 0, 300), ("", 61.5, 238.5), ("", 300, 0), ("", 340, -40), ("blank@30", 90, 210), (OVER, 900, None)],
        *[("next@60 next@90 back@100", 100, 570), ("next@60 next@90 back@100 back@110", 110, 240)],
        *[("pause@30", 500, 270), ("hold@30", 500, 270), ("pause@30 pause@500", 510, 260)],
        *[("hold@30 hold@500", 510, 260), ("pause@30 hold@40 hold@50", 500, 270), ("pause@30 next@40", 50, 590)],
        *[("more@0", 0, 360), ("less@0 " * 20, 0, SHORTEST)],
    ],
)
def test_the_clock_counts_what_was_shown(orders: str, at: float, seconds: float | None) -> None:
    run = after(orders)
    assert left(run, PLAN, at) == seconds
    assert seconds is None or elapsed(run, at) == allowed(run, PLAN) - seconds


@pytest.mark.parametrize(
    ("run", "at", "late"),
    [
        *((after("hold@60 hold@120"), 120, 60), (after("hold@60 hold@120 go2@120"), 120, 120 - 15 * 60)),
        # A run that began at an item counts from there, also after going back before it.
        *((begin(PLAN, 50, item=2), 50, 0), (after("go3@60", begin(PLAN, 50, item=2)), 60, 10 - 13 * 60)),
        (after("go0@1", begin(PLAN, 0.0, item=3)), 1, 0),
        # Before it is due, a run is not early.
        *((lobby(PLAN, 600.0), 300, 0), (lobby(PLAN, 600.0), 700, 100)),
        *((after(OVER), at, 100 - 70 * 60) for at in (100, 900)),
    ],
)
def test_a_run_is_behind_by_what_takes_longer_than_planned(run: Run, at: float, late: float) -> None:
    assert behind(run, PLAN, at) == late


def test_what_has_no_clock_gets_none() -> None:
    made = plan(items=tuple(replace(item, minutes=0) for item in PLAN.items))
    run = begin(made)
    assert (do(run, made, Order(OrderKind.MORE), 0), left(run, made, 10)) == (run, None)


# Without a key

AUTO = plan(items=tuple(replace(item, auto=True) for item in PLAN.items))


@pytest.mark.parametrize(
    ("orders", "at", "goes"),
    [
        *[("", 300, True), ("", 299.9, False), ("pause@10", 1000, False), ("hold@10", 1000, False)],
        *[("blank@10", 1000, False), ("blank@10 blank@1000", 1001, False), ("next@301 back@310", 320, False)],
        # An added minute ends like the first ones.
        *[("next@301 back@310 more@321", 322, False), ("next@301 back@310 more@321", 371, True)],
        (WHOLE, 100_000, False),
    ],
)
def test_only_time_that_is_over_goes_on_by_itself(orders: str, at: float, goes: bool) -> None:
    run = after(orders)
    assert goes_on(run, AUTO, at) is goes
    assert not goes_on(run, PLAN, at), "the plan says nothing of it"


# Against the plan


def test_who_goes_on_at_the_planned_times_is_on_time() -> None:
    run, at = begin(PLAN), 0.0
    for cue in CUES[:-1]:
        at += cue.seconds
        assert behind(run, PLAN, at) == pytest.approx(0)
        run = order(run, OrderKind.NEXT, at)
        assert behind(run, PLAN, at) == pytest.approx(0)


@pytest.mark.parametrize(
    ("run", "at", "left_out"),
    [
        *((begin(PLAN), 300, ()), (begin(PLAN), 500, (3,)), (begin(PLAN), 900, (3, 1))),
        (at_cue(2), 10_000, (3,)),  # an item that is over can no longer be left out
        (after("go0@1", begin(PLAN, 0.0, item=3)), 1, ()),
    ],
)
def test_what_can_be_left_out_comes_in_the_plan_s_order(run: Run, at: float, left_out: tuple[int, ...]) -> None:
    assert drops(run, PLAN, at) == left_out


# Any orders


ORDERS = st.lists(
    st.tuples(
        st.sampled_from(list(OrderKind)),
        st.integers(-2, len(PLAN.items) + 2),
        st.floats(0, 2000, allow_nan=False, width=32),
    ),
    max_size=40,
)


@given(ORDERS)
def test_any_orders_leave_a_run_that_can_be_shown(given: list[tuple[OrderKind, int, float]]) -> None:
    at, run, spent = 0.0, begin(PLAN, item=1), 0.0
    for what, item, later in given:
        stands = run.paused or run.shown is Shown.HELD or run.ended is not None
        assert (run.since is None) == stands
        gone, late = elapsed(run, at + later) - elapsed(run, at), behind(run, PLAN, at)
        assert gone == pytest.approx(0 if stands else later, abs=1e-6), "a clock that was stopped stands"
        assert late - 1e-6 <= behind(run, PLAN, at + later) <= late + later + 1e-6, "nobody catches up by waiting"
        at, spent = at + later, spent + gone
        run = order(run, what, at, item)
        assert 0 <= run.cue < len(CUES)
        assert allowed(run, PLAN) >= SHORTEST
        assert all(value >= 0 for value in (elapsed(run, at), *run.spent.values()))
        assert not runs_out(run, PLAN, at) or (left(run, PLAN, at) or 0) <= 0
    assert sum(run.spent.values()) + (at - run.since if run.since is not None else 0) == pytest.approx(spent, abs=1e-3)
    # The visits tile the time.
    assert run.visits[0].since == 0
    assert [visit.until for visit in run.visits] == [*(visit.since for visit in run.visits[1:]), None]
    assert all(one.item != other.item for one, other in pairwise(run.visits))
    assert run.visits[-1].item == CUES[run.cue].item
    took = [found[1] for item in range(len(PLAN.items)) if (found := actual(run, item, at)) is not None]
    assert sum(took) == pytest.approx(at if run.ended is None else run.ended, abs=1e-3)


# Turns that are shown by step


STEPS = step_plan()


def stepped(*orders: OrderKind, run: Run | None = None) -> Run:
    for order_ in orders:
        run = do(run or begin(STEPS, item=1), STEPS, Order(order_), 10.0)
    assert run is not None
    return run


def test_enter_walks_through_a_turn_and_back_is_its_reverse() -> None:
    seen, run = [], begin(STEPS, item=1)
    while not is_last(run, STEPS):
        after = stepped(OrderKind.NEXT, run=run)
        back = stepped(OrderKind.BACK, run=after)
        assert (back.cue, back.step) == (run.cue, run.step)
        seen.append((after.cue, after.step))
        run = after
    assert seen == [(2, 0), (2, 1), (2, 2), (3, 0), (4, 0), (4, 1), (4, 2), (5, 0)]
    assert left(stepped(*[OrderKind.NEXT] * 3), STEPS, 70.0) == 4 * 60, "one clock for all of a turn"


def test_the_leader_can_have_all_steps_at_once_for_this_item() -> None:
    run = stepped(OrderKind.NEXT, OrderKind.LOOP, OrderKind.NEXT)
    assert (run.cue, run.step) == (3, 0)
    assert not stepped(OrderKind.NEXT, OrderKind.NEXT, OrderKind.NEXT, run=run).other_loop, (
        "the next item is as planned"
    )
    whole = order(order(at_cue(FIRST), OrderKind.LOOP, 0), OrderKind.NEXT, 1)
    assert (whole.cue, whole.step) == (FIRST, 1)


def test_a_clock_skips_steps_and_the_last_step_ends_the_run() -> None:
    assert stepped(OrderKind.NEXT, OrderKind.SKIP).cue == 3
    alone = plan(items=(STEPS.items[1],))
    run = begin(alone)
    for _ in range(7):
        assert not is_last(run, alone)
        run = do(run, alone, Order(OrderKind.NEXT), 0.0)
    assert is_last(run, alone)
    assert do(run, alone, Order(OrderKind.NEXT), 9.0).ended == 9.0


# What is shown one after the other, and for how long.


def test_an_item_is_a_slide_or_the_parts_of_its_practice() -> None:
    minutes = [(cue.item, cue.part.value, cue.seconds / 60) for cue in CUES]
    assert minutes == [
        *((0, "slide", 5), (1, "slide", 10), (2, "cards", 2), (2, "first", 5), (2, "change", 1), (2, "second", 5)),
        *((3, "slide", 5), (4, "slide", 15), (5, "cards", 1), (5, "first", 10), (5, "change", 1), (5, "second", 10)),
    ]
    assert [cue.part.value for cue in CUES if cue.is_turn] == ["first", "second"] * 2
    assert [first_cue(PLAN, item) for item in range(6)] == [0, 1, 2, 6, 7, 8]


@pytest.mark.parametrize(
    ("minutes", "change", "parts"), [(10, 0, "cards first second"), (5, 1, "cards first change second")]
)
def test_turns_that_take_all_the_time_leave_none_for_reading(minutes: int, change: int, parts: str) -> None:
    item = Item(ItemKind.PRACTICE, "A card", minutes, practice=practice(1, "mirror", 5, change))
    sequence = plan(items=(item,)).cues
    assert ([cue.part.value for cue in sequence], sequence[0].seconds) == (parts.split(), 0)


# The agenda: planned and actual times of each item of a run.


def agenda(minutes: int, *orders: tuple[int, int], item: int = 0) -> tuple[AgendaLine, ...]:
    """The agenda after that many minutes of a run that began at an item, and went to others at earlier minutes."""
    machine = Machine()
    clock, run = machine.clock(), begin(PLAN, 0.0, item)
    for at, to in orders:
        run = do(run, PLAN, Order(OrderKind.GO, to), at * MINUTE)
    machine.wait(minutes * MINUTE)
    return agenda_lines(PLAN, run, clock, WORDS)


def test_each_item_has_planned_and_actual_times() -> None:
    lines = agenda(23, (6, 1), (16, 4), (20, 1))
    assert [line.title for line in lines] == [item.title for item in PLAN.items]
    assert [line.planned for line in lines] == ["19:00", "19:05", "19:15", "19:28", "19:33", "19:48"]
    assert [line.minutes for line in lines] == ["5", "10", "13", "5", "15", "22"]
    assert [line.began for line in lines] == ["19:00", "19:06", "", "", "19:16", ""]
    assert [line.took for line in lines] == ["6", "13", "", "", "4", ""]
    assert [line.is_now for line in lines] == [False, True, False, False, False, False]
    for item, first in ((0, "19:00"), (1, "18:55"), (2, "18:45"), (5, "18:12")):
        lines = agenda(0, item=item)  # one that began midway is planned from there
        assert (lines[0].planned, lines[item].planned, lines[item].began) == (first, "19:00", "19:00")


# A run's clock: an hour is an hour, even if the machine sleeps or restarts.


def test_the_steady_clock_counts_sleep() -> None:
    counting = partial(time.clock_gettime, time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic
    assert counting() <= steady() <= counting()


@pytest.mark.parametrize("hours", [-3, 5])
def test_setting_the_time_of_day_changes_no_turn(hours: int) -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wait(60)
    machine.wall += timedelta(hours=hours)
    assert clock.now() == 60
    machine.wait(60)
    assert clock.now() == 120
    times = clock.time_of_day(0), clock.time_of_day(1200)
    moved = EVENING + timedelta(hours=hours)
    assert times == (moved, moved + timedelta(minutes=20)), "the agenda speaks of the time as it is now"


@pytest.mark.parametrize(
    ("boots", "since_start", "wall", "now"),
    [
        ("this this", 300, -7200, 400),  # changes of the time of day do not matter
        ("this another", 20 - 1100, 300, 400),  # after a restart of the machine only the time of day shows it
        ("this another", 20 - 1100, -86400, 100),
        (" ", 10, 10, 110),  # where the system has no boot id
    ],
)
def test_another_process_goes_on_without_a_gap(
    boots: str, since_start: float, wall: float, now: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wait(100)
    before, after = boots.split(" ")
    mark = replace(clock.mark(), boot=before)
    machine.since_start += since_start
    machine.wall += timedelta(seconds=wall)
    monkeypatch.setattr("cardtui.workshop.run_clock.boot", lambda: after)
    again = RunClock.going_on(mark, machine.steady, machine.time_of_day)
    assert again.now() == pytest.approx(now)
    machine.wait(10)
    assert again.now() == pytest.approx(now + 10)

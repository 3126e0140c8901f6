"""How each order changes a run, and what can be derived from a run."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cardtui.workshop.run import Run, Shown, begin, is_last, lobby
from cardtui.workshop.run_clock import steady
from cardtui.workshop.run_orders import SHORTEST, Order, OrderKind, do
from cardtui.workshop.run_schedule import actual, agenda_lines, allowed, behind, drops, elapsed, left, runs_out
from cardtui.workshop.workshop_plan import Item, ItemKind
from shipped_words import WORDS
from workshop.fake_clocks import Machine
from workshop.plans import after, plan, practice, step_plan

PLAN = plan()
CUES = PLAN.cues
CARDS, FIRST = 2, 3
"""The first cues of the first practice."""


# What is shown


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
        *[(f"{TURN} next@2", {"swapped": True}), (f"{TURN} swap@2", {"swapped": False})],
        (f"{TURN} next@2 go5@3", {"swapped": False}),
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


OVER_AT_ONCE = " go5@61" + " next@62" * 3 + " next@101"
AFTER_A_SLIP = [
    ("", 1, 0),
    ("", 2000, 0),
    (" go3@61", 61, 0),
    (" go3@61", 61 + 8 * 60, 181),
    (OVER_AT_ONCE, 900, 101 - 60 - 42 * 60),
]
"""What follows after going back to before the first item of a run, a moment, and the delay then."""


@pytest.mark.parametrize(
    ("run", "at", "late"),
    [
        *((after("hold@60 hold@120"), 120, 60), (after("hold@60 hold@120 go2@120"), 120, 120 - 15 * 60)),
        # A run that began at an item counts from there, also after going back before it.
        *((begin(PLAN, 50, item=2), 50, 0), (after("go3@60", begin(PLAN, 50, item=2)), 60, 10 - 13 * 60)),
        *((after(f"go0@1{then}", begin(PLAN, 0.0, item=3)), at, late) for then, at, late in AFTER_A_SLIP),
        # Before it is due, a run is not early.
        *((lobby(PLAN, 600.0), 300, 0), (lobby(PLAN, 600.0), 700, 100)),
        *((after(OVER), at, 100 - 70 * 60) for at in (100, 900)),
    ],
)
def test_a_run_is_behind_by_what_takes_longer_than_planned(run: Run, at: float, late: float) -> None:
    assert behind(run, PLAN, at) == late


def test_an_item_before_the_first_is_not_left_out() -> None:
    run = after("go0@9000", begin(PLAN, 0.0, item=2))
    assert list(drops(run, PLAN, 9000)) == [3]


def test_back_from_the_end_of_a_single_slide_is_that_slide() -> None:
    run = after("next@60 back@70", made=plan(items=PLAN.items[:1]))
    assert (run.shown, run.ended, run.since, run.spent) == (Shown.CUE, None, 70, {0: 60})


@pytest.mark.parametrize(
    ("orders", "began"), [("go1@20 go0@22 go1@600", 600), ("go1@20 go0@22", 20), ("go1@20 go0@40 go1@600", 20)]
)
def test_an_item_begins_when_it_stays_and_not_by_a_slip(orders: str, began: float) -> None:
    assert actual(after(orders), 1, 700)[0] == began


def test_what_has_no_clock_gets_none() -> None:
    made = plan(items=tuple(replace(item, minutes=0) for item in PLAN.items))
    run = begin(made)
    assert (do(run, made, Order(OrderKind.MORE), 0), left(run, made, 10)) == (run, None)


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
        run = do(run, PLAN, Order(what, item), at)
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


STEPS = plan(items=step_plan().items[1:])
"""Cards, three steps, the change, three steps, and a slide."""


def test_enter_walks_through_a_turn_and_back_is_its_reverse() -> None:
    seen, run = [], begin(STEPS)
    while not is_last(run, STEPS):
        next_ = after("next@10", run, STEPS)
        assert after("back@10", next_, STEPS).place == run.place
        seen.append((next_.cue, next_.step))
        run = next_
    assert seen == [(1, 0), (1, 1), (1, 2), (2, 0), (3, 0), (3, 1), (3, 2), (4, 0)]
    assert left(after("next@10 " * 3, made=STEPS), STEPS, 70.0) == 4 * 60, "one clock for all of a turn"
    assert after("next@10 skip@10", made=STEPS).cue == 2, "a clock skips steps"


def test_the_leader_can_have_all_steps_at_once_for_this_item() -> None:
    run = after("next@10 loop@10 next@10", made=STEPS)
    assert (run.cue, run.step) == (2, 0)
    assert not after("next@10 next@10", run, STEPS).other_loop, "the next item is as planned"
    run = after("next@10 next@10 back@11", run, STEPS)
    assert (run.cue, run.step, run.other_loop) == (3, 0, True), "back in the item, it is as it was left"
    run = after("go2@0 next@0 loop@0 next@1")
    assert (run.cue, run.step) == (FIRST, 1)


# What the plan says of it


@pytest.mark.parametrize(
    ("minutes", "change", "parts"), [(10, 0, "cards first second"), (5, 1, "cards first change second")]
)
def test_turns_that_take_all_the_time_leave_none_for_reading(minutes: int, change: int, parts: str) -> None:
    item = Item(ItemKind.PRACTICE, "A card", minutes, practice=practice(1, "mirror", 5, change))
    sequence = plan(items=(item,)).cues
    assert ([cue.part.value for cue in sequence], sequence[0].seconds) == (parts.split(), 0)


@pytest.mark.parametrize(("item", "first"), [(0, "19:00"), (1, "18:55"), (2, "18:45"), (5, "18:12")])
def test_one_that_began_midway_is_planned_from_there(item: int, first: str) -> None:
    lines = agenda_lines(PLAN, begin(PLAN, 0.0, item), Machine().clock(), WORDS)
    assert (lines[0].planned, lines[item].planned, lines[item].began) == (first, "19:00", "19:00")
    assert [line.is_now for line in lines].index(True) == item


def test_the_steady_clock_counts_sleep() -> None:
    counting = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    assert time.clock_gettime(counting) <= steady() <= time.clock_gettime(counting)

"""What each order makes of a run, and what can be read off it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cardtui.workshop.run import (
    SHORTEST,
    Order,
    OrderKind,
    Run,
    Shown,
    actual,
    allowed,
    begin,
    behind,
    do,
    drops,
    elapsed,
    goes_on,
    is_last,
    left,
    lobby,
    runs_out,
)
from cardtui.workshop.workshop_plan import cues
from workshop.plans import plan, step_plan

PLAN = plan()
CUES = cues(PLAN)
CARDS, FIRST, CHANGE, SECOND = range(2, 6)
"""The cues of the first practice."""


def order(run: Run, what: OrderKind, at: float, item: int = 0) -> Run:
    return do(run, CUES, Order(what, item), at)


def at_cue(cue: int, at: float = 0.0) -> Run:
    run = begin(CUES, at)
    for _ in range(cue):
        run = order(run, OrderKind.NEXT, at)
    return run


# Going on and back


def test_next_and_back_go_from_cue_to_cue() -> None:
    run = begin(CUES)
    assert order(run, OrderKind.BACK, 1) == lobby(CUES)
    assert order(lobby(CUES), OrderKind.NEXT, 0) == run
    for cue in range(1, len(CUES)):
        run = order(run, OrderKind.NEXT, cue)
        assert run.cue == cue
    assert is_last(run, CUES)
    assert order(run, OrderKind.NEXT, 99).ended == 99


@pytest.mark.parametrize("what", [OrderKind.HOLD, OrderKind.BLANK])
@pytest.mark.parametrize("key", [OrderKind.NEXT, OrderKind.BACK])
def test_past_what_is_unseen_nobody_goes_on(what: OrderKind, key: OrderKind) -> None:
    run = order(at_cue(2), what, 5)
    assert run.shown is not Shown.CUE
    run = order(run, key, 9)
    assert (run.shown, run.cue) == (Shown.CUE, 2)


def test_go_shows_the_first_cue_and_ends_the_hold() -> None:
    run = order(order(at_cue(0), OrderKind.HOLD, 5), OrderKind.GO, 9, item=2)
    assert (run.cue, run.shown) == (CARDS, Shown.CUE)
    assert order(run, OrderKind.GO, 9, item=99).cue == 8
    assert order(run, OrderKind.GO, 9, item=-1).cue == 0


def test_another_item_gives_the_first_turn_back_to_the_first_partner_but_not_another_cue() -> None:
    run = order(at_cue(CARDS), OrderKind.SWAP, 1)
    run = order(run, OrderKind.NEXT, 2)
    assert run.swapped
    run = order(run, OrderKind.GO, 3, item=5)
    assert not run.swapped


# The clock


def test_a_cue_counts_down_while_it_is_shown() -> None:
    run = at_cue(0, 100)
    assert left(run, CUES, 100) == 300
    assert left(run, CUES, 161.5) == 238.5
    assert elapsed(run, 161.5) == 61.5


def test_back_at_a_cue_it_has_what_was_left() -> None:
    run = order(order(order(begin(CUES), OrderKind.NEXT, 60), OrderKind.NEXT, 90), OrderKind.BACK, 100)
    assert left(run, CUES, 100) == 600 - 30
    run = order(run, OrderKind.BACK, 110)
    assert left(run, CUES, 110) == 300 - 60


@pytest.mark.parametrize("what", [OrderKind.PAUSE, OrderKind.HOLD])
def test_paused_and_held_the_clock_stands_still_and_goes_on_from_there(what: OrderKind) -> None:
    run = order(begin(CUES), what, 30)
    assert left(run, CUES, 500) == 270
    run = order(run, what, 500)
    assert left(run, CUES, 510) == 260


def test_a_blank_screen_stops_nothing() -> None:
    run = order(begin(CUES), OrderKind.BLANK, 30)
    assert left(run, CUES, 90) == 210


def test_held_while_paused_it_stays_paused() -> None:
    run = order(order(order(begin(CUES), OrderKind.PAUSE, 30), OrderKind.HOLD, 40), OrderKind.HOLD, 50)
    assert run.paused
    assert left(run, CUES, 500) == 270


def test_the_next_cue_is_not_paused() -> None:
    run = order(order(begin(CUES), OrderKind.PAUSE, 30), OrderKind.NEXT, 40)
    assert not run.paused
    assert left(run, CUES, 50) == 590


def test_minutes_change_but_never_below_one() -> None:
    run = order(begin(CUES), OrderKind.MORE, 0)
    assert allowed(run, CUES) == 360
    for _ in range(20):
        run = order(run, OrderKind.LESS, 0)
    assert allowed(run, CUES) == SHORTEST


def test_what_has_no_clock_gets_none() -> None:
    sequence = tuple(replace(cue, seconds=0) for cue in CUES)
    run = begin(sequence)
    assert do(run, sequence, Order(OrderKind.MORE), 0) == run
    assert left(run, sequence, 10) is None


def test_over_time_counts_on_below_zero() -> None:
    run = begin(CUES)
    assert left(run, CUES, 300) == 0
    assert left(run, CUES, 340) == -40


# By itself


def auto() -> object:
    return plan(items=tuple(replace(item, auto=True) for item in PLAN.items))


def test_only_what_the_plan_says_goes_on_by_itself_and_only_when_its_time_is_over() -> None:
    run = begin(CUES)
    assert goes_on(run, auto(), CUES, 300)
    assert not goes_on(run, auto(), CUES, 299.9)
    assert not goes_on(run, PLAN, CUES, 300)


@pytest.mark.parametrize("what", [OrderKind.PAUSE, OrderKind.HOLD, OrderKind.BLANK])
def test_nothing_goes_on_by_itself_while_it_is_stopped_held_or_unseen(what: OrderKind) -> None:
    run = order(begin(CUES), what, 10)
    assert not goes_on(run, auto(), CUES, 1000)


def test_time_over_while_blank_waits_for_leader() -> None:
    run = order(order(begin(CUES), OrderKind.BLANK, 10), OrderKind.BLANK, 1000)
    assert not runs_out(run, CUES, 1000)
    assert not goes_on(run, auto(), CUES, 1001)


def test_a_cue_revisited_after_its_time_stays() -> None:
    run = order(order(begin(CUES), OrderKind.NEXT, 301), OrderKind.BACK, 310)
    assert not goes_on(run, auto(), CUES, 320)
    run = order(run, OrderKind.MORE, 321)
    assert not goes_on(run, auto(), CUES, 322)
    assert goes_on(run, auto(), CUES, 371), "a minute that was given ends like the first ones"


def test_the_last_cue_stays() -> None:
    assert not goes_on(at_cue(len(CUES) - 1), auto(), CUES, 100_000)


# Against the plan


def test_who_goes_on_at_the_planned_times_is_neither_behind_nor_ahead() -> None:
    run, at = begin(CUES), 0.0
    for cue in CUES[:-1]:
        at += cue.seconds
        assert behind(run, PLAN, CUES, at) == pytest.approx(0)
        run = order(run, OrderKind.NEXT, at)
        assert behind(run, PLAN, CUES, at) == pytest.approx(0)


def test_a_held_minute_is_a_minute_behind_and_a_dropped_item_wins_its_minutes() -> None:
    run = order(order(begin(CUES), OrderKind.HOLD, 60), OrderKind.HOLD, 120)
    assert behind(run, PLAN, CUES, 120) == 60
    run = order(run, OrderKind.GO, 120, item=2)
    assert behind(run, PLAN, CUES, 120) == 120 - 15 * 60


def test_a_run_begun_at_an_item_counts_from_there() -> None:
    run = begin(CUES, 50, item=2)
    assert behind(run, PLAN, CUES, 50) == 0
    assert behind(order(run, OrderKind.GO, 60, item=3), PLAN, CUES, 60) == 10 - 13 * 60


def test_what_can_be_left_out_comes_in_the_plan_s_order_until_it_is_enough() -> None:
    assert drops(begin(CUES), PLAN, CUES, 300) == ()
    late = at_cue(0)
    assert drops(late, PLAN, CUES, 300 + 200) == (3,)
    assert drops(late, PLAN, CUES, 300 + 600) == (3, 1)
    assert drops(at_cue(2), PLAN, CUES, 10_000) == (3,), "what is over cannot be left out any more"


def test_an_item_that_was_left_and_came_again_has_its_first_time_and_all_its_seconds() -> None:
    run = order(begin(CUES), OrderKind.NEXT, 60)
    run = order(run, OrderKind.BACK, 100)
    assert actual(run, 0, 130) == (0, 90)
    assert actual(run, 1, 130) == (60, 40)
    assert actual(run, 2, 130) is None


# Whatever the leader does


ORDERS = st.lists(
    st.tuples(
        st.sampled_from(list(OrderKind)),
        st.integers(-2, len(PLAN.items) + 2),
        st.floats(0, 2000, allow_nan=False, width=32),
    ),
    max_size=40,
)


def stands(run: Run) -> bool:
    return run.paused or run.shown is Shown.HELD or run.ended is not None


@given(ORDERS)
def test_any_orders_leave_a_run_that_can_be_shown(given: list[tuple[OrderKind, int, float]]) -> None:
    at, run, spent, stopped = 0.0, begin(CUES, item=1), 0.0, 0.0
    for what, item, later in given:
        before = elapsed(run, at)
        at += later
        gone = elapsed(run, at) - before
        if stands(run):
            assert gone == 0, "a clock that was stopped stands"
            stopped += later
        else:
            assert gone == pytest.approx(later, abs=1e-6)
            spent += later
        run = order(run, what, at, item)
        assert 0 <= run.cue < len(CUES)
        assert elapsed(run, at) >= 0
        assert all(value >= 0 for value in run.spent.values())
        assert allowed(run, CUES) >= SHORTEST
        assert (run.since is None) == stands(run)
        assert not runs_out(run, CUES, at) or (left(run, CUES, at) or 0) <= 0
    assert sum(run.spent.values()) + (at - run.since if run.since is not None else 0) == pytest.approx(spent, abs=1e-3)
    assert at == pytest.approx(spent + stopped, abs=1e-3)


@given(ORDERS)
def test_the_visits_tile_the_time(given: list[tuple[OrderKind, int, float]]) -> None:
    at, run = 0.0, begin(CUES, item=1)
    for what, item, later in given:
        at += later
        run = order(run, what, at, item)
    assert run.visits[0].since == 0
    for one, other in zip(run.visits, run.visits[1:], strict=False):
        assert one.until == other.since
        assert one.item != other.item
    assert run.visits[-1].until is None
    assert run.visits[-1].item == CUES[run.cue].item
    took = [found[1] for item in range(len(PLAN.items)) if (found := actual(run, item, at)) is not None]
    assert sum(took) == pytest.approx(at if run.ended is None else run.ended, abs=1e-3)


@given(ORDERS, st.floats(0, 2000, allow_nan=False, width=32))
def test_nobody_catches_up_by_waiting(given: list[tuple[OrderKind, int, float]], later: float) -> None:
    at, run = 0.0, begin(CUES, item=1)
    for what, item, step in given:
        at += step
        run = order(run, what, at, item)
    now, then = behind(run, PLAN, CUES, at), behind(run, PLAN, CUES, at + later)
    assert now - 1e-6 <= then <= now + later + 1e-6
    if run.ended is not None:
        assert then == now
    elif run.since is None:
        assert then == pytest.approx(now + later, abs=1e-3)


def test_who_has_the_first_turn_is_remembered_for_an_item_that_is_come_back_to() -> None:
    run = order(order(at_cue(CARDS), OrderKind.SWAP, 1), OrderKind.NEXT, 2)
    assert run.swapped
    away = order(run, OrderKind.GO, 3, item=0)
    assert not away.swapped, "another item has its own"
    assert order(away, OrderKind.GO, 4, item=2).swapped
    last = order(order(order(run, OrderKind.NEXT, 3), OrderKind.NEXT, 4), OrderKind.NEXT, 5)
    assert not last.swapped
    assert order(last, OrderKind.BACK, 6).swapped, "a slip of Enter, and b"


def test_going_before_the_start_makes_nobody_late() -> None:
    run = begin(CUES, 0.0, item=3)
    run = order(run, OrderKind.GO, 1.0, item=0)
    assert behind(run, PLAN, CUES, 1.0) == 0
    assert drops(run, PLAN, CUES, 1.0) == ()


def ended(at: float = 100.0) -> Run:
    run = begin(CUES)
    for cue in range(len(CUES)):
        run = order(run, OrderKind.NEXT, cue * 10.0 if cue + 1 < len(CUES) else at)
    return run


def test_next_at_the_last_cue_ends_run_and_clocks() -> None:
    run = ended(200.0)
    assert run.ended == 200.0
    assert left(run, CUES, 900.0) is None
    assert behind(run, PLAN, CUES, 900.0) == behind(run, PLAN, CUES, 200.0)
    last = len(PLAN.items) - 1
    assert actual(run, last, 900.0) == actual(run, last, 200.0)
    for nothing in (OrderKind.NEXT, OrderKind.PAUSE, OrderKind.MORE, OrderKind.LESS, OrderKind.LOOP):
        assert order(run, nothing, 300.0) == run


def test_back_or_go_undoes_the_end() -> None:
    again = order(ended(), OrderKind.BACK, 160.0)
    assert again.ended is None
    assert again.cue == len(CUES) - 1
    assert again.since == 160.0
    for item in (0, len(PLAN.items) - 1):
        gone = order(ended(), OrderKind.GO, 160.0, item)
        assert gone.ended is None
        assert CUES[gone.cue].item == item
        assert gone.since == 160.0


def test_an_ended_run_can_be_blanked_and_shown() -> None:
    run = order(ended(), OrderKind.BLANK, 150.0)
    assert run.shown is Shown.BLANK
    run = order(run, OrderKind.NEXT, 160.0)
    assert run.shown is Shown.CUE
    assert run.ended == 100.0
    assert run.since is None


# Items that are left out


def test_enter_passes_over_what_is_dropped_and_back_too() -> None:
    run = do(begin(CUES), CUES, Order(OrderKind.DROP, 1), 0.0)
    there = do(run, CUES, Order(OrderKind.NEXT), 60.0)
    assert CUES[there.cue].item == 2
    assert do(there, CUES, Order(OrderKind.BACK), 61.0).cue == 0


def test_only_what_is_to_come_is_dropped_and_going_there_brings_it_back() -> None:
    run = do(begin(CUES, item=2), CUES, Order(OrderKind.DROP, 1), 0.0)
    assert run.dropped == ()
    run = do(run, CUES, Order(OrderKind.DROP, 4), 0.0)
    assert do(run, CUES, Order(OrderKind.GO, 4), 1.0).dropped == ()


def test_without_the_last_item_the_one_before_it_is_the_last() -> None:
    last = CUES[-1].item
    run = do(begin(CUES, item=last - 1), CUES, Order(OrderKind.DROP, last), 0.0)
    assert is_last(run, CUES)
    assert do(run, CUES, Order(OrderKind.NEXT), 1.0).ended == 1.0


def test_bringing_back_what_was_left_out_at_the_end_undoes_the_end() -> None:
    last = CUES[-1].item
    run = do(begin(CUES, item=last - 2), CUES, Order(OrderKind.DROP, last - 1), 0.0)
    run = do(run, CUES, Order(OrderKind.DROP, last), 0.0)
    over = do(run, CUES, Order(OrderKind.NEXT), 1.0)
    again = do(over, CUES, Order(OrderKind.DROP, last), 60.0)
    assert (again.ended, again.since) == (None, 60.0)
    assert CUES[do(again, CUES, Order(OrderKind.NEXT), 61.0).cue].item == last


def test_before_it_is_due_nobody_is_early() -> None:
    run = lobby(CUES, 600.0)
    assert behind(run, PLAN, CUES, 300.0) == 0
    assert behind(run, PLAN, CUES, 700.0) == 100


# Turns that are shown by step


STEPS = cues(step_plan())
TURN = 2


def stepped(*orders: OrderKind, run: Run | None = None) -> Run:
    for order_ in orders:
        run = do(run or begin(STEPS, item=1), STEPS, Order(order_), 10.0)
    assert run is not None
    return run


def test_enter_walks_through_the_steps_of_a_turn_and_back_is_its_reverse() -> None:
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
    assert (run.cue, run.step) == (TURN + 1, 0)
    assert not stepped(OrderKind.NEXT, OrderKind.NEXT, OrderKind.NEXT, run=run).other_loop, (
        "the next item is as planned"
    )
    whole = order(order(at_cue(FIRST), OrderKind.LOOP, 0), OrderKind.NEXT, 1)
    assert (whole.cue, whole.step) == (FIRST, 1)


def test_a_clock_skips_the_steps_and_the_last_item_ends_after_its_last_step() -> None:
    assert stepped(OrderKind.NEXT, OrderKind.SKIP).cue == TURN + 1
    alone = cues(plan(items=(step_plan().items[1],)))
    run = begin(alone)
    for _ in range(7):
        assert not is_last(run, alone)
        run = do(run, alone, Order(OrderKind.NEXT), 0.0)
    assert is_last(run, alone)
    assert do(run, alone, Order(OrderKind.NEXT), 9.0).ended == 9.0

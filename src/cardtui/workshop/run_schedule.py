"""What time does to a run: time left, end, delay, items that could be left out; and its agenda."""

from __future__ import annotations

import msgspec

from cardtui.deck.words import Words
from cardtui.workshop.run import Run, Shown, beside
from cardtui.workshop.run_clock import RunClock, run_time
from cardtui.workshop.workshop_plan import MINUTE, WorkshopPlan

SLIP = 10.0
"""Seconds of the longest visit that counts as a slip if the item comes again: Enter pressed twice, and back."""


def elapsed(run: Run, at: float) -> float:
    """Seconds that the cue has had."""
    running = max(0.0, at - run.since) if run.since is not None else 0.0
    return run.spent.get(run.cue, 0.0) + running


def allowed(run: Run, plan: WorkshopPlan) -> float:
    """Seconds that the cue may have; 0 if it has no clock."""
    return plan.cues[run.cue].seconds + run.extra.get(run.cue, 0.0)


def left(run: Run, plan: WorkshopPlan, at: float) -> float | None:
    """Remaining seconds of the cue, below 0 when its time is over; None without a clock, and once the run has ended."""
    time = allowed(run, plan) if run.ended is None else 0.0
    return time - elapsed(run, at) if time else None


def to_come(run: Run, plan: WorkshopPlan, at: float) -> dict[int, float]:
    """The items still to come, this one first, with the seconds that each takes."""
    found: dict[int, float] = {}
    for index, cue in enumerate(plan.cues[run.cue :], start=run.cue) if run.ended is None else ():
        if cue.item not in run.dropped or index == run.cue:
            spent = elapsed(run, at) if index == run.cue else run.spent.get(index, 0.0)
            time = max(0.0, cue.seconds + run.extra.get(index, 0.0) - spent)
            found[cue.item] = found.get(cue.item, 0.0) + time
    return found


def ends(run: Run, plan: WorkshopPlan, at: float) -> float:
    """When the run ends, in its seconds, if everything to come takes its planned time."""
    return run.ended if run.ended is not None else goes_from(run, at) + sum(to_come(run, plan, at).values())


def goes_from(run: Run, at: float) -> float:
    """When the next items start: now; in the lobby not before the run is due."""
    return max(at, due(run, at)) if run.shown is Shown.LOBBY else at


def behind(run: Run, plan: WorkshopPlan, at: float) -> float:
    """Seconds by which the run ends later than planned; below 0 when it ends earlier."""
    first = run.visits[0].item
    # Going back to before the start of the run is neither a delay nor a gain.
    earlier = sum(seconds for item, seconds in to_come(run, plan, at).items() if item < first)
    earlier += sum(found[1] for item in range(first) if (found := actual(run, item, at)) is not None)
    return ends(run, plan, at) - due(run, at) - (plan.minutes - plan.begins(first)) * MINUTE - earlier


def due(run: Run, at: float) -> float:
    """When the run should have begun: the given time, or when it did begin; now, before it has."""
    if run.due is not None:
        return run.due
    return at if run.shown is Shown.LOBBY else run.visits[0].since


def actual(run: Run, item: int, at: float) -> tuple[float, float] | None:
    """When an item first began, but for slips, and its total seconds on the screen; None if it was never on."""
    visits = [visit for visit in run.visits if visit.item == item]
    if not visits:
        return None
    at = at if run.ended is None else run.ended
    began = next((visit for visit in visits if visit.until is None or visit.until - visit.since > SLIP), visits[0])
    return began.since, sum((at if visit.until is None else visit.until) - visit.since for visit in visits)


def drops(run: Run, plan: WorkshopPlan, at: float) -> dict[int, float]:
    """Items still to come that could be left out to be on time again, as the plan says; empty if none need be.

    Each with the seconds that this saves; one that was nearly all shown already saves nothing, nor one before the run's
    first, which does not count.
    """
    late, rest = behind(run, plan, at), to_come(run, plan, at)
    here, first = plan.cues[run.cue].item, run.visits[0].item
    found: dict[int, float] = {}
    for item in plan.droppable:
        if late < MINUTE:
            break
        if item > here and item >= first and rest.get(item, 0.0) >= MINUTE:
            found[item] = rest[item]
            late -= rest[item]
    return found


def runs_out(run: Run, plan: WorkshopPlan, at: float) -> bool:
    """Whether the cue's time ran out since its clock was last started.

    So it is false for a cue that the leader returned to after its time, and for one that was stopped or held.
    """
    time = allowed(run, plan)
    return run.since is not None and 0 < time <= elapsed(run, at) and run.spent.get(run.cue, 0.0) < time


def goes_on(run: Run, plan: WorkshopPlan, at: float) -> bool:
    """Whether the next cue comes now without a key, as the plan says of this item (`auto`).

    Nothing is skipped unseen: while the screen is blank it stays.
    """
    is_last_cue = beside(run, plan, 1) == run.cue
    if not plan.items[plan.cues[run.cue].item].auto or run.shown is not Shown.CUE or is_last_cue:
        return False
    return runs_out(run, plan, at)


class AgendaLine(msgspec.Struct, frozen=True):
    """An item of the agenda, as texts.

    planned, began: the time of day at which it was to begin, and at which it did. minutes, took: planned and actual
    length. began, took: "" for an item that was never on.
    expected: when it will probably begin, "" once it has.
    """

    title: str
    planned: str
    minutes: str
    began: str
    took: str
    is_now: bool
    expected: str = ""
    is_dropped: bool = False


def agenda_lines(plan: WorkshopPlan, run: Run, clock: RunClock, words: Words) -> tuple[AgendaLine, ...]:
    """All items of a run in its current state.

    The plan of a run that began in the middle starts there.

    Args:
        plan: what was planned.
        run: the run so far.
        clock: the run's.
        words: for the days of times that are not today.
    """
    clock = clock.stopped()
    at, first = clock.now(), run.visits[0]
    offset = due(run, at) - plan.begins(first.item) * MINUTE
    expected = expected_times(run, plan, clock, words)
    lines = []
    for index, item in enumerate(plan.items):
        found = actual(run, index, at) if run.shown is not Shown.LOBBY else None
        began, took = (run_time(words, clock, found[0]), str(round(found[1] / MINUTE))) if found else ("", "")
        lines.append(
            AgendaLine(
                item.title,
                run_time(words, clock, offset + plan.begins(index) * MINUTE),
                str(item.minutes),
                began,
                took,
                index == run.visits[-1].item,
                expected.get(index, ""),
                index in run.dropped and index > run.visits[-1].item,
            )
        )
    return tuple(lines)


def expected_times(run: Run, plan: WorkshopPlan, clock: RunClock, words: Words) -> dict[int, str]:
    """When each item after this one will probably begin; without those that are left out."""
    at = clock.now()
    begins, found = goes_from(run, at), dict[int, str]()
    for index, seconds in to_come(run, plan, at).items():
        if index > run.visits[-1].item:
            found[index] = run_time(words, clock, begins)
        begins += seconds
    return found

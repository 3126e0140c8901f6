"""The agenda of a run, the same on projector and console: what was planned for each item, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import msgspec

from cardtui.deck.words import Words
from cardtui.presenter.scene import Row
from cardtui.workshop.run import Run, Shown
from cardtui.workshop.run_clock import RunClock, run_time
from cardtui.workshop.run_times import actual, due, goes_from, to_come
from cardtui.workshop.workshop_plan import MINUTE, Cue, WorkshopPlan, cues


class AgendaLine(msgspec.Struct, frozen=True):
    """An item of the agenda, ready to read.

    planned, began: the time of day at which it was to begin, and at which it did. minutes, took: how long it was to
    take, and took. began, took: "" for an item that never was on.
    expected: when it will begin, as things are, "" once it has. row: what a click on it does.
    """

    title: str
    planned: str
    minutes: str
    began: str
    took: str
    is_now: bool
    expected: str = ""
    is_dropped: bool = False
    row: Row | None = None


def agenda_lines(
    plan: WorkshopPlan,
    run: Run,
    clock: RunClock,
    words: Words,
    *,
    minutes: Callable[[int], str] = str,
    act: Callable[[int], None] | None = None,
) -> tuple[AgendaLine, ...]:
    """All items of a run, as it stands now.

    A run that began in the middle has its plan from there.

    Args:
        plan: what was planned.
        run: what came of it so far.
        clock: the run's.
        words: for the days of times that are not today.
        minutes: how a number of minutes reads.
        act: what a click on an item does, by its place from 0; None where it does nothing.
    """
    clock = clock.stopped()
    at, first = clock.now(), run.visits[0]
    offset = due(run, at) - plan.begins(first.item) * MINUTE
    expected = expected_times(run, cues(plan), clock, words)
    lines = []
    for index, item in enumerate(plan.items):
        found = actual(run, index, at) if run.shown is not Shown.LOBBY else None
        began, took = (run_time(words, clock, found[0]), minutes(round(found[1] / MINUTE))) if found else ("", "")
        lines.append(
            AgendaLine(
                item.title,
                run_time(words, clock, offset + plan.begins(index) * MINUTE),
                minutes(item.minutes),
                began,
                took,
                index == run.visits[-1].item,
                expected.get(index, ""),
                index in run.dropped and index > run.visits[-1].item,
                Row((f"item-{index}",), item.title, partial(act, index)) if act is not None else None,
            )
        )
    return tuple(lines)


def expected_times(run: Run, sequence: tuple[Cue, ...], clock: RunClock, words: Words) -> dict[int, str]:
    """When each item after this one will begin, as things are; without those that are left out."""
    at = clock.now()
    begins, found = goes_from(run, at), dict[int, str]()
    for index, seconds in to_come(run, sequence, at).items():
        if index > run.visits[-1].item:
            found[index] = run_time(words, clock, begins)
        begins += seconds
    return found

"""`lead --rehearse`: step through a plan faster than real time, and show where time will be short."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from cardtui.commands.shared.face_choice import why_not_drawn
from cardtui.commands.shared.output import say
from cardtui.deck.words import Words
from cardtui.lint.plan_advice import tight_spots
from cardtui.system.environment import scrub_environment
from cardtui.system.process import disable_core_dumps
from cardtui.text.local_time import wall_time
from cardtui.workshop.plan_file import OpenedPlan
from cardtui.workshop.projector.rehearsal import Rehearsal
from cardtui.workshop.run import begin
from cardtui.workshop.run_clock import RunClock, steady, time_text
from cardtui.workshop.workshop_plan import Item, WorkshopPlan

UNTIMED = 30.0
"""Seconds on the rehearsal's clock for something without a clock."""

USUAL_SPEED = 60
"""Seconds on the rehearsal's clock per real second."""


def rehearse(opened: OpenedPlan, item: int, start: datetime, speed: int, theme: str) -> int:
    """Step through, on the projector if there is a terminal; then print the times and where they are short.

    Args:
        opened: the plan.
        item: where to begin, from 0.
        start: when it begins.
        speed: seconds on the rehearsal's clock per real second.
        theme: the look; empty for the default.
    """
    if not why_not_drawn():
        status = _walk(opened, item, start, speed, theme)
        if status:
            return status
    for line in report(opened.plan, opened.deck.words, start, item):
        say(line)
    return 0


def _walk(opened: OpenedPlan, item: int, start: datetime, speed: int, theme: str) -> int:
    """The projector with a faster clock that advances automatically; nothing is saved, and no console can connect."""
    # Only a rehearsal on the screen needs this import.
    scrub_environment(os.environ)
    disable_core_dumps()
    from cardtui.workshop.projector.projector_app import ProjectorApp

    began = steady()

    def since() -> float:
        return (steady() - began) * speed

    clock = RunClock(0.0, since, lambda: start + timedelta(seconds=since()))
    controller = Rehearsal(opened.plan, opened.deck.words, clock, begin(opened.plan, item=item), UNTIMED)
    return ProjectorApp(controller, look_name=theme, speed=speed).run_until_left()


def report(plan: WorkshopPlan, words: Words, start: datetime, first: int = 0) -> Iterator[str]:
    """The start times of all items from ``first`` on, what may be left out, and where time will be short."""
    items = list(enumerate(plan.items))[first:]
    drops = [index for index in plan.droppable if index > first]

    def at(minutes: int) -> str:
        moment = wall_time(start.astimezone(UTC) + timedelta(minutes=minutes - plan.begins(first)))
        return time_text(words, moment, today=moment.date() == start.date())

    times = {index: f"{at(plan.begins(index))}-{at(plan.begins(index) + item.minutes)}" for index, item in items}
    times_width = max(map(len, times.values()))
    width = max(len(item.title) for _, item in items)
    yield plan.title
    for index, item in items:
        line = f"{times[index]:<{times_width}} {item.minutes:>4}  {index + 1:>2}  {item.title:<{width}}"
        yield f"{line}  {_remarks(item, may_drop=index in drops)}".rstrip()
    yield f"{plan.minutes - plan.begins(first)} minutes; the end is at {at(plan.minutes)}."
    droppable = [plan.items[index] for index in drops]
    if droppable:
        won = sum(item.minutes for item in droppable)
        names = ", ".join(f"'{item.title}'" for item in droppable)
        yield f"If time runs short, leave out, in this order: {names}. That saves {won} minutes."
    spots = [said for item_at, said in tight_spots(plan) if item_at is None or item_at >= first]
    if not spots:
        yield "No item looks rushed."
        return
    yield "Where time will be short:"
    for spot in spots:
        yield f"  {spot}"


def _remarks(item: Item, *, may_drop: bool) -> str:
    found = []
    if (practice := item.practice) is not None:
        change = f" + {practice.change}" if practice.change else ""
        found.append(f"{item.minutes - practice.minutes} before, {practice.turn}{change} + {practice.turn}")
    if item.auto:
        found.append("goes on by itself")
    if may_drop:
        found.append("may be left out")
    return "; ".join(found)

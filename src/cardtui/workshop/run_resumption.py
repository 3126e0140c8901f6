"""Whether a run that was left goes on, and whether its leader is asked first."""

from __future__ import annotations

from enum import Enum

from msgspec.structs import replace

from cardtui.workshop.run import Run, Shown
from cardtui.workshop.run_clock import RunClock
from cardtui.workshop.run_schedule import actual
from cardtui.workshop.workshop_plan import MINUTE, WorkshopPlan

LONG_AWAY = 30 * 60.0
"""Seconds after which the leader is asked whether to resume this run."""


SOON = 5 * 60.0
"""Seconds within which a program that ended by mistake is started again."""


class Resume(Enum):
    """What to do with a run that was left."""

    AT_ONCE = "at once"
    """Resume it: the program ended by mistake, moments ago."""
    ASK = "ask"
    """Ask the leader; resuming is most likely."""
    ASK_ANEW = "ask, most likely anew"
    """Ask the leader; starting over is most likely."""


def resume(
    run: Run,
    clock: RunClock,
    plan: WorkshopPlan,
    *,
    due: float | None = None,
    anew: bool = False,
) -> Resume | None:
    """How to resume a run that was found. A sound check, or the group before, must not become the next run.

    Args:
        run: what was found.
        clock: its clock.
        plan: the plan.
        due: seconds from now until it should begin, as given now or when the run began; None if not given.
        anew: whether a new run was requested. A run that was just active is not discarded without asking.

    Returns:
        None to start over without asking.
    """
    if run.shown is Shown.LOBBY:
        return None
    item, last = plan.cues[run.cue].item, len(plan.items) - 1
    is_soon = clock.away <= SOON
    if anew and (clock.away > LONG_AWAY or not item):
        return None
    if anew or (due is not None and due > 0):
        # After a crash a tired leader types the same command and presses the usual key: the run must not be lost.
        return Resume.ASK if is_soon and item else Resume.ASK_ANEW
    at = clock.now()
    began = run.visits[0]
    planned = (plan.minutes - plan.begins(began.item)) * MINUTE + sum(run.extra.values())
    is_past = at > began.since + planned
    shown = actual(run, item, at)
    if item == 0:
        return Resume.ASK_ANEW  # nothing is lost with it
    if item == last and shown is not None and shown[1] >= plan.items[item].minutes * MINUTE:
        return Resume.ASK if is_soon else Resume.ASK_ANEW
    if clock.away > LONG_AWAY or (is_past and not is_soon):
        return Resume.ASK_ANEW if is_past else Resume.ASK
    return Resume.AT_ONCE


def as_left_in_lobby(run: Run, found: Run, clock: RunClock) -> Run:
    """A run before its beginning, with the lobby settings that a crash lost moments ago.

    Args:
        run: the new one.
        found: what was found, and is not resumed.
        clock: that one's.
    """
    if run.shown is not found.shown or found.shown is not Shown.LOBBY or clock.away > LONG_AWAY:
        return run
    due = found.due - clock.now() if run.due is None and found.due is not None else run.due
    return replace(run, dropped=found.dropped, muted=found.muted, due=due)

"""Whether a run that was left goes on, is asked about, or begins anew."""

from __future__ import annotations

from enum import Enum

from msgspec.structs import replace

from cardtui.workshop.run import Run, Shown
from cardtui.workshop.run_clock import RunClock
from cardtui.workshop.run_times import actual
from cardtui.workshop.workshop_plan import MINUTE, Cue, WorkshopPlan

LONG_AWAY = 30 * 60.0
"""Seconds after which whoever begins is asked whether it is still this run that they want."""


SOON = 5 * 60.0
"""Seconds within which a program that ended by mistake is started again."""


class Resume(Enum):
    """What to do with a run that was left."""

    AT_ONCE = "at once"
    """Go on with it: the program ended by mistake, moments ago."""
    ASK = "ask"
    """Ask the leader; going on is what they most likely want."""
    ASK_ANEW = "ask, most likely anew"
    """Ask the leader; beginning anew is what they most likely want."""


def resume(
    run: Run,
    clock: RunClock,
    plan: WorkshopPlan,
    sequence: tuple[Cue, ...],
    *,
    due: float | None = None,
    anew: bool = False,
) -> Resume | None:
    """How to go on with a run that was found. A sound check, or the group before, must not become the next run.

    Args:
        run: what was found.
        clock: its clock.
        plan: the plan.
        sequence: the plan's cues.
        due: seconds from now until it is to begin, as was said now or when the run began; None where nobody said.
        anew: whether it was said to begin anew. A run that just went on is not thrown away for it unasked.

    Returns:
        None to begin anew without asking.
    """
    if run.shown is Shown.LOBBY:
        return None
    item = sequence[run.cue].item
    is_soon = clock.away <= SOON
    if anew and (clock.away > LONG_AWAY or not item):
        return None
    if anew or (due is not None and due > 0):
        # After a crash a tired leader types the same command and presses the key of all evening: it must cost nothing.
        return Resume.ASK if is_soon and item else Resume.ASK_ANEW
    at = clock.now()
    began = run.visits[0]
    planned = (plan.minutes - plan.begins(began.item)) * MINUTE + sum(run.extra.values())
    is_past = at > began.since + planned
    shown = actual(run, item, at)
    if item == 0:
        return Resume.ASK_ANEW  # nothing is lost with it
    if item == sequence[-1].item and shown is not None and shown[1] >= plan.items[item].minutes * MINUTE:
        return Resume.ASK if is_soon else Resume.ASK_ANEW
    if clock.away > LONG_AWAY or (is_past and not is_soon):
        return Resume.ASK_ANEW if is_past else Resume.ASK
    return Resume.AT_ONCE


def as_left_in_lobby(run: Run, found: Run, clock: RunClock) -> Run:
    """A run before its beginning, with what was said in the lobby that a crash took moments ago.

    Args:
        run: the new one.
        found: what was found, and is not gone on with.
        clock: that one's.
    """
    if run.shown is not found.shown or found.shown is not Shown.LOBBY or clock.away > LONG_AWAY:
        return run
    due = found.due - clock.now() if run.due is None and found.due is not None else run.due
    return replace(run, dropped=found.dropped, muted=found.muted, due=due)

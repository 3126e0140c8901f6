"""A run: the state of a workshop as a value, and what comes next in it. Pure; knows no clock.

All times are seconds since the run began, on a clock that cannot be set (`cardtui.workshop.run_clock`). A run says
nothing about the people in the room: only which cue is shown, for how long, and when each item began.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec
from msgspec.structs import replace

from cardtui.workshop.workshop_plan import WorkshopPlan, first_cue


class Shown(StrEnum):
    """What the projector shows."""

    LOBBY = "lobby"
    """Doors are open, and nothing has begun."""
    CUE = "cue"
    HELD = "held"
    """Quiet minutes; the clock is stopped."""
    BLANK = "blank"
    """Nothing; the clock keeps running."""


class Visit(msgspec.Struct, frozen=True):
    """The time in which an item was on the screen. until: None while it still is."""

    item: int
    since: float
    until: float | None = None


Place = tuple[int, int, Shown, bool]
"""What is on the screen: the indexes of the cue and the step, what the projector shows, and whether it has ended."""


class Run(msgspec.Struct, frozen=True):
    """The state of a workshop.

    cue: the index of the current one. spent: seconds that each cue has had, by its index, without the time since
    ``since``; None there means that the clock is stopped. extra: seconds added to a cue's time, or taken from it.
    paused: whether the leader stopped the clock. clock: whether it is shown. muted: whether the bell is.
    swapped: whether the second partner has the first turn; swaps: the same for items that were left, by their index.
    visits: when each item was on, in that order. dropped: items to come that are left out. due: when
    the run should begin; None if not given. ended: when the leader ended it at the last cue; None
    before that. step: the index of the current step, if the leader walks through a turn. other_loop: whether
    the leader shows this item's turns differently from the plan: as a whole, or by step; loops: the same for items
    that were left, by their index.
    """

    cue: int = 0
    spent: dict[int, float] = {}
    extra: dict[int, float] = {}
    since: float | None = None
    paused: bool = False
    shown: Shown = Shown.CUE
    clock: bool = True
    muted: bool = False
    swapped: bool = False
    swaps: dict[int, bool] = {}
    visits: tuple[Visit, ...] = ()
    dropped: tuple[int, ...] = ()
    due: float | None = None
    ended: float | None = None
    step: int = 0
    other_loop: bool = False
    loops: dict[int, bool] = {}

    @property
    def place(self) -> Place:
        """What is on the screen now."""
        return self.cue, self.step, self.shown, self.ended is not None


def begin(plan: WorkshopPlan, at: float = 0.0, item: int = 0) -> Run:
    """The run at its beginning. item: where it begins, from 0."""
    cue = first_cue(plan, item)
    return Run(cue=cue, since=at, visits=(Visit(item, at),))


def lobby(plan: WorkshopPlan, due: float | None = None) -> Run:
    """The run before its beginning. due: see `Run`."""
    return replace(begin(plan), since=None, shown=Shown.LOBBY, due=due)


def first_run(plan: WorkshopPlan, due: float | None, item: int | None) -> Run:
    """The run that a projector starts with: at an item, or in the lobby. due: see `Run`."""
    return lobby(plan, due) if item is None else replace(begin(plan, item=item), due=due)


def beside(run: Run, plan: WorkshopPlan, by: int) -> int:
    """The index of the cue after (1) or before (-1) this one, skipping dropped items; else its own."""
    cues = range(run.cue + by, len(plan.cues) if by > 0 else -1, by)
    return next((cue for cue in cues if plan.cues[cue].item not in run.dropped), run.cue)


def walks(run: Run, plan: WorkshopPlan) -> bool:
    """Whether the cue is a turn that is shown by step."""
    cue = plan.cues[run.cue]
    return cue.is_turn and cue.by_step is not run.other_loop


def coming(run: Run, plan: WorkshopPlan) -> tuple[int, int]:
    """What the next Enter shows: the indexes of a cue and its step. The current ones if nothing follows."""
    if walks(run, plan) and run.step + 1 < plan.cues[run.cue].steps:
        return run.cue, run.step + 1
    cue = beside(run, plan, 1)
    return cue, run.step if cue == run.cue else 0


def is_last(run: Run, plan: WorkshopPlan) -> bool:
    """Whether nothing follows what is shown."""
    return coming(run, plan) == (run.cue, run.step)

"""A run: where a workshop stands, as a value, and what comes next in it. Pure; knows no clock.

All times are seconds since the run began, on a clock that nothing sets (`cardtui.workshop.run_clock`). A run says
nothing about the people in the room: which cue is shown, for how long, and when each item began.
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
    """Quiet minutes; the clock stands still."""
    BLANK = "blank"
    """Nothing; the clock runs on."""


class Visit(msgspec.Struct, frozen=True):
    """The time in which an item was on the screen. until: None while it still is."""

    item: int
    since: float
    until: float | None = None


class Run(msgspec.Struct, frozen=True):
    """Where a workshop stands.

    cue: the place of the one that is shown. spent: seconds that each cue has had, by its place, without the time since
    ``since``; None there says that the clock stands still. extra: seconds added to a cue's time, or taken from it.
    paused: whether the leader stopped the clock. clock: whether it is shown. muted: whether the bell is.
    swapped: whether the second partner has the first turn; swaps: the same of items that were left, by their place.
    visits: when each item was on, in the order in which that was. dropped: items to come that are left out. due: when
    the run should begin; None where nobody said. ended: when the leader said at the last cue that it is over; None
    before that. step: the place of the step that is shown, where the leader walks through a turn. other_loop: whether
    the leader has this item's turns shown otherwise than the plan: as a whole, or by step.
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

    @property
    def place(self) -> tuple[int, int]:
        """What is on: the place of its cue, and of the step."""
        return self.cue, self.step


def begin(plan: WorkshopPlan, at: float = 0.0, item: int = 0) -> Run:
    """The run at its beginning. item: where it begins, from 0."""
    cue = first_cue(plan, item)
    return Run(cue=cue, since=at, visits=(Visit(item, at),))


def lobby(plan: WorkshopPlan, due: float | None = None) -> Run:
    """The run before its beginning. due: see `Run`."""
    return replace(begin(plan), since=None, shown=Shown.LOBBY, due=due)


def first_run(plan: WorkshopPlan, due: float | None = None, item: int | None = None) -> Run:
    """The run that a projector starts with: at an item, or in the lobby. due: see `Run`."""
    return lobby(plan, due) if item is None else replace(begin(plan, item=item), due=due)


def beside(run: Run, plan: WorkshopPlan, by: int) -> int:
    """The place of the cue after (1) or before (-1) this one, past dropped items; its own if there is none."""
    cues = range(run.cue + by, len(plan.cues) if by > 0 else -1, by)
    return next((cue for cue in cues if plan.cues[cue].item not in run.dropped), run.cue)


def walks(run: Run, plan: WorkshopPlan) -> bool:
    """Whether the cue is a turn that is shown by step."""
    cue = plan.cues[run.cue]
    return cue.is_turn and cue.by_step is not run.other_loop


def coming(run: Run, plan: WorkshopPlan) -> tuple[int, int]:
    """What the next Enter shows: the place of a cue, and of a step of it. What is shown now if nothing comes."""
    if walks(run, plan) and run.step + 1 < plan.cues[run.cue].steps:
        return run.cue, run.step + 1
    cue = beside(run, plan, 1)
    return cue, run.step if cue == run.cue else 0


def is_last(run: Run, plan: WorkshopPlan) -> bool:
    """Whether nothing comes after what is shown."""
    return coming(run, plan) == run.place

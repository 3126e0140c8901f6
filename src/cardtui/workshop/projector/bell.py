"""When the soft bell rings."""

from __future__ import annotations

from cardtui.workshop.run import Run
from cardtui.workshop.run_schedule import left, runs_out
from cardtui.workshop.workshop_plan import ItemKind, WorkshopPlan


class Bell:
    """Rings once when the time of a turn or of a break is over, if the plan has a bell; and when someone tries it.

    run, at: the state of the run, and the time; if a time was already over by then, the projector rang before.
    """

    def __init__(self, plan: WorkshopPlan, run: Run, at: float) -> None:
        self._plan = plan
        self._told = {run.cue} if runs_out(run, plan, at) else set[int]()
        self._is_tried = False

    def begin_anew(self) -> None:
        """Forget which times were announced."""
        self._told.clear()

    def try_out(self) -> None:
        """Ring at the next check, regardless of the time."""
        self._is_tried = True

    def rings(self, run: Run, at: float) -> bool:
        """Whether it rings now; a second call a moment later returns False."""
        rings, self._is_tried = self._is_tried, False
        if (left(run, self._plan, at) or 0.0) > 0:
            self._told.discard(run.cue)  # there is time again, with another end
        if not runs_out(run, self._plan, at) or run.cue in self._told:
            return rings
        self._told.add(run.cue)
        cue = self._plan.cues[run.cue]
        rests = self._plan.items[cue.item].kind is ItemKind.BREAK
        return rings or (self._plan.bell and not run.muted and (cue.is_turn or rests))

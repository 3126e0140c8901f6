"""A rehearsal: a run that continues on its own at the end of each cue, and leaves after the last."""

from __future__ import annotations

from cardtui.deck.words import Words
from cardtui.workshop.projector.projector_controller import ProjectorController
from cardtui.workshop.run import Run, beside
from cardtui.workshop.run_clock import RunClock
from cardtui.workshop.run_orders import Order, OrderKind
from cardtui.workshop.run_schedule import allowed, elapsed
from cardtui.workshop.workshop_plan import WorkshopPlan


class Rehearsal(ProjectorController):
    """Runs without a leader, but the leader's keys still work. Nothing is saved, and no console is connected.

    untimed: seconds for a cue without a clock.
    """

    def __init__(self, plan: WorkshopPlan, words: Words, clock: RunClock, run: Run, untimed: float) -> None:
        super().__init__(plan, words, clock, run)
        self._untimed = untimed

    def tick(self) -> bool:
        """Continue when the time is over."""
        if self._left() <= 0:
            if beside(self.run, self.plan, 1) == self.run.cue:
                self.over = True
            else:
                self.order(Order(OrderKind.SKIP))
        return False

    def _changed(self) -> None:
        super()._changed()
        self.over = self.over or self.run.ended is not None

    def _left(self) -> float:
        time = allowed(self.run, self.plan) or self._untimed
        return time - elapsed(self.run, self.clock.now())

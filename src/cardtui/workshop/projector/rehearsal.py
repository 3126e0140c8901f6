"""A rehearsal: a run that goes on by itself at each thing's end, and leaves at the last one's."""

from __future__ import annotations

from cardtui.deck.words import Words
from cardtui.workshop.projector.projector_controller import ProjectorController
from cardtui.workshop.run import Run, beside
from cardtui.workshop.run_clock import RunClock
from cardtui.workshop.run_orders import Order, OrderKind
from cardtui.workshop.run_times import allowed, elapsed
from cardtui.workshop.workshop_plan import WorkshopPlan


class Rehearsal(ProjectorController):
    """Leads without a leader, whose keys work all the same. Nothing of it is kept, and no console hears.

    untimed: seconds for something that has no clock.
    """

    def __init__(self, plan: WorkshopPlan, words: Words, clock: RunClock, run: Run, untimed: float) -> None:
        super().__init__(plan, words, clock, run)
        self._untimed = untimed

    def tick(self) -> bool:
        """Go on where the time is over."""
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

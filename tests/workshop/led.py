"""A leader of a projector without a screen: keys, orders of a console, time, and what is kept and told."""

from __future__ import annotations

from msgspec.structs import replace

from cardtui.workshop.both_screens.leader_pages import Opened
from cardtui.workshop.console_link.channel import State
from cardtui.workshop.projector.projector_controller import ProjectorController
from cardtui.workshop.room_scene import RoomScene
from cardtui.workshop.run import Run, begin, lobby
from cardtui.workshop.run_clock import RunClock
from cardtui.workshop.workshop_plan import ClockKind, WorkshopPlan
from shipped_words import WORDS
from workshop.fake_clocks import Machine
from workshop.plans import plan

FIRST_TURN = ("enter", "enter", "enter")
TO_THE_END = ("g", "6", *["enter"] * 4)
"""To the last turn of the last item."""


class Memory(list[Run]):
    """Runs that were kept."""

    works = True

    def keep(self, run: Run, clock: RunClock) -> bool:
        self.append(run)
        return self.works

    forget = list.clear


class Led:
    """A leader at a machine, with everything that is saved and sent."""

    def __init__(self, made: WorkshopPlan | None = None, run: Run | None = None) -> None:
        made = made or plan()
        self.plan = replace(made, items=tuple(replace(item, clock=ClockKind.DIGITS) for item in made.items))
        self.machine = Machine()
        self.memory = Memory()
        self.told: list[State] = []
        self.rings = 0
        run = run or begin(self.plan)
        self.controller = ProjectorController(
            self.plan, WORDS, self.machine.clock(), run, self.memory, self.told.append
        )

    def press(self, *steps: str | float) -> Led:
        """Press keys; after a number, that many seconds have passed."""
        for step in steps:
            if isinstance(step, str):
                self.controller.press(step)
            else:
                self.wait(step)
        return self

    def wait(self, seconds: float) -> Led:
        """Time passes, and the controller checks the clock as often as it needs."""
        end = self.machine.since_start + seconds
        while (step := self.controller.wait()) is not None and self.machine.since_start + step <= end:
            self.machine.wait(step)
            self.rings += self.controller.tick()
        self.machine.wait(end - self.machine.since_start)
        self.rings += self.controller.tick()
        return self

    @property
    def clock(self) -> str:
        shown = self.controller.clock_shown()
        return f"{shown.time} {shown.sign}".strip() if shown is not None else ""

    @property
    def cue(self) -> int:
        return self.controller.run.cue

    @property
    def scene(self) -> RoomScene | Opened:
        return self.controller.scene()

    def told_by(self, key: str) -> list[str]:
        """The text of a key."""
        return [row.text for row in self.controller.rows_now() if key in row.keys]


def in_lobby(due: float | None = None, **changes: object) -> Led:
    made = plan(**changes)
    return Led(made, lobby(made, due))

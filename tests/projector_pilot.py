"""The projector, driven by keys, clicks and a clock that tests set, with what stands on it as text."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.pilot import Pilot

from cardtui.faces.screen.canvas import Canvas, left_to_right
from cardtui.faces.screen.themes import Ink
from cardtui.workshop.cues import cues
from cardtui.workshop.projector.projector_app import ProjectorApp
from cardtui.workshop.projector.projector_controller import ProjectorController
from cardtui.workshop.run import Order, OrderKind, begin, do
from cardtui.workshop.run_file import Resume
from cardtui.workshop.workshop_plan import WorkshopPlan
from evening_pilot import Watch
from program import LOOKS
from shipped_words import WORDS
from workshop.fake_clocks import Machine

_NAMES = {"esc": "escape", "?": "question_mark", "+": "plus", "-": "minus", ".": "full_stop"}


def inked(canvas: Canvas, *inks: Ink) -> str:
    """All that is written in these inks, top down, without white space: for texts beside which something stands."""
    runs = [run.text for line in canvas.lines for run in left_to_right(line) if run.ink in inks]
    return "".join("".join(runs).split())


def squeezed(*texts: str) -> str:
    """Texts without white space, as `inked` gives them."""
    return "".join("".join(texts).split())


class Room:
    """What a room sees, and what its leader does."""

    def __init__(self, pilot: Pilot[int], app: ProjectorApp, machine: Machine, watch: Watch) -> None:
        self.pilot = pilot
        self.app = app
        self.machine = machine
        self.watch = watch
        self.bells = 0

    @property
    def controller(self) -> ProjectorController:
        return self.app.controller

    @property
    def canvas(self) -> Canvas:
        """What is painted."""
        return self.app.wall._canvas

    @property
    def text(self) -> str:
        """All that stands on the screen."""
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())

    async def press(self, *keys: str) -> None:
        """Press keys, by the names of the leader."""
        await self.pilot.press(*(_NAMES.get(key, key) for key in keys))

    async def wait(self, seconds: float) -> None:
        """Let time go on, and the app look at its clock."""
        self.machine.wait(seconds)
        self.app._tick()
        await self.pilot.pause()

    async def click(self, text: str) -> None:
        """Click the row with that text."""
        run, y = next(
            (run, y)
            for y, line in enumerate(self.canvas.lines)
            for run in line
            if run.row is not None and text in run.text
        )
        await self.pilot.click(offset=(run.x + 1, y))
        await self.pilot.pause()

    async def resize(self, width: int, height: int) -> None:
        """Give the window another size, and wait until it is drawn."""
        await self.pilot.resize_terminal(width, height)
        for _ in range(LOOKS):
            if len(self.app.screen._compositor.render_strips()) == height:
                break
            await self.pilot.pause(0.01)
        await self.pilot.pause()


@asynccontextmanager
async def on_projector(
    made: WorkshopPlan,
    size: tuple[int, int] = (60, 18),
    keeping: Any = None,
    found: Resume = Resume.AT_ONCE,
    minutes: float = 0.0,
    item: int = 0,
    **options: Any,
) -> AsyncIterator[Room]:
    """Lead a plan on a screen of so many columns and lines.

    found, minutes, item: how to go on with a run that began so long ago, and was left at an item. options: of
    `ProjectorApp`.
    """
    machine, watch = Machine(), Watch()
    machine.wait(-60 * minutes)
    clock, sequence = machine.clock(), cues(made)
    run = do(begin(sequence), sequence, Order(OrderKind.GO, item), 0.0)
    machine.wait(60 * minutes)
    controller = ProjectorController(made, WORDS, clock, run, keeping, None, found)
    app = ProjectorApp(controller, pressed_at=watch, **options)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        room = Room(pilot, app, machine, watch)
        app.bell = lambda: setattr(room, "bells", room.bells + 1)  # type: ignore[method-assign]
        yield room

"""A leader's screen, driven by keys, clicks and a clock that tests set, with its content as text; and the bare wall."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from typing import Any, NamedTuple
from unittest.mock import patch

from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget

from cardtui.faces.screen import large_text
from cardtui.faces.screen.large_text import LetterSize
from cardtui.workshop.projector import wall_parts
from cardtui.workshop.projector.projector_app import ProjectorApp
from cardtui.workshop.projector.projector_controller import ProjectorController
from cardtui.workshop.projector.wall_check import BareWall
from cardtui.workshop.projector.wall_parts import Said, WallCard
from cardtui.workshop.room_scene import RoomClock, RoomScene
from cardtui.workshop.run import begin
from cardtui.workshop.run_orders import Order, OrderKind, do
from cardtui.workshop.run_resumption import Resume
from cardtui.workshop.workshop_plan import WorkshopPlan
from easel import row_number
from evening_pilot import AppPilot, Watch
from shipped_words import WORDS
from workshop.fake_clocks import Machine


class LeaderPilot(AppPilot):
    """What is on a leader's screen, and what the leader does there."""

    async def click(self, text: str) -> None:
        """Click the row with that text."""
        for y, strip in enumerate(self.strips):
            x = strip.text.find(text)
            if x >= 0 and any(row_number(segment) is not None for segment in strip.crop(x, x + 1)):
                await self.pilot.click(offset=(x, y))
                break
        else:
            raise AssertionError(self.text)
        await self.pilot.pause()

    async def until(self, *texts: str) -> None:
        """Wait for texts."""
        await self.until_it(lambda: all(text in self.text for text in texts))

    def counted(self) -> list[str]:
        """The ID of each widget of the screen that asks to be painted from now on."""
        painted: list[str] = []

        def refresh(widget: Widget, whole: Callable[..., Widget], *regions: Region, **options: Any) -> Widget:
            painted.append(widget.id or "")
            return whole(*regions, **options)

        for widget in self.pilot.app.screen.query("*"):
            widget.refresh = partial(refresh, widget, widget.refresh)  # type: ignore[method-assign]
        return painted


class Room(LeaderPilot):
    """What a room sees, and what its leader does."""

    def __init__(self, pilot: Pilot[int], app: ProjectorApp, machine: Machine, watch: Watch) -> None:
        super().__init__(pilot)
        self.app = app
        self.controller = app.controller
        self.machine = machine
        self.watch = watch
        self.bells = 0

    async def wait(self, seconds: float) -> None:
        """Let time pass, and have the app check its clock."""
        self.machine.wait(seconds)
        self.app.call_later(self.app._tick)
        await self.pilot.pause()


@asynccontextmanager
async def on_projector(
    made: WorkshopPlan,
    size: tuple[int, int] = (60, 18),
    keeping: Any = None,
    resume: Resume | None = None,
    minutes: float = 0.0,
    item: int = 0,
    large: bool = False,
    **options: Any,
) -> AsyncIterator[Room]:
    """Lead a plan on a screen of the given columns and lines.

    resume, minutes, item: how to resume a run that began ``minutes`` ago and was left at an item. large: whether large
    letters are on, which cannot be read here. options: of `ProjectorApp`.
    """
    machine, watch = Machine(), Watch()
    machine.wait(-60 * minutes)
    clock = machine.clock()
    run = do(begin(made), made, Order(OrderKind.GO, item), 0.0)
    machine.wait(60 * minutes)
    controller = ProjectorController(made, WORDS, clock, run, keeping, None, resume)
    app = ProjectorApp(controller, key_clock=watch, **options)
    with letters(large=large):
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            room = Room(pilot, app, machine, watch)
            app.bell = lambda: setattr(room, "bells", room.bells + 1)  # type: ignore[method-assign]
            yield room


@contextmanager
def letters(*, large: bool) -> Iterator[None]:
    """Turn large letters on, or off so that the text can be read here."""
    if large:
        yield
        return
    # Cached drawings may be in large letters.
    with patch.object(large_text, "large", return_value=None), patch.object(wall_parts, "drawn", Said.blocks):
        yield


class Seen(NamedTuple):
    """A scene on a wall. heights, letters: of each visible part, by its ID.

    columns: of cards.
    """

    scene: RoomScene
    text: str
    is_whole: bool
    heights: dict[str, int]
    letters: dict[str, LetterSize]
    columns: int


async def on_wall(
    scenes: Sequence[RoomScene], size: tuple[int, int], clock: RoomClock | None = None, *, large: bool = False
) -> list[Seen]:
    """Each scene on a wall of that size."""
    app, found = BareWall(), []
    with letters(large=large):
        async with app.run_test(size=size) as pilot:
            for scene in scenes:
                app.wall.show(scene, clock)
                await pilot.pause()
                text = "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())
                parts = {each.id or "": each.size.height for each in app.wall.query("*") if each.display}
                drawn = {part.id or "": part.letters for part in app.wall.parts()}
                columns = len({card.region.x for card in app.wall.query(WallCard) if card.display})
                found.append(Seen(scene, text, app.wall.is_whole, parts, drawn, columns))
    return found

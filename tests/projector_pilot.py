"""The projector, driven by keys, clicks and a clock that tests set, with its content as text."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any, NamedTuple

import pytest
from textual.pilot import Pilot

from cardtui.faces.screen import large_text
from cardtui.faces.screen.large_text import LetterSize
from cardtui.workshop.projector.projector_app import ProjectorApp
from cardtui.workshop.projector.projector_controller import ProjectorController
from cardtui.workshop.projector.wall_check import BareWall
from cardtui.workshop.projector.wall_parts import WallCard
from cardtui.workshop.room_scene import RoomClock, RoomScene
from cardtui.workshop.run import begin
from cardtui.workshop.run_orders import Order, OrderKind, do
from cardtui.workshop.run_resumption import Resume
from cardtui.workshop.workshop_plan import WorkshopPlan
from easel import row_number
from evening_pilot import Watch
from program import LOOKS
from shipped_words import WORDS
from workshop.fake_clocks import Machine

_NAMES = {"esc": "escape", "?": "question_mark", "+": "plus", "-": "minus", ".": "full_stop"}


def squeezed(*texts: str) -> str:
    """Texts without white space, since lines may break anywhere."""
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
    def text(self) -> str:
        """All text on the screen."""
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())

    async def press(self, *keys: str) -> None:
        """Press keys, by their names for the leader."""
        await self.pilot.press(*(_NAMES.get(key, key) for key in keys))

    async def wait(self, seconds: float) -> None:
        """Let time pass, and have the app check its clock."""
        self.machine.wait(seconds)
        self.app.call_later(self.app._tick)
        await self.pilot.pause()

    async def click(self, text: str) -> None:
        """Click the row with that text."""
        for y, strip in enumerate(self.app.screen._compositor.render_strips()):
            rows = [row_number(segment) for segment in strip]
            if text in strip.text and any(row is not None for row in rows):
                await self.pilot.click(offset=(strip.text.index(text) + 1, y))
                break
        else:
            raise AssertionError(self.text)
        await self.pilot.pause()

    async def resize(self, width: int, height: int) -> None:
        """Resize the window, and wait until it is drawn."""
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
    with pytest.MonkeyPatch.context() as patch:
        if not large:
            patch.setattr(large_text, "large", lambda *_, **__: None)
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

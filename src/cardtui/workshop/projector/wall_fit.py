"""Whether what a plan shows fits on a wall: the wall itself is laid out, on no terminal, and looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual.app import App, ComposeResult

from cardtui.faces.screen.base_app import theme_of
from cardtui.workshop.projector.projector_themes import PROJECTOR_LOOKS
from cardtui.workshop.projector.room_scene import Quiet, RoomClock, RoomScene
from cardtui.workshop.projector.wall import WALL_SMALLEST, Wall

_CLOCK = RoomClock(1.0)


class BareWall(App[None]):
    """A wall and nothing else."""

    CSS_PATH = "wall.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(theme_of("projector-dark", PROJECTOR_LOOKS["dark"]))
        self.theme = "cardtui-projector-dark"
        self.wall = Wall(Quiet(), _CLOCK)

    def compose(self) -> ComposeResult:
        """The wall."""
        yield self.wall


def fitting(scenes: Sequence[RoomScene], size: tuple[int, int]) -> list[bool]:
    """Which scenes are there as a whole on a screen of so many columns and lines."""
    return asyncio.run(_fitting(scenes, size))


async def _fitting(scenes: Sequence[RoomScene], size: tuple[int, int]) -> list[bool]:
    if size[0] < WALL_SMALLEST[0] or size[1] < WALL_SMALLEST[1]:
        return [False] * len(scenes)
    found = []
    app = BareWall()
    async with app.run_test(size=size) as pilot:
        for scene in scenes:
            app.wall.show(scene, _CLOCK)
            await pilot.pause()
            found.append(app.wall.is_whole)
    return found

"""Checks whether a plan's screens fit on a wall: lays out the wall without a terminal and inspects it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from textual.app import App, ComposeResult

from cardtui.faces.screen.large_text import LetterSize
from cardtui.faces.screen.themes import theme_of
from cardtui.system.color_depth import Depth
from cardtui.workshop.projector.projector_themes import wall_look, with_wall
from cardtui.workshop.projector.wall import WALL_SMALLEST, Wall
from cardtui.workshop.projector.wall_arrangement import READABLE
from cardtui.workshop.room_scene import Quiet, RoomClock, RoomScene

_CLOCK = RoomClock(1.0)


class BareWall(App[None]):
    """A wall and nothing else."""

    CSS_PATH = "wall.tcss"

    def __init__(self) -> None:
        super().__init__()
        dark = wall_look("dark", Depth.ALL)
        self.register_theme(with_wall(theme_of("projector-dark", dark), dark))
        self.theme = "cardtui-projector-dark"
        self.wall = Wall(Quiet(), _CLOCK)

    def compose(self) -> ComposeResult:
        """The wall."""
        yield self.wall


class Fit(NamedTuple):
    """How a scene fits a screen.

    is_whole: whether all of it is visible. is_readable: whether it can be read from the back of a room. has_words:
    whether a turn shows its words, not only the names of its steps.
    """

    is_whole: bool
    is_readable: bool
    has_words: bool = True


def fitting(scenes: Sequence[RoomScene], size: tuple[int, int]) -> list[Fit]:
    """How scenes fit a screen of that many columns and lines."""
    if size[0] < WALL_SMALLEST[0] or size[1] < WALL_SMALLEST[1]:
        return [Fit(is_whole=False, is_readable=True)] * len(scenes)

    async def fitted() -> list[Fit]:
        found = []
        app = BareWall()
        async with app.run_test(size=size) as pilot:
            for scene in scenes:
                app.wall.show(scene, _CLOCK)
                await pilot.pause()
                is_large = all(part.letters > LetterSize.PLAIN for part in app.wall.parts())
                found.append(Fit(app.wall.is_whole, size[1] <= READABLE or is_large, app.wall.has_words))
        return found

    return asyncio.run(fitted())

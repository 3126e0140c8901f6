"""Scenes on the full screen without an evening: an app paints the given scene."""

from __future__ import annotations

import asyncio
import atexit
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unittest.mock import Mock

from rich.console import Console
from rich.segment import Segment
from textual.pilot import Pilot
from textual.strip import Strip

from cardtui.faces.evening import evening_app
from cardtui.faces.evening.evening_screen import EveningScreen
from cardtui.faces.screen.base_app import BaseApp
from cardtui.faces.screen.themes import looks_at, theme_of
from cardtui.presenter.scene import Page, Talk
from cardtui.system.color_depth import Depth
from hostile_texts import assert_inert
from parts import without_frames
from shipped_words import WORDS

_CONSOLE = Console(color_system="truecolor", force_terminal=True, legacy_windows=False)
_COLORS = re.compile(r"\x1b\[[0-9;]*m")


class Picture(NamedTuple):
    """What is on the screen. size: columns and lines."""

    strips: tuple[Strip, ...]
    size: tuple[int, int]
    regions: dict[str, tuple[int, int, int, int]]

    @property
    def lines(self) -> list[str]:
        """The readable text, line by line."""
        return without_frames("\n".join(strip.text for strip in self.strips)).split("\n")

    @property
    def text(self) -> str:
        """The readable text."""
        return "\n".join(self.lines)

    def part(self, name: str) -> str:
        """The readable text of one widget, by its ID."""
        x, y, width, height = self.regions[name]
        return without_frames("\n".join(strip.crop(x, x + width).text for strip in self.strips[y : y + height]))

    def clickable(self) -> dict[int, str]:
        """The clickable text of each row, by the row's number."""
        found: dict[int, str] = {}
        for strip in self.strips:
            for segment in strip:
                if (number := row_number(segment)) is not None:
                    found[number] = f"{found.get(number, '')} {segment.text}".strip()
        return found


def assert_in_shape(picture: Picture) -> None:
    """Every line has the width of the screen and gives the terminal no orders, and no widget leaves the screen."""
    width, height = picture.size
    assert len(picture.strips) == height
    for strip in picture.strips:
        assert strip.cell_length == width, picture.text
        assert_inert(_COLORS.sub("", strip.render(_CONSOLE)))
    for name, (x, y, wide, high) in picture.regions.items():
        assert min(x, y) >= 0, name
        assert x + wide <= width, name
        assert y + high <= height, name


def row_number(segment: Segment) -> int | None:
    """The number of the row that a click on a segment chooses."""
    return segment.style.meta.get("row") if segment.style is not None and segment.style._meta else None


class _Bare(BaseApp):
    """An app with nothing but the screen."""

    CSS_PATH = Path(evening_app.__file__).with_name(str(evening_app.EveningApp.CSS_PATH))

    def __init__(self) -> None:
        super().__init__()
        self._signals = Mock()  # they are left to the tests
        self.register_theme(theme_of("dark", looks_at(Depth.ALL)["dark"]))
        self.begin_with_theme("cardtui-dark")
        self.table = EveningScreen(None, "", still=True, too_small=WORDS.too_small)

    def get_default_screen(self) -> EveningScreen:
        return self.table


_LOOP = asyncio.Runner(loop_factory=asyncio.new_event_loop)
"""Runs the app only while something is painted."""


@cache
def _pilot() -> Pilot[int]:
    running = _Bare().run_test(size=(80, 24))
    pilot = _LOOP.run(running.__aenter__())

    @atexit.register
    def close() -> None:
        _LOOP.run(running.__aexit__(None, None, None))
        _LOOP.close()

    return pilot


async def _painted(pilot: Pilot[int], scene: Talk | Page | None, size: tuple[int, int], sign: str) -> Picture:
    table = pilot.app.screen
    assert isinstance(table, EveningScreen)
    if tuple(pilot.app.size) != size:
        await pilot.resize_terminal(*size)
    with pilot.app._context():
        if scene is None:
            table.query("*").refresh()
        else:
            table.scene, table.sign = scene, sign
    await pilot.pause()
    while any(each._layout_required or each._repaint_required for each in (table, *table.query("*"))):
        await pilot.pause()
    strips = tuple(table._compositor.render_strips())
    regions = {widget.id: tuple(widget.region) for widget in table.query("*") if widget.id and widget.is_on_screen}
    return Picture(strips, size, regions)  # type: ignore[arg-type]


def paint(scene: object, size: tuple[int, int] = (80, 24), sign: str = "") -> Picture:
    """Paint a scene on a screen of the given columns and lines, without motion."""
    assert isinstance(scene, Talk | Page)
    return _LOOP.run(_painted(_pilot(), scene, size, sign))


def paint_again(size: tuple[int, int]) -> Picture:
    """Repaint every line of the last scene."""
    return _LOOP.run(_painted(_pilot(), None, size, ""))

"""The full screen, driven by keys and clicks, with its content as text."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

from textual.pilot import Pilot
from textual.strip import Strip

from cardtui.faces.evening.evening_app import EveningApp
from cardtui.presenter.scene import Page, Row, Talk
from couple_session import Sitting
from easel import row_number
from parts import shows, without_frames
from program import LOOKS

_NAMES = {"esc": "escape", "?": "question_mark", "+": "plus", "-": "minus", ".": "full_stop"}


class Watch:
    """Seconds that only go up, by ``step`` at each reading. A step of 0 stops them, as for a key that is held down."""

    def __init__(self) -> None:
        self.now = 0.0
        self.step = 1.0

    def __call__(self) -> float:
        self.now += self.step
        return self.now


class AppPilot:
    """An app's screen, and what somebody does there."""

    def __init__(self, pilot: Pilot[int]) -> None:
        self.pilot = pilot

    @property
    def strips(self) -> list[Strip]:
        """The lines of the screen."""
        return self.pilot.app.screen._compositor.render_strips()

    @property
    def text(self) -> str:
        """All text on the screen."""
        return "\n".join(strip.text.rstrip() for strip in self.strips)

    async def press(self, *keys: str) -> None:
        """Press keys, by the program's names of keys."""
        await self.pilot.press(*(_NAMES.get(key, key) for key in keys))
        await self.pilot.pause()

    async def until_it(self, is_so: Callable[[], object]) -> None:
        """Wait for a state."""
        for _ in range(LOOKS):
            if is_so():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(self.text)

    async def resize(self, width: int, height: int) -> None:
        """Resize the window, and wait until it is drawn."""
        await self.pilot.resize_terminal(width, height)
        await self.until_it(lambda: len(self.strips) == height)
        await self.pilot.pause()


class Screen(AppPilot):
    """What two people see and touch."""

    def __init__(self, pilot: Pilot[int], app: EveningApp, sitting: Sitting, watch: Watch) -> None:
        super().__init__(pilot)
        self.app = app
        self.sitting = sitting
        self.watch = watch
        self.until = self.until_it

    @property
    def text(self) -> str:
        """All text on the screen, without the edges of cards."""
        return without_frames(super().text)

    def shows(self, text: str) -> bool:
        """Whether a text is on the screen, regardless of line breaks. Not for text beside other text."""
        return shows(super().text, text)

    async def usual_way(self, to: str, act: Callable[[str], Awaitable[object]]) -> AsyncIterator[str]:
        """Go on with Enter, or 1 where someone chooses, until a place of that name, and yield each place before it.

        act: called with the key that goes on, such as `press`.
        """
        for _ in range(60):
            if self.sitting.at == to:
                return
            yield self.sitting.at
            await act(self.sitting.usual)
        raise AssertionError(f"never reached {to}:\n{self.text}")

    async def click(self, key: str, times: int = 1) -> None:
        """Click in the middle of the row with that key."""
        x, y = next((x, y) for x, y, row in self.clickable() if key in row.keys)
        await self.pilot.click(offset=(x, y), times=times)

    def clickable(self) -> Iterator[tuple[int, int, Row]]:
        """Where rows can be clicked: the middle column of each piece of their text, and its line."""
        for y, strip in enumerate(self.strips):
            x = 0
            for segment in strip:
                if (number := row_number(segment)) is not None:
                    yield x + segment.cell_length // 2, y, self.app.table._rows[number]
                x += segment.cell_length

    def is_clickable(self, x: int, y: int) -> bool:
        """Whether a click there chooses something."""
        strip = self.strips[y].crop(x, x + 1)
        return any(row_number(segment) is not None for segment in strip)


@asynccontextmanager
async def on_screen(sitting: Sitting, size: tuple[int, int] = (80, 24), **options: Any) -> AsyncIterator[Screen]:
    """Show a sitting on a screen of the given columns and lines. options: of `EveningApp`."""
    watch = Watch()
    app = EveningApp(sitting.navigation, key_clock=watch, **options)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Screen(pilot, app, sitting, watch)


def painted_as_told(screen: Screen) -> None:
    """The screen shows the presenter's scene."""
    scene = screen.sitting.scene
    text = screen.text
    if isinstance(scene, Talk):
        assert all(word in text for word in scene.face.text.split())
        for half in scene.halves:
            chips = (half.chip.upper().split(), half.short_chip.upper().split())  # the words of one may be on two lines
            assert any(all(word in text.upper() for word in words) for words in chips), text
        for row in scene.rows:
            assert row.text.split()[0] in text
    elif isinstance(scene, Page) and not scene.shelves:  # shelves scroll, and show the words of one card
        assert screen.shows(scene.title)
        for row in scene.rows:
            assert screen.shows(row.text[:8]), row.text  # a small window cuts a long one

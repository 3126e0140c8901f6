"""The full screen, driven by keys and clicks, with what stands on it as text."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from textual.pilot import Pilot

from cardtui.faces.evening.evening_app import CardtuiApp
from cardtui.presenter.scene import Page, Talk
from couple_session import Sitting
from program import LOOKS

_NAMES = {"esc": "escape", "?": "question_mark", "+": "plus"}


class Watch:
    """Seconds that only go up: a ``step`` at each look. A step of 0 stops them, as for a key that is held down."""

    def __init__(self) -> None:
        self.now = 0.0
        self.step = 1.0

    def __call__(self) -> float:
        self.now += self.step
        return self.now


class Screen:
    """What two people see and touch."""

    def __init__(self, pilot: Pilot[int], app: CardtuiApp, sitting: Sitting, watch: Watch) -> None:
        self.pilot = pilot
        self.app = app
        self.sitting = sitting
        self.watch = watch

    @property
    def text(self) -> str:
        """All that stands on the screen."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(text for text, _, code in strip if not code).rstrip() for strip in strips)

    def shows(self, text: str) -> bool:
        """Whether a text stands there, wherever its lines were broken. Not for what stands beside something else."""
        return "".join(text.split()) in "".join(self.text.split())

    async def press(self, *keys: str) -> None:
        """Press keys, by the names of the guide."""
        await self.pilot.press(*(_NAMES.get(key, key) for key in keys))

    async def usual_way(self, to: type[object], act: Callable[[str], Awaitable[object]]) -> AsyncIterator[object]:
        """Go on with Enter, or 1 where someone chooses, to a place of that kind, and stop at each place before it.

        act: what is done with the key that goes on, such as `press`.
        """
        for _ in range(60):
            position = self.sitting.navigation.session.position
            place = position.place if position is not None else None
            if isinstance(place, to):
                return
            yield place
            await act(self.sitting.usual)
        raise AssertionError(f"never reached {to.__name__}:\n{self.text}")

    async def click(self, key: str, times: int = 1) -> None:
        """Click the row that has that key, in the middle of it."""
        canvas = self.app.board._canvas
        run, y = next(
            (run, y)
            for y, line in enumerate(canvas.lines)
            for run in line
            if run.row is not None and key in run.row.keys
        )
        await self.pilot.click(offset=((run.x + run.end) // 2, y), times=times)

    async def until(self, state: Callable[[], bool]) -> None:
        """Wait for a state."""
        for _ in range(LOOKS):
            if state():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(self.text)

    async def resize(self, width: int, height: int) -> None:
        """Give the window another size, and wait until it is drawn."""
        await self.pilot.resize_terminal(width, height)
        await self.until(lambda: len(self.app.screen._compositor.render_strips()) == height)
        await self.pilot.pause()


@asynccontextmanager
async def on_screen(sitting: Sitting, size: tuple[int, int] = (80, 24), **options: Any) -> AsyncIterator[Screen]:
    """Show a sitting on a screen of so many columns and lines. options: of `CardtuiApp`."""
    watch = Watch()
    app = CardtuiApp(sitting.navigation, clock=watch, **options)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Screen(pilot, app, sitting, watch)


def painted_as_told(screen: Screen) -> None:
    """What stands on the screen is what the guide tells."""
    scene = screen.sitting.scene
    text = screen.text
    if isinstance(scene, Talk):
        assert all(word in text for word in scene.face.text.split())
        for half in scene.halves:
            assert half.chip.upper() in text.upper() or half.short_chip.upper() in text.upper()
        for row in scene.rows:
            assert row.text.split()[0] in text
    elif isinstance(scene, Page):
        assert screen.shows(scene.title)
        for row in scene.rows:
            assert screen.shows(row.text)

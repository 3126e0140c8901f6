"""The console's app: hands keys, clicks and the projector's news to the controller, and paints once a second."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from textual import events
from textual.app import ComposeResult
from textual.timer import Timer

from cardtui.deck.words import Words
from cardtui.faces.screen.base_app import BaseApp, key_of, run_app, theme_of
from cardtui.faces.screen.canvas import Canvas
from cardtui.faces.screen.canvas_widget import CanvasWidget
from cardtui.faces.screen.themes import Look, looks_at
from cardtui.workshop.console.console_controller import ConsoleController
from cardtui.workshop.console.console_painter import paint_console
from cardtui.workshop.remote.client import News
from cardtui.workshop.run import Order
from cardtui.workshop.run_clock import Steady, Wall, steady

_SCROLLS = {"up": -1, "down": 1}
_PAGES = {"pageup": -1, "pagedown": 1}

LATE = 0.005
"""Seconds after a second has begun at which it is painted, so that it has begun for certain."""


class ToProjector(Protocol):
    """What the app needs of a `Link`."""

    def start(self, heard: Callable[[News], None]) -> None:
        """Begin; ``heard`` is called from another thread."""

    def send(self, order: Order) -> None:
        """Send an order."""

    def choose(self, word: str) -> None:
        """Take one of several."""

    def close(self) -> None:
        """End."""


class ConsoleWidget(CanvasWidget):
    """Paints what the controller shows."""

    def __init__(self, controller: ConsoleController, look: Look) -> None:
        super().__init__(look, too_small=controller.words.too_small)
        self._controller = controller
        self._scroll = 0
        self._most = 0
        self._page = 1
        self._of: object = None

    def show(self) -> None:
        """Paint what has changed."""
        self._paint()

    def scroll_text(self, lines: int = 0, pages: int = 0) -> None:
        """Show text that did not fit, so many lines or pages further down (or up)."""
        self._scroll = max(0, min(self._scroll + lines + pages * self._page, self._most))
        self._paint()

    def _painted(self, width: int, height: int) -> Canvas:
        sight = self._controller.sight()
        of = (type(sight), getattr(sight, "title", ""), self._controller.place())
        if of != self._of:  # something else begins at its beginning
            self._of = of
            self._scroll = 0
        painted = paint_console(sight, width, height, self._scroll)
        self._scroll, self._most, self._page = painted.scroll, painted.most, painted.page
        return painted.canvas

    def on_mouse_scroll_down(self) -> None:
        """Scroll the text."""
        self.scroll_text(1)

    def on_mouse_scroll_up(self) -> None:
        """Scroll the text."""
        self.scroll_text(-1)


class ConsoleApp(BaseApp):
    """The console's app: one widget, one controller.

    words: of the deck. link: to the projector. look: the name of a look. steady_, wall: the clocks. key_clock:
    monotonic seconds, for repeated keys; by default the steady clock.
    """

    def __init__(
        self,
        words: Words,
        link: ToProjector,
        look: str,
        *,
        steady_: Steady = steady,
        wall: Wall | None = None,
        key_clock: Callable[[], float] = steady,
    ) -> None:
        super().__init__()
        self._link = link
        self.controller = ConsoleController(
            words, link.send, link.choose, steady_=steady_, wall=wall, key_clock=key_clock
        )
        self._ticking: Timer | None = None
        colours = looks_at(self.depth)[look]
        self.register_theme(theme_of(look, colours))
        self.theme = f"cardtui-{look}"
        self.sheet = ConsoleWidget(self.controller, colours)

    def compose(self) -> ComposeResult:
        """The sheet, and nothing else."""
        yield self.sheet

    def on_mount(self) -> None:
        """Look for the projector."""

        def heard(news: News) -> None:
            with suppress(RuntimeError):  # the app has ended meanwhile
                self.call_soon(self._heard, news)

        self._link.start(heard)

    def on_unmount(self) -> None:
        """Leave the projector."""
        self._link.close()

    # What comes in

    def _heard(self, news: News) -> None:
        self.controller.heard(news)
        self._show()

    def on_key(self, event: events.Key) -> None:
        """Hand a key to the controller, or scroll."""
        key = "space" if event.key == "space" else key_of(event)
        if event.key in _SCROLLS and not self.controller.is_asking:
            self.sheet.scroll_text(lines=_SCROLLS[event.key])
        elif event.key in _PAGES:
            self.sheet.scroll_text(pages=_PAGES[event.key])
        elif event.key in _SCROLLS:
            self._press(event.key)
        elif key is not None:
            self._press(key)

    def on_canvas_widget_chosen(self, message: CanvasWidget.Chosen) -> None:
        """A click does what the row says."""
        self.controller.click(message.row)
        self._show()

    def action_leave(self) -> None:
        """Leave from anywhere."""
        self.exit(0)

    def _press(self, key: str) -> None:
        self.controller.press(key)
        self._show()

    # What is shown

    def _show(self) -> None:
        if self.controller.over:
            self.exit(0)
            return
        self.sheet.show()
        if self._ticking is not None:
            self._ticking.stop()
            self._ticking = None
        wait = self.controller.until_next
        if wait is not None:
            self._ticking = self.set_timer(wait + LATE, self._show)


def run(words: Words, link: ToProjector, look: str) -> int:
    """Show the console until it is left; returns the exit status. Raises what ended it if it was an error."""
    try:
        return run_app(ConsoleApp(words, link, look))
    finally:
        link.close()

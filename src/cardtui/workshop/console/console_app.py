"""The console's app: hands keys, clicks and the projector's news to the controller, and shows each second."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

from textual import events
from textual.timer import Timer

from cardtui.deck.words import Words
from cardtui.faces.screen.base_app import BaseApp, run_app
from cardtui.faces.screen.column import Chosen
from cardtui.presenter.key_presses import KeyFilter
from cardtui.workshop.both_screens.leader_screen import leader_key
from cardtui.workshop.console.console_controller import ConsoleController
from cardtui.workshop.console.console_screen import ConsoleScreen
from cardtui.workshop.console_link.channel import State
from cardtui.workshop.console_link.projector_search import News
from cardtui.workshop.order_keys import MAY_REPEAT
from cardtui.workshop.projector.projector_themes import wall_look, with_wall
from cardtui.workshop.run_clock import Steady, Wall, steady
from cardtui.workshop.run_orders import Order

_SCROLLS = {"up": -1, "down": 1}
_PAGES = {"pageup": -1, "pagedown": 1}

LATE = 0.005
"""Seconds after a second has begun at which it is painted, so that it has begun for certain."""


class ToProjector(Protocol):
    """What the app needs of a `ConsoleClient`."""

    def start(self, heard: Callable[[News], None]) -> None:
        """Begin; ``heard`` is called from another thread."""

    def send(self, order: Order) -> None:
        """Send an order."""

    def choose(self, word: str) -> None:
        """Take one of several."""

    def close(self) -> None:
        """End."""


class ConsoleApp(BaseApp):
    """The console's app: one screen, one controller.

    words: of the deck. link: to the projector. look: the name of a look. steady_, wall: the clocks. key_clock:
    monotonic seconds, for repeated keys; by default the steady clock.
    """

    # Of its one screen; Textual reads that of a screen only when it is pushed.
    CSS_PATH = ["../both_screens/leader.tcss", "../projector/wall.tcss", "console.tcss"]  # noqa: RUF012  (the type that Textual declares)

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
        self.controller = ConsoleController(words, link.send, link.choose, steady_=steady_, wall=wall)
        self._filter = KeyFilter(key_clock)
        self._ticking: Timer | None = None
        self._own_theme = self.get_theme(self.known_theme(look))
        self.begin_with_theme(self._beside_the_wall("", ""))
        self.notes = ConsoleScreen(words.too_small)
        self._shown: object = None

    def get_default_screen(self) -> ConsoleScreen:
        """The one screen."""
        return self.notes

    def on_mount(self) -> None:
        """Look for the projector."""
        self._show()

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
        if isinstance(news, State):
            self.theme = self._beside_the_wall(news.look, news.plan.color)
        self._show()

    def on_key(self, event: events.Key) -> None:
        """Hand a key to the controller, or scroll."""
        key = leader_key(event)
        if key in _SCROLLS and not self.controller.takes_digits:
            self.notes.scroll_text(_SCROLLS[key])
        elif key in _PAGES and not self.controller.takes_digits:
            self.notes.scroll_text(_PAGES[key] * self.notes.page)
        elif key is not None:
            self._press(key, lambda: self.controller.press(key))

    def on_mouse_scroll_down(self) -> None:
        """Scroll the text."""
        self.notes.scroll_text(1)

    def on_mouse_scroll_up(self) -> None:
        """Scroll the text."""
        self.notes.scroll_text(-1)

    def on_chosen(self, message: Chosen) -> None:
        """A click does what the row says; the second one of a double click is a slip."""
        self._press("click", message.row.act)

    def action_leave(self) -> None:
        """Leave from anywhere."""
        self.exit(0)

    def _press(self, key: str, act: Callable[[], object]) -> None:
        # The digits of a number are typed one after the other, also two that are the same.
        if key.lower() not in MAY_REPEAT and not (self.controller.takes_digits and (key.isdigit() or key in _SCROLLS)):
            if self._filter.drops(key):
                return
            self._filter.changed(key)
        act()
        self._show()

    # What is shown

    def _beside_the_wall(self, look: str, color: str) -> str:
        """Make the own look known, with the wall's for the preview; returns what it is called. color: of the plan."""
        assert self._own_theme is not None
        name = f"{self._own_theme.name}-beside-{look}{color}"
        if self.get_theme(name) is None:
            theme = with_wall(self._own_theme, wall_look(look, self.depth, color))
            self.register_theme(replace(theme, name=name))
        return name

    def _show(self) -> None:
        if self.controller.over:
            self.exit(0)
            return
        sight = self.controller.sight()
        place = type(sight), getattr(sight, "title", ""), self.controller.place()
        self.notes.show(sight, from_the_top=place != self._shown)
        self._shown = place
        if self._ticking is not None:
            self._ticking.stop()
            self._ticking = None
        wait = self.controller.until_next(sight)
        if wait is not None:
            self._ticking = self.set_timer(wait + LATE, self._show)


def run(words: Words, link: ToProjector, look: str) -> int:
    """Show the console until it is left; returns the exit status. Raises what ended it if it was an error."""
    try:
        return run_app(ConsoleApp(words, link, look))
    finally:
        link.close()

"""The console's app: passes keys, clicks and the projector's news to the controller, and updates each second."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from textual import events

from cardtui.deck.words import Words
from cardtui.faces.screen.base_app import BaseApp, age_of, key_of
from cardtui.faces.screen.lines import Chosen
from cardtui.presenter.key_presses import KeyFilter, usual
from cardtui.workshop.both_screens.leader_screen import LEADER_KEYS, LeaderScreen
from cardtui.workshop.console.console_controller import ConsoleController, ConsoleNotes
from cardtui.workshop.console.console_screen import ConsoleView
from cardtui.workshop.console_link.channel import State
from cardtui.workshop.console_link.console_client import ConsoleClient, News
from cardtui.workshop.order_keys import MAY_REPEAT
from cardtui.workshop.projector.projector_themes import wall_look, with_wall
from cardtui.workshop.run_clock import Steady, Wall, steady

_SCROLLS = {"up": -1, "down": 1}
_PAGES = {"pageup": -1, "pagedown": 1}


class ConsoleApp(BaseApp):
    """The console's app: one screen, one controller.

    words: of the deck. link: to the projector. look_name: a look; empty for one that fits the terminal. steady_, wall:
    the clocks. key_clock: monotonic seconds, for repeated keys.
    """

    # Of its one screen; Textual reads a screen's own only when it is pushed.
    CSS_PATH = ["../both_screens/leader.tcss", "../projector/wall.tcss", "console.tcss"]  # noqa: RUF012  (the type that Textual declares)

    def __init__(
        self,
        words: Words,
        link: ConsoleClient,
        look_name: str,
        *,
        steady_: Steady = steady,
        wall: Wall | None = None,
        key_clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._link = link
        self.controller = ConsoleController(words, link.send, link.choose, steady_=steady_, wall=wall)
        self._filter = KeyFilter(key_clock)
        self._own_theme = self.get_theme(self.known_theme(look_name))
        self.begin_with_theme(self._beside_the_wall("", ""))
        self.view = ConsoleView()
        self.leader = LeaderScreen(self.view, words.too_small)
        self._shown: object = None

    def get_default_screen(self) -> LeaderScreen:
        """The one screen."""
        return self.leader

    def on_mount(self) -> None:
        """Connect to the projector."""
        self._show()

        def heard(news: News) -> None:
            with suppress(RuntimeError):  # the app has ended meanwhile
                self.call_soon(self._heard, news)

        self._link.start(heard)

    def on_unmount(self) -> None:
        """Disconnect from the projector."""
        self._link.close()

    # Input

    def _heard(self, news: News) -> None:
        self.controller.heard(news)
        if isinstance(news, State):
            self.theme = self._beside_the_wall(news.look, news.plan.color)
        self._show()

    def on_key(self, event: events.Key) -> None:
        """Pass a key to the controller, or scroll."""
        key = key_of(event, LEADER_KEYS)
        if key in _SCROLLS and not self.controller.takes_digits:
            self._scroll(_SCROLLS[key])
        elif key in _PAGES and not self.controller.takes_digits:
            self._scroll(_PAGES[key] * max(1, self.view.notes.size.height - 2))
        elif key is not None:
            self._press(usual(key), age_of(event), lambda: self.controller.press(key))

    def on_mouse_scroll_down(self) -> None:
        """Scroll down."""
        self._scroll(1)

    def on_mouse_scroll_up(self) -> None:
        """Scroll up."""
        self._scroll(-1)

    def _scroll(self, lines: int) -> None:
        """Scroll text that did not fit down (or up) by that many lines."""
        (self.view.notes if self.view.display else self.leader.sheet).scroll_text(lines)

    def on_chosen(self, message: Chosen) -> None:
        """A click does what the row says; the second one of a double click is ignored."""
        self._press("click", age_of(message), message.row.act)

    def _press(self, source: str, age: float, act: Callable[[], object]) -> None:
        if source not in MAY_REPEAT and not self.controller.takes_each(source):
            if self._filter.drops(source, age):
                return
            self._filter.changed(source)
        act()
        self._show()

    # Output

    def _beside_the_wall(self, look: str, color: str) -> str:
        """Register the console's look, with the wall's for the preview; returns its name. color: of the plan."""
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
        from_the_top, self._shown = place != self._shown, place
        if from_the_top:
            self.view.notes.scroll_to_top()
            self.leader.sheet.scroll_to_top()
        self.leader.open(sight)
        if isinstance(sight, ConsoleNotes):
            self.view.tell(sight, from_the_top=from_the_top)
        self.wake_in(self.controller.until_next(sight), self._show)

"""The app of an evening: passes keys and clicks to the navigation and shows the scene that it returns."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from textual import events
from textual.timer import Timer

from cardtui.faces.evening.evening_screen import EveningScreen
from cardtui.faces.screen.base_app import BaseApp, age_of, key_of
from cardtui.faces.screen.lines import Chosen
from cardtui.faces.screen.themes import textual_looks
from cardtui.presenter.damage_view import offer_backup
from cardtui.presenter.key_presses import KeyFilter
from cardtui.presenter.navigation import Navigation
from cardtui.presenter.scene import Form, Page, Scene

GLANCE = 20.0
"""Seconds between checks of the clock while a time is shown. A timer alone sleeps as long as the machine does, and
misses changes of the system clock."""

EVENING_KEYS = {"enter": "enter", "space": "enter", "escape": "esc"}
"""What the navigation calls keys that are no character."""

_MOVES = {"up": -1, "left": -1, "down": 1, "right": 1}
_SCROLLS = {"pageup": -4, "pagedown": 4}

RETRY = 5.0
"""Seconds between attempts to save again after a failure."""


class EveningApp(BaseApp):
    """The app of an evening.

    navigation: what to show and what keys do. look_name: a look; empty for that of the settings. still: no motion.
    key_clock: monotonic seconds, for repeated keys. shown: called once the first screen is shown.
    """

    CSS_PATH = "evening.tcss"  # for its one screen; Textual reads a screen's own only when it is pushed

    def __init__(
        self,
        navigation: Navigation,
        *,
        look_name: str = "",
        still: bool = False,
        key_clock: Callable[[], float] = time.monotonic,
        shown: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self.navigation = navigation
        self._shown = shown
        navigation.look_for_now = look_name
        navigation.is_still = still or self.animation_level == "none"
        self._filter = KeyFilter(key_clock)
        self._retrying: Timer | None = None
        navigation.more_looks = partial(textual_looks, self.depth)
        self._look, still = self._wanted_look()
        self.begin_with_theme(self.known_theme(self._look))
        scene = navigation.scene()
        drawn = None if isinstance(scene, Form) else scene
        self.table = EveningScreen(drawn, self._sign(), still=still, too_small=navigation.words.too_small)

    def get_default_screen(self) -> EveningScreen:
        """The only screen except the one for names."""
        return self.table

    def on_mount(self) -> None:
        """Show the first scene."""
        if self.table.scene is None:
            self._show()
        else:
            self._show_trouble()
            self._mind_the_time(self.table.scene)
        self.call_after_refresh(self._after_the_first_picture)

    def _after_the_first_picture(self) -> None:
        # Checking a large save file takes a moment, which should not delay the first frame.
        self.navigation.session.check_and_back_up()
        self._show()
        if self._shown is not None:
            self._shown()

    # Input

    def on_key(self, event: events.Key) -> None:
        """Pass a key to the navigation."""
        if self.screen is not self.screen_stack[0]:
            return
        if event.key in _MOVES and self.table.has_key(event.key):
            self._press(event.key, event.key, age_of(event))
        elif event.key in _MOVES:
            self.table.move(_MOVES[event.key])
        elif event.key in _SCROLLS:
            self.table.scroll_text(_SCROLLS[event.key])
        elif (key := key_of(event, EVENING_KEYS)) is not None:
            row = self.table.row_here if key == "enter" else None
            self._press(row.key if row is not None else key, key, age_of(event))

    def on_chosen(self, message: Chosen) -> None:
        """Pass a click to the navigation; the second one of a double click is ignored."""
        self._press(message.row.key, "click", age_of(message))

    def action_leave(self) -> None:
        """Quit from anywhere; everything is already saved."""
        self.navigation.leave()
        self._show()

    def _press(self, key: str, source: str, age: float) -> None:
        if self._filter.drops(source, age):
            return
        before = self.navigation.place()
        self.navigation.press(key)
        if self.navigation.place() != before:
            self._filter.changed(source)
        self._show()

    # Output

    def _show(self) -> None:
        if self.navigation.over:
            self.exit(0)
            return
        if offer_backup(self.navigation):
            self._filter.came_by_itself()
        self._show_look()
        self._show_trouble()
        scene = self.navigation.scene()
        self._mind_the_time(scene)
        if isinstance(scene, Form):
            self._ask(scene)
        else:
            self.table.scene = scene

    def _mind_the_time(self, scene: Scene) -> None:
        """Check the clock again when the scene's text is due to change."""
        seconds = None
        if isinstance(scene, Page) and scene.changes_at is not None:
            left = (scene.changes_at - self.navigation.session.now()).total_seconds()
            seconds = min(max(left, 0.0), GLANCE)
        self.wake_in(seconds, self._glance)

    def _glance(self) -> None:
        scene, shown = self.navigation.scene(), self.table.scene
        if isinstance(scene, Page) and isinstance(shown, Page) and _told(scene) != _told(shown):
            self._show()
        else:
            self._mind_the_time(scene)

    def _ask(self, form: Form) -> None:
        # Importing the input field late saves 15 ms in the many starts without typing.
        from cardtui.faces.evening.names_screen import NamesScreen

        if isinstance(self.screen, NamesScreen):
            return

        def typed(values: tuple[str, ...] | None) -> None:
            if values is not None:
                form.done(values)
            else:
                form.cancel()
            self._show()

        self.push_screen(NamesScreen(form, self._filter, self.navigation.words.too_small), typed)

    def _wanted_look(self) -> tuple[str, bool]:
        settings = self.navigation.session.store.settings()
        # A theme chosen on the screen overrides the command line from then on.
        if self.navigation.session.store.has_chosen("theme"):
            self.navigation.look_for_now = ""
        return self.navigation.look_for_now or settings.theme, self.navigation.is_still or settings.still

    def _show_look(self) -> None:
        name, still = self._wanted_look()
        if name != self._look:
            self._look = name
            self.theme = self.known_theme(name)
        self.table.still = still

    def _show_trouble(self) -> None:
        store = self.navigation.session.store
        self.table.sign = self._sign()
        if store.trouble and self._retrying is None:
            self._retrying = self.set_interval(RETRY, self._retry)
        elif not store.trouble and self._retrying is not None:
            self._retrying.stop()
            self._retrying = None

    def _sign(self) -> str:
        store, words = self.navigation.session.store, self.navigation.words
        return words.not_saved if store.trouble else "" if store.kept else words.not_kept

    def _retry(self) -> None:
        store = self.navigation.session.store
        before = store.trouble
        store.retry()
        if store.trouble != before:
            self._show()


def _told(page: Page) -> tuple[str, ...]:
    """The parts of a page that change with time."""
    return (*page.prose, *(row.text for row in page.rows))

"""The projector's app: passes keys, clicks and orders to the controller, and shows what the room sees."""

from __future__ import annotations

import time
from collections.abc import Callable

from textual import events

from cardtui.faces.screen.base_app import BaseApp, age_of, key_of
from cardtui.faces.screen.lines import Chosen
from cardtui.faces.screen.themes import known_look, theme_of
from cardtui.presenter.key_presses import KeyFilter, usual
from cardtui.workshop.both_screens.leader_screen import LEADER_KEYS, LeaderScreen
from cardtui.workshop.projector.projector_controller import ProjectorController
from cardtui.workshop.projector.projector_themes import wall_look, with_wall
from cardtui.workshop.projector.wall import WALL_SMALLEST, Wall
from cardtui.workshop.room_scene import Quiet, RoomScene
from cardtui.workshop.run_orders import Order

NOTED = 60.0
"""Seconds between saves of the run when nothing happens."""

QUICKEST = 0.05
"""Seconds between repaints of a clock that runs faster than real time."""


class ProjectorApp(BaseApp):
    """The projector's app.

    controller: what to show and what keys do. look_name: a look; empty for one that fits the terminal. key_clock:
    monotonic seconds, for repeated keys. shown: called once the first screen is shown. speed: seconds on the leader's
    clock per real second.
    """

    # Of its one screen; Textual reads a screen's own only when it is pushed.
    CSS_PATH = ["../both_screens/leader.tcss", "wall.tcss"]  # noqa: RUF012  (the type that Textual declares)

    def __init__(
        self,
        controller: ProjectorController,
        *,
        look_name: str = "",
        key_clock: Callable[[], float] = time.monotonic,
        shown: Callable[[], None] | None = None,
        speed: float = 1,
    ) -> None:
        super().__init__()
        self.controller = controller
        self._on_first_picture = shown
        self._speed = speed
        self._filter = KeyFilter(key_clock)
        name = look_name or known_look("")
        colors = wall_look(name, self.depth, controller.plan.color)
        theme = with_wall(theme_of(f"projector-{name}", colors), colors)
        self.register_theme(theme)
        self.begin_with_theme(theme.name)
        self.wall = Wall(Quiet(), None)
        self.room = LeaderScreen(self.wall, controller.words.too_small, WALL_SMALLEST)
        self._show_scene()

    def get_default_screen(self) -> LeaderScreen:
        """The one screen."""
        return self.room

    def on_mount(self) -> None:
        """Start the clock."""
        self._note_size()
        self._wait()
        self.set_interval(NOTED, self.controller.note_time)
        if self.controller.asks_to_resume:
            # The Enter that started the program may be held, or may have been pressed twice.
            self._filter.changed("enter")
        if self._on_first_picture is not None:
            self.call_after_refresh(self._on_first_picture)

    # Input

    def on_resize(self) -> None:
        """Report the window's size to consoles, once the app knows it."""
        self.call_next(self._note_size)

    def _note_size(self) -> None:
        self.controller.note_size(*self.size)

    def on_key(self, event: events.Key) -> None:
        """Pass a key to the controller."""
        if (key := key_of(event, LEADER_KEYS)) is not None:
            self._press(usual(key), age_of(event), lambda: self.controller.press(key))

    def on_chosen(self, message: Chosen) -> None:
        """Pass a click; the second one of a double click is ignored."""
        self._press("click", age_of(message), message.row.act)

    def take_order(self, order: Order) -> None:
        """Carry out an order of the console, from any thread and without waiting.

        Raises:
            RuntimeError: the app has not started, or has ended.
        """
        self.call_soon(self._take, order)

    def _take(self, order: Order) -> None:
        self.controller.order_from_console(order)
        self._show()

    def action_leave(self) -> None:
        """Quit from anywhere; the run is already saved."""
        self.controller.leave(for_good=False)
        self._show()

    def _press(self, source: str, age: float, act: Callable[[], object]) -> None:
        if self._filter.drops(source, age):
            return
        before = self.controller.scene(), self.controller.run
        act()
        if not self.controller.takes_each(source) and (self.controller.scene(), self.controller.run) != before:
            self._filter.changed(source)
        self._show()

    # Output

    def _show(self) -> None:
        if self.controller.over:
            self.exit(0)
            return
        if self.controller.tick():
            self.bell()
        self._show_scene()
        self._wait()

    def _show_scene(self) -> None:
        """What the room sees, or what the leader opened over it."""
        scene = self.controller.scene()
        self.room.open(scene)
        if isinstance(scene, RoomScene):
            self.wall.show(scene, self.controller.clock_shown())

    def _wait(self) -> None:
        """Update when the next second is due."""
        seconds = self.controller.wait()
        if seconds is not None:
            seconds = seconds if self._speed == 1 else max(seconds / self._speed, QUICKEST)
        self.wake_in(seconds, self._tick)

    def _tick(self) -> None:
        before = self.controller.run.cue
        self._show()
        if self.controller.run.cue != before:
            self._filter.came_by_itself()

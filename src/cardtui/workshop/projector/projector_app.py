"""The projector's app: hands keys, clicks and orders to the controller, and shows what the room sees."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from textual import events

from cardtui.faces.screen.base_app import BaseApp, run_app, theme_of
from cardtui.faces.screen.column import Chosen
from cardtui.presenter.key_presses import KeyFilter
from cardtui.presenter.scene import Page
from cardtui.workshop.both_screens.leader_pages import Agenda
from cardtui.workshop.both_screens.leader_screen import LeaderScreen, leader_key
from cardtui.workshop.projector.projector_controller import ProjectorController
from cardtui.workshop.projector.projector_themes import projector_look, wall_look, with_wall
from cardtui.workshop.projector.room_scene import RoomClock, RoomScene
from cardtui.workshop.projector.wall import WALL_SMALLEST, Wall
from cardtui.workshop.run_orders import Order

LATE = 0.002
"""Seconds after a second has begun at which it is painted."""

NOTED = 60.0
"""Seconds between two times that the run is kept though nothing happens."""

QUICKEST = 0.05
"""Seconds between two paintings of a clock that runs faster than time."""


class RoomScreen(LeaderScreen):
    """What the room sees, and what its leader opens over it."""

    smallest = WALL_SMALLEST

    def __init__(self, too_small: str, scene: RoomScene, clock: RoomClock | None) -> None:
        self.wall = Wall(scene, clock)
        super().__init__(self.wall, too_small)
        self._shown: tuple[RoomScene, RoomClock | None] | None = None
        self.show(scene, clock)

    def show(self, scene: RoomScene, clock: RoomClock | None) -> None:
        """Show a scene, or the same one with another time."""
        if (scene, clock) != self._shown:
            self._shown = scene, clock
            if isinstance(scene, Page | Agenda):
                self.open(scene)
            else:
                self.open(None)
                self.wall.show(scene, clock)


class ProjectorApp(BaseApp):
    """The projector's app.

    controller: what to show and what keys do. theme_name: a look, empty for what fits the terminal. pressed_at:
    monotonic seconds, for repeated keys. shown: called once the first screen is there. speed: seconds of the leader's
    clock in one of ours.
    """

    # Of its one screen; Textual reads that of a screen only when it is pushed.
    CSS_PATH = ["../both_screens/leader.tcss", "wall.tcss"]  # noqa: RUF012  (the type that Textual declares)

    def __init__(
        self,
        controller: ProjectorController,
        *,
        theme_name: str = "",
        pressed_at: Callable[[], float] = time.monotonic,
        shown: Callable[[], None] | None = None,
        speed: float = 1,
    ) -> None:
        super().__init__()
        self.controller = controller
        self._on_first_picture = shown
        self._speed = speed
        self._filter = KeyFilter(pressed_at)
        self._turns: asyncio.AbstractEventLoop | None = None
        self._waiting: asyncio.TimerHandle | None = None
        name = theme_name or projector_look("")
        colors = wall_look(name, self.depth, controller.plan.color)
        theme = with_wall(theme_of(f"projector-{name}", colors), colors)
        self.register_theme(theme)
        self.begin_with_theme(theme.name)
        self.room = RoomScreen(controller.words.too_small, controller.scene(), controller.clock_shown())

    def get_default_screen(self) -> RoomScreen:
        """The one screen."""
        return self.room

    def on_mount(self) -> None:
        """Let the clock run."""
        self._note_size()
        self._turns = asyncio.get_running_loop()
        self._wait()
        self.set_interval(NOTED, self.controller.note_time)
        if self.controller.asks_to_resume:
            # The Enter that started the program may be held down, or may have been pressed twice.
            self._filter.changed("enter")
        if self._on_first_picture is not None:
            self.call_after_refresh(self._on_first_picture)

    # What comes in

    def on_resize(self) -> None:
        """Have consoles know how large the window is, once the app knows."""
        self.call_next(self._note_size)

    def _note_size(self) -> None:
        self.controller.note_size(*self.size)

    def on_key(self, event: events.Key) -> None:
        """A key for the leader."""
        if (key := leader_key(event)) is not None:
            self._press(key, lambda: self.controller.press(key))

    def on_chosen(self, message: Chosen) -> None:
        """A click; the second one of a double click is a slip."""
        self._press("click", message.row.act)

    def take_order(self, order: Order) -> None:
        """Do what the console ordered; any thread may call it, and does not wait.

        Raises:
            RuntimeError: the app is not there yet, or has ended.
        """
        self.call_soon(self._take, order)

    def _take(self, order: Order) -> None:
        self.controller.order_from_console(order)
        self._show()

    def action_leave(self) -> None:
        """Leave from anywhere; the run is kept already."""
        self.controller.leave(for_good=False)
        self._show()

    def _press(self, source: str, act: Callable[[], object]) -> None:
        if self._filter.drops(source):
            return
        before = self.controller.scene(), self.controller.run
        act()
        # The digits of a number are typed one after the other, also two that are the same.
        if (self.controller.scene(), self.controller.run) != before and not (
            self.controller.takes_digits and source.isdigit()
        ):
            self._filter.changed(source)
        self._show()

    # What is shown

    def _show(self) -> None:
        if self.controller.over:
            if self._waiting is not None:
                self._waiting.cancel()
            self.exit(0)
            return
        if self.controller.tick():
            self.bell()
        self.room.show(self.controller.scene(), self.controller.clock_shown())
        self._wait()

    def _wait(self) -> None:
        """Come back when the next second is to be shown; a timer of the loop costs less than one of Textual's."""
        if self._waiting is not None:
            self._waiting.cancel()
        seconds = self.controller.wait()
        if seconds is None or self._turns is None:
            self._waiting = None
            return
        # A timer may come a little early, and would find the same second.
        wait = seconds + LATE if self._speed == 1 else max(seconds / self._speed, QUICKEST)
        self._waiting = self._turns.call_later(wait, self._tick)

    def _tick(self) -> None:
        """Do what the loop calls, and not Textual, which would have ended the app at a mistake of ours."""
        if not self.is_running:
            return
        try:
            before = self.controller.run.cue
            self._show()
            if self.controller.run.cue != before:
                self._filter.came_by_itself()
        except Exception as error:  # noqa: BLE001  (handed on, as Textual does with what it calls)
            self._handle_exception(error)


def run_projector(app: ProjectorApp) -> int:
    """Lead a workshop on the full screen until it is left; returns the exit status."""
    return run_app(app)

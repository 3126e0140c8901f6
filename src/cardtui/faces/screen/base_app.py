"""What every full screen app has in common: clean exits, and one entry for outside calls."""

from __future__ import annotations

import asyncio
import os
import signal
import time
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from rich.console import COLOR_SYSTEMS
from textual import events
from textual.app import App
from textual.binding import Binding
from textual.message import Message

from cardtui.faces.screen.driver import TerminalDriver
from cardtui.faces.screen.signals import Signals
from cardtui.faces.screen.themes import known_look, looks_at, textual_looks, theme_of
from cardtui.system.color_depth import Depth, color_depth

LATE = 0.003
"""Seconds added to a wait for a time: a timer may be early, and still read the second before."""

SETTLED = 0.2
"""Seconds without a new size after which a window is no longer being dragged."""


class BaseApp(App[int]):
    """An app that exits like "quit" when its window is closed, on SIGTERM and on errors: the terminal is restored."""

    ENABLE_COMMAND_PALETTE = False  # its screenshot command would write the evening to disk
    # Dragging over the screen and pressing a key would copy the evening to the clipboard, which some systems keep,
    # and some copy to other machines. Terminals have their own way to select.
    ALLOW_SELECT = False
    # All other key actions come from the scene; these two must work on every screen.
    BINDINGS = [  # noqa: RUF012  (the type that Textual declares)
        Binding("ctrl+c,ctrl+q", "leave", priority=True, show=False, id="leave", tooltip="Quit; your place is kept"),
        Binding("ctrl+z", "suspend_process", show=False, id="suspend", tooltip="To the shell and back"),
    ]

    def __init__(self) -> None:
        self.depth = color_depth(os.environ)
        super().__init__(driver_class=TerminalDriver, ansi_color=self.depth.is_terminals_own or None)
        if self.depth is not Depth.NONE:
            # Rich has read the environment as well, and trusts COLORTERM even if the terminal has fewer colors. Can go
            # once an app can be given the number of colors.
            self.console._color_system = COLOR_SYSTEMS[self.depth.value]  # noqa: SLF001
        self._own_loop: asyncio.AbstractEventLoop | None = None
        self._waking: asyncio.TimerHandle | None = None
        self._signals = Signals(self, self.call_soon, self.action_leave)
        # We show neither; each costs a widget on the screen and its styles, together 1 to 4 ms of the start.
        self._disable_tooltips = self._disable_notifications = True

    def begin_with_theme(self, name: str) -> None:
        """Set a theme before the first frame: like setting `theme`, but 1 to 3 ms faster.

        It does not parse all styles and lay out the screen a second time.
        """
        self.set_reactive(App.theme, name)
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def known_theme(self, name: str) -> str:
        """Register the look of that name with Textual; returns its name there.

        name: a look of ours, or one of Textual's themes. For any other, or if the terminal lacks the colors for it,
        dark or light, as the terminal reports.
        """
        looks = looks_at(self.depth)
        if name and name not in looks and name in textual_looks(self.depth):
            looks = textual_looks(self.depth)
        else:
            name = known_look(name)
        theme = theme_of(name, looks[name])
        self.register_theme(theme)
        return theme.name

    def on_load(self) -> None:
        """Nothing is drawn yet: from here on, exit cleanly when the window is closed."""
        self._own_loop = asyncio.get_running_loop()
        self._signals.install_exit_handlers()

    def on_mount(self) -> None:
        """Restore the terminal while the program is stopped."""
        self._signals.install_job_control()

    def on_resize(self) -> None:
        """Check again a moment later: the last of a burst of sizes may have been missed."""
        self.set_timer(SETTLED, self._look_at_size)

    def _look_at_size(self) -> None:
        if isinstance(self._driver, TerminalDriver):
            if (size := self._driver.size_now()) != self.size:
                self.post_message(events.Resize(size, size))
            else:
                # A smaller size in between may have cut text off in the terminal, without any event for it.
                self.refresh()

    def action_leave(self) -> None:
        """Quit from anywhere."""
        self.exit(0)

    def copy_to_clipboard(self, text: str) -> None:
        """Keep text cut from a field inside the app; Textual would send it to the system's clipboard."""
        self._clipboard = text

    # Calls from outside

    def call_soon(self, act: Callable[..., object], *arguments: Any) -> None:
        """Call a function in the app's loop and context, from another thread or a signal handler, without waiting.

        All calls from outside must use this method. Without it Textual does not know the active app: a timer started
        there ends silently at its first tick.

        Raises:
            RuntimeError: the app has not started, or has ended.
        """
        if self._own_loop is None:
            raise RuntimeError("the app is not there yet")
        self._own_loop.call_soon_threadsafe(self.call_later, act, *arguments)

    def wake_in(self, seconds: float | None, act: Callable[[], object]) -> None:
        """Schedule a call, replacing the one scheduled before; None for no call.

        A timer of the loop costs less than one of Textual's.
        """
        if self._waking is not None:
            self._waking.cancel()
            self._waking = None
        if seconds is not None and self._own_loop is not None:
            self._waking = self._own_loop.call_later(seconds + LATE, self.call_later, act)

    # Errors

    def _fatal_error(self) -> None:
        """Exit without Textual's traceback, which prints local variables: names and cards."""
        self._close_messages_no_wait()

    def panic(self, *_: object) -> None:
        """The same for errors that know how to print themselves."""
        self._fatal_error()

    def run_until_left(self) -> int:
        """Run until the app exits; returns the exit status.

        Re-raises an error that ended the app, so that the caller reports it without names.
        """
        self.run()
        signal.setitimer(signal.ITIMER_REAL, 0)  # the terminal is restored; cancel the alarm
        if self._exception is not None:
            raise self._exception
        return self.return_code or 0


def key_of(event: events.Key, named: Mapping[str, str]) -> str | None:
    """The name of a key: one of ``named``, or one character. None for keys that mean nothing here.

    named: what keys are called here, by Textual's names; the space bar is among them.
    """
    if event.key in named:
        return named[event.key]
    sign = event.character or ""
    if len(sign) == 1 and unicodedata.category(sign) == "Zs":
        return named["space"]  # the space bar, in other scripts and layouts
    return sign if len(sign) == 1 and sign.isprintable() else None


def age_of(message: Message) -> float:
    """Seconds since a key or a click arrived."""
    return time.monotonic() - message.time

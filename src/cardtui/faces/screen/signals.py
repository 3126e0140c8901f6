"""What the system and the shell ask of the full screen: to end, to stop, and to come back.

Textual alone leaves a terminal as it draws on it when a signal ends the program, and draws nothing when a stopped
program goes on. Can go, but for the exit statuses, once Textual minds signals (its issue #5140).
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import termios
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from textual.app import App
from textual.driver import Driver

ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
"""Signals that end the program, with 128 and their number as its exit status."""


PATIENCE = 10.0
"""Seconds that leaving may take once a signal has asked for it. On a terminal that is read it takes a tenth of one."""


def status_of(number: int) -> int:
    """The exit status by which a shell tells that a signal ended a program."""
    return 128 + number


class Signals:
    """What the system and the shell ask for while the full screen is there.

    All of it happens in the app's own turn: a handler that Python calls at once could come in the middle of a move, or
    of a write to the terminal, and wait for itself.

    Args:
        app: its driver is the terminal.
        call_soon: calls something in the app's own turn.
        leave: what Ctrl-C does; the signal of that name does the same.
    """

    def __init__(self, app: App[Any], call_soon: Callable[..., None], leave: Callable[[], None]) -> None:
        self._app = app
        self._call_soon = call_soon
        self._leave = leave

    def install_exit_handlers(self) -> None:
        """Leave cleanly when asked to end. To be called before anything is drawn."""

        def asked(number: int, frame: object) -> None:
            # A wedged terminal never drains, so restoring it can block, and the loop may be waiting
            # for it. All is saved; the next window shall not find the file locked. The alarm ends us in any state.
            signal.setitimer(signal.ITIMER_REAL, PATIENCE)
            with suppress(RuntimeError):  # the loop is closed: we are gone already
                self._call_soon(self._end, number)

        for number in ENDING:
            signal.signal(number, asked)
        self._mind(signal.SIGINT, self._leave)

    def install_job_control(self) -> None:
        """Give the terminal back while the program is stopped. To be called when the driver is there."""
        if self._driver is not None:
            self._mind(signal.SIGTSTP, self._stop)
            self._mind(signal.SIGCONT, self._come_back)

    def _mind(self, number: int, act: Callable[[], None]) -> None:
        asyncio.get_running_loop().add_signal_handler(number, self._call_soon, act)

    @property
    def _driver(self) -> Driver | None:
        driver = self._app._driver  # noqa: SLF001  (Textual has no other name for it)
        return driver if driver is not None and driver.can_suspend else None

    @property
    def _is_leaving(self) -> bool:
        return self._app._exit  # noqa: SLF001  (nor for whether it is leaving)

    def _end(self, number: int) -> None:
        # The first one decides the status; another, while we are leaving, must not end that half done.
        for other in ENDING:
            signal.signal(other, signal.SIG_IGN)
        if not self._is_leaving:
            self._app.exit(None, status_of(number))

    def _stop(self) -> None:
        """Ctrl-Z: stop until the shell brings the program back, if there is one that can."""
        if self._driver is None or self._is_leaving:
            return
        self._driver.suspend_application_mode()
        # With nothing on the screen and all on the disk, what ends a stopped program may end it as usual. And the
        # kernel does not stop an orphaned process group with SIG_DFL.
        for number in (*ENDING, signal.SIGTSTP, signal.SIGCONT):
            signal.signal(number, signal.SIG_DFL)
        # As the terminal does it: whatever started us, and waits for us, is stopped as well.
        os.kill(0, signal.SIGTSTP)
        _wait_for_the_foreground()
        self.install_exit_handlers()
        self.install_job_control()
        self._return()

    def _come_back(self) -> None:
        """Woken from a stop of which we were not told: others may have used the terminal, and changed its modes."""
        if self._driver is not None and not self._is_leaving and not has_gone(sys.stdin):
            self._driver.suspend_application_mode()
            _wait_for_the_foreground()
            self._return()

    def _return(self) -> None:
        assert self._driver is not None
        self._driver.resume_application_mode()
        self._app.refresh(layout=True)


def _wait_for_the_foreground() -> None:
    """Go on at once in the foreground; in the background, be stopped until brought to the front.

    Setting the modes of the terminal, even to what they are, is what the system does not let a program in the
    background do.
    """
    # It fails if the terminal has gone, or if there is nobody who could bring us to the front.
    with suppress(termios.error):
        termios.tcsetattr(sys.stdin, termios.TCSANOW, termios.tcgetattr(sys.stdin))


def has_gone(file: Any) -> bool:
    """Whether a terminal is no more: its window was closed, its connection broke."""
    try:
        termios.tcgetattr(file)
    except termios.error:
        return True
    return False

"""How the full screen reacts to signals of the system and the shell: exit, stop, resume.

Textual alone does not restore the terminal when a signal ends the program, and does not redraw when a stopped
program continues. Can go, except for the exit statuses, once Textual handles signals (its issue #5140).
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
"""Seconds that exiting may take after a signal. It usually takes a tenth of one."""


def status_of(number: int) -> int:
    """The exit status by which a shell recognizes that a signal ended a program."""
    return 128 + number


class Signals:
    """Handles signals while the full screen is shown.

    All work happens in the app's loop: a handler that Python calls at once could interrupt a move or a
    write to the terminal, and deadlock.

    Args:
        app: whose driver is the terminal.
        call_soon: calls a function in the app's loop.
        leave: the action of Ctrl-C, also used for SIGINT.
    """

    def __init__(self, app: App[Any], call_soon: Callable[..., None], leave: Callable[[], None]) -> None:
        self._app = app
        self._call_soon = call_soon
        self._leave = leave

    def install_exit_handlers(self) -> None:
        """Exit cleanly on these signals. Call it before anything is drawn."""

        def asked(number: int, frame: object) -> None:
            # A stuck terminal never drains, so restoring it can block, and the loop may be waiting
            # for it. All is saved; the next window must not find the file locked. The alarm ends the process in any
            # state.
            signal.setitimer(signal.ITIMER_REAL, PATIENCE)
            with suppress(RuntimeError):  # the loop is closed: the app has ended
                self._call_soon(self._end, number)

        for number in ENDING:
            signal.signal(number, asked)
        self._mind(signal.SIGINT, self._leave)

    def install_job_control(self) -> None:
        """Restore the terminal while the program is stopped. Call it when the driver exists."""
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
        # The first one decides the status; a second one must not interrupt the exit.
        for other in ENDING:
            signal.signal(other, signal.SIG_IGN)
        if not self._is_leaving:
            self._app.exit(None, status_of(number))

    def _stop(self) -> None:
        """Ctrl-Z: stop until the shell resumes the program, if there is a shell that can."""
        if self._driver is None or self._is_leaving:
            return
        self._driver.suspend_application_mode()
        # With nothing on the screen and all on disk, a stopped program may be killed as usual. And the
        # kernel does not stop an orphaned process group with SIG_DFL.
        for number in (*ENDING, signal.SIGTSTP, signal.SIGCONT):
            signal.signal(number, signal.SIG_DFL)
        # As the terminal does: a parent that waits for us is stopped as well.
        os.kill(0, signal.SIGTSTP)
        _wait_for_the_foreground()
        self.install_exit_handlers()
        self.install_job_control()
        self._return()

    def _come_back(self) -> None:
        """Resumed from a stop that we could not handle: others may have used the terminal, and changed its modes."""
        if self._driver is not None and not self._is_leaving and not has_gone(sys.stdin):
            self._driver.suspend_application_mode()
            _wait_for_the_foreground()
            self._return()

    def _return(self) -> None:
        assert self._driver is not None
        self._driver.resume_application_mode()
        self._app.refresh(layout=True)


def _wait_for_the_foreground() -> None:
    """Continue at once in the foreground; in the background, stop until brought to the front.

    Setting the modes of the terminal, even to their current values, stops a program in the
    background.
    """
    # It fails if the terminal has gone, or if no shell could bring us to the front.
    with suppress(termios.error):
        termios.tcsetattr(sys.stdin, termios.TCSANOW, termios.tcgetattr(sys.stdin))


def has_gone(file: Any) -> bool:
    """Whether a terminal is gone: its window was closed, or its connection broke."""
    try:
        termios.tcgetattr(file)
    except termios.error:
        return True
    return False

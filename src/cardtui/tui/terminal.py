"""The terminal that is lent to the full screen: given back when the program stops or ends, and missed when it has gone.

Textual alone leaves a terminal as it draws on it when a signal ends the program, draws nothing when a stopped program
goes on, and never ends on a terminal that has gone: the save file would stay locked for the next window.
"""

from __future__ import annotations

import asyncio
import codecs
import os
import signal
import sys
import termios
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from textual.app import App
from textual.driver import Driver
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
"""Signals that end the program, with 128 and their number as its exit status."""


def status_of(number: int) -> int:
    """The exit status by which a shell tells that a signal ended a program."""
    return 128 + number


class Signals:
    """What the system and the shell ask for while the full screen is there.

    All of it happens between two steps of the event loop: a handler that Python calls at once could come in the middle
    of a move, or of a write to the terminal, and wait for itself.

    app: its driver is the terminal. leave: what Ctrl-C does; the signal of that name does the same.
    """

    def __init__(self, app: App[int], leave: Callable[[], None]) -> None:
        self._app = app
        self._leave = leave

    def mind_endings(self) -> None:
        """Leave cleanly when asked to end. To be called before anything is drawn."""
        loop = asyncio.get_running_loop()
        for number in ENDING:
            loop.add_signal_handler(number, self._end, number)
        loop.add_signal_handler(signal.SIGINT, self._leave)

    def mind_stops(self) -> None:
        """Give the terminal back while the program is stopped. To be called when the driver is there."""
        if self._driver is not None:
            loop = asyncio.get_running_loop()
            loop.add_signal_handler(signal.SIGTSTP, self._stop)
            loop.add_signal_handler(signal.SIGCONT, self._come_back)

    @property
    def _driver(self) -> Driver | None:
        driver = self._app._driver  # noqa: SLF001  (Textual has no other name for it)
        return driver if driver is not None and driver.can_suspend else None

    @property
    def _is_leaving(self) -> bool:
        return self._app._exit  # noqa: SLF001

    def _end(self, number: int) -> None:
        # The first one decides the status.
        if not self._is_leaving:
            self._app.exit(None, status_of(number))

    def _stop(self) -> None:
        """Ctrl-Z: stop until the shell brings the program back, if there is one that can."""
        if self._driver is None or self._is_leaving:
            return
        self._driver.suspend_application_mode()
        # With nothing on the screen and all on the disk, what ends a stopped program may end it as usual. And the
        # system stops nobody by its own way whom nobody could wake, such as the only program of a window.
        for number in (*ENDING, signal.SIGTSTP, signal.SIGCONT):
            signal.signal(number, signal.SIG_DFL)
        # As the terminal does it: whatever started us, and waits for us, is stopped as well.
        os.kill(0, signal.SIGTSTP)
        _wait_for_the_foreground()
        self.mind_endings()
        self.mind_stops()
        self._return()

    def _come_back(self) -> None:
        """Woken from a stop of which we were not told: others may have used the terminal, and changed its modes."""
        if self._driver is not None and not self._is_leaving and not _has_gone(sys.__stdin__):
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
        termios.tcsetattr(sys.__stdin__, termios.TCSANOW, termios.tcgetattr(sys.__stdin__))  # type: ignore[arg-type]


def _has_gone(file: Any) -> bool:
    try:
        termios.tcgetattr(file)
    except termios.error:
        return True
    return False


class _Decoder(codecs.IncrementalDecoder):
    """What is typed, as text.

    One byte that is not UTF-8 (a Latin-1 key, an old mouse report) would end any Textual app; here it is replaced.
    Raises EOFError where the terminal has come to its end, which Textual would go on reading for ever.
    """

    def __init__(self, errors: str = "replace") -> None:
        super().__init__(errors)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def decode(self, input: Any, final: bool = False) -> str:  # noqa: A002, FBT001, FBT002  (their names and order)
        if not input:
            raise EOFError
        return self._decoder.decode(input, final)


class _ForgivingFile:
    """Where the driver writes; what cannot be written any more goes nowhere.

    An error would end the thread that writes, and nobody would take from its queue, on which the program then waits.
    """

    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        return int(self._file.fileno())


class TerminalDriver(LinuxDriver):
    """Textual's driver, which ends the app when the terminal has gone."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._file: Any = _ForgivingFile(self._file)

    def run_input_thread(self) -> None:
        """Read what is typed, until the app or the terminal has gone."""
        # The driver takes the decoder from its module's namespace.
        linux_driver.getincrementaldecoder = lambda _: _Decoder  # type: ignore[attr-defined,assignment]
        try:
            super().run_input_thread()
        except (EOFError, OSError):
            self._loop.call_soon_threadsafe(self._app.exit, None, status_of(signal.SIGHUP))
        except Exception as error:  # noqa: BLE001  (Textual would print it, and end with status 0)
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)  # noqa: SLF001

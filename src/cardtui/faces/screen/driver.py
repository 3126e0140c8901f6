"""The terminal below the full screen: Textual's Linux driver with our input parser and blocking writes.

Each workaround for Textual names the issue (#) or pull request that it is about, and when it can go; if
none is named, none is known. Code without such a note is permanent.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol, TextIO, cast

from textual import events

# Private names of Textual: the sequences of keys, and the code that turns them into events. They go with `InputParser`.
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from cardtui.faces.screen.signals import has_gone, status_of
from cardtui.system.terminal_size import terminal_size

if TYPE_CHECKING:
    from textual.message import Message

    from cardtui.faces.screen.input_parser import Piece

TICK = 0.1
"""Seconds between checks for whether the input thread should stop."""

AT_ONCE = 4096
"""Bytes; a terminal never returns more."""


GIVEN_BACK = "\x1b[?1049l"
"""What Textual writes to leave the second screen."""


class DrivenApp(Protocol):
    """What the driver needs from the app beyond Textual's own (see `BaseApp`)."""

    def call_soon(self, callback: Callable[..., object], *arguments: object) -> None:
        """Call it in the app's own thread and context."""

    def action_leave(self) -> None:
        """Quit from anywhere."""


class TerminalDriver(LinuxDriver):
    """Reads with `InputParser`, writes with `BlockingWriter`, and ends the app when the terminal has gone."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # Textual draws on standard error (#4420), which may be a file. We checked that this stream is a terminal.
        # Can go once a driver can be given the stream.
        self._terminal = BlockingWriter(sys.stdout)
        self._file = self._terminal  # type: ignore[assignment]
        # Without a size the app would ask Rich for one, which trusts COLUMNS and LINES.
        self._size = self._size or self._get_terminal_size()

    @property
    def _ours(self) -> DrivenApp:
        return cast("DrivenApp", self._app)

    # Reading

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        # Textual would print all its lines of code. Can go once it only passes on the error.
        except Exception as error:  # noqa: BLE001  (the app ends with it)
            self._ours.call_soon(_fail, error)

    def run_input_thread(self) -> None:
        """Pass on input from the terminal until the app stops, or the input ends.

        Textual reads forever from a terminal that has gone (#6690), which would keep the save file locked for the
        next window. It stops at bytes that are not UTF-8 (#6456, #6668). Can go, except for `InputParser`, once both
        are fixed.
        """
        # Its patterns take a millisecond, which should not delay the first frame.
        while not self.exit_event.is_set() and not select.select([self.fileno], [], [], TICK)[0]:
            pass
        from cardtui.faces.screen.input_parser import InputParser

        parser = InputParser(ANSI_SEQUENCES_KEYS)
        keys = XTermParser(self._debug)
        while not self.exit_event.is_set():
            patience = parser.patience
            ready, _, _ = select.select([self.fileno], [], [], TICK if patience is None else min(patience, TICK))
            if not ready:
                pieces = parser.pause(time.monotonic())
            elif (data := self._read()) is None:
                self._ours.call_soon(self._end)
                return
            else:
                pieces = parser.feed(data, time.monotonic())
            for piece in pieces:
                for message in messages_of(piece, keys):
                    self.process_message(message)

    def _read(self) -> bytes | None:
        """Bytes that have arrived; None if no more will."""
        try:
            return os.read(self.fileno, AT_ONCE) or None
        except BlockingIOError:
            return b""  # another program, which made it non-blocking, was faster
        except OSError:
            return None

    def _end(self) -> None:
        """Quit at the end of input, unless the terminal itself has gone."""
        if has_gone(self._terminal):
            self._app.exit(None, status_of(signal.SIGHUP))
        else:
            self._ours.action_leave()

    def size_now(self) -> Size:
        """The terminal's size according to the kernel."""
        return Size(*self._get_terminal_size())

    def _get_terminal_size(self) -> tuple[int, int]:
        """Ask the terminal itself; Textual trusts COLUMNS and LINES, which are those of another window (#1245).

        Can go once #6153 is merged.
        """
        return terminal_size(self._terminal.fileno(), os.environ)

    # Leaving

    def write(self, data: str) -> None:
        """Clear the screen before restoring it: on terminals without a second screen, the drawing would stay.

        In one write, since keys typed after the terminal echoes again are shown, too.
        """
        super().write(cleared(self.size_now().height) + data if data == GIVEN_BACK else data)

    # Queries

    def _query_in_band_window_resize(self) -> None:
        """Don't request size reports in the input. The system reports them, and typed text cannot fake that."""


def cleared(height: int) -> str:
    """The sequence that clears a screen of that many lines, and leaves the cursor in its first cell.

    Line by line: several terminals move a screen that is cleared at once into the scrollback.
    """
    line = "\x1b[2K\x1b[B"
    return f"\x1b[0m\x1b[H{line * height}\x1b[H\x1b[2J"


def _fail(error: Exception) -> None:
    raise error


def messages_of(piece: Piece, parser: XTermParser) -> list[Message]:
    """Convert a piece to Textual's messages. ``parser``: always the same one; it remembers the mouse position."""
    from cardtui.faces.screen.input_parser import ESC, KeySequence, Pasted, Report

    match piece:
        case Pasted(text):
            return [events.Paste(text)]
        case _ if piece == ESC:
            return [events.Key("escape", "\x1b")]
        case KeySequence(text) | Report(text):
            return list(parser.feed(text))


class BlockingWriter:
    """Writes to a terminal, even if it is non-blocking or gone.

    All programs on a terminal share its mode, and one that leaves it non-blocking would stop Textual's output. Can go
    once Textual retries what the terminal did not accept.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._waiting: list[str] = []

    def fileno(self) -> int:
        """The file descriptor."""
        return self._file.fileno()

    def write(self, text: str) -> None:
        """Queue text for the next `flush`."""
        self._waiting.append(text)

    def flush(self) -> None:
        """Write all of it, however long that takes. Errors of a terminal that has gone are ignored."""
        data = memoryview("".join(self._waiting).encode("utf-8", "replace"))
        self._waiting.clear()
        with suppress(OSError):
            while data:
                try:
                    data = data[os.write(self.fileno(), data) :]
                except BlockingIOError:
                    select.select([], [self.fileno()], [])

"""A terminal window for measurements: minimal surroundings, and output is read as soon as it arrives."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

LONGEST = 30.0
"""Seconds after which a program certainly hangs."""

QUIET = 0.04
"""Seconds without a byte after which a repaint is complete. The measured programs paint at once or not at all."""


class Window:
    """A program in a terminal window, which answers Textual's queries like a modern terminal.

    started: start time, in seconds of `time.perf_counter`. pid: the program's process.
    """

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], columns: int = 80, lines: int = 24
    ) -> None:
        size = struct.pack("HHHH", lines, columns, 0, 0)
        self.started = time.perf_counter()
        self.pid, self._window = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, size)
                os.execve(command[0], list(command), dict(environment))
            finally:
                os._exit(127)
        self.shown = bytearray()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._window)

    def wait_for(self, text: str) -> float:
        """Read until a text arrived; returns the seconds since the start."""
        wanted = text.encode()
        seen = 0
        while self.shown.find(wanted, seen) < 0:
            seen = max(0, len(self.shown) - len(wanted))
            if not self.reads(LONGEST):
                raise AssertionError(f"never shown: {text!r}; shown: {bytes(self.shown[-2000:])!r}")
        return time.perf_counter() - self.started

    def settle(self, seconds: float = 0.3) -> None:
        """Read until nothing arrives for that many seconds."""
        while self.reads(seconds):
            pass

    def press(self, key: str) -> float:
        """Press a key; returns the seconds until the last byte of its change, 0 if it changed nothing."""
        pressed = last = time.perf_counter()
        self.send(key)
        wait = LONGEST
        while self.reads(wait):
            last = time.perf_counter()
            wait = QUIET
        return last - pressed

    def send(self, key: str) -> None:
        """Press a key without waiting."""
        os.write(self._window, key.encode())

    def listen(self, seconds: float) -> None:
        """Read for that many seconds."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.reads(left)

    def forget(self) -> None:
        """Forget the output so far."""
        self.shown.clear()

    def processor(self) -> float:
        """CPU time of all the program's threads, in seconds, precise to the nanosecond."""
        # The clock of another process (linux/posix-timers.h): ticks, as in /proc, would be too coarse.
        return time.clock_gettime((~self.pid << 3) | 2)

    def memory(self) -> int:
        """Bytes of memory of its own or shared (RSS)."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def reads(self, seconds: float) -> bool:
        """Read once, waiting at most that long; whether anything arrived."""
        ready, _, _ = select.select([self._window], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._window, 1 << 16)
        except OSError as error:
            raise AssertionError(f"the program has ended: {bytes(self.shown[-2000:])!r}") from error
        if b"\x1b[?2026$p" in data:  # The query for synchronized output; the answer is yes, as from current terminals.
            os.write(self._window, b"\x1b[?2026;2$y")
        self.shown += data
        return True

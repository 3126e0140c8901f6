"""Lines in and out: plain mode on stdin and stdout."""

from __future__ import annotations

import signal
import sys
import time
from types import FrameType
from typing import NoReturn

from cardtui.guide.guide import Guide

LONGEST_LINE = 4096
"""Characters. Whatever is typed beyond them in one line is passed over."""


def play_lines(guide: Guide) -> int:
    """Play in plain mode. The end of the window, or a polite kill, leaves through the same door as `q`."""
    from cardtui.plain import play_plain

    # SIGQUIT would leave an image of our memory on the disk, and the names in it.
    for name in ("SIGTERM", "SIGHUP", "SIGQUIT"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _leave)
    clock = time.monotonic if sys.stdin.isatty() else None
    return play_plain(guide, read_line, write, clock)


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


def read_line() -> str | None:
    """Read a line without its end; None at the end of input, and where nothing can be read any more."""
    try:
        line = sys.stdin.readline(LONGEST_LINE)
        rest = line
        while rest and not rest.endswith("\n") and len(rest) == LONGEST_LINE:
            rest = sys.stdin.readline(LONGEST_LINE)
    except OSError:
        # The terminal has gone, or was never readable: the same as the end of input.
        return None
    return line.rstrip("\r\n") if line else None


def write(text: str) -> None:
    """Write a prompt, which is shown at once although no line ends it."""
    sys.stdout.write(text)
    sys.stdout.flush()

"""Which face to use: the full screen, or plain text line by line."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from typing import TextIO

from cardtui.commands.shared.failures import Failure

DUMB = "dumb", "unknown", ""
"""Values of TERM, in lower case, that say nothing about how to draw."""


def must_be_plain() -> bool:
    """Whether to play in plain text because there is no terminal to draw on.

    Raises:
        Failure: there is also nothing to read from or to write to.
    """
    if not _is_readable(sys.stdin):
        raise Failure("There is nothing to read keys from; start cardtui in a terminal, or pipe lines into it.")
    if not _is_writable(sys.stdout):
        raise Failure("There is nothing to write to; start cardtui in a terminal.")
    return bool(why_not_drawn())


def why_not_drawn() -> str:
    """Why nothing can be drawn here, as a clause; empty if it can.

    Checks the two streams that the full screen uses, standard input and output.
    """
    if any(stream is None or not stream.isatty() for stream in (sys.stdin, sys.stdout)):
        return "there isn't one here"
    if not (_is_readable(sys.stdin) and _is_writable(sys.stdout)):
        return "this one is only open for reading, or only for writing"
    term = os.environ.get("TERM", "")
    if term.lower() in DUMB:
        return f"this one cannot be drawn on ({f'TERM={term}' if term else 'TERM is not set'})"
    return ""


def _is_readable(stream: TextIO | None) -> bool:
    """Whether there is any input, even if only its end."""
    return stream is not None and _allows(stream, lambda descriptor: os.read(descriptor, 0))


def _is_writable(stream: TextIO | None) -> bool:
    return stream is not None and _allows(stream, lambda descriptor: os.write(descriptor, b""))


def _allows(stream: TextIO, attempt: Callable[[int], object]) -> bool:
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError):
        return True  # not a system file, as in a test
    try:
        attempt(descriptor)
    except OSError as error:
        # A terminal that has gone, or a full disk: reading and writing will fail.
        return error.errno in (errno.EIO, errno.ENOSPC)
    return True

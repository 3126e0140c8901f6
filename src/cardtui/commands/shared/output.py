"""What commands say: text to stdout, and what is in the way to stderr.

Texts hold names and paths, and what lies in files; a control character among them could write to the terminal
whatever its author liked. So everything is said through here, with such characters made visible.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

import click


class OutputFailure(click.ClickException):
    """Standard output cannot be written."""

    exit_code = 2  # `failures.CANNOT_RUN`


def say(text: str = "") -> None:
    """One line, or several, on stdout."""
    say_ours(clean(text))


def say_ours(text: str) -> None:
    """The same for a text in which nothing is from elsewhere, so that it need not be cleaned."""
    with standard_output() as stream:
        stream.write(f"{text}\n")


def write_file(content: str | bytes) -> None:
    """Write what is the content of a file to stdout: letter for letter, text as UTF-8 whatever the terminal is set to.

    Raises:
        OutputFailure: it cannot be written.
        BrokenPipeError: nobody reads it any more.
    """
    with standard_output() as stream:
        stream.flush()
        stream.buffer.write(content if isinstance(content, bytes) else content.encode())


@contextmanager
def standard_output() -> Iterator[TextIO]:
    """Standard output, for all that a command writes; flushed afterwards, so that an error is one of this text.

    Raises:
        OutputFailure: it cannot be written.
        BrokenPipeError: nobody reads it any more.
    """
    try:
        yield sys.stdout
        sys.stdout.flush()
    except OSError as error:
        # A pipe without a reader and a terminal that has gone have statuses of their own (`failures`).
        if isinstance(error, BrokenPipeError) or error.errno == errno.EIO:
            raise
        reason = error.strerror or type(error).__name__
        raise OutputFailure(f"Standard output cannot be written: {reason}. The output is incomplete.") from error


def complain(text: str) -> None:
    """One line, or several, on stderr, under the program's name; where that cannot be written there is no other way."""
    with suppress(OSError):
        click.echo(clean(f"cardtui: {text}"), err=True)


def clean(text: str) -> str:
    """Text that a terminal only shows: its line ends are kept, other control characters become visible ones."""
    return "\n".join(one_line(line) for line in text.split("\n"))


def one_line(text: object) -> str:
    """A text or path that others chose, within a line: a line end in it must not begin one that seems to be ours."""
    from cardtui.text.invisible import visible  # not needed where nothing is said, as in plain mode

    return visible(str(text))

"""What commands print: text to stdout, problems to stderr.

Texts hold names, paths and the contents of files; control characters in them could send commands to the
terminal. So everything is printed through this module, which makes such characters visible.
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
    """Print one line or several to stdout."""
    say_ours(clean(text))


def say_ours(text: str) -> None:
    """The same for a text without foreign parts, which need not be cleaned."""
    with standard_output() as stream:
        stream.write(f"{text}\n")


def write_file(content: str | bytes) -> None:
    """Write the content of a file to stdout unchanged, text as UTF-8 even if the terminal uses another encoding.

    Raises:
        OutputFailure: it cannot be written.
        BrokenPipeError: the reader has closed it.
    """
    with standard_output() as stream:
        stream.flush()
        stream.buffer.write(content if isinstance(content, bytes) else content.encode())


@contextmanager
def standard_output() -> Iterator[TextIO]:
    """Standard output, for all that a command writes; flushed afterwards, so that errors are raised here.

    Raises:
        OutputFailure: it cannot be written.
        BrokenPipeError: the reader has closed it.
    """
    try:
        yield sys.stdout
        sys.stdout.flush()
    except OSError as error:
        # A broken pipe and a terminal that has gone have exit statuses of their own (`failures`).
        if isinstance(error, BrokenPipeError) or error.errno == errno.EIO:
            raise
        reason = error.strerror or type(error).__name__
        raise OutputFailure(f"Standard output cannot be written: {reason}. The output is incomplete.") from error


def complain(text: str) -> None:
    """Print one line or several to stderr, under the program's name; if that fails there is no other way."""
    with suppress(OSError):
        click.echo(clean(f"cardtui: {text}"), err=True)


def clean(text: str) -> str:
    """Text that a terminal only shows: line ends are kept, other control characters become visible ones."""
    return "\n".join(one_line(line) for line in text.split("\n"))


def one_line(text: object) -> str:
    """Foreign text or a path within a line: a line end in it must not begin a line that looks like ours."""
    from cardtui.text.invisible import visible  # not needed without output, as in plain mode

    return visible(str(text))

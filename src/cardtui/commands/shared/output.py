"""What commands say: text to stdout, and one clear sentence to stderr when something is in the way.

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

FOUND_ERRORS = 1
"""Exit status: a deck has errors."""

CANNOT_RUN = 2
"""Exit status: what was asked for cannot be done at all."""


class Failure(click.ClickException):
    """Ends a command with one sentence and the way out."""

    exit_code = CANNOT_RUN


class DeckFailure(Failure):
    """The deck to be played with is missing, or has errors."""

    exit_code = FOUND_ERRORS


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
        Failure: stdout cannot be written.
        BrokenPipeError: nobody reads it any more.
    """
    with standard_output() as stream:
        stream.flush()
        stream.buffer.write(content if isinstance(content, bytes) else content.encode())


@contextmanager
def standard_output() -> Iterator[TextIO]:
    """Standard output, for all that a command writes; flushed afterwards, so that an error is one of this text.

    Raises:
        Failure: it cannot be written.
        BrokenPipeError: nobody reads it any more.
    """
    try:
        yield sys.stdout
        sys.stdout.flush()
    except OSError as error:
        # A pipe without a reader and a terminal that has gone have statuses of their own (`exit_status`).
        if isinstance(error, BrokenPipeError) or error.errno == errno.EIO:
            raise
        reason = error.strerror or type(error).__name__
        raise Failure(f"Standard output cannot be written: {reason}. The output is incomplete.") from error


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


@contextmanager
def explained() -> Iterator[None]:
    """Turn what is wrong with a save file, or with where a deck or a plan is, into a `Failure`."""
    try:
        yield
    except Exception as error:
        # What was not imported yet cannot have been raised; so only someone in trouble waits for these imports.
        from cardtui.deck.deck_locations import DeckNotFound
        from cardtui.deck.opened_deck import ShippedDeckDamaged
        from cardtui.save.errors import SaveError
        from cardtui.system.paths import NotAPath
        from cardtui.workshop.plan_locations import PlanNotFound

        if isinstance(error, SaveError | DeckNotFound | ShippedDeckDamaged | NotAPath | PlanNotFound):
            raise Failure(one_line(sentence(str(error)))) from error
        raise


def sentence(text: str) -> str:
    """A text as a sentence: with a capital letter and a full stop."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."

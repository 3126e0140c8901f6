"""What commands say: text to stdout, and one clear sentence to stderr when something is in the way.

Texts hold names and paths, and what lies in files; a control character among them could write to the terminal
whatever its author liked. So everything is said through here, with such characters made visible.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

FOUND_ERRORS = 1
"""Exit status: a deck has errors."""

CANNOT_RUN = 2
"""Exit status: what was asked for cannot be done at all."""


class Failure(click.ClickException):
    """Ends a command with one sentence and the way out."""

    exit_code = CANNOT_RUN

    def show(self, file: object = None) -> None:
        """Say it on stderr; ``file`` is never given."""
        complain(self.message)


class DeckFailure(Failure):
    """The deck to be played with is missing, or has errors."""

    exit_code = FOUND_ERRORS


def say(text: str = "") -> None:
    """One line, or several, on stdout."""
    click.echo(clean(text))


def write_file(text: str) -> None:
    """Write what is the content of a file to stdout: as UTF-8, letter for letter, whatever the terminal is set to.

    Raises:
        Failure: stdout is closed.
    """
    if sys.stdout is None:
        raise Failure("There is nowhere to write to: standard output is closed.")
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def complain(text: str) -> None:
    """One line, or several, on stderr, under the program's name."""
    click.echo(clean(f"cardtui: {text}"), err=True)


def clean(text: str) -> str:
    """Text that a terminal only shows: its line ends are kept, other control characters become visible ones."""
    return "\n".join(one_line(line) for line in text.split("\n"))


def one_line(text: object) -> str:
    """A text or path that others chose, within a line: a line end in it must not begin one that seems to be ours."""
    from cardtui.cards.unseen import visible  # not needed where nothing is said, as in plain mode

    return visible(str(text))


@contextmanager
def explained() -> Iterator[None]:
    """Turn what is wrong with a save file, or with where a deck is, into a `Failure`."""
    try:
        yield
    except Exception as error:
        # What was not imported yet cannot have been raised; so only someone in trouble waits for these imports.
        from cardtui.cards.deck import ShippedDeckDamaged
        from cardtui.cards.finding import DeckNotFound
        from cardtui.cards.paths import NotAPath
        from cardtui.save.errors import SaveError

        if isinstance(error, SaveError | DeckNotFound | ShippedDeckDamaged | NotAPath):
            raise Failure(one_line(sentence(str(error)))) from error
        raise


def sentence(text: str) -> str:
    """A text as a sentence: with a capital letter and a full stop."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."

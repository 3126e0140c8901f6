"""How a command fails: one sentence, what to do about it, and an exit status.

0 success, 1 a deck has errors, 2 cannot run, 70 an internal error of cardtui; 128 plus the number of the signal that
ended it (129 terminal closed, 130 Ctrl-C, 141 broken pipe).
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress

import click

from cardtui.commands.shared.output import complain, one_line

FOUND_ERRORS = 1
"""Exit status: a deck has errors."""

CANNOT_RUN = 2
"""Exit status: the request cannot be carried out at all."""

MISTAKE = 70
"""Exit status: an internal error (EX_SOFTWARE of sysexits.h)."""

HUNG_UP = 129
INTERRUPTED = 130
NOBODY_READS = 141


class Failure(click.ClickException):
    """Ends a command with one sentence and what to do about it."""

    exit_code = CANNOT_RUN


class DeckFailure(Failure):
    """The deck to play with is missing, or has errors."""

    exit_code = FOUND_ERRORS


def sentence(text: str) -> str:
    """A text as a sentence: with a capital letter and a period."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."


def run(command: Callable[[], object]) -> int:
    """Run a command and return the exit status. The user never sees a traceback, which could hold names."""
    _occupy_closed_descriptors()
    if sys.stdout is None:
        complain("There is nowhere to write to: standard output is closed.")
        return CANNOT_RUN
    try:
        return _run(command)
    except ImportError as error:  # perhaps one of those below, imported only when needed
        from cardtui.commands.shared.installation import what_cannot_be_imported

        cause = what_cannot_be_imported(error)
        complain(one_line(cause) if cause else mistake(error))
        return CANNOT_RUN if cause else MISTAKE
    finally:
        _detach_broken_streams()


def _run(command: Callable[[], object]) -> int:
    _replace_undecodable()
    try:
        status = command()
    except click.ClickException as error:
        complain(_usage(error) if isinstance(error, click.UsageError) else error.message)
        return error.exit_code
    except KeyboardInterrupt:
        _end_line()
        return INTERRUPTED
    except BrokenPipeError:
        return NOBODY_READS
    except OSError as error:
        if error.errno == errno.EIO and _terminal_has_gone():
            return HUNG_UP
        complain(f"The system refused an operation: {one_line(error.strerror or type(error).__name__)}.")
        return CANNOT_RUN
    except ImportError:
        raise
    except Exception as error:  # noqa: BLE001  (the last one to hear of a mistake)
        if _is_for_the_user(error):
            complain(one_line(sentence(str(error))))
            return CANNOT_RUN
        complain(mistake(error))
        return MISTAKE
    return status if isinstance(status, int) else 0


def _is_for_the_user(error: Exception) -> bool:
    """Whether an error's text already says what is wrong with a save file, or with the path of a deck or a plan."""
    from cardtui.deck.deck_locations import DeckNotFound
    from cardtui.deck.opened_deck import ShippedDeckDamaged
    from cardtui.save.errors import SaveError
    from cardtui.system.paths import NotAPath
    from cardtui.workshop.plan_locations import PlanNotFound

    return isinstance(error, SaveError | DeckNotFound | ShippedDeckDamaged | NotAPath | PlanNotFound)


def mistake(error: BaseException) -> str:
    """A sentence about an internal error: its type and where, without any value that could hold a name."""
    return (
        f"Something went wrong ({type(error).__name__}, {_place(error)}). What was saved is safe; "
        "start cardtui again to go on."
    )


def _place(error: BaseException) -> str:
    """File and line of the last frame in our own code."""
    # Only an internal error needs these imports.
    import traceback
    from pathlib import Path

    package = Path(__file__).parents[2]
    place = "outside of cardtui"
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.startswith(str(package)):
            place = f"{Path(frame.filename).relative_to(package).as_posix()}:{frame.lineno}"
    return place


def _usage(error: click.UsageError) -> str:
    command = error.ctx.command_path if error.ctx is not None else "cardtui"
    return f"{one_line(error.format_message())}\nSee '{command} --help'."


def _occupy_closed_descriptors() -> None:
    """Keep new files from getting the descriptor of a closed stream, whose output would be written into them."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free


def _replace_undecodable() -> None:
    """Don't fail on bytes or letters that the terminal's encoding lacks, in input or output."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _end_line() -> None:
    """Start a new line after the ^C that the terminal shows."""
    if sys.stderr is not None and sys.stderr.isatty():
        with suppress(OSError):
            sys.stderr.write("\n")
            sys.stderr.flush()


def _terminal_has_gone() -> bool:
    """Whether we were started on a terminal that is gone: a closed window, a broken connection."""
    import termios  # imported only when needed

    for descriptor in range(3):
        try:
            termios.tcgetattr(descriptor)
        except termios.error as error:
            # A stream that never was a terminal says so (ENOTTY).
            if error.args[0] == errno.EIO:
                return True
    return False


def _detach_broken_streams() -> None:
    """Keep Python from failing again, with its own status (120), when it flushes to a broken pipe."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None or stream.closed:
            continue
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

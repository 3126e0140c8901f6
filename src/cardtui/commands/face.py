"""Which face fits: the full screen, or plain text line by line."""

from __future__ import annotations

import os
import sys

from msgspec.structs import replace

from cardtui.cards.words import Words
from cardtui.commands.lines import read_line, write
from cardtui.commands.saying import Failure
from cardtui.guide.guide import key_of_line
from cardtui.save.keeper import Keeper


def must_be_linear() -> bool:
    """Whether there is no terminal that could be drawn on.

    Raises:
        Failure: there is nothing to read from, or to write to, either.
    """
    if not _can_read():
        raise Failure("There is nothing to read keys from; start cardtui in a terminal, or pipe lines into it.")
    if sys.stdout is None:
        raise Failure("There is nothing to write to; start cardtui in a terminal.")
    return not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb"


def _can_read() -> bool:
    """Whether something can come in, be it only the end of input."""
    if sys.stdin is None:
        return False
    try:
        descriptor = sys.stdin.fileno()
    except (OSError, ValueError):
        return sys.stdin.readable()  # no file of the system, as in a test
    try:
        os.read(descriptor, 0)
    except OSError:
        return False
    return True


def wants_plain(words: Words, keeper: Keeper, *, asked: bool | None) -> bool | None:
    """Whether the two want plain text; None if they leave at the question.

    asked: what ``--plain`` (True) or ``--no-plain`` said. The former holds for this time. The latter is the way back
    for someone who once answered "plain text", so it is remembered.
    """
    settings = keeper.settings()
    if asked:
        return True
    if asked is False:
        if settings.plain is not False:
            keeper.keep_settings(replace(settings, plain=False))
        return False
    if settings.plain is not None:
        return settings.plain
    answer = _ask_face(words)
    if answer is not None:
        keeper.keep_settings(replace(settings, plain=answer))
    return answer


def _ask_face(words: Words) -> bool | None:
    """Ask, in one plain line that a screen reader can read, before anything is drawn."""
    from cardtui.plain import spoken

    while True:
        try:
            write(f"{spoken(words.ask_face)}\n> ")
            line = read_line()
        except KeyboardInterrupt:
            line = None
        if line is None:
            write("\n")
            return None
        match key_of_line(line):
            case "":
                return False
            case "p":
                return True
            case "q":
                return None
            case _:
                pass


def why_not_drawn() -> str:
    """Why nothing can be drawn here, as half a sentence; empty if it can."""
    if sys.stdin is None or sys.stdout is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return "here is none"
    return "this one cannot be drawn on (TERM=dumb)" if os.environ.get("TERM") == "dumb" else ""

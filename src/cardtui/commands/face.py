"""Which face fits: the full screen, or plain text line by line."""

from __future__ import annotations

import os
import sys

from msgspec.structs import replace

from cardtui.cards.words import Words
from cardtui.commands.lines import read_line, write
from cardtui.commands.saying import Failure
from cardtui.guide.guide import usual
from cardtui.save.keeper import Keeper

_CANNOT_BE_DRAWN_ON = frozenset({"", "dumb", "unknown", "dialup", "network"})
"""What TERM says of a terminal that only adds lines, or of which nothing is known. Any other name is that of one that
can be drawn on, also where the system has no description of it: new ones often come before theirs."""


def must_be_linear() -> bool:
    """Whether there is no terminal that could be drawn on.

    Raises:
        Failure: there is nothing to read from, either.
    """
    if not _can_read():
        raise Failure("There is nothing to read keys from; start cardtui in a terminal, or pipe lines into it.")
    return bool(why_not_drawn())


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
        match usual(line.strip()):
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
    if sys.stdin is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return "here is none"
    name = os.environ.get("TERM", "")
    if sys.platform != "win32" and name.lower() in _CANNOT_BE_DRAWN_ON:
        return f"this one cannot be drawn on (TERM={name})"
    return ""

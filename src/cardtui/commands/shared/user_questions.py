"""Questions of commands: yes or no, and the number of one of several things."""

from __future__ import annotations

import sys

from cardtui.commands.shared.failures import Failure
from cardtui.commands.shared.output import clean
from cardtui.commands.shared.plain_terminal import read_line, write

YES, NO = ("y", "yes"), ("n", "no")


def answer(question: str, otherwise: str) -> str:
    """The answer to a question, without space around it.

    Args:
        question: a line or several; what is typed stands behind it.
        otherwise: a sentence for somebody who cannot be asked: what happens now, and how to do without the question.

    Raises:
        Failure: the input ends, or there is none.
        KeyboardInterrupt: Ctrl-C is an answer, too; nothing more is said then.
    """
    if sys.stdin is None:
        raise Failure(otherwise)
    write(f"{clean(question)} ")
    line = read_line()
    if line is None:
        write("\n")
        raise Failure(otherwise)
    return line.strip()


def confirmed(question: str, otherwise: str, *, default: bool) -> bool:
    """Whether the answer to a question is yes.

    Args:
        question: without its choices.
        otherwise: as for `answer`.
        default: what an empty line means.

    Raises:
        Failure: as `answer` does.
    """
    while True:
        given = answer(f"{question} [{'Y/n' if default else 'y/N'}]:", otherwise).lower()
        if given in (*YES, *NO):
            return given in YES
        if not given:
            return default
        write("Type y or n.\n")


def chosen_number(question: str, last: int, otherwise: str) -> int:
    """The number of one of several things.

    Args:
        question: without its choices.
        last: the number of the last thing; the first has 1, and is what an empty line means.
        otherwise: as for `answer`.

    Raises:
        Failure: as `answer` does.
    """
    while True:
        given = answer(f"{question} [1]:", otherwise) or "1"
        if given in map(str, range(1, last + 1)):
            return int(given)
        write(f"Type a number from 1 to {last}.\n")

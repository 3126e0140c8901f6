"""Line input and output on a terminal or a pipe: plain mode, and the questions of commands."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections import deque
from contextlib import suppress
from typing import TextIO

from cardtui.commands.shared.failures import Failure
from cardtui.commands.shared.output import clean, standard_output
from cardtui.text.layout import cells, wrap

LONGEST_LINE = 4096
"""Characters. The rest of a longer line is ignored."""

TYPED_AHEAD = 3
"""Lines that people may have typed ahead while the program was busy."""

AT_ONCE = 0.02
"""Seconds within which pasted lines follow each other."""

_typed_ahead: deque[str | None] = deque()


def read_line() -> str | None:
    """Read a line without its end; None at the end of input, and if nothing can be read any more.

    If more lines arrive at once on a terminal than people type ahead, they are pasted text, not keys. They count as one
    long line, or as nothing if there is not even a word in them.
    """
    while not _typed_ahead:
        lines = [_read()]
        while lines[-1] is not None and _more_waits():
            lines.append(_read())
        if len(lines) > TYPED_AHEAD:
            words = " ".join(line.strip() for line in lines if line and line.strip())[:LONGEST_LINE]
            end = lines[-1:] if lines[-1] is None else []
            lines = [words, *end] if len(words) > 1 else end
        _typed_ahead.extend(lines)
    return _typed_ahead.popleft()


def _read() -> str | None:
    try:
        _wait_for(sys.stdin)
        _wait_for_line()
        line = sys.stdin.readline(LONGEST_LINE)
        rest = line
        while rest and not rest.endswith("\n") and len(rest) == LONGEST_LINE:
            rest = sys.stdin.readline(LONGEST_LINE)
    except OSError:
        # The terminal has gone, or was never readable: the same as the end of input.
        return None
    return line.rstrip("\r\n") if line else None


def _wait_for_line() -> None:
    """Wait at a terminal for a line, the end of input, or a signal.

    A blocking read alone is not enough: a signal just before it, such as Ctrl-C, would be noticed only after
    the next line. Here each signal wakes `select` (`signal.set_wakeup_fd`), and its handler runs.
    """
    if not sys.stdin.isatty():
        return
    awakened, wakes = os.pipe()
    os.set_blocking(wakes, False)
    before = signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
    try:
        while sys.stdin.fileno() not in (ready := select.select([sys.stdin.fileno(), awakened], [], [])[0]):
            os.read(ready[0], 1)
    finally:
        signal.set_wakeup_fd(before)
        os.close(awakened)
        os.close(wakes)


def _more_waits() -> bool:
    """Whether more lines follow at once. All lines of a pipe are waiting, and each of them counts."""
    return sys.stdin.isatty() and bool(select.select([sys.stdin.fileno()], [], [], AT_ONCE)[0])


def _wait_for(stream: TextIO) -> None:
    """Make reading and writing blocking again: another program on the same terminal may have changed that."""
    with suppress(OSError, ValueError, AttributeError):
        os.set_blocking(stream.fileno(), True)


def write(text: str) -> None:
    """Write a prompt and flush it, since no line end follows.

    On a terminal, lines are broken between words; a pipe gets each as one line.
    """
    _wait_for(sys.stdout)
    columns = os.get_terminal_size(sys.stdout.fileno()).columns if sys.stdout.isatty() else 0
    if columns > 1:  # some terminals do not report it
        lines = text.split("\n")
        text = "\n".join("\n".join(wrap(line, columns)) if cells(line) > columns else line for line in lines)
    with standard_output() as stream:
        stream.write(text)


def _answer(question: str, otherwise: str) -> str:
    """The answer to a question, without space around it.

    Args:
        question: one line or several; the answer is typed after it.
        otherwise: a sentence if there is no input: what happens now, and how to avoid the question.

    Raises:
        Failure: the input ends, or there is none.
        KeyboardInterrupt: on Ctrl-C, which counts as an answer; nothing more is printed.
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
        otherwise: as for `_answer`.
        default: what an empty line means.

    Raises:
        Failure: as `_answer` does.
    """
    while True:
        given = _answer(f"{question} [{'Y/n' if default else 'y/N'}]:", otherwise).lower()
        if not given:
            return default
        if given in ("y", "yes", "n", "no"):
            return given.startswith("y")
        write("Type y or n.\n")


def chosen_number(question: str, last: int, otherwise: str) -> int:
    """The number of one of several things.

    Args:
        question: without its choices.
        last: the number of the last thing; the first has 1, and is what an empty line means.
        otherwise: as for `_answer`.

    Raises:
        Failure: as `_answer` does.
    """
    while True:
        given = _answer(f"{question} [1]:", otherwise) or "1"
        if given in map(str, range(1, last + 1)):
            return int(given)
        write(f"Type a number from 1 to {last}.\n")

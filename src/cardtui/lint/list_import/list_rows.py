"""The lines and rows of a list, and a log of what happened to each: nothing is changed silently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from cardtui.deck.files.source import LINE_END
from cardtui.lint.list_import.prompt_text import plain_text
from cardtui.text.suggestions import counted

_MOST_LINES, _MOST_SKIPPED, _MOST_NOTES = 5, 20, 20


class CannotImport(Exception):
    """The list cannot become a suit. The message is a sentence for the user, and names a line."""


class ListLine(NamedTuple):
    """A line of the list and its number in an editor, from 1."""

    number: int
    text: str


class ListRow(NamedTuple):
    """A prompt as written in the list, with its other columns. fields: keyed by the fields of a card."""

    line: int
    fields: dict[str, str]
    others: tuple[tuple[str, str], ...] = ()


class Remark(NamedTuple):
    """A line of the list that is not a prompt, such as a heading."""

    text: str


def lines_of(text: str) -> list[ListLine]:
    """The lines of a text, numbered as in an editor.

    Word processors and web pages also separate lines with characters that most editors show within a line (U+2028, a
    vertical tab, a form feed): those parts share a number.
    """
    numbered = enumerate(LINE_END.split(text), start=1)
    return [ListLine(number, part) for number, line in numbered for part in line.splitlines() or [""]]


class ImportLog:
    """Records what happened to which lines of the list, counted from 1."""

    def __init__(self) -> None:
        self._changed: dict[str, list[int]] = {}
        self._skipped: dict[str, list[int]] = {}

    def changed(self, what: str, line: int) -> None:
        """Record that something in a line was changed, or has no place on its card."""
        self._changed.setdefault(what, []).append(line)

    def skipped(self, what: str, line: int) -> None:
        """Record a line that is not a card. what: a few words, such as "a heading"."""
        self._skipped.setdefault(what, []).append(line)

    def tidy(self, text: str, line: int) -> str:
        """Convert a text of the list to what a card can hold, and record the changes."""
        plain, changes = plain_text(text)
        for change in changes:
            self.changed(change, line)
        return plain

    def first_skipped(self) -> str:
        """The start of the error that there are no cards: the first skipped line, or line 1."""
        line, what = min(((lines[0], what) for what, lines in self._skipped.items()), default=(1, ""))
        return f"line {line}{f' ({what})' if what else ''}: "

    def notes(self) -> Iterator[str]:
        """What was changed, one sentence for each kind of change."""
        for what, lines in islice(self._changed.items(), _MOST_NOTES):
            yield f"{_lines(lines, _MOST_LINES)}: {what}"
        if len(self._changed) > _MOST_NOTES:
            yield f"{len(self._changed) - _MOST_NOTES} more columns or fields became comments"

    def summary(self) -> str:
        """What was skipped, and why, on one line; empty if nothing was."""
        if not self._skipped:
            return ""
        count = len({line for lines in self._skipped.values() for line in lines})
        some = islice(self._skipped.items(), _MOST_NOTES)
        kinds = ", ".join(f"{what} ({_lines(lines, _MOST_SKIPPED)})" for what, lines in some)
        return f"{counted(count, 'line')} skipped: {kinds}"


def _lines(lines: Iterable[int], most: int) -> str:
    distinct = sorted(set(lines))
    shown = ", ".join(map(str, distinct[:most])) + (", …" if len(distinct) > most else "")
    return f"line{'' if len(distinct) == 1 else 's'} {shown}"

"""What a list is made of, lines and rows, and a log of what became of each: nothing is changed in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from cardtui.lint.list_import.prompt_text import plain_text

_LINE_END = re.compile(r"\r\n|\r|\n")

_MOST_LINES, _MOST_SKIPPED, _MOST_NOTES = 5, 20, 20


class CannotImport(Exception):
    """There is nothing in the list that could be a suit. Its text is a sentence for the user, and names a line."""


class ListLine(NamedTuple):
    """A line of the list and its number in an editor, from 1."""

    number: int
    text: str


class ListRow(NamedTuple):
    """A prompt as it stood in the list, with what else was said about it. fields: by the fields of a card."""

    line: int
    fields: dict[str, str]
    others: tuple[tuple[str, str], ...] = ()


class Remark(NamedTuple):
    """A line of the list that is no prompt, such as a heading."""

    text: str


def lines_of(text: str) -> list[ListLine]:
    """The lines of a text, numbered as editors do it.

    Word processors and web pages also part lines by characters that most editors show within one (U+2028, a vertical
    tab, a form feed): those parts share a number.
    """
    numbered = enumerate(_LINE_END.split(text), start=1)
    return [ListLine(number, part) for number, line in numbered for part in line.splitlines() or [""]]


class ImportLog:
    """Remembers what happened to which lines of the list, which are counted from 1."""

    def __init__(self) -> None:
        self._changed: dict[str, list[int]] = {}
        self._skipped: dict[str, list[int]] = {}

    def changed(self, what: str, line: int) -> None:
        """Something of a line was changed, or has no place on its card."""
        self._changed.setdefault(what, []).append(line)

    def skipped(self, what: str, line: int) -> None:
        """A line is no card. what: a few words, such as "a heading"."""
        self._skipped.setdefault(what, []).append(line)

    def tidy(self, text: str, line: int) -> str:
        """A text of the list as a card can have it; what was changed is told."""
        plain, changes = plain_text(text)
        for change in changes:
            self.changed(change, line)
        return plain

    def first_skipped(self) -> str:
        """The first line that is no card, as the beginning of the sentence that there are none; empty without one."""
        line, what = min(((lines[0], what) for what, lines in self._skipped.items()), default=(1, ""))
        return f"line {line}{f' ({what})' if what else ''}: "

    def notes(self) -> Iterator[str]:
        """What was changed, a sentence for each kind of change."""
        for what, lines in islice(self._changed.items(), _MOST_NOTES):
            yield f"{_lines(lines, _MOST_LINES)}: {what}"
        if len(self._changed) > _MOST_NOTES:
            yield f"{len(self._changed) - _MOST_NOTES} more columns or fields became comments"

    def summary(self) -> str:
        """What was skipped, and why, in one line; empty if nothing was."""
        if not self._skipped:
            return ""
        count = len({line for lines in self._skipped.values() for line in lines})
        some = islice(self._skipped.items(), _MOST_NOTES)
        kinds = ", ".join(f"{what} ({_lines(lines, _MOST_SKIPPED)})" for what, lines in some)
        return f"{count} line{'' if count == 1 else 's'} skipped: {kinds}"


def _lines(lines: Iterable[int], most: int) -> str:
    distinct = sorted(set(lines))
    shown = ", ".join(map(str, distinct[:most])) + (", …" if len(distinct) > most else "")
    return f"line{'' if len(distinct) == 1 else 's'} {shown}"

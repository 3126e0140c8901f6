"""What became of each line of a list, since nothing is changed in silence; and that there is nothing in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

_MOST_LINES, _MOST_SKIPPED, _MOST_NOTES = 5, 20, 20


class CannotImport(Exception):
    """There is nothing in the list that could be a suit. Its text is a sentence for the user, and names a line."""


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

    def first_skipped(self) -> str:
        """The first line that is no card, as the beginning of the sentence that there are none; empty without one."""
        line, what = min(((lines[0], what) for what, lines in self._skipped.items()), default=(1, ""))
        return f"line {line}{f' ({what})' if what else ''}: "

    def notes(self) -> Iterator[str]:
        """What was changed, a sentence for each kind of change."""
        for what, lines in islice(self._changed.items(), _MOST_NOTES):
            yield f"{_lines(lines)}: {what}"
        if len(self._changed) > _MOST_NOTES:
            yield f"{len(self._changed) - _MOST_NOTES} more columns or fields became comments"

    def summary(self) -> str:
        """What was skipped, and why, in one line; empty if nothing was."""
        count = len({line for lines in self._skipped.values() for line in lines})
        if not count:
            return ""
        kinds = [
            f"{what} ({_lines(lines, _MOST_SKIPPED)})" for what, lines in islice(self._skipped.items(), _MOST_NOTES)
        ]
        return f"{count} line{'' if count == 1 else 's'} skipped: {', '.join(kinds)}"


def _lines(lines: Iterable[int], most: int = _MOST_LINES) -> str:
    distinct = sorted(set(lines))
    shown = ", ".join(map(str, distinct[:most])) + (", …" if len(distinct) > most else "")
    return f"line{'' if len(distinct) == 1 else 's'} {shown}"

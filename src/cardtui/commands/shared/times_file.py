"""The table of planned and real times of a workshop: its columns, and the file written at each end of the run."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from cardtui.commands.shared.failures import Failure
from cardtui.commands.shared.new_files import refuse_existing, shown_path, write_new, write_over
from cardtui.deck.words import Words
from cardtui.workshop.console_link.channel import State
from cardtui.workshop.run_agenda import AgendaLine, agenda_lines
from cardtui.workshop.run_clock import RunClock

HEAD = ("item", "planned", "minutes", "began", "took")

_FORMULA = ("=", "+", "-", "@")
"""With these a spreadsheet begins what it computes."""


def times_text(lines: Sequence[AgendaLine]) -> str:
    """The agenda of a run as CSV (RFC 4180, but for its line ends), with minutes as numbers.

    ``began`` and ``took`` are empty for an item that never was on.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEAD)
    for line in lines:
        title = " ".join(line.title.split())
        shown = f"'{title}" if title.startswith(_FORMULA) else title
        writer.writerow((shown, line.planned, line.minutes, line.began, line.took))
    return text.getvalue()


class TimesFile:
    """Hears of each change of a run, so that nothing is lost where the program is killed after the end."""

    def __init__(self, path: Path, words: Words) -> None:
        """path: where it is to be.

        Raises:
            Failure: something is there, or there is no folder for it that can be written to.
        """
        refuse_existing(path)
        if not os.access(path.parent, os.W_OK):
            raise Failure(f"{shown_path(path)} cannot be written: there is no folder {shown_path(path.parent)} for it.")
        self._path = path
        self._words = words
        self._ended: float | None = None
        self._written: tuple[int, int, int] | None = None
        self._failure: Failure | None = None

    def note(self, state: State, clock: RunClock | None = None) -> None:
        """Write the times if the run has come to an end; over the file only where it is ours still.

        clock: the run's; by default that of the state.
        """
        ended, before = state.run.ended, self._ended
        self._ended = ended
        if ended is None or ended == before:
            return
        lines = agenda_lines(state.plan, state.run, clock or RunClock(state.began_at), self._words)
        write = write_over if self._written is not None and self._mark() == self._written else write_new
        try:
            write(self._path, times_text(lines).encode())
        except Failure as failure:
            self._failure = failure
        else:
            self._failure, self._written = None, self._mark()

    def said(self) -> str:
        """What the leader is told of it after leaving.

        Raises:
            Failure: the run has ended, and the times could not be written.
        """
        if self._ended is None:
            again = "--keep-times again" + (", with another name," if self._written is not None else "")
            return f"{shown_path(self._path)} is written once the workshop has ended. Give {again} when you go on."
        if self._failure is not None:
            raise self._failure
        return f"{shown_path(self._path)}: planned and real times of each item, and nothing else of the workshop."

    def _mark(self) -> tuple[int, int, int] | None:
        """What tells the file that lies there from any other."""
        try:
            found = self._path.lstat()
        except OSError:
            return None
        return found.st_dev, found.st_ino, found.st_mtime_ns

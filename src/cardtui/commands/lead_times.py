"""The table of planned and real times of a workshop: its columns, and the file written each time the run ends."""

from __future__ import annotations

import csv
import os
import stat
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from cardtui.commands.shared.failures import Failure
from cardtui.commands.shared.new_files import refuse_existing, write_new, write_over
from cardtui.commands.shared.output import one_line
from cardtui.deck.words import Words
from cardtui.system.durable_files import free_name
from cardtui.workshop.console_link.channel import State
from cardtui.workshop.run import Run
from cardtui.workshop.run_clock import RunClock
from cardtui.workshop.run_schedule import AgendaLine, agenda_lines
from cardtui.workshop.workshop_plan import WorkshopPlan

HEAD = ("item", "planned", "minutes", "began", "took")

_FORMULA = ("=", "+", "-", "@")
"""Spreadsheets take cells that begin with these for formulas."""


LARGEST = 1 << 20
"""Bytes of the largest file that may be ours; a table has about a hundred a line."""


def times_text(lines: Sequence[AgendaLine]) -> str:
    """The agenda of a run as CSV (RFC 4180, except for its line ends), with minutes as numbers.

    ``began`` and ``took`` are empty for an item that was never shown.
    """
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(_rows(lines))
    return text.getvalue()


def _rows(lines: Sequence[AgendaLine]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [HEAD]
    for line in lines:
        title = " ".join(line.title.split())
        shown = f"'{title}" if title.startswith(_FORMULA) else title
        rows.append((shown, line.planned, line.minutes, line.began, line.took))
    return rows


def is_earlier(text: str, lines: Sequence[AgendaLine]) -> bool:
    """Whether a table is from an earlier end of this run: all that had begun by then did so at exactly these times.

    Since then, a day may have been added before a time.
    """
    told, now = list(csv.reader(StringIO(text))), _rows(lines)
    if len(told) != len(now) or any(len(row) != len(HEAD) for row in told):
        return False
    return all(
        (title, minutes) == (own[0], own[2]) and own[1].endswith(planned) and own[3].endswith(began)
        for (title, planned, minutes, began, _), own in zip(told, now, strict=True)
    )


class TimesFile:
    """Receives each change of a run, so that nothing is lost if the program is killed after the end."""

    def __init__(self, path: Path, words: Words, found: tuple[WorkshopPlan, Run, RunClock] | None = None) -> None:
        """path: where to write. found: an unfinished run, which may have had an end that was undone.

        Raises:
            Failure: the path exists and is not from an earlier end of this run, or its folder is missing or not
                writable.
        """
        self._path = path
        self._words = words
        self._of = found[2].began_at if found is not None else None
        self._written = self._mark() if found is not None and self._tells_of(*found) else None
        if self._written is None:
            refuse_existing(path)
        if not os.access(path.parent, os.W_OK):
            raise Failure(f"{one_line(path)} cannot be written: there is no folder {one_line(path.parent)} for it.")
        self._ended: float | None = None
        self._failure: Failure | None = None

    def note(self, state: State, clock: RunClock | None = None) -> None:
        """Write the times if the run has ended; overwrite the file only if it is still ours.

        clock: the run's; by default that of the state.
        """
        ended, before = state.run.ended, self._ended
        self._ended = ended
        if ended is None or ended == before:
            return
        if self._of is not None and self._of != state.began_at and self._written is not None:
            # Started over: the previous run's file stays.
            self._path, self._written = free_name(self._path, "{path.stem}-{number}{path.suffix}"), None
        lines = agenda_lines(state.plan, state.run, clock or RunClock(state.began_at), self._words)
        write = write_over if self._written is not None and self._mark() == self._written else write_new
        try:
            write(self._path, times_text(lines).encode())
        except Failure as failure:
            self._failure = failure
        else:
            self._failure, self._written, self._of = None, self._mark(), state.began_at

    def said(self) -> str:
        """What to tell the leader about it after quitting.

        Raises:
            Failure: the run has ended, and the times could not be written.
        """
        if self._ended is None:
            path = one_line(self._path)
            return f"{path} is written once the workshop has ended. Give --keep-times again when you go on."
        if self._failure is not None:
            raise self._failure
        return f"{one_line(self._path)}: planned and real times of each item, and nothing else of the workshop."

    def _tells_of(self, plan: WorkshopPlan, run: Run, clock: RunClock) -> bool:
        """Whether the existing file is from an earlier end of this run."""
        try:
            about = self._path.lstat()
            is_file = stat.S_ISREG(about.st_mode) and about.st_size <= LARGEST
            if not is_file or about.st_mtime < clock.time_of_day(run.visits[0].since).timestamp():
                return False
            text = self._path.read_text(encoding="utf-8")
        except (OSError, ValueError):
            return False
        return is_earlier(text, agenda_lines(plan, run, clock, self._words))

    def _mark(self) -> tuple[int, int, int] | None:
        """A fingerprint of the existing file."""
        try:
            found = self._path.lstat()
        except OSError:
            return None
        return found.st_dev, found.st_ino, found.st_mtime_ns

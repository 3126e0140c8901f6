"""Backups: copies of the save file in a folder beside it, and putting one, or nothing, in the place of the file.

The times at which they are made, and that old ones give way, are those of Anki's backups: before a backup is put in the
place of the file, and once on each day on which something changed. A copy never holds the moves of an evening: they
are erased when it ends, and nobody would erase them from a copy. Restoring keeps what was there, whatever it was.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cardtui.save.database import has_journal, has_our_sign, journal_path, nothing, real, recognize, require_sqlite
from cardtui.save.errors import Damaged, Newer, NotOurs, SaveError, Unwritable, told
from cardtui.save.history import History
from cardtui.save.snapshot import PlayedEvening
from cardtui.save.sqlite_version import sqlite3
from cardtui.save.store import put_evening, put_rows
from cardtui.save.window_lock import take_lock
from cardtui.system.durable_files import (
    erase,
    free_name,
    is_file,
    is_folder,
    is_link,
    look,
    make_durable,
    replace_durably,
    write_new,
)

DAILY = "daily"
"""Why a backup was made: something changed on that day."""

BEFORE_RESTORE = "restored"
"""Why a backup was made: another one was put in the place of the save file."""

DAYS, WEEKS, MONTHS = 7, 8, 12
"""Retention: all backups of the last 7 days, the newest of each of 8 weeks and 12 months, counting only those that have
one. So a pause, or a clock that is wrong once, thins nothing."""


# Which there are


class Backup(NamedTuple):
    """A copy of the save file, as its name tells of it. why: `DAILY` or `BEFORE_RESTORE`."""

    day: date
    why: str
    number: int
    path: Path


def backups_path(save: Path) -> Path:
    """The folder that holds the backups of the save file ``save``, and nothing else."""
    return save.with_name(f"{save.name}-backups")


def backups(save: Path) -> list[Backup]:
    """The backups of ``save`` that are there, the newest first; nothing else that may lie in the same folder.

    Raises `SaveError` where nobody may look.
    """
    with told(backups_path(save)):
        return [backup for backup in named_as_backups(save) if is_file(backup.path)]


def named_as_backups(save: Path) -> list[Backup]:
    """Whatever has the name of a backup of ``save``, the newest first: links as well. Raises `SaveError`."""
    folder = backups_path(save)
    with told(folder):
        found = list(filter(None, (_named(save, path) for path in folder.iterdir()))) if is_folder(folder) else []
    # The one of the day is made anew whenever something changes, so it is the newest.
    return sorted(found, key=lambda each: (each.day, each.why == DAILY, each.number), reverse=True)


_NAME = re.compile(r"\.(\d{4}-\d\d-\d\d)\.(daily|restored)(?:\.(\d+))?", re.ASCII)


def _named(save: Path, path: Path) -> Backup | None:
    found = _NAME.fullmatch(path.name.removeprefix(save.name)) if path.name.startswith(f"{save.name}.") else None
    if found is None:
        return None
    with suppress(ValueError):
        return Backup(date.fromisoformat(found[1]), found[2], int(found[3] or 1), path)
    return None


def unfinished(save: Path) -> Path:
    """Where a backup is written before it gets its name; a copy that was cut off may be left there."""
    return backups_path(save) / f"{save.name}.part"


def restored_part(save: Path) -> Path:
    """Where the new file is written before it takes the place of the old one; a kill may leave it there."""
    return save.with_name(f"{save.name}.restoring")


def set_aside(save: Path) -> list[Path]:
    """The damaged files that were kept beside ``save``, with their journals. Raises `SaveError` if nobody may look."""
    pattern = re.compile(re.escape(save.name) + r"\.damaged-\d{4}-\d\d-\d\d(\.\d+)?(-journal)?", re.ASCII)
    with told(save):
        if not is_folder(save.parent):
            return []
        return sorted(path for path in save.parent.iterdir() if pattern.fullmatch(path.name))


def beside(save: Path) -> list[Path]:
    """What is there besides ``save`` and its lock: backups, damaged files, and what a kill left of a copy."""
    parts = (part for part in (unfinished(save), restored_part(save)) if os.path.lexists(part))
    return [*(backup.path for backup in named_as_backups(save)), *set_aside(save), *parts]


def good_backups(save: Path, today: date) -> Iterator[Backup]:
    """The backups in which everything can be read, the one that is most likely wanted first: the newest.

    Those from the future were made with a wrong clock, or the clock is wrong now, and come after all others. Raises
    `SaveError`.
    """
    there = sorted(backups(save), key=lambda backup: backup.day > today)
    return (backup for backup in there if is_good(backup.path))


def is_good(backup: Path) -> bool:
    """Whether everything in a backup can be read."""
    try:
        with History.open(backup) as reading:
            reading.read_all()
        return backup.stat().st_size > 0
    except (SaveError, OSError):
        return False


# Making them


def back_up(reading: History, save: Path, why: str, today: date) -> Path:
    """Copy the save file, without its open evenings, and return where to.

    reading: the save file. why: one of the reasons above; a daily one takes the place of the one made earlier on that
    day. What the newest backup holds already is not copied again. Raises `SaveError`.
    """
    with closing(reading.copied()) as copy:
        data = copy.serialize()  # the same for the same content
    latest = next(iter(backups(save)), None)
    with told(backups_path(save)):
        if latest is not None and latest.path.read_bytes() == data:
            return latest.path
        with suppress(FileExistsError):
            backups_path(save).mkdir(mode=0o700)
        _check_folder(backups_path(save))
        path = backups_path(save) / f"{save.name}.{today.isoformat()}.{why}"
        if why != DAILY or is_link(path):
            path = free_name(path)
        replace_durably(path, data, unfinished(save))
    return path


def why_no_backup(save: Path) -> SaveError | None:
    """Why no backup of ``save`` could be made as things are; None if nothing speaks against it."""
    folder = backups_path(save)
    try:
        with told(folder):
            if look(folder) is not None:
                _check_folder(folder)
    except SaveError as error:
        return error
    return None


def _check_folder(folder: Path) -> None:
    """Check that backups can be put into the folder for them. Raises `SaveError`, OSError."""
    if is_link(folder):
        # What lies behind a link is not ours to list, to thin and to erase; so nothing is put there.
        link = f"{folder} leads somewhere else."
        raise Unwritable(folder, "The folder of backups is a link", link, "Move it away; a new one is made then.")
    if not is_folder(folder):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder / "backup"))
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))


def thin(save: Path) -> list[Path]:
    """Erase the backups that have become too many for their age, and return them. Raises `SaveError`."""
    there = backups(save)
    gone = [each.path for each, stays in zip(there, _stay(each.day for each in there), strict=True) if not stays]
    with told(backups_path(save)):
        return [path for path in gone if erase(path)]


def _stay(days: Iterable[date]) -> Iterator[bool]:
    """For each of ``days``, the newest first, whether its backup stays."""
    recent: set[object] = set()
    weeks: set[object] = set()
    months: set[object] = set()
    for day in days:
        week, month = day.isocalendar()[:2], (day.year, day.month)
        first_of_week = week not in weeks and len(weeks) < WEEKS
        first_of_month = month not in months and len(months) < MONTHS
        recent.add(day)
        weeks.add(week)
        months.add(month)
        yield len(recent) <= DAYS or first_of_week or first_of_month


# Restoring one


def restore(save: Path, backup: Path | None, today: date, *, own: bool = False) -> Path | None:
    """Put ``backup`` in the place of the save file ``save``, in one step, and return where what was there is kept.

    An evening that is open, and can be read, stays open. A sound file becomes a backup, where its moves are left out; a
    damaged one is kept as it is, beside. backup: None for a file in which nothing is remembered yet. own: the file lies
    in our own folder, so that it is ours even if it is too damaged to say so itself. Returns None if there was nothing.
    Raises `Locked` while a window is open, `NotOurs`, `Damaged` if it is the backup that cannot be read.
    """
    path = real(save)
    require_sqlite(path)
    check_ours(path, own=own and not is_link(save))
    part = restored_part(path)
    with told(path), take_lock(path):
        erase(part)
        opened, sound = _look(path)
        try:
            with closing(_content(backup)) as content:
                for evening in opened:
                    put_rows(content, put_evening(content, evening.position), evening.rows)
                write_new(part, content.serialize())
            kept = _keep(path, today, sound=sound)
            part.replace(path)
            make_durable(path.parent)
            thin(path)
        finally:
            with suppress(OSError):
                erase(part)
    return kept


def check_ours(path: Path, *, own: bool) -> None:
    """Check that a file is a save file, however damaged it is. Raises `SaveError`. own: it lies in our own folder."""
    try:
        recognize(path)
    except Newer:
        pass  # ours, too
    except (Damaged, NotOurs):
        if not looks_like_ours(path, own=own):
            raise


def looks_like_ours(path: Path, *, own: bool) -> bool:
    """Whether a file that SQLite cannot tell us about must be a save file nevertheless.

    It lies in our folder, has backups, or has our sign in what is left of its header. Raises `SaveError`.
    """
    with told(path):
        return (own or bool(backups(path)) or has_our_sign(path)) and not is_folder(path)


def _look(path: Path) -> tuple[list[PlayedEvening], bool]:
    """The open evenings that can be read, and whether all that should be readable is."""
    opened: list[PlayedEvening] = []
    sound = True
    try:
        with History.open(path) as reading:
            try:
                reading.read_all()
            except Damaged:
                sound = False
            for evening in reading.open_evenings():
                try:
                    reading.rows(evening)
                    opened.append(reading.played(evening))
                except SaveError:
                    sound = False
    except (Damaged, NotOurs, Newer):
        sound = False
    return opened, sound


def _content(backup: Path | None) -> sqlite3.Connection:
    """What will be in the file: a database in memory. Raises `SaveError`."""
    if backup is None:
        return nothing()
    with History.open(backup) as reading:
        # A backup holds nothing open; but any save file can be named, and its moves may long have been erased.
        return reading.copied()


def _keep(path: Path, today: date, *, sound: bool) -> Path | None:
    """Keep the file at ``path``: as a backup if it is sound, else beside, as it is. Raises `SaveError`, OSError."""
    found = look(path)
    if found is None or found.st_size == 0:
        return None
    if sound:
        with History.open(path) as reading:
            return back_up(reading, path, BEFORE_RESTORE, today)
    aside = free_name(path.with_name(f"{path.name}.damaged-{today.isoformat()}"))
    # The journal first: beside another file it would be put into that one.
    if has_journal(path):
        journal_path(path).rename(journal_path(aside))
    try:
        # A second name, so that at no moment there is no file at all; the new one takes the first name over.
        aside.hardlink_to(path)
    except OSError:
        path.rename(aside)  # some file systems know no second names
    return aside

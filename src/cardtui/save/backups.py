"""Backups: copies of the save file in a folder beside it, and replacing the file with one of them or with a new one.

The schedule and the thinning follow Anki's backups: one before each restore, and one on each day on which something
changed. A copy never holds the moves of an evening: they are erased when the evening ends, and a copy would keep them.
Restoring always keeps the old file.
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
"""Why a backup was made: another one was about to replace the save file."""

DAYS, WEEKS, MONTHS = 7, 8, 12
"""Retention limits: all backups of the last 7 days, the newest of each of 8 weeks and 12 months.

Only days, weeks and months with a backup count, so a pause, or a clock that is wrong once, removes nothing.
"""


# Listing


class Backup(NamedTuple):
    """A copy of the save file, as parsed from its file name. why: `DAILY` or `BEFORE_RESTORE`."""

    day: date
    why: str
    number: int
    path: Path


def backups_path(save: Path) -> Path:
    """The folder for the backups of the save file ``save``. Nothing else is put there."""
    return save.with_name(f"{save.name}-backups")


def backups(save: Path) -> list[Backup]:
    """The backups of ``save``, newest first. Other files in the same folder are ignored.

    Raises `SaveError` if the folder cannot be read.
    """
    with told(backups_path(save)):
        return [backup for backup in named_as_backups(save) if is_file(backup.path)]


def named_as_backups(save: Path) -> list[Backup]:
    """Everything named like a backup of ``save``, including links, newest first. Raises `SaveError`."""
    folder = backups_path(save)
    with told(folder):
        found = list(filter(None, (_named(save, path) for path in folder.iterdir()))) if is_folder(folder) else []
    # The daily backup is rewritten after every change, so it is the newest of its day.
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
    """The temporary name of a backup while it is written. An interrupted copy may be left there."""
    return backups_path(save) / f"{save.name}.part"


def restored_part(save: Path) -> Path:
    """The temporary name of the new file until it replaces the old one. A kill may leave it there."""
    return save.with_name(f"{save.name}.restoring")


def set_aside(save: Path) -> list[Path]:
    """Damaged files kept beside ``save``, with their journals. Raises `SaveError` if the folder cannot be read."""
    pattern = re.compile(re.escape(save.name) + r"\.damaged-\d{4}-\d\d-\d\d(\.\d+)?(-journal)?", re.ASCII)
    with told(save):
        if not is_folder(save.parent):
            return []
        return sorted(path for path in save.parent.iterdir() if pattern.fullmatch(path.name))


def beside(save: Path) -> list[Path]:
    """The other files of ``save``, without its lock: backups, damaged files, and partial copies left by a kill."""
    parts = (part for part in (unfinished(save), restored_part(save)) if os.path.lexists(part))
    return [*(backup.path for backup in named_as_backups(save)), *set_aside(save), *parts]


def good_backups(save: Path, today: date) -> Iterator[Backup]:
    """The backups that are fully readable, the most likely choice first: newest to oldest.

    Backups dated in the future come last, since their clock or the current one is wrong. Raises `SaveError`.
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


# Making backups


def back_up(reading: History, save: Path, why: str, today: date) -> Path:
    """Copy the save file, without its open evenings, and return the path of the copy.

    reading: the save file. why: `DAILY` or `BEFORE_RESTORE`; a daily backup replaces an earlier one of the same day.
    Nothing is written if the newest backup has the same content. Raises `SaveError`.
    """
    with closing(reading.copied()) as copy:
        data = copy.serialize()  # deterministic: equal content gives equal bytes
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
    """Why a backup of ``save`` would fail right now; None if nothing prevents it."""
    folder = backups_path(save)
    try:
        with told(folder):
            if look(folder) is not None:
                _check_folder(folder)
    except SaveError as error:
        return error
    return None


def _check_folder(folder: Path) -> None:
    """Check that backups can be written to their folder. Raises `SaveError`, OSError."""
    if is_link(folder):
        # The target of a link is not ours to list, thin or erase, so nothing is written there.
        link = f"{folder} leads somewhere else."
        raise Unwritable(folder, "The folder of backups is a link", link, "Move it away; a new one is made then.")
    if not is_folder(folder):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder / "backup"))
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))


def thin(save: Path) -> list[Path]:
    """Erase the backups that exceed the retention limits, and return them. Raises `SaveError`."""
    there = backups(save)
    gone = [each.path for each, stays in zip(there, _stay(each.day for each in there), strict=True) if not stays]
    with told(backups_path(save)):
        return [path for path in gone if erase(path)]


def _stay(days: Iterable[date]) -> Iterator[bool]:
    """For each of ``days``, newest first, whether its backup is kept."""
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


# Restoring


def restore(save: Path, backup: Path | None, today: date, *, own: bool = False) -> Path | None:
    """Replace the save file ``save`` with ``backup`` atomically, and return where the old file is kept.

    An open evening stays open if it can be read. A sound file becomes a backup, without its moves; a damaged file is
    kept unchanged beside the new one. backup: None for an empty save file. own: the file is in our own folder, so it is
    ours even if it is too damaged to identify itself. Returns None if there was no file. Raises `Locked` while a window
    is open, `NotOurs`, and `Damaged` if the backup cannot be read.
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
    """Check that a file is a save file, even a damaged one. Raises `SaveError`. own: it is in our own folder."""
    try:
        recognize(path)
    except Newer:
        pass  # also ours
    except (Damaged, NotOurs):
        if not looks_like_ours(path, own=own):
            raise


def looks_like_ours(path: Path, *, own: bool) -> bool:
    """Whether a file must be a save file although SQLite cannot identify it.

    It is if it is in our folder, has backups, or has our application ID in what is left of its header. Raises
    `SaveError`.
    """
    with told(path):
        return (own or bool(backups(path)) or has_our_sign(path)) and not is_folder(path)


def _look(path: Path) -> tuple[list[PlayedEvening], bool]:
    """The readable open evenings, and whether everything that should be readable is."""
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
    """The content of the new file, as a database in memory. Raises `SaveError`."""
    if backup is None:
        return nothing()
    with History.open(backup) as reading:
        # A backup has no open evening. But any save file can be given, with moves that ours may have erased long ago.
        return reading.copied()


def _keep(path: Path, today: date, *, sound: bool) -> Path | None:
    """Keep the file at ``path``: as a backup if it is sound, else unchanged beside it. Raises `SaveError`, OSError."""
    found = look(path)
    if found is None or found.st_size == 0:
        return None
    if sound:
        with History.open(path) as reading:
            return back_up(reading, path, BEFORE_RESTORE, today)
    aside = free_name(path.with_name(f"{path.name}.damaged-{today.isoformat()}"))
    # Rename the journal first: if it were left behind, SQLite would apply it to the new file.
    if has_journal(path):
        journal_path(path).rename(journal_path(aside))
    try:
        # A hard link, so that there is a file at every moment; the new file then takes over the first name.
        aside.hardlink_to(path)
    except OSError:
        path.rename(aside)  # some file systems have no hard links
    return aside

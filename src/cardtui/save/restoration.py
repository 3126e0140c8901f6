"""Putting a backup, or nothing, in the place of the save file. What was there is kept, whatever it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from cardtui.save.backups import BEFORE_RESTORE, back_up, backups, is_from_future, thin
from cardtui.save.database import (
    APPLICATION_ID,
    has_journal,
    journal_path,
    nothing,
    read_header,
    real,
    recognize,
    require_sqlite,
)
from cardtui.save.errors import Damaged, Newer, NotOurs, SaveError, told
from cardtui.save.history import History
from cardtui.save.snapshot import PlayedEvening
from cardtui.save.sqlite_version import sqlite3
from cardtui.save.store import put_evening, put_rows
from cardtui.save.window_lock import Lock
from cardtui.system.durable_files import erase, free_name, is_file, is_folder, look, make_durable, write_new


def restore(save: Path, backup: Path | None, today: date, *, own: bool = False) -> Path | None:
    """Put ``backup`` in the place of the save file ``save``, in one step, and return where what was there is kept.

    An evening that is open, and can be read, stays open. A sound file becomes a backup, where its moves are left out; a
    damaged one is kept as it is, beside. backup: None for a file in which nothing is remembered yet. own: the file lies
    in our own folder, so that it is ours even if it is too damaged to say so itself. Returns None if there was nothing.
    Raises `Locked` while a window is open, `NotOurs`, `Damaged` if it is the backup that cannot be read.
    """
    path = real(save)
    require_sqlite(path)
    check_ours(path, own=own)
    with told(path):
        lock = Lock.take(path)
        try:
            part = restored_part(path)
            erase(part)
            opened, sound = _look(path)
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
                erase(restored_part(path))
            lock.release()
    return kept


def looks_like_ours(path: Path, *, own: bool) -> bool:
    """Whether a file that SQLite cannot tell us about must be a save file nevertheless.

    It lies in our folder, has backups, or has our sign in what is left of its header. Raises `SaveError`.
    """
    with told(path):
        return (own or bool(backups(path)) or has_our_sign(path)) and not is_folder(path)


def has_our_sign(path: Path) -> bool:
    """Whether a file says in SQLite's header, or in what is left of it, that it is a save file. Raises OSError."""
    return is_file(path) and read_header(path).owner == APPLICATION_ID


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


def aside_path(save: Path, today: date) -> Path:
    """Where a damaged file will be kept."""
    return free_name(save.with_name(f"{save.name}.damaged-{today.isoformat()}"))


def check_ours(path: Path, *, own: bool) -> None:
    """Check that a file is a save file, however damaged it is. Raises `SaveError`. own: it lies in our own folder."""
    try:
        recognize(path)
    except Newer:
        pass  # ours, too
    except (Damaged, NotOurs):
        if not looks_like_ours(path, own=own):
            raise


def _look(path: Path) -> tuple[list[PlayedEvening], bool]:
    """The open evenings that can be read, and whether all that should be readable is."""
    opened: list[PlayedEvening] = []
    try:
        with History.open(path) as reading:
            sound = is_readable(reading)
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
    aside = aside_path(path, today)
    # The journal first: beside another file it would be put into that one.
    if has_journal(path):
        journal_path(path).rename(journal_path(aside))
    try:
        # A second name, so that at no moment there is no file at all; the new one takes the first name over.
        aside.hardlink_to(path)
    except OSError:
        path.rename(aside)  # some file systems know no second names
    return aside


def good_backups(save: Path, today: date) -> Iterator[Path]:
    """The backups in which everything can be read, the one that is most likely wanted first: the newest.

    Those from the future were made with a wrong clock, or the clock is wrong now, and come after all others. Raises
    `SaveError`.
    """
    there = sorted(backups(save), key=lambda path: is_from_future(save, path, today))
    return filter(is_good, there)


def newest_good(save: Path, today: date) -> Path | None:
    """The first of the `good_backups`; None if there is none. Raises `SaveError`."""
    return next(good_backups(save, today), None)


def is_good(backup: Path) -> bool:
    """Whether everything in a backup can be read."""
    try:
        with History.open(backup) as reading:
            return backup.stat().st_size > 0 and is_readable(reading)
    except (SaveError, OSError):
        return False


def is_readable(reading: History) -> bool:
    """Whether all that stays when an evening has ended can be read."""
    try:
        reading.read_all()
    except Damaged:
        return False
    return True

"""From an older format of the save file to this one: after a backup, in one transaction, or not at all."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

from cardtui.save.errors import Damaged, told
from cardtui.save.opening import check_objects, check_pages, connect_to_write
from cardtui.save.schema import Format

BACKUPS = "backups"
"""Name of the folder beside the save file."""


def backups_path(save: Path) -> Path:
    """The folder that holds the backups of the save file ``save``."""
    return save.with_name(BACKUPS)


def backups(save: Path) -> list[Path]:
    """The backups of ``save`` that are there, by name; nothing else that may lie in the same folder."""
    folder = backups_path(save)
    if folder.is_symlink() or not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if _label(save, path.name))


def migrate(connection: sqlite3.Connection, path: Path, number: int, format_: Format) -> Path:
    """Bring the file at ``path`` from format ``number`` to ``format_`` and return the backup made before.

    If anything fails the file stays as it was. Raises `SaveError`.
    """
    check_pages(path)
    backup = back_up(connection, path, f"format-{number}")
    with told(path):
        # Tables that refer to each other are rebuilt one by one; this has no effect inside a transaction.
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN IMMEDIATE")
        try:
            _steps(connection, path, number, format_)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        connection.execute("PRAGMA foreign_keys = ON")
    return backup


def migrated_in_memory(connection: sqlite3.Connection, path: Path, number: int, format_: Format) -> sqlite3.Connection:
    """Copy an older file into memory and migrate the copy, for those who only read. Raises `SaveError`."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.backup(copy)
        copy.execute("BEGIN")
        _steps(copy, path, number, format_)
        copy.execute("COMMIT")
    except BaseException:
        copy.close()
        raise
    return copy


def _steps(connection: sqlite3.Connection, path: Path, number: int, format_: Format) -> None:
    for step in range(number, format_.number):
        if step not in format_.migrations:
            raise Damaged(path, "The format number")
        format_.migrations[step](connection)
    connection.execute(f"PRAGMA user_version = {format_.number}")
    check_objects(connection, path, format_)
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise Damaged(path, "An evening")


def back_up(connection: sqlite3.Connection, save: Path, label: str) -> Path:
    """Copy the save file, without its open evenings, and return where to.

    Moves are erased when their evening ends, and nobody would erase them from a copy: so a copy never gets any.
    label: goes into the name. Raises `SaveError`.
    """
    with told(backups_path(save)):
        with suppress(FileExistsError):
            backups_path(save).mkdir(mode=0o700)
        path = _new_file(save, label)
    try:
        with told(path), closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
            connection.backup(copy)
            copy.execute("DELETE FROM moves")
            copy.execute("DELETE FROM evenings WHERE ended_at IS NULL")
            copy.execute("VACUUM")
            with closing(connect_to_write(path)) as target:
                copy.backup(target)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _new_file(save: Path, label: str) -> Path:
    for name in _names(save, label):
        path = backups_path(save) / name
        try:
            # Made before SQLite opens it, which would make it readable for everyone.
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            continue
        return path
    raise AssertionError("names do not end")


def _names(save: Path, label: str) -> Iterator[str]:
    yield f"{save.name}.{label}"
    for number in count(2):
        yield f"{save.name}.{label}.{number}"


def _label(save: Path, name: str) -> bool:
    """Whether ``name`` is one that `back_up` gives: the save file's, ``format-`` and one or two numbers."""
    start = f"{save.name}.format-"
    rest = name.removeprefix(start).split(".")
    return name.startswith(start) and len(rest) <= 2 and all(part.isdecimal() and part.isascii() for part in rest)  # noqa: PLR2004

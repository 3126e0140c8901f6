"""From an older format of the save file to this one: after a backup, in one transaction, or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cardtui.save.backups import back_up, before_format
from cardtui.save.database import check_objects, check_pages, copy_into
from cardtui.save.errors import Damaged, told
from cardtui.save.sqlite_version import sqlite3
from cardtui.save.tables import Format


def migrate(connection: sqlite3.Connection, path: Path, number: int, format_: Format, today: date) -> Path:
    """Bring the file at ``path`` from format ``number`` to ``format_`` and return the backup made before.

    If anything fails the file stays as it was. Raises `SaveError`.
    """
    if number not in format_.migrations:
        raise Damaged(path, "The format number")
    check_pages(path)
    backup = back_up(connection, path, before_format(number), today)
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
        copy_into(copy, connection)
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

"""What other programs, a failing disk and a curious user do to a save file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from cardtui.save.database import journal_path

Change = Callable[[Path], object]
"""Changes a file, or puts another one in its place."""


def sql(*statements: str) -> Change:
    """Write with SQLite, without our checks."""

    def change(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            connection.execute("PRAGMA writable_schema = ON")
            for statement in statements:
                connection.execute(statement)

    return change


def content(data: bytes) -> Change:
    """Write over the whole file."""
    return lambda path: path.write_bytes(data)


def patched(at: int, data: bytes) -> Change:
    """Write over some of it."""

    def patch(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(at)
            file.write(data)

    return patch


def halfway(path: Path, write: Callable[[sqlite3.Connection], object]) -> dict[Path, bytes]:
    """The file and its journal as a power cut leaves them in the middle of a transaction, which is then undone."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # So small a cache makes SQLite write changed pages to the file before the transaction ends.
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        write(connection)
        found = {file: file.read_bytes() for file in (path, journal_path(path))}
        connection.execute("ROLLBACK")
    assert all(found.values())
    return found


def put(files: dict[Path, bytes]) -> None:
    """Write over whole files."""
    for file, data in files.items():
        file.write_bytes(data)

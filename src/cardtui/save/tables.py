"""The tables of the save file (``tables.sql``), and the numbers by which it is known."""

from __future__ import annotations

import re
from pathlib import Path

from cardtui.save.sqlite_version import sqlite3

APPLICATION_ID = 0x63647475  # "cdtu"
"""Says in the file's header whose database it is."""

FORMAT = 1
"""The number of these tables, kept in the file as ``user_version``; raised when they change."""

_DATE, _HOUR = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]", "[0-9][0-9]:[0-9][0-9]"
_SQL = Path(__file__).with_name("tables.sql").read_text(encoding="utf-8")


def create(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty database, inside the caller's transaction."""
    for statement in _SQL.replace("{time}", f"{_DATE}T{_HOUR}:[0-9][0-9][+-]{_HOUR}").split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {FORMAT}")


def objects(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """The (type, name) of everything that a database holds, apart from what SQLite adds by itself."""
    return {
        (str(type_), str(name))
        for type_, name in connection.execute("SELECT type, name FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*'")
    }


def expected() -> set[tuple[str, str]]:
    """What `objects` finds in a sound file."""
    return {(kind.lower(), name) for kind, name in re.findall(r"^CREATE (\w+) (\w+)", _SQL, re.MULTILINE)}

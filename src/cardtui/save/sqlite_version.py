"""SQLite, if this Python has it, and which one the save file needs.

Python can be built without its module, or find no library for it. Then a stand-in takes its place, so that everything
that can go on without a save file does; `require_sqlite` in `cardtui.save.database` refuses before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        import sqlite3
    except (ImportError, OSError):  # the latter from a library that cannot be loaded

        class sqlite3:  # noqa: N801  (it has the name of the module that is missing)
            """What is looked up before `require_sqlite` refuses."""

            class Error(Exception):
                """Never raised."""

            class Connection:
                """Never made."""

            DatabaseError = ProgrammingError = InterfaceError = Error
            sqlite_version_info = ()


__all__ = ["OLDEST", "sqlite3", "unsuitable"]

OLDEST = (3, 37)
"""The first SQLite with STRICT tables. All else that we ask of it is older."""


def unsuitable() -> str | None:
    """What this Python has instead of the SQLite that is needed, as "3.34" or "none"; None if it has that.

    It may also have been built for an older SQLite than it runs with, and lack what it would know from a newer one.
    """
    found = tuple(sqlite3.sqlite_version_info)
    if not found:
        return "none"
    if found < OLDEST:
        return version(found)
    return None if hasattr(sqlite3.Connection, "serialize") else "one that it cannot use fully"


def version(numbers: tuple[int, ...]) -> str:
    """Write a version as people say it: "3.37"."""
    return ".".join(map(str, numbers[:2]))

"""SQLite, if this Python has it, and the version that the save file needs.

Python can be built without the module, or fail to find its library. Then a stand-in is used, so that everything that
works without a save file still does; `require_sqlite` in `cardtui.save.database` raises before the stand-in is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        import sqlite3
    except (ImportError, OSError):  # OSError: the library cannot be loaded

        class sqlite3:  # noqa: N801  (it has the name of the missing module)
            """The names that are looked up before `require_sqlite` raises."""

            class Error(Exception):
                """Never raised."""

            class Connection:
                """Never created."""

            DatabaseError = ProgrammingError = InterfaceError = Error
            sqlite_version_info = ()


__all__ = ["OLDEST", "sqlite3", "unsuitable"]

OLDEST = (3, 37)
"""The first SQLite with STRICT tables. Everything else we need is older."""


def unsuitable() -> str | None:
    """What this Python has instead of a suitable SQLite, as "3.34" or "none"; None if its SQLite is suitable.

    The module may also have been compiled against an older SQLite than the one loaded, and lack newer functions.
    """
    found = tuple(sqlite3.sqlite_version_info)
    if not found:
        return "none"
    if found < OLDEST:
        return version(found)
    return None if hasattr(sqlite3.Connection, "serialize") else "one that it cannot use fully"


def version(numbers: tuple[int, ...]) -> str:
    """Format a version as major and minor: "3.37"."""
    return ".".join(map(str, numbers[:2]))

"""Opening the save file's SQLite database: checking that it is ours, and its settings for reading and writing.

The settings were chosen by measurement: a rollback journal (``DELETE``) with ``synchronous=EXTRA`` keeps a single file
at rest, works on network folders, leaves no deleted text in a write-ahead log, and costs under 1 ms a commit at the
median; ``secure_delete`` overwrites deleted data.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from cardtui.save.errors import Damaged, Newer, NoFolder, NoHome, NoSqlite, NotOurs, told
from cardtui.save.sqlite_version import OLDEST, sqlite3, unsuitable, version
from cardtui.system.durable_files import is_file
from cardtui.system.paths import is_homeless

PATIENCE = 0.5
"""Seconds that a window waits while another program reads the file. Short, because someone is looking at the screen."""

PATIENCE_TO_READ = 5.0
"""Seconds that a reader waits while a window writes the file."""

_FOR_ALL = (
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)
_TO_READ = ("PRAGMA query_only = ON",)
_TO_WRITE = (
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
)


def without_sqlite(path: Path) -> NoSqlite | None:
    """Why the SQLite of this Python cannot keep the file at ``path``; None if it can."""
    found = unsuitable()
    if found is None:
        return None
    needed = version(OLDEST)
    return NoSqlite(path, found=found, needed=needed, newer="" if found == "none" else f" {needed}")


def require_sqlite(path: Path) -> None:
    """Refuse to open the file at ``path`` with an unsuitable SQLite. Raises `NoSqlite`."""
    # An older SQLite does not understand our tables and would report damage.
    error = without_sqlite(path)
    if error is not None:
        raise error


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Connect read-only; to `nothing` if the file is empty. Raises sqlite3.Error.

    The file is still opened for writing: if a window died during a write, the reader has to roll its journal back.
    """
    connection = _connect(path, PATIENCE_TO_READ, _TO_READ)
    with closed_on_error(connection):
        if not is_new(connection, path):
            return connection
    connection.close()
    return nothing()


def connect_to_write(path: Path) -> sqlite3.Connection:
    """Connect for a play session, and create the tables if the file is empty. Raises sqlite3.Error."""
    connection = _connect(path, PATIENCE, _TO_WRITE)
    with closed_on_error(connection):
        connection.execute("BEGIN IMMEDIATE")
        if is_new(connection, path):
            create(connection)
        connection.execute("COMMIT")
    return connection


def _connect(path: Path, patience: float, pragmas: tuple[str, ...]) -> sqlite3.Connection:
    """Connect to an existing file. Transactions are begun and ended explicitly. patience: seconds to wait."""
    uri = f"file:{quote(str(path.absolute()))}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=patience)
    with closed_on_error(connection):
        for pragma in _FOR_ALL + pragmas:
            connection.execute(pragma).fetchall()
    return connection


def nothing() -> sqlite3.Connection:
    """An empty save file in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    create(connection)
    return connection


@contextmanager
def closed_on_error(connection: sqlite3.Connection) -> Iterator[None]:
    """Close a connection if the body of the ``with`` fails."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def real(path: Path) -> Path:
    """Resolve ``path``: two names of one file must find the same lock beside it.

    Raises `Unwritable` if it would be in the home folder of a user without one.
    """
    if is_homeless(path):
        raise NoHome(path)
    return Path(os.path.realpath(path))


def recognize(path: Path) -> bool:
    """Return whether the file at ``path`` holds anything; False if it is empty or missing and may be created."""
    with told(path):
        try:
            found = path.stat()
        except FileNotFoundError:
            if path.parent.is_dir():
                return False
            raise NoFolder(path) from None
        if not stat.S_ISREG(found.st_mode):
            raise NotOurs(path)
        if found.st_size == 0:
            return False
        header = read_header(path)
        # A write was interrupted, and only the journal has the old content. SQLite rolls it back when it opens the
        # file.
        if has_journal(path) and (header.owner == 0 or not header.is_whole):
            return True
        if header.owner != APPLICATION_ID:
            raise NotOurs(path)
        _check_format(path, header.format)
        return True


class Header(NamedTuple):
    """The fields of SQLite's header, or of what is left of it. owner: the application ID. format: see `FORMAT`."""

    is_whole: bool
    owner: int
    format: int


def read_header(path: Path) -> Header:
    """Read a file's header. Not within a transaction: closing the file would drop its locks. Raises OSError."""
    with path.open("rb") as file:
        found = file.read(72)
    number = int.from_bytes(found[60:64], "big", signed=True)
    return Header(found.startswith(b"SQLite format 3\0"), int.from_bytes(found[68:72], "big"), number)


def has_our_sign(path: Path) -> bool:
    """Whether SQLite's header, or what is left of it, has our application ID. Raises OSError."""
    return is_file(path) and read_header(path).owner == APPLICATION_ID


def is_new(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether an open file holds nothing yet, after SQLite has rolled back any journal.

    Raises `NotOurs`, `Newer`, `Damaged`.
    """
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    number = connection.execute("PRAGMA user_version").fetchone()[0]
    if owner != APPLICATION_ID:
        if owner or number or objects(connection):
            raise NotOurs(path)
        return True
    _check_format(path, number)
    if objects(connection) != expected():  # also if someone else added a trigger or a view
        raise Damaged(path, what="The list of tables")
    return False


def _check_format(path: Path, number: int) -> None:
    if number > FORMAT:
        raise Newer(path, found=number, known=FORMAT)
    if number < FORMAT:
        raise Damaged(path, what="The format number")


def has_journal(path: Path) -> bool:
    """Whether a write to the file was begun and not finished."""
    try:
        return journal_path(path).stat().st_size > 0
    except OSError:
        return False


def journal_path(path: Path) -> Path:
    """SQLite's rollback journal, which exists only during a write."""
    return path.with_name(f"{path.name}-journal")


APPLICATION_ID = 0x63647475  # "cdtu"
"""Marks the file as ours in its header."""

FORMAT = 1
"""The version of the tables, kept in the file as ``user_version``; increased when they change."""

_DATE, _HOUR = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]", "[0-9][0-9]:[0-9][0-9]"
_SQL = Path(__file__).with_name("tables.sql").read_text(encoding="utf-8")


def create(connection: sqlite3.Connection) -> None:
    """Create the tables in an empty database, inside the caller's transaction."""
    for statement in _SQL.replace("{time}", f"{_DATE}T{_HOUR}:[0-9][0-9][+-]{_HOUR}").split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {FORMAT}")


def objects(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """The (type, name) of everything in a database, except SQLite's own objects."""
    return {
        (str(type_), str(name))
        for type_, name in connection.execute("SELECT type, name FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*'")
    }


def expected() -> set[tuple[str, str]]:
    """What `objects` returns for a sound file."""
    return {(kind.lower(), name) for kind, name in re.findall(r"^CREATE (\w+) (\w+)", _SQL, re.MULTILINE)}

"""Opening the save file's SQLite database: whose it is, how it is set up, and who may read it.

The settings and their reasons were measured: a rollback journal (``DELETE``) with ``synchronous=EXTRA`` keeps one file
at rest, works on network folders, leaves no deleted text in a write-ahead log, and costs under 1 ms a commit at the
median; ``secure_delete`` overwrites what is deleted.
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
"""Seconds that a window waits for another program which is just reading the file. Someone looks at the screen."""

PATIENCE_TO_READ = 5.0
"""Seconds that a reader waits for a window which is just writing the file."""

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
    """Why no SQLite here could keep the file at ``path``; None if one could."""
    found = unsuitable()
    if found is None:
        return None
    needed = version(OLDEST)
    return NoSqlite(path, found=found, needed=needed, newer="" if found == "none" else f" {needed}")


def require_sqlite(path: Path) -> None:
    """Refuse to open the file at ``path`` with an SQLite that could not read it. Raises `NoSqlite`."""
    # An older one takes our tables, which it does not understand, for damage.
    error = without_sqlite(path)
    if error is not None:
        raise error


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Connect so that nothing can be changed; to `nothing` if there is nothing in the file. Raises sqlite3.Error.

    Opened for writing nevertheless: if a window died in the middle of a write, the reader has to put its journal back.
    """
    connection = _connect(path, PATIENCE_TO_READ, _TO_READ)
    with closed_on_error(connection):
        if not is_new(connection, path):
            return connection
    connection.close()
    return nothing()


def connect_to_write(path: Path) -> sqlite3.Connection:
    """Connect as a play session does, and make the tables if there is nothing in the file. Raises sqlite3.Error."""
    connection = _connect(path, PATIENCE, _TO_WRITE)
    with closed_on_error(connection):
        connection.execute("BEGIN IMMEDIATE")
        if is_new(connection, path):
            create(connection)
        connection.execute("COMMIT")
    return connection


def _connect(path: Path, patience: float, pragmas: tuple[str, ...]) -> sqlite3.Connection:
    """Connect to a file that is there. Transactions are begun and ended by hand. patience: seconds to wait."""
    uri = f"file:{quote(str(path.absolute()))}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=patience)
    with closed_on_error(connection):
        for pragma in _FOR_ALL + pragmas:
            connection.execute(pragma).fetchall()
    return connection


def nothing() -> sqlite3.Connection:
    """A save file in memory in which nothing is remembered yet."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    create(connection)
    return connection


@contextmanager
def closed_on_error(connection: sqlite3.Connection) -> Iterator[None]:
    """Close a connection if what is done with it fails."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def real(path: Path) -> Path:
    """The file that ``path`` leads to. Two names of one file must find the same lock beside it.

    Raises `Unwritable` if it were in the home folder of somebody who has none.
    """
    if is_homeless(path):
        raise NoHome(path)
    return Path(os.path.realpath(path))


def recognize(path: Path) -> bool:
    """Say whether the file at ``path`` holds anything; False if it is empty or missing, so that a new one can be made.

    Its header is read without SQLite, so that a foreign file is not touched.

    Raises `NotOurs`, `Newer`, `Damaged`, `Unwritable`.
    """
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
        # A write to it was cut off: how it was only the journal knows. SQLite puts that back when the file is opened.
        if has_journal(path) and (header.owner == 0 or not header.is_whole):
            return True
        if header.owner != APPLICATION_ID:
            raise NotOurs(path)
        _check_format(path, header.format)
        return True


class Header(NamedTuple):
    """What SQLite's header says, or what is left of it: whether it is one, whose file it is, and the file's format."""

    is_whole: bool
    owner: int
    format: int


def read_header(path: Path) -> Header:
    """Read a file's header; never within a transaction, whose locks closing the file takes away. Raises OSError."""
    with path.open("rb") as file:
        found = file.read(72)
    number = int.from_bytes(found[60:64], "big", signed=True)
    return Header(found.startswith(b"SQLite format 3\0"), int.from_bytes(found[68:72], "big"), number)


def has_our_sign(path: Path) -> bool:
    """Whether a file says in SQLite's header, or in what is left of it, that it is a save file. Raises OSError."""
    return is_file(path) and read_header(path).owner == APPLICATION_ID


def is_new(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether an open file holds nothing yet, now that SQLite has put back what a journal held.

    Raises `NotOurs`, `Newer`, `Damaged`.
    """
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    number = connection.execute("PRAGMA user_version").fetchone()[0]
    if owner != APPLICATION_ID:
        if owner or number or objects(connection):
            raise NotOurs(path)
        return True
    _check_format(path, number)
    if objects(connection) != expected():  # or a trigger or view of someone else's is among them
        raise Damaged(path, what="The list of tables")
    return False


def _check_format(path: Path, number: int) -> None:
    if number > FORMAT:
        raise Newer(path, found=number, known=FORMAT)
    if number < FORMAT:
        raise Damaged(path, what="The format number")


def has_journal(path: Path) -> bool:
    """Whether a write to the file was begun and not ended."""
    try:
        return journal_path(path).stat().st_size > 0
    except OSError:
        return False


def journal_path(path: Path) -> Path:
    """Where SQLite notes what it is about to change; there only while it does."""
    return path.with_name(f"{path.name}-journal")


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

"""The tables of the save file, and the numbers by which it is known."""

from __future__ import annotations

from cardtui.save.sqlite_version import sqlite3

APPLICATION_ID = 0x63647475  # "cdtu"
"""Says in the file's header whose database it is."""

FORMAT = 1
"""The number of these tables, kept in the file as ``user_version``; raised when they change."""

_TIME = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9][+-][0-9][0-9]:[0-9][0-9]'"

_TABLES = (
    # One row of JSON: settings come and go with versions, and nothing is ever looked up by one of them.
    """
    CREATE TABLE settings (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        value BLOB NOT NULL
    ) STRICT
    """,
    # No AUTOINCREMENT: its counter would remember evenings that left nothing.
    f"""
    CREATE TABLE evenings (
        id INTEGER PRIMARY KEY CHECK (id > 0),
        started_at TEXT NOT NULL CHECK (started_at {_TIME}),
        ended_at TEXT CHECK (ended_at {_TIME}),
        deck TEXT NOT NULL,
        shape TEXT NOT NULL CHECK (shape IN ('evening', 'today', 'own'))
    ) STRICT
    """,
    # A start looks for what is open, and must not have to pass by ten thousand evenings to see that nothing is.
    "CREATE INDEX evenings_open ON evenings (id) WHERE ended_at IS NULL",
    f"""
    CREATE TABLE met (
        evening INTEGER NOT NULL REFERENCES evenings (id) ON DELETE CASCADE,
        n INTEGER NOT NULL CHECK (n >= 0),
        card TEXT NOT NULL CHECK (length(card) BETWEEN 1 AND 64),
        suit TEXT NOT NULL,
        met_at TEXT NOT NULL CHECK (met_at {_TIME}),
        heart INTEGER NOT NULL CHECK (heart IN (0, 1)),
        lap INTEGER NOT NULL CHECK (lap >= 1),
        PRIMARY KEY (evening, n)
    ) STRICT, WITHOUT ROWID
    """,
    # Holds all that dealing asks of the history, so that it never touches the table.
    "CREATE INDEX met_card ON met (card, met_at, lap)",
    "CREATE INDEX met_heart ON met (card) WHERE heart = 1",
    # The first row of an evening, n = 0, has no move: it is where the evening began.
    """
    CREATE TABLE moves (
        evening INTEGER NOT NULL REFERENCES evenings (id) ON DELETE CASCADE,
        n INTEGER NOT NULL CHECK (n >= 0),
        move BLOB CHECK ((move IS NULL) = (n = 0)),
        position BLOB NOT NULL,
        PRIMARY KEY (evening, n)
    ) STRICT
    """,
)


def create(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty database, inside the caller's transaction."""
    for statement in _TABLES:
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
    words = (statement.split(None, 3) for statement in _TABLES)
    return {(kind.lower(), name) for _, kind, name, *_ in words}

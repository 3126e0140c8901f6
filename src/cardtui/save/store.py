"""The save file of a play session: one durable transaction per move, committed before the screen shows its result."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from io import FileIO
from itertools import takewhile
from pathlib import Path
from typing import Self

import msgspec

from cardtui.deck.card import CardId
from cardtui.rules.position import Position
from cardtui.save.database import connect_to_write, real, recognize, require_sqlite
from cardtui.save.errors import Gone, told
from cardtui.save.evening_end import is_kept_already, write_end
from cardtui.save.history import History
from cardtui.save.settings import Settings
from cardtui.save.snapshot import EveningId, PlayedEvening, RawRow, without_names
from cardtui.save.sqlite_version import sqlite3
from cardtui.save.window_lock import lock_path, take_lock
from cardtui.system.durable_files import is_link, make_folders
from cardtui.text.local_time import timestamp

# A card has a heart if any of its meetings has one: a heart is set on the last meeting and cleared on all.
_GIVE_HEART = (
    "UPDATE met SET heart = 1 WHERE card = ?1 AND met_at = (SELECT max(met_at) FROM met AS other WHERE other.card = ?1)"
)
_TAKE_HEART = "UPDATE met SET heart = 0 WHERE card = ?1"


class Store(History):
    """One save file, opened by the only window that may write to it. Every method may raise `SaveError`."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: FileIO, opened: os.stat_result) -> None:
        """For `open` only. opened: the file's status just before connecting to it."""
        super().__init__(path, connection)
        self._lock = lock
        self._opened = {path: opened, lock_path(path): os.fstat(lock.fileno())}

    @classmethod
    def open(cls, path: Path, *, own: bool = False) -> Self:
        """Open the save file at ``path`` for playing, and create it if it is missing or empty.

        own: the folder is our own, so it is created if missing, and closed to other users. A folder that the user names
        is neither created nor changed. Raises `SaveError`.
        """
        own = own and not is_link(path)
        path = real(path)
        require_sqlite(path)
        with told(path), ExitStack() as on_error:
            if own:
                make_folders(path.parent)
                _close_to_others(path.parent, 0o700)
            # Before locking, so that no lock file is left beside a foreign file.
            recognize(path)
            lock = on_error.enter_context(take_lock(path))
            _make(path)
            opened = path.stat()
            store = cls(path, connect_to_write(path), lock, opened)
            on_error.pop_all()
            return store

    def close(self) -> None:
        """Close the file and let another window open it. Nothing else can be done afterwards."""
        super().close()
        self._lock.close()

    def write(
        self, evenings: Sequence[PlayedEvening], settings: Settings | None, hearts: Mapping[CardId, bool]
    ) -> None:
        """Bring the file up to date with a session in one transaction: the only way to write to it.

        This covers a move, an undo, an end, and everything played while the file could not be written. For an ended
        evening, its cards are kept and its moves erased; an evening without cards is erased completely.

        Args:
            evenings: all evenings played, except ended ones that are already written. The file identifies an evening by
                its first position, ignoring the names.
            settings: all settings, if any has changed.
            hearts: the cards of earlier evenings whose heart was given or taken back.
        """
        with self._writing():
            for card, heart in hearts.items():
                self._connection.execute(_GIVE_HEART if heart else _TAKE_HEART, (card,))
            stored = [self._put(evening) for evening in evenings]
            if settings is not None:
                self._connection.execute(
                    "INSERT OR REPLACE INTO settings (only, value) VALUES (1, ?)", (msgspec.json.encode(settings),)
                )
        for evening, its_id in zip(evenings, stored, strict=True):
            evening.stored = its_id

    # Helpers of `write`, all inside its transaction

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with told(self._path):
            self._look()
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                # SQLite may have rolled back already, or be unable to; then it does so when the file is next opened.
                with suppress(sqlite3.Error):
                    if self._connection.in_transaction:
                        self._connection.execute("ROLLBACK")
                raise

    def _look(self) -> None:
        """Raise `Gone` unless the file and its lock are those that we opened; anything we wrote would be lost."""
        try:
            found = all(os.path.samestat(path.stat(), opened) for path, opened in self._opened.items())
        except OSError as error:
            raise Gone(self._path) from error
        if not found:
            raise Gone(self._path)

    def _find(self, evening: PlayedEvening) -> EveningId | None:
        first = evening.rows[0][1]
        begun = self._connection.execute("SELECT evening, position FROM moves WHERE n = 0").fetchall()
        found = [its_id for its_id, position in begun if position == first]
        if not found:  # it is new, or was renamed since
            beginning = evening.beginning()
            found = [its_id for its_id, position in begun if without_names(position) == beginning]
        return found[0] if found else None

    def _put(self, evening: PlayedEvening) -> EveningId | None:
        """Write an evening from the first row that differs; return its ID if it is open."""
        stored = self._find(evening)
        if evening.ended_at is not None:
            position, at = evening.position, timestamp(evening.ended_at)
            if stored is None and position.met and not is_kept_already(self._connection, position, at):
                stored = put_evening(self._connection, position)
            if stored is not None:
                write_end(self._connection, stored, position.met, at)
            return None
        if stored is None:
            stored = put_evening(self._connection, evening.position)
        query = "SELECT move, position FROM moves WHERE evening = ? ORDER BY n"
        held = self._connection.execute(query, (stored,)).fetchall()
        same = sum(1 for _ in takewhile(lambda rows: rows[0] == rows[1], zip(held, evening.rows, strict=False)))
        self._connection.execute("DELETE FROM moves WHERE evening = ? AND n >= ?", (stored, same))
        put_rows(self._connection, stored, evening.rows, same)
        return stored


def put_evening(connection: sqlite3.Connection, position: Position) -> EveningId:
    """Insert a new evening inside the caller's transaction; its rows are written afterwards. Raises sqlite3.Error."""
    added = connection.execute(
        "INSERT INTO evenings (started_at, deck, shape) VALUES (?, ?, ?)",
        (timestamp(position.started_at), position.plan.deck, str(position.plan.shape)),
    )
    assert added.lastrowid is not None
    return EveningId(added.lastrowid)


def put_rows(connection: sqlite3.Connection, evening: EveningId, rows: Sequence[RawRow], first: int = 0) -> None:
    """Insert the rows of an evening from ``first`` on, inside the caller's transaction. Raises sqlite3.Error."""
    connection.executemany(
        "INSERT INTO moves (evening, n, move, position) VALUES (?, ?, ?, ?)",
        [(evening, n, *rows[n]) for n in range(first, len(rows))],
    )


def _close_to_others(path: Path, mode: int) -> None:
    # The user may have made it by hand: the folder to hold a deck, the file as a copy.
    if path.stat().st_mode & 0o077:
        with suppress(OSError):
            path.chmod(mode)


def _make(path: Path) -> None:
    """Create a file under its lock, or check that an existing one is ours."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    recognize(path)
    _close_to_others(path, 0o600)
    # Check now: SQLite opens a read-only file without an error, and the first move would fail.
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

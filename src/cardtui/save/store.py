"""The save file of a play session: one durable transaction a move, committed before the screen shows its result."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Self

import msgspec

from cardtui.deck.card import CardId
from cardtui.rules.position import Met, Position
from cardtui.save import timestamps
from cardtui.save.database import connect_to_write, is_new, real, recognize, require_sqlite
from cardtui.save.errors import Gone, told
from cardtui.save.history import History
from cardtui.save.records import EveningId, EveningRows, RawRow, Settings, SettingsChange
from cardtui.save.sqlite_version import sqlite3
from cardtui.save.tables import create
from cardtui.save.window_lock import Lock
from cardtui.system.durable_files import is_link, make_folders

# A card has a heart if any of its meetings has: it is given to the last one, and taken from all.
_GIVE_HEART = (
    "UPDATE met SET heart = 1 WHERE card = ?1 AND met_at = (SELECT max(met_at) FROM met AS other WHERE other.card = ?1)"
)
_TAKE_HEART = "UPDATE met SET heart = 0 WHERE card = ?1"


class Store(History):
    """One save file, opened by the one window that may write it. Every method may raise `SaveError`."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: Lock, opened: os.stat_result) -> None:
        """For `open` only. opened: the file, as it was just before the connection to it."""
        super().__init__(path, connection)
        self._lock = lock
        self._opened = opened

    @classmethod
    def open(cls, path: Path, *, own: bool = False) -> Self:
        """Open the save file at ``path`` for playing, and make it if it is missing or empty.

        own: the folder is our own, so that it is made if it is missing, and closed to other people. A folder that the
        user names is neither made nor changed. Raises `SaveError`.
        """
        own = own and not is_link(path)
        path = real(path)
        require_sqlite(path)
        with told(path):
            if own:
                _own_folder(path.parent)
            # Before the lock, which would leave a file beside something that is not ours.
            recognize(path)
            lock = Lock.take(path)
            try:
                _make(path)
                opened = path.stat()
                connection = _connect(path)
                try:
                    return cls(path, connection, lock, opened)
                except BaseException:
                    connection.close()
                    raise
            except BaseException:
                lock.release()
                raise

    def close(self) -> None:
        """Close the file and let another window in. Nothing else can be done afterwards."""
        super().close()
        self._lock.release()

    def write(
        self, evenings: Sequence[EveningRows], change: SettingsChange, hearts: Sequence[tuple[CardId, bool]] = ()
    ) -> list[EveningId | None]:
        """Make the file say what a session knows, in one transaction: the one way in which anything gets into it.

        A move, a step back, an end and all that was played while the file could not be written come here alike. Of an
        evening that has ended its cards are kept, and its moves erased; without any card, all of it.

        Args:
            evenings: all that were played and are not both ended and written. One that the file knows is known by its
                first position.
            change: the settings that were chosen since.
            hearts: the cards of earlier evenings that were given a heart since, or lost it.

        Returns:
            The evenings' ids, None for those that have ended.
        """
        with self._writing():
            for card, heart in hearts:
                self._connection.execute(_GIVE_HEART if heart else _TAKE_HEART, (card,))
            ids = [self._put(whole, self._find(whole)) for whole in evenings]
            if change:
                self._put_settings(msgspec.structs.replace(self.settings(), **change))
        return ids

    def back_up(self, today: date) -> None:
        """Make the backup of the day, if anything has changed since the last one, and thin the older ones."""
        from cardtui.save.backups import DAILY, back_up, thin  # after the first screen, and not before

        back_up(self._connection, self._path, DAILY, today)
        thin(self._path)

    # What the above is made of. All of it happens inside one transaction.

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with told(self._path):
            self._look()
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                # SQLite may have rolled back by itself, or be unable to: then it does when the file is next opened.
                with suppress(sqlite3.Error):
                    if self._connection.in_transaction:
                        self._connection.execute("ROLLBACK")
                raise

    def _look(self) -> None:
        """Raise `Gone` if the path no longer leads to the file we opened: nobody would find what we write there."""
        try:
            found = self._path.stat()
        except OSError as error:
            raise Gone(self._path) from error
        if not os.path.samestat(found, self._opened) or not self._lock.holds():
            raise Gone(self._path)

    def _put_settings(self, settings: Settings) -> None:
        self._connection.execute(
            "INSERT INTO settings (only, value) VALUES (1, ?) ON CONFLICT (only) DO UPDATE SET value = excluded.value",
            (msgspec.json.encode(settings),),
        )

    def _finish(self, evening: EveningId, met: Sequence[Met], at: datetime) -> None:
        self._connection.execute("DELETE FROM moves WHERE evening = ?", (evening,))
        if not met:
            self._connection.execute("DELETE FROM evenings WHERE id = ?", (evening,))
            return
        self._connection.execute("UPDATE evenings SET ended_at = ? WHERE id = ?", (timestamps.written(at), evening))
        self._connection.executemany(
            "INSERT INTO met (evening, n, card, suit, met_at, heart, lap) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(evening, n, m.card, m.suit, timestamps.written(m.at), m.heart, m.lap) for n, m in enumerate(met)],
        )

    def _find(self, whole: EveningRows) -> EveningId | None:
        found = self._all("SELECT evening FROM moves WHERE n = 0 AND position = ?", whole.rows[0][1])
        return found[0][0] if found else None

    def _put(self, whole: EveningRows, stored: EveningId | None) -> EveningId | None:
        if whole.ended_at is not None:
            if stored is None and whole.position.met and not self._has_ended(whole.position, whole.ended_at):
                stored = put_evening(self._connection, whole.position)
            if stored is not None:
                self._finish(stored, whole.position.met, whole.ended_at)
            return None
        same = whole.same
        if stored is None:
            stored, same = put_evening(self._connection, whole.position), 0
        self._connection.execute("DELETE FROM moves WHERE evening = ? AND n >= ?", (stored, same))
        if self._all("SELECT count(*) FROM moves WHERE evening = ?", stored) != [(same,)]:
            self._connection.execute("DELETE FROM moves WHERE evening = ?", (stored,))
            same = 0
        put_rows(self._connection, stored, whole.rows, same)
        return stored

    def _has_ended(self, position: Position, at: datetime) -> bool:
        """Whether this evening's end was written although the disk reported an error."""
        return bool(
            self._all(
                "SELECT 1 FROM evenings WHERE started_at = ? AND ended_at = ? AND deck = ?",
                timestamps.written(position.started_at),
                timestamps.written(at),
                position.plan.deck,
            )
        )


def put_evening(connection: sqlite3.Connection, position: Position) -> EveningId:
    """Write that an evening has begun, inside the caller's transaction; its rows come after. Raises sqlite3.Error."""
    added = connection.execute(
        "INSERT INTO evenings (started_at, deck, shape) VALUES (?, ?, ?)",
        (timestamps.written(position.started_at), position.plan.deck, str(position.plan.shape)),
    )
    assert added.lastrowid is not None
    return EveningId(added.lastrowid)


def put_rows(connection: sqlite3.Connection, evening: EveningId, rows: Sequence[RawRow], first: int = 0) -> None:
    """Write the rows of an evening from ``first`` on, inside the caller's transaction. Raises sqlite3.Error."""
    connection.executemany(
        "INSERT INTO moves (evening, n, move, position) VALUES (?, ?, ?, ?)",
        [(evening, n, *rows[n]) for n in range(first, len(rows))],
    )


def _own_folder(folder: Path) -> None:
    make_folders(folder)
    # It may have been made by hand, to put a deck there.
    if folder.stat().st_mode & 0o077:
        with suppress(OSError):
            folder.chmod(0o700)


def _make(path: Path) -> None:
    """Make a file under its lock, unless it is there; then it must be ours."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    recognize(path)
    if path.stat().st_mode & 0o077:
        with suppress(OSError):
            path.chmod(0o600)
    # Check now: SQLite opens a read-only file without a word, and the first move would fail.
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _connect(path: Path) -> sqlite3.Connection:
    connection = connect_to_write(path)
    try:
        connection.execute("BEGIN IMMEDIATE")
        if is_new(connection, path):
            create(connection)
            connection.execute("COMMIT")
        else:
            connection.execute("ROLLBACK")
    except BaseException:
        connection.close()
        raise
    return connection

"""Reading what is remembered. Needs no lock, and works while a window is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import msgspec
from msgspec.structs import replace

from cardtui.deck.card import CardId
from cardtui.rules.evening_plan import Heart
from cardtui.rules.position import Met
from cardtui.save.database import closed_on_error, connect_to_read, nothing, real, recognize, require_sqlite
from cardtui.save.errors import Damaged, Newer, NotOurs, told
from cardtui.save.settings import Settings
from cardtui.save.snapshot import VERSION, DamagedSnapshot, EveningId, MoveRow, NewerSnapshot, PlayedEvening, decode_row
from cardtui.save.sqlite_version import sqlite3
from cardtui.system.durable_files import look
from cardtui.text.local_time import read_timestamp
from cardtui.text.normal_form import normal

# One index step per card ever met, instead of a scan of all meetings: 1 ms instead of 25 with 240 cards and 100,000
# meetings. Times compare as text, each with its own offset. So the query returns all meetings within two days before a
# card's last one, more than any two offsets differ by, and the caller picks the latest after parsing.
_LAST_MET = """
    WITH RECURSIVE each (card) AS (
        SELECT max(card) FROM met
        UNION ALL
        SELECT (SELECT max(card) FROM met WHERE card < each.card) FROM each WHERE each.card IS NOT NULL
    )
    SELECT met.card, met.suit, met.met_at, met.lap
    FROM each JOIN met ON met.card = each.card AND met.met_at >= (
        SELECT date(substr(max(met_at), 1, 10), '-2 days') FROM met AS last WHERE last.card = each.card
    )
"""

# Cards that got a heart exactly once and have not been met since.
_HEARTS = """
    SELECT card, met_at FROM met WHERE heart = 1 AND NOT EXISTS (
        SELECT 1 FROM met AS other
        WHERE other.card = met.card
        AND (other.met_at > met.met_at OR (other.heart = 1 AND other.met_at < met.met_at))
    )
"""

# VACUUM last, to rewrite all pages: no deleted data is left between the rows.
_LEAVE_OUT_WHAT_IS_OPEN = (
    "PRAGMA secure_delete = ON",
    "DELETE FROM moves",
    "DELETE FROM evenings WHERE ended_at IS NULL",
    "VACUUM",
)


class Evening(msgspec.Struct, frozen=True):
    """An evening that has ended, with the cards met in it, in order."""

    started_at: datetime
    ended_at: datetime
    deck: str
    cards: tuple[Met, ...]


class History:
    """What is remembered in one save file. Close it, or use it in a ``with``."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """For `open` only."""
        self._path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path, *, own: bool = False) -> Self:
        """Open the save file at ``path`` for reading.

        A missing or empty file reads as empty, and is not created. own: the folder is our own, and missing until the
        first evening. Raises `SaveError`.
        """
        path = real(path)
        require_sqlite(path)
        with told(path):
            is_there = not (own and look(path.parent) is None) and recognize(path)
            return cls(path, connect_to_read(path) if is_there else nothing())

    def close(self) -> None:
        """Close the file. Nothing else can be done afterwards."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def check(self) -> None:
        """Check the whole file for damage; to be called after the first paint.

        Takes about 65 ms for 100,000 cards met. Raises `Damaged`, `Unwritable`.
        """
        try:
            found = self._all("PRAGMA quick_check(1)")
        except NotOurs as error:
            raise Damaged(self._path, what="Something") from error  # it was ours when it was opened
        if found != [("ok",)]:
            raise Damaged(self._path, what="Something")

    def copied(self) -> sqlite3.Connection:
        """A sound copy in memory, without open evenings or any trace of their moves. Raises `SaveError`."""
        copy = sqlite3.connect(":memory:", isolation_level=None)
        with closed_on_error(copy), told(self._path):
            with self._at_one_moment():
                # Python's `backup` alone would wait forever for a program with an exclusive lock. This read takes a
                # shared lock, held until the copy is done.
                self._all("SELECT count(*) FROM sqlite_schema")
                self._connection.backup(copy)
            for statement in _LEAVE_OUT_WHAT_IS_OPEN:
                copy.execute(statement)
            if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise Damaged(self._path, what="Something")
        return copy

    def settings(self) -> Settings:
        """The saved settings, or the defaults if nothing was ever chosen. Raises `SaveError`."""
        found = self._all("SELECT value FROM settings")
        if not found:
            return Settings()
        try:
            kept = msgspec.json.decode(found[0][0], type=Settings)
            return replace(kept, suits=tuple(map(normal, kept.suits)))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise Damaged(self._path, what="The settings") from error

    def open_evening(self) -> PlayedEvening | None:
        """The most recently begun evening that has not ended, or None. Raises `SaveError`."""
        with self._at_one_moment():
            evening = next(reversed(self.open_evenings()), None)
            return self.played(evening) if evening is not None else None

    def open_evenings(self) -> list[EveningId]:
        """All evenings that have not ended, in the order in which they began. Raises `SaveError`."""
        return [evening for (evening,) in self._all("SELECT id FROM evenings WHERE ended_at IS NULL ORDER BY id")]

    def played(self, evening: EveningId) -> PlayedEvening:
        """An open evening, ready to be resumed. Raises `SaveError`."""
        rows = self._all("SELECT move, position FROM moves WHERE evening = ? ORDER BY n", evening)
        # The tables reject text, but a flipped bit can turn bytes into text; another file would refuse to store it.
        if not rows or not all(isinstance(move, bytes | None) and isinstance(data, bytes) for move, data in rows):
            raise Damaged(self._path, what="The open evening")
        with self._snapshots_told():
            last = decode_row(rows[-1])
        return PlayedEvening(rows, last.position, last.at, evening)

    def rows(self, evening: EveningId) -> list[MoveRow]:
        """The moves of an open evening, in order. Raises `SaveError`."""
        with self._snapshots_told():
            return [decode_row(row) for row in self.played(evening).rows]

    def hearts(self) -> list[Heart]:
        """The heart of each card that has exactly one and has not been met since. Raises `SaveError`."""
        with self._at_one_moment():
            met_since = {met.card for met in self._met_in_open()}
            found = self._all(_HEARTS)
        return [Heart(CardId(card), self._time(at)) for card, at in found if card not in met_since]

    def last_evenings(self) -> list[datetime]:
        """When the last two evenings began, not counting five-minute ones, newest first. Raises `SaveError`."""
        found = self._all("SELECT started_at FROM evenings WHERE shape = 'evening' ORDER BY id DESC LIMIT 2")
        return [self._time(at) for (at,) in found]

    def path(self, except_for: EveningId | None = None) -> list[Met]:
        """Each card that was met, once: when last, and whether it has any heart; newest first. Raises `SaveError`.

        except_for: an open evening to leave out, because the caller knows more about it. Takes 2 ms for 240 cards,
        however often they were met.
        """
        with self._at_one_moment():
            hearts = {card for (card,) in self._all("SELECT DISTINCT card FROM met WHERE heart = 1")}
            found = [self._met(*row, heart=row[0] in hearts) for row in self._all(_LAST_MET)]
            return newest_first([*found, *self._met_in_open(except_for)])

    def evenings(self) -> Iterator[Evening]:
        """The evenings that have ended, in the order in which they began. Raises `SaveError`, also during iteration.

        Everything is read before the first item is yielded, so that a slow reader never blocks a window.
        """
        with self._at_one_moment():
            ended = self._all(
                "SELECT id, started_at, ended_at, deck FROM evenings WHERE ended_at IS NOT NULL ORDER BY id"
            )
            met = self._all("SELECT evening, card, suit, met_at, lap, heart FROM met ORDER BY evening, n")
        cards: dict[EveningId, list[Met]] = {}
        for evening, *columns, heart in met:
            cards.setdefault(evening, []).append(self._met(*columns, heart=heart))
        for evening, started_at, ended_at, deck in ended:
            yield Evening(self._time(started_at), self._time(ended_at), deck, tuple(cards.get(evening, ())))

    def read_all(self) -> None:
        """Check the file and read all lasting data: SQLite finds some damage only on reading it. Raises `SaveError`."""
        self.check()
        self.settings()
        self.path()
        for _ in self.evenings():
            pass

    # Helpers for the above and for `Store`

    def _all(self, query: str, *values: object) -> list[Any]:
        # Always fetch all rows: a half-read result would keep its lock.
        with told(self._path):
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def _at_one_moment(self) -> Iterator[None]:
        """Several reads with no write from elsewhere in between."""
        with told(self._path):
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def _met_in_open(self, except_for: EveningId | None = None) -> Iterator[Met]:
        for evening in self.open_evenings():
            if evening != except_for:
                yield from self.played(evening).position.met

    @contextmanager
    def _snapshots_told(self) -> Iterator[None]:
        try:
            yield
        except NewerSnapshot as error:
            raise Newer(self._path, found=error.args[0], known=VERSION) from error
        except DamagedSnapshot as error:
            raise Damaged(self._path, what="The open evening") from error

    def _met(self, card: str, suit: str, at: str, lap: int, *, heart: int) -> Met:
        return Met(CardId(card), suit, self._time(at), lap, bool(heart))

    def _time(self, text: str) -> datetime:
        try:
            return read_timestamp(text)
        except (ValueError, TypeError, OverflowError) as error:
            raise Damaged(self._path, what="A time") from error


def newest_first(met: Iterable[Met]) -> list[Met]:
    """Each card once, as last met, in whole seconds, with a heart if it ever got one; newest first."""
    last: dict[CardId, Met] = {}
    hearts: set[CardId] = set()
    for each in met:
        if each.heart:
            hearts.add(each.card)
        if each.card not in last or last[each.card].at <= each.at:
            last[each.card] = each
    found = (
        replace(each, suit=normal(each.suit), at=each.at.replace(microsecond=0), heart=each.card in hearts)
        for each in last.values()
    )
    return sorted(found, key=lambda each: (each.at, each.card), reverse=True)

"""Reading what is remembered. It needs no lock, and works while a window is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import msgspec
from msgspec.structs import replace

from cardtui.deck.card import CardId
from cardtui.rules.evening_plan import Heart
from cardtui.rules.position import Met
from cardtui.save import snapshot
from cardtui.save.database import closed_on_error, connect_to_read, in_memory, nothing, real, recognize, require_sqlite
from cardtui.save.errors import Damaged, Newer, NotOurs, told
from cardtui.save.records import CardMet, Evening, Settings
from cardtui.save.snapshot import EveningId, MoveRow, PlayedEvening, RawRow
from cardtui.save.sqlite_version import sqlite3
from cardtui.system.durable_files import look
from cardtui.text.local_time import read_timestamp
from cardtui.text.normal_form import normal

if TYPE_CHECKING:
    from cardtui.rules.dealer import Seen

# One step down the index for each card ever met, instead of a scan of all meetings: 1 ms instead of 25 with 240 cards
# and 100,000 meetings. Times compare as text, each with an offset of its own. So for each card all meetings of the last
# two days before its last one are given, more than any two offsets differ by: the latest of them is found by whoever
# reads the times.
_LAST_MET = """
    WITH RECURSIVE each (card) AS (
        SELECT max(card) FROM met
        UNION ALL
        SELECT (SELECT max(card) FROM met WHERE card < each.card) FROM each WHERE each.card IS NOT NULL
    )
    SELECT met.card, met.met_at, {column}
    FROM each JOIN met ON met.card = each.card AND met.met_at >= (
        SELECT date(substr(max(met_at), 1, 10), '-2 days') FROM met AS last WHERE last.card = each.card
    )
"""

# Of each card that got a heart once, and was not met since.
_HEARTS = """
    SELECT card, met_at FROM met WHERE heart = 1 AND NOT EXISTS (
        SELECT 1 FROM met AS other
        WHERE other.card = met.card
        AND (other.met_at > met.met_at OR (other.heart = 1 AND other.met_at < met.met_at))
    )
"""

# At last all pages are written anew: nothing that was deleted is left between the rows.
_LEAVE_OUT_WHAT_IS_OPEN = (
    "PRAGMA secure_delete = ON",
    "DELETE FROM moves",
    "DELETE FROM evenings WHERE ended_at IS NULL",
    "VACUUM",
)


class History:
    """What is remembered in one save file. Close it, or use it in a ``with``."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """For `open` only."""
        self._path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path, *, own: bool = False) -> Self:
        """Open the save file at ``path`` for reading.

        A file that is missing or empty reads as one in which nothing is remembered yet, and is not made. own: the
        folder is our own, and missing as long as nobody has played. Raises `SaveError`.
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
        """Look through the whole file for damage; to be called after the first paint.

        Takes about 65 ms for 100,000 cards met. Raises `Damaged`, `Unwritable`.
        """
        try:
            found = self._all("PRAGMA quick_check(1)")
        except NotOurs as error:
            raise Damaged(self._path, "Something") from error  # it was ours when it was opened
        if found != [("ok",)]:
            raise Damaged(self._path, "Something")

    def copied(self) -> sqlite3.Connection:
        """A sound copy in memory, without what is open: of its moves no byte stays. Raises `SaveError`."""
        copy = in_memory()
        with closed_on_error(copy), told(self._path):
            with self._at_one_moment():
                # Python's `backup` alone would wait without end for a program that has the file to itself; what was
                # read holds the lock for the whole copy.
                self._all("SELECT count(*) FROM sqlite_schema")
                self._connection.backup(copy)
            for statement in _LEAVE_OUT_WHAT_IS_OPEN:
                copy.execute(statement)
            if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise Damaged(self._path, "Something")
        return copy

    def settings(self) -> Settings:
        """What the two chose, or the usual settings if they never did. Raises `SaveError`."""
        found = self._all("SELECT value FROM settings")
        if not found:
            return Settings()
        try:
            kept = msgspec.json.decode(found[0][0], type=Settings)
            return replace(kept, suits=tuple(map(normal, kept.suits)))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise Damaged(self._path, "The settings") from error

    def open_evening(self) -> PlayedEvening | None:
        """The most recently begun of the evenings that have not ended, or None. Raises `SaveError`."""
        with self._at_one_moment():
            evening = next(reversed(self.open_evenings()), None)
            return self.played(evening) if evening is not None else None

    def open_evenings(self) -> list[EveningId]:
        """All evenings that have not ended, in the order in which they began. Raises `SaveError`."""
        return [evening for (evening,) in self._all("SELECT id FROM evenings WHERE ended_at IS NULL ORDER BY id")]

    def played(self, evening: EveningId) -> PlayedEvening:
        """An open evening as it can be gone on with. Raises `SaveError`."""
        rows, last = self.raw_rows(evening), self._last(evening)
        return PlayedEvening(rows, last.position, last.at, evening, len(rows))

    def raw_rows(self, evening: EveningId) -> list[RawRow]:
        """The moves of an open evening as they are written, in order; empty if it has ended. Raises `SaveError`."""
        rows = self._all("SELECT move, position FROM moves WHERE evening = ? ORDER BY n", evening)
        # The tables refuse text, but a flipped bit makes it of bytes; written into another file, it would be refused.
        if not all(isinstance(move, bytes | None) and isinstance(position, bytes) for move, position in rows):
            raise Damaged(self._path, "The open evening")
        return rows

    def rows(self, evening: EveningId) -> list[MoveRow]:
        """The moves of an open evening, in order; empty if it has ended. Raises `SaveError`."""
        return [self._row(move, position) for move, position in self.raw_rows(evening)]

    def history(self, besides: EveningId | None = None) -> dict[CardId, Seen]:
        """When each card was last met, as far as dealing wants to know, also in evenings that are still open.

        besides: an open evening to leave out, because the caller knows more of it. Takes 1 ms for 240 cards, however
        often they were met. Raises `SaveError`.
        """
        # Imported here because a start that deals no card does not need it.
        from cardtui.rules.dealer import Seen

        with self._at_one_moment():
            latest: dict[CardId, tuple[int, int]] = {}
            for card, met_at, lap in self._all(_LAST_MET.format(column="met.lap")):
                last = int(self._time(met_at).timestamp()), lap
                if card not in latest or latest[card] < last:
                    latest[card] = last
            history = {card: Seen(*last) for card, last in latest.items()}
            add_met(history, self._met_in_open(besides))
        return history

    def hearts(self) -> list[Heart]:
        """The heart of each card that has one heart alone, and was not met since. Raises `SaveError`."""
        with self._at_one_moment():
            met_since = {met.card for met in self._met_in_open(None)}
            found = self._all(_HEARTS)
        return [Heart(CardId(card), self._time(at)) for card, at in found if card not in met_since]

    def last_evenings(self) -> list[datetime]:
        """When the last two evenings began, five minutes left out, the newest first. Raises `SaveError`."""
        found = self._all("SELECT started_at FROM evenings WHERE shape = 'evening' ORDER BY id DESC LIMIT 2")
        return [self._time(at) for (at,) in found]

    def path(self) -> list[CardMet]:
        """Each card that was met, once: when last, and whether any heart is on it; newest first. Raises `SaveError`."""
        with self._at_one_moment():
            hearts = {card for (card,) in self._all("SELECT DISTINCT card FROM met WHERE heart = 1")}
            found = [
                CardMet(CardId(card), normal(suit), self._time(met_at), card in hearts)
                for card, met_at, suit in self._all(_LAST_MET.format(column="met.suit"))
            ]
            found += (card_met(met) for met in self._met_in_open(None))
        return newest_first(found)

    def evenings(self) -> Iterator[Evening]:
        """The evenings that have ended, in the order in which they began. Raises `SaveError`, also while it runs.

        All is read before the first one is given, so that a slow reader never holds up a window.
        """
        with self._at_one_moment():
            ended = self._all(
                "SELECT id, started_at, ended_at, deck FROM evenings WHERE ended_at IS NOT NULL ORDER BY id"
            )
            met = self._all("SELECT evening, card, suit, met_at, heart FROM met ORDER BY evening, n")
        cards: dict[EveningId, list[CardMet]] = {}
        for evening, card, suit, met_at, heart in met:
            cards.setdefault(evening, []).append(CardMet(card, suit, self._time(met_at), bool(heart)))
        for evening, started_at, ended_at, deck in ended:
            yield Evening(self._time(started_at), self._time(ended_at), deck, tuple(cards.get(evening, ())))

    def read_all(self) -> None:
        """Check, and read all that stays: SQLite finds some damage only where it comes upon it. Raises `SaveError`."""
        self.check()
        self.settings()
        self.history()
        self.path()
        for _ in self.evenings():
            pass

    # What the above, and `Store`, are made of.

    def _all(self, query: str, *values: object) -> list[Any]:
        # Always to the end: a result that is only half read would keep its lock.
        with told(self._path):
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def _at_one_moment(self) -> Iterator[None]:
        """Several reads, between which nobody else's write can come."""
        with told(self._path):
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def _met_in_open(self, besides: EveningId | None) -> Iterator[Met]:
        for evening in self.open_evenings():
            if evening != besides:
                yield from self._last(evening).position.met

    def _last(self, evening: EveningId) -> MoveRow:
        """The last row of an open evening."""
        found = self._all("SELECT move, position FROM moves WHERE evening = ? ORDER BY n DESC LIMIT 1", evening)
        if not found:
            raise Damaged(self._path, "The open evening")
        return self._row(*found[0])

    def _row(self, move: bytes | None, position: bytes) -> MoveRow:
        try:
            return MoveRow.decoded(move, position)
        except snapshot.NewerSnapshot as error:
            raise Newer(self._path, found=error.args[0], known=snapshot.VERSION) from error
        except snapshot.DamagedSnapshot as error:
            raise Damaged(self._path, "The open evening") from error

    def _time(self, text: str) -> datetime:
        try:
            return read_timestamp(text)
        except (ValueError, TypeError, OverflowError) as error:
            raise Damaged(self._path, "A time") from error


def add_met(history: dict[CardId, Seen], cards: Iterable[Met]) -> None:
    """Take cards met in open evenings into a history."""
    from cardtui.rules.dealer import Seen  # a start that deals no card does not need it

    for met in cards:
        seen = Seen(int(met.at.timestamp()), met.lap)
        if met.card not in history or history[met.card].order <= seen.order:
            history[met.card] = seen


def card_met(met: Met) -> CardMet:
    """A card met tonight, as it will be remembered."""
    return CardMet(met.card, normal(met.suit), met.at.replace(microsecond=0), met.heart)


def newest_first(found: list[CardMet]) -> list[CardMet]:
    """Each card once, as it was last met, with a heart if it ever got one; the newest first."""
    last: dict[CardId, CardMet] = {}
    for one in found:
        other = last.get(one.card, one)
        later = one if one.met_at >= other.met_at else other
        last[one.card] = replace(later, heart=one.heart or other.heart)
    return sorted(last.values(), key=lambda card: (card.met_at, card.card), reverse=True)

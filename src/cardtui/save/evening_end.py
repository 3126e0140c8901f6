"""What the save file keeps of an evening that has ended: the cards met. Its moves are erased."""

from __future__ import annotations

from datetime import datetime

from cardtui.rules.position import Position
from cardtui.save.snapshot import EveningId
from cardtui.save.sqlite_version import sqlite3
from cardtui.text.local_time import timestamp


class EveningEnd:
    """The end of one evening, to be written inside the caller's transaction. Raises sqlite3.Error.

    position: its last. ended_at: a time with its offset.
    """

    def __init__(self, connection: sqlite3.Connection, position: Position, ended_at: datetime) -> None:
        self._connection = connection
        self._position = position
        self._at = timestamp(ended_at)

    @property
    def is_new(self) -> bool:
        """Whether something is to be kept of an evening that is not open in the file.

        Its end may have been written even though the disk reported an error.
        """
        position = self._position
        begun = timestamp(position.started_at), self._at, position.plan.deck
        query = "SELECT 1 FROM evenings WHERE (started_at, ended_at, deck) = (?, ?, ?)"
        return bool(position.met) and not self._connection.execute(query, begun).fetchall()

    def write(self, evening: EveningId) -> None:
        """Erase its moves and keep the cards met; without cards, erase it completely."""
        met, connection = self._position.met, self._connection
        connection.execute("DELETE FROM moves WHERE evening = ?", (evening,))
        if not met:
            connection.execute("DELETE FROM evenings WHERE id = ?", (evening,))
            return
        connection.execute("UPDATE evenings SET ended_at = ? WHERE id = ?", (self._at, evening))
        connection.executemany(
            "INSERT INTO met (evening, n, card, suit, met_at, heart, lap) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(evening, n, m.card, m.suit, timestamp(m.at), m.heart, m.lap) for n, m in enumerate(met)],
        )

"""What the save file keeps of an evening that has ended: the cards met. Its moves are erased."""

from __future__ import annotations

from collections.abc import Sequence

from cardtui.rules.position import Met, Position
from cardtui.save.snapshot import EveningId
from cardtui.save.sqlite_version import sqlite3
from cardtui.text.local_time import timestamp


def is_kept_already(connection: sqlite3.Connection, position: Position, at: str) -> bool:
    """Whether an evening that ended then is in the file: its end may be there though the disk reported an error."""
    begun = timestamp(position.started_at), at, position.plan.deck
    query = "SELECT 1 FROM evenings WHERE (started_at, ended_at, deck) = (?, ?, ?)"
    return bool(connection.execute(query, begun).fetchall())


def write_end(connection: sqlite3.Connection, evening: EveningId, met: Sequence[Met], at: str) -> None:
    """Erase the moves of an evening and keep the cards met; without cards, erase it completely.

    Belongs inside the caller's transaction. Raises sqlite3.Error.
    """
    connection.execute("DELETE FROM moves WHERE evening = ?", (evening,))
    if not met:
        connection.execute("DELETE FROM evenings WHERE id = ?", (evening,))
        return
    connection.execute("UPDATE evenings SET ended_at = ? WHERE id = ?", (at, evening))
    connection.executemany(
        "INSERT INTO met (evening, n, card, suit, met_at, heart, lap) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(evening, n, m.card, m.suit, timestamp(m.at), m.heart, m.lap) for n, m in enumerate(met)],
    )

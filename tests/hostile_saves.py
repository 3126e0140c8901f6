"""A save file from someone else: intact, but with a text of theirs in every possible place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from msgspec.structs import replace

from cardtui.rules.position import Position
from cardtui.save import database
from cardtui.save.settings import Settings
from hostile_texts import dressed
from save import sample_evenings
from save.sample_evenings import EVENING
from save.writing_store import WritingStore as Store


def hostile_save(path: Path, text: str, *, deck: str = "starter", moves: int = 2) -> Path:
    """Make such a file. ``moves``: of the open evening; with two, the first partner speaks.

    deck: the deck named by the open evening.
    """
    # It holds no real evening, so nothing has to wait for the disk.
    quick = tuple(pragma.replace("synchronous = EXTRA", "synchronous = OFF") for pragma in database._TO_WRITE)
    with patch.object(database, "_TO_WRITE", quick), Store.open(path) as store:
        store.keep_settings(Settings(noted=True, plain=False, named=True, begun=True, left=text, right=text))
        sample_evenings.keep_ended(store, *sample_evenings.one_card(EVENING - timedelta(days=1)))
        store._connection.execute("UPDATE evenings SET deck = ?", (text,))
        store._connection.execute("UPDATE met SET suit = ?, card = ?, heart = 1", (text, text[:64]))
        # A recent evening: Enter resumes it, and settles first.
        first, rows = sample_evenings.one_card(datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1))
        opened = [(dressed(move, text), _with_deck(dressed(position, text), deck)) for move, position in rows[:moves]]
        sample_evenings.keep(store, _with_deck(dressed(first, text), deck), opened)
    return path


def _with_deck(position: Position, deck: str) -> Position:
    return replace(position, plan=replace(position.plan, deck=deck))

"""A file can be damaged, or belong to someone else: whatever is in it, it is reported and not changed."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from cardtui.commands import export
from cardtui.save.errors import Damaged
from cardtui.save.history import History
from save.writing_store import WritingStore as Store


@pytest.fixture
def path(path: Path, sound: Path) -> Path:
    """A copy of the sound file."""
    return shutil.copy(sound, path)


def read_all(reading: History) -> None:
    reading.check()
    reading.settings()
    open_ = reading.open_evening()
    if open_ is not None:
        reading.rows(open_.stored)
    reading.path()
    list(reading.evenings())
    list(export.json(reading))
    list(export.markdown(reading, lambda card: None))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE settings SET value = x'ff'",
        "UPDATE settings SET value = x'5b5d'",
        'UPDATE settings SET value = CAST(\'{"minutes": "many"}\' AS BLOB)',
        "UPDATE moves SET position = x'00' WHERE n = 3",
        "UPDATE moves SET move = x'00' WHERE n = 3",
        "UPDATE moves SET position = x'00'",
        "DELETE FROM moves",
        "UPDATE met SET met_at = '2026-99-99T99:99:99+99:99'",
        "UPDATE evenings SET started_at = '2026-02-30T20:00:00+01:00' WHERE ended_at IS NOT NULL",
        "UPDATE met SET card = CAST(x'ff80' AS TEXT)",
        "UPDATE evenings SET deck = CAST(x'ff80' AS TEXT)",
    ],
)
def test_a_row_that_cannot_be_read_is_damage(path: Path, statement: str) -> None:
    with Store.open(path) as store:
        # Like a write by another program, which does not know our checks.
        store._connection.execute("PRAGMA ignore_check_constraints = ON")
        store._connection.execute(statement)
        with pytest.raises(Damaged):
            read_all(store)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE met SET heart = 2",
        "UPDATE met SET lap = 0",
        "UPDATE met SET card = ''",
        "UPDATE met SET met_at = 'yesterday'",
        "UPDATE met SET n = 'first'",
        "UPDATE evenings SET shape = 'morning'",
        "UPDATE moves SET move = NULL",
        "UPDATE moves SET position = 'text'",
        "INSERT INTO settings VALUES (2, x'00')",
        "INSERT INTO met SELECT 99, n, card, suit, met_at, heart, lap FROM met",
    ],
)
def test_the_tables_refuse_what_cannot_be(path: Path, statement: str) -> None:
    with Store.open(path) as store, pytest.raises(sqlite3.IntegrityError):
        store._connection.execute(statement)

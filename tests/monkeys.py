"""A monkey at the keyboard: random actions, deterministic for a seed, and what must hold afterwards."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter, deque
from contextlib import closing
from pathlib import Path

import msgspec

from cardtui.deck.card import DEPTHS
from cardtui.deck.topics import TOPICS
from cardtui.faces.screen.themes import textual_looks
from cardtui.presenter.settings_views import EVENING_LENGTHS, THEMES, WAYS
from cardtui.rules.evening_moves import legal, play
from cardtui.rules.move import ResumedMove
from cardtui.rules.position import Ended, Position
from cardtui.save.settings import Settings
from cardtui.save.snapshot import decode_row
from cardtui.system.color_depth import Depth
from cardtui.text.names import clean_name

LETTERS = "ibptcgqo?+h"
"""The shortcuts, including that of plain mode."""


class Monkey:
    """Chooses what to do, and remembers its last actions, so that they can be repeated."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.chance = random.Random(seed)
        self.pressed = 0
        self.last: deque[str] = deque(maxlen=60)
        self.counts: Counter[str] = Counter()
        """What it did and where it was: evenings, kinds of places, restarts."""

    def picks(self, **weights: float) -> str:
        """A random choice, weighted."""
        return self.chance.choices([*weights], [*weights.values()])[0]

    def did(self, what: str) -> None:
        """Remember an action."""
        self.pressed += 1
        self.last.append(what)

    def size(self) -> tuple[int, int]:
        """A size of the window, from one cell to a wall."""
        any_size = self.chance.randint(1, 400), self.chance.randint(1, 120)
        return self.chance.choice([(1, 1), (80, 24), (54, 17), (53, 17), (400, 120), (60, 18), any_size])

    def saw(self, position: Position | None) -> None:
        """Count the place it got to."""
        if position is not None:
            self.counts[f"at {type(position.place).__name__}"] += 1

    def __str__(self) -> str:
        """The message for a failure."""
        return f"seed {self.seed}, after {self.pressed} presses; the last ones: {' '.join(self.last)}"

    def report(self) -> str:
        """A summary of what it has done."""
        places = sorted(name[3:] for name in self.counts if name.startswith("at "))
        others = {name: count for name, count in sorted(self.counts.items()) if not name.startswith("at ")}
        return f"seed {self.seed}: {self.pressed} presses, {others}, {len(places)} kinds of places: {', '.join(places)}"


class Disk:
    """The content of a save file, read without our own code except for decoding."""

    def __init__(self, path: Path) -> None:
        # Not read-only: after a kill in the middle of a move, SQLite has to roll back first.
        with closing(sqlite3.connect(f"file:{path}?mode=rw", uri=True, isolation_level=None)) as connection:
            connection.execute("BEGIN")  # the program may be running; read everything at one moment
            assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            found = connection.execute("SELECT id FROM evenings WHERE ended_at IS NULL ORDER BY id DESC").fetchall()
            self.open = [evening for (evening,) in found]
            self.evenings = connection.execute("SELECT count(*) FROM evenings").fetchone()[0]
            rows = connection.execute("SELECT evening, move, position FROM moves ORDER BY evening, n").fetchall()
            settings = connection.execute("SELECT value FROM settings").fetchone()
        assert {evening for evening, _, _ in rows} == set(self.open), "moves are kept of open evenings alone"
        self.rows = [decode_row((move, position)) for evening, move, position in rows if evening == self.open[0]]
        self.settings = msgspec.json.decode(settings[0], type=Settings) if settings is not None else Settings()

    @property
    def position(self) -> Position | None:
        """The position of the most recently begun evening."""
        return self.rows[-1].position if self.rows else None

    @property
    def before(self) -> Position | None:
        """Its position one move earlier."""
        return self.rows[-2].position if len(self.rows) > 1 else None

    def check(self, suits: set[str], *, since: int = 0) -> None:
        """Each move was legal and leads to the next position; the settings are valid choices.

        since: the first row to check.
        """
        for before, row in zip(self.rows[since:], self.rows[since + 1 :], strict=False):
            assert row.move is not None
            if not isinstance(row.move, ResumedMove):
                assert row.move.do in {choice.what for choice in legal(before.position)}, row.move
            assert play(before.position, row.move) == row.position
            assert not isinstance(row.position.place, Ended), "an evening that has ended keeps no moves"
        now = self.settings
        assert now.minutes in EVENING_LENGTHS
        assert now.depth in DEPTHS
        assert now.dialogue in WAYS
        assert now.theme in (*THEMES, *textual_looks(Depth.ALL))
        assert set(now.without) <= set(TOPICS)
        assert set(now.suits) < suits or not now.suits
        assert (now.left, now.right) == (clean_name(now.left), clean_name(now.right))

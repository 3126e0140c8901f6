"""A `Store` that is written call by call, as a session does, for tests of the file itself."""

from __future__ import annotations

from datetime import date, datetime

from cardtui.rules.move import Move
from cardtui.rules.position import Position
from cardtui.save.backups import DAILY, back_up, thin
from cardtui.save.settings import Settings
from cardtui.save.snapshot import PlayedEvening
from cardtui.save.store import Store


class WritingStore(Store):
    """Each call is one `Store.write`."""

    def keep_settings(self, settings: Settings) -> None:
        """Save the settings."""
        self.write((), settings, {})

    def back_up(self, today: date) -> None:
        """Make the backup of the day, and thin the older ones."""
        back_up(self, self._path, DAILY, today)
        thin(self._path)

    def begin(self, position: Position) -> PlayedEvening:
        """Begin an evening at its first position."""
        evening = PlayedEvening.begun(position)
        self.write((evening,), None, {})
        return evening

    def append(self, evening: PlayedEvening, move: Move, position: Position) -> None:
        """Save a move of an open evening, and the position after it."""
        evening.append(move, position)
        self.write((evening,), None, {})

    def back(self, evening: PlayedEvening) -> None:
        """Undo the last move."""
        evening.back()
        self.write((evening,), None, {})

    def end(self, evening: PlayedEvening, at: datetime) -> None:
        """End an open evening."""
        evening.ended_at = at
        self.write((evening,), None, {})

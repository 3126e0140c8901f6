"""A `Store` that is written call by call, as a session does, for tests of the file itself."""

from __future__ import annotations

from datetime import date, datetime

from cardtui.rules.move import Move
from cardtui.rules.position import Position
from cardtui.save.backups import DAILY, back_up, thin
from cardtui.save.settings import Settings
from cardtui.save.snapshot import EveningId, PlayedEvening
from cardtui.save.store import Store


class WritingStore(Store):
    """Each call is one `Store.write`; evenings are identified as in the file."""

    def keep_settings(self, settings: Settings) -> None:
        """Save the settings."""
        self.write((), settings, {})

    def begin(self, position: Position, settings: Settings | None = None) -> EveningId:
        """Begin an evening at its first position."""
        evening = PlayedEvening.begun(position)
        self.write((evening,), settings, {})
        assert evening.stored is not None
        return evening.stored

    def back_up(self, today: date) -> None:
        """Make the backup of the day, and thin the older ones."""
        back_up(self, self._path, DAILY, today)
        thin(self._path)

    def append(self, evening: EveningId, move: Move, position: Position) -> None:
        """Save a move of an open evening, and the position after it."""
        known = self.played(evening)
        known.append(move, position)
        self.write((known,), None, {})

    def back(self, evening: EveningId) -> Position:
        """Undo the last move and return the position before it; the first position stays."""
        known = self.played(evening)
        known.back()
        self.write((known,), None, {})
        return known.position

    def end(self, evening: EveningId, at: datetime, settings: Settings | None = None) -> None:
        """End an open evening."""
        known = self.played(evening)
        known.ended_at = at
        self.write((known,), settings, {})

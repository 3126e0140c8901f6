"""A `Store` that is written call by call: what a session does, for tests of the file itself."""

from __future__ import annotations

from datetime import datetime

from cardtui.rules.move import Move
from cardtui.rules.position import Ended, Position
from cardtui.save import snapshot
from cardtui.save.errors import Damaged
from cardtui.save.records import EveningId, EveningRows, RawRow, Settings
from cardtui.save.store import Store


class WritingStore(Store):
    """Each call is one `Store.write`; evenings are called as in the file."""

    def keep_settings(self, settings: Settings) -> None:
        """Keep what the two chose."""
        self.write((), _all_of(settings))

    def begin(self, position: Position, settings: Settings | None = None) -> EveningId:
        """Begin an evening at its first position."""
        first: RawRow = (None, snapshot.encode_position(position))
        (evening,) = self.write((EveningRows((first,), position, None),), _all_of(settings))
        assert evening is not None
        return evening

    def append(self, evening: EveningId, move: Move, position: Position) -> None:
        """Keep a move of an open evening, and the position after it."""
        if isinstance(position.place, Ended):
            raise ValueError("an evening ends with end()")  # noqa: TRY004  (of a wrong value, not a wrong type)
        rows = self._known(evening)
        row = (snapshot.encode_move(move), snapshot.encode_position(position))
        self.write((EveningRows((*rows, row), position, None, len(rows)),), {})

    def back(self, evening: EveningId) -> Position:
        """Drop the last move, and return the position before it; the first position stays."""
        rows = self._known(evening)
        left = rows[:-1] if len(rows) > 1 else rows
        position = snapshot.decode_position(left[-1][1])
        self.write((EveningRows(left, position, None, len(left)),), {})
        return position

    def end(self, evening: EveningId, at: datetime, settings: Settings | None = None) -> None:
        """End an open evening."""
        rows = self._known(evening)
        position = snapshot.decode_position(rows[-1][1])
        self.write((EveningRows(rows, position, at),), _all_of(settings))

    def _known(self, evening: EveningId) -> tuple[RawRow, ...]:
        rows = tuple(self.raw_rows(evening))
        if not rows:
            raise Damaged(self._path, "The open evening")
        return rows


def _all_of(settings: Settings | None) -> dict[str, object]:
    return {field: getattr(settings, field) for field in Settings.__struct_fields__} if settings is not None else {}

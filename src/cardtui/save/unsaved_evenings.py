"""What a play session knows of its evenings and settings by itself, whether the file has it or not."""

from __future__ import annotations

from datetime import datetime

import msgspec

from cardtui.rules.position import Met, Position
from cardtui.save import snapshot
from cardtui.save.records import EveningId, EveningRows, OpenEvening, RawRow, Settings, SettingsChange


class BufferedEvening:
    """An evening in memory.

    rows: all of it, as written. position, last_at: what the last row says. stored: its name in the file, None if the
    file does not know it. same: see `EveningRows`.
    """

    def __init__(
        self, rows: list[RawRow], position: Position, last_at: datetime, stored: EveningId | None = None
    ) -> None:
        self.rows = rows
        self.position = position
        self.last_at = last_at
        self.stored = stored
        self.ended_at: datetime | None = None
        self.same = 0 if stored is None else len(rows)

    @property
    def whole(self) -> EveningRows:
        """All of it, to be written in one go."""
        return EveningRows(tuple(self.rows), self.position, self.ended_at, self.same)

    def back(self) -> bool:
        """Drop the last row, if there is one before it to go back to; whether there was."""
        if len(self.rows) == 1:
            return False
        move, before = self.rows[-2]
        try:
            position = snapshot.decode_position(before)
            last_at = position.started_at if move is None else snapshot.decode_move(move).at
        except snapshot.DamagedSnapshot:
            return False  # what an earlier session wrote may be damaged; then there is no way back to it
        self.rows.pop()
        self.same = min(self.same, len(self.rows))
        self.position, self.last_at = position, last_at
        return True


class Buffer:
    """The evenings of a session by the names it gives them, the cards met in those that ended, and its settings."""

    def __init__(self) -> None:
        self.evenings: dict[EveningId, BufferedEvening] = {}
        self.settings = Settings()
        self._in_file = Settings()
        """The settings that the file holds."""
        self._chosen: dict[str, object] = {}
        """What the two chose in this session; no file changes that."""
        self._met: list[Met] = []
        self._names = 0

    # Evenings

    def name(self, kept: BufferedEvening) -> EveningId:
        """Take an evening in. Names are not the file's, which could be another one by tomorrow."""
        self._names += 1
        name = EveningId(self._names)
        self.evenings[name] = kept
        return name

    def has(self, stored: EveningId) -> bool:
        """Whether an evening of the file is in memory."""
        return any(kept.stored == stored for kept in self.evenings.values())

    def open_evening(self) -> OpenEvening | None:
        """The evening taken in last of those that have not ended."""
        for name, kept in reversed(self.evenings.items()):
            if kept.ended_at is None:
                return OpenEvening(name, kept.position, kept.last_at, len(kept.rows) - 1)
        return None

    def end(self, kept: BufferedEvening, at: datetime) -> None:
        """End an evening, unless it has ended."""
        if kept.ended_at is None:
            kept.ended_at = at
            self._met += kept.position.met

    def met(self, besides: EveningId | None = None) -> list[Met]:
        """The cards met in all evenings of this session; ``besides``: one to leave out while it is open."""
        open_ = (kept for name, kept in self.evenings.items() if name != besides and kept.ended_at is None)
        return [*self._met, *(met for kept in open_ for met in kept.position.met)]

    # Settings

    @property
    def change(self) -> SettingsChange:
        """The settings that are still to be written: those of which the file says something else."""
        fields = {field: getattr(self.settings, field) for field in Settings.__struct_fields__}
        return {field: value for field, value in fields.items() if value != getattr(self._in_file, field)}

    def read(self, in_file: Settings) -> None:
        """Take over the settings of the file, except those that were chosen in this session.

        A file in which nothing was ever chosen, such as a new one, gets all that the session knows.
        """
        self._in_file = in_file
        base = in_file if in_file != Settings() else self.settings
        self.settings = msgspec.structs.replace(base, **self._chosen)

    def has_chosen(self, field: str) -> bool:
        """Whether the two chose that setting in this session."""
        return field in self._chosen

    def choose(self, settings: Settings | None) -> None:
        """Take over settings; None for no change."""
        if settings is None:
            return
        for field in settings.__struct_fields__:
            value = getattr(settings, field)
            if value != getattr(self.settings, field):
                self._chosen[field] = value
        self.settings = settings

    # Both

    def is_written(self) -> None:
        """Note that the file has all of it: of evenings that ended only their cards are still needed."""
        self._in_file = self.settings
        self.evenings = {name: kept for name, kept in self.evenings.items() if kept.ended_at is None}

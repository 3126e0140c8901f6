"""Where a play session keeps its evenings: the save file, and memory while the file cannot be written.

A full disk or a pulled-out stick must not stop two people in the middle of a conversation. So the store keeps all rows
of the evenings being played, never raises an error about the file, reports whether everything is saved, and writes what
is missing in one transaction as soon as that works again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from msgspec.structs import asdict, replace

from cardtui.deck.card import CardId
from cardtui.rules.evening_plan import Heart
from cardtui.rules.move import Move
from cardtui.rules.position import Met, Position
from cardtui.save.database import real
from cardtui.save.errors import Busy, Damaged, Gone, Newer, NotOurs, SaveError
from cardtui.save.history import newest_first
from cardtui.save.settings import Settings
from cardtui.save.snapshot import PlayedEvening
from cardtui.save.store import Store
from cardtui.system.durable_files import is_link

if TYPE_CHECKING:
    from cardtui.rules.dealer import Seen
    from cardtui.save.backups import Backup


class ResilientStore:
    """The storage of a play session; no method except `open` raises `SaveError`.

    error: why not everything is saved; None if it is, or is not meant to be. backup_error: why the last backup failed;
    None if it succeeded or none was due.
    """

    def __init__(self, path: Path | None, *, own: bool = False) -> None:
        """For `open` and `nowhere`."""
        self._path = path
        self._own = own
        self._store: Store | None = None
        self.error: SaveError | None = None
        self.backup_error: SaveError | None = None
        self._evenings: list[PlayedEvening] = []
        """The open evenings, and ended ones whose end is not in the file yet."""
        self._met: list[Met] = []
        """The cards of the evenings that ended in this session."""
        self._hearts: dict[CardId, bool] = {}
        """Hearts given or taken back on the path view, and not in the file yet."""
        self._settings = self._in_file = Settings()
        self._chosen: dict[str, object] = {}
        """The settings chosen in this session; they override those in the file."""
        self._names: dict[str, str] = {}
        """Names changed in this session, applied to evenings that are read from the file later."""
        self._on_path: list[Met] = []
        """The last path read from the file, used when the file can no longer be read."""

    @classmethod
    def open(cls, path: Path, *, own: bool = False) -> Self:
        """Open the save file at ``path`` (see `Store.open`), or play on without it for now.

        Raises only errors with `refuses`: the file is not ours, from a newer version, or open in another window.
        """
        store = cls(path, own=own)
        try:
            store._open()
        except SaveError as error:
            store._give_up(error)
            if error.refuses:
                raise
        return store

    @classmethod
    def nowhere(cls) -> Self:
        """Keep nothing beyond this session."""
        return cls(None)

    # Whether it is saved

    @property
    def kept(self) -> bool:
        """Whether there is a save file at all; not with ``--no-save``."""
        return self._path is not None

    @property
    def saved(self) -> bool:
        """Whether everything that happened is in the save file."""
        return self.kept and self.error is None

    @property
    def trouble(self) -> str | None:
        """Why it is not saved, in a few words without a path or a full stop, to be used within a sentence."""
        return self.error.title if self.error is not None else None

    @property
    def damaged(self) -> bool:
        """Whether it is not saved because the file is damaged; then only `restore` helps."""
        return isinstance(self.error, Damaged)

    def retry(self) -> bool:
        """Write what is missing, if that is possible now, and return `saved`. Costs nothing if nothing is missing."""
        if self.error is not None:
            self._write()
        return self.saved

    def check(self) -> bool:
        """Check the whole file (see `Store.check`) and return `saved`. A damaged file is no longer written to."""
        with self._giving_up():
            if self._store is not None:
                self._store.check()
        return self.saved

    def close(self) -> None:
        """Try once more to write what is missing, and close the file. Nothing else can be done afterwards."""
        self.retry()
        self._close()

    # Backups

    @property
    def folder(self) -> Path | None:
        """The folder of the save file; None if there is no save file."""
        return real(self._path).parent if self._path is not None else None

    def back_up(self, today: date) -> None:
        """Make today's backup if anything has changed since the last one, and thin the older ones."""
        if self._store is None or self._path is None or not self.saved:
            return
        from cardtui.save import backups  # imported late: not needed for the first screen

        path = real(self._path)
        try:
            backups.back_up(self._store, path, backups.DAILY, today)
            backups.thin(path)
            self.backup_error = None
        except Damaged as error:
            self._give_up(error)
        except Busy:
            pass  # the file is fine, and the next start tries again
        except SaveError as error:
            self.backup_error = error

    def newest_backup(self, today: date) -> Backup | None:
        """The backup to offer, see `good_backups`."""
        from cardtui.save.backups import good_backups  # only needed after an error

        assert self._path is not None
        try:
            return next(good_backups(real(self._path), today), None)
        except SaveError:
            return None  # the folder cannot be read

    def restore(self, backup: Path | None, today: date) -> Path | None:
        """Replace the damaged file with a backup, or None for a new file; return where the damaged file is kept.

        A file that turns out to be readable is not replaced. What this session knows is written to the new file. If
        that fails, `trouble` says why.
        """
        from cardtui.save.backups import restore  # only needed after an error

        assert self._path is not None
        self._close()
        # A temporary read error may have looked like damage; then there is nothing to replace.
        if self.retry():
            return None
        # Release the lock taken by that attempt, which would make the restore fail.
        self._close()
        kept = None
        with self._giving_up():
            kept = restore(self._path, backup, today, own=self._own)
            self._write()
        return kept

    # Settings

    def settings(self) -> Settings:
        """The settings, as far as this session knows."""
        return self._settings

    def has_chosen(self, field: str) -> bool:
        """Whether a setting was chosen in this session."""
        return field in self._chosen

    def keep_settings(self, settings: Settings) -> None:
        """Save the settings."""
        self._choose(settings)
        self._write()

    def rename(self, settings: Settings, names: Mapping[str, str]) -> None:
        """Save the changed names, keyed by side, and change them in every open evening too."""
        self._choose(settings)
        self._names |= names
        for evening in self.open_evenings():
            evening.rename(names)
        self._write()

    def _choose(self, settings: Settings | None) -> None:
        if settings is not None:
            before = asdict(self._settings)
            self._chosen |= {field: value for field, value in asdict(settings).items() if value != before[field]}
            self._settings = settings

    # Evenings

    def open_evening(self) -> PlayedEvening | None:
        """The most recently begun evening that has not ended, or None."""
        return next(reversed(self.open_evenings()), None)

    def begin(
        self, position: Position, settings: Settings | None = None, instead_of: PlayedEvening | None = None
    ) -> PlayedEvening:
        """Begin an evening at its first position.

        instead_of: an open evening to end as it was left, in the same write. Others stay open.
        """
        self._choose(settings)
        if instead_of is not None:
            self._end(instead_of, instead_of.last_at)
        evening = PlayedEvening.begun(position)
        self._evenings.append(evening)
        self._write()
        return evening

    def append(self, evening: PlayedEvening, move: Move, position: Position) -> None:
        """Save a move that does not end the evening, and the position after it."""
        evening.append(move, position)
        self._write()

    def back(self, evening: PlayedEvening) -> Position:
        """Undo the last move of an open evening and return the position before it."""
        if evening.back():
            self._write()
        return evening.position

    def end(self, evening: PlayedEvening, at: datetime, settings: Settings | None = None) -> None:
        """End an open evening."""
        self._choose(settings)
        self._end(evening, at)
        for met in evening.position.met:  # a heart given tonight is newer
            if met.heart:
                self._hearts.pop(met.card, None)
        self._write()

    def _end(self, evening: PlayedEvening, at: datetime) -> None:
        evening.ended_at = at
        self._met += evening.position.met

    def open_evenings(self) -> list[PlayedEvening]:
        """The evenings that have not ended, the most recently begun one last."""
        return [evening for evening in self._evenings if evening.ended_at is None]

    # Cards met before

    def history(self, except_for: PlayedEvening | None = None) -> dict[CardId, Seen]:
        """When each card was last met, as needed for dealing. except_for: an open evening to leave out."""
        from cardtui.rules.dealer import Seen  # only needed to deal a card

        return {met.card: Seen(int(met.at.timestamp()), met.lap) for met in self.path(except_for)}

    def hearts_due(self, now: datetime) -> tuple[Heart, ...]:
        """The hearts whose card may come back automatically in an evening that begins now."""
        from cardtui.rules.hearted_cards import due  # only needed when an evening begins

        with self._giving_up():
            if self._store is not None:
                hearts, evenings = self._store.hearts(), self._store.last_evenings()
                return due((heart for heart in hearts if self._hearts.get(heart.card, True)), evenings, now)
        return ()

    def path(self, except_for: PlayedEvening | None = None) -> list[Met]:
        """Each card that was met, once (see `Store.path`), as far as this session can know."""
        with self._giving_up():
            if self._store is not None:
                self._on_path = self._store.path(except_for.stored if except_for is not None else None)
        if self.saved:
            return self._on_path
        found = newest_first([*self._on_path, *self._met_by(except_for)])
        return [replace(met, heart=self._hearts.get(met.card, met.heart)) for met in found]

    def is_open(self, card: CardId) -> bool:
        """Whether a card was met in an evening that is still open; such a card gets no heart before good night."""
        return any(met.card == card for evening in self.open_evenings() for met in evening.position.met)

    def mark(self, card: CardId, *, heart: bool) -> None:
        """Give a card of earlier evenings a heart, or take it back."""
        self._hearts[card] = heart
        self._write()

    def _met_by(self, except_for: PlayedEvening | None) -> list[Met]:
        """The cards met in all evenings of this session. except_for: one to leave out while it is open."""
        others = (evening for evening in self.open_evenings() if evening is not except_for)
        return [*self._met, *(met for evening in others for met in evening.position.met)]

    # The file

    def _open(self) -> Store:
        """Open the file. After an earlier failure, the whole file is checked before anything is written to it."""
        assert self._path is not None
        try:
            store = Store.open(self._path, own=self._own)
        except NotOurs as error:
            from cardtui.save.backups import looks_like_ours  # only needed after an error

            path = real(self._path)
            if looks_like_ours(path, own=self._own and not is_link(self._path)):
                raise Damaged(path, what="The header") from error
            raise
        try:
            if self.error is not None:
                store.read_all()
            self._read_settings(store)
            self._take_in_open_evenings(store)
        except BaseException:
            store.close()
            raise
        self._store = store
        return store

    def _read_settings(self, store: Store) -> None:
        """Take over the settings of the file, except those chosen in this session.

        A file with default settings only, such as a new one, gets all settings of the session.
        """
        self._in_file = store.settings()
        base = self._in_file if self._in_file != Settings() else self._settings
        self._settings = replace(base, **self._chosen)

    def _take_in_open_evenings(self, store: Store) -> None:
        """Copy the file's open evenings into memory, in case the file goes away. This window's own stay last."""
        opened = map(store.played, store.open_evenings())
        known = {evening.beginning() for evening in self._evenings}
        found = [evening for evening in opened if not known or evening.beginning() not in known]
        for evening in found:
            evening.rename(self._names)
        self._evenings[:0] = found

    def _write(self) -> None:
        """Write what is missing in the file, from one move to a whole evening, if that is possible now."""
        with self._giving_up():
            try:
                self._write_missing()
            except Gone as error:
                # If a restore or a sync program replaced the file, the new one can be used at once.
                self._give_up(error)
                self._write_missing()

    def _write_missing(self) -> None:
        if self.kept:
            store = self._store or self._open()
            changed = self._settings if self._settings != self._in_file else None
            store.write(self._evenings, changed, self._hearts)
            self._in_file = self._settings
            self.error = None
            self._hearts.clear()
        self._evenings = self.open_evenings()

    @contextmanager
    def _giving_up(self) -> Iterator[None]:
        """Continue without the file if it fails."""
        try:
            yield
        except SaveError as error:
            self._give_up(error)

    def _give_up(self, error: SaveError) -> None:
        """Continue without the file for now."""
        self.error = error
        # On other errors the file stays open and locked: no other window may use it while the disk is full.
        if isinstance(error, Damaged | NotOurs | Newer | Gone):
            self._close()

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None

"""What a play session keeps its evenings in: the save file, and its own memory while the file cannot be written.

A full disk or a pulled-out stick must not stop two people in the middle of a talk. So it holds all the rows of
the evenings that are played, never raises for the file's sake, says whether all is saved, and writes what is missing,
in one transaction, as soon as that is possible again.
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
from cardtui.save.records import Settings
from cardtui.save.snapshot import PlayedEvening
from cardtui.save.store import Store
from cardtui.system.durable_files import is_link

if TYPE_CHECKING:
    from cardtui.rules.dealer import Seen
    from cardtui.save.backups import Backup


class ResilientStore:
    """What an evening is kept in; no method raises `SaveError`.

    error: why not all is saved; None if it is, or is not meant to be. backup_error: why the last backup could not be
    made; None if it could, or none was due.
    """

    def __init__(self, path: Path | None, *, own: bool = False) -> None:
        """For `open` and `nowhere`."""
        self._path = path
        self._own = own
        self._store: Store | None = None
        self.error: SaveError | None = None
        self.backup_error: SaveError | None = None
        self._evenings: list[PlayedEvening] = []
        """Those that are open, and those of which the file does not know yet that they ended."""
        self._met: list[Met] = []
        """The cards of the evenings that ended in this session."""
        self._hearts: dict[CardId, bool] = {}
        """Given or taken back on our path, and not in the file yet."""
        self._settings = self._in_file = Settings()
        self._chosen: dict[str, object] = {}
        """The settings that were chosen in this session, which outlive the file."""
        self._names: dict[str, str] = {}
        """The names among them, for an evening that the file tells of only later."""
        self._on_path: list[Met] = []
        """What the file said last, for when it cannot be read any more."""

    @classmethod
    def open(cls, path: Path, *, own: bool = False) -> Self:
        """Open the save file at ``path`` (see `Store.open`), or play on without it for now.

        Raises those `SaveError` that refuse: the file is not ours, from a newer version, or open in another window.
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
        """Whether there is a save file at all; with ``--no-save`` there is none."""
        return self._path is not None

    @property
    def saved(self) -> bool:
        """Whether all that happened is in the save file."""
        return self.kept and self.error is None

    @property
    def trouble(self) -> str | None:
        """Why it is not saved, in a few words, which name no path; without a full stop, to stand within a sentence."""
        return self.error.title if self.error is not None else None

    @property
    def damaged(self) -> bool:
        """Whether it is not saved because something in the file cannot be read; then only `restore` helps."""
        return isinstance(self.error, Damaged)

    def retry(self) -> bool:
        """Write what is missing, if that is possible now, and return `saved`. Costs nothing if nothing is missing."""
        if self.error is not None:
            self._write()
        return self.saved

    def check(self) -> bool:
        """Look through the whole file (see `Store.check`) and return `saved`: a damaged one is not written any more."""
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
        """The folder of the save file; None if there is none."""
        return real(self._path).parent if self._path is not None else None

    def back_up(self, today: date) -> None:
        """Make the backup of the day, if anything has changed since the last one, and thin the older ones."""
        if self._store is None or self._path is None or not self.saved:
            return
        from cardtui.save import backups  # after the first screen, and not before

        path = real(self._path)
        try:
            backups.back_up(self._store, path, backups.DAILY, today)
            backups.thin(path)
            self.backup_error = None
        except Damaged as error:
            self._give_up(error)
        except Busy:
            pass  # nothing is wrong with it, and the next start tries again
        except SaveError as error:
            self.backup_error = error

    def newest_backup(self, today: date) -> Backup | None:
        """The backup to be offered, see `good_backups`."""
        from cardtui.save.backups import good_backups  # only someone in trouble asks

        assert self._path is not None
        try:
            return next(good_backups(real(self._path), today), None)
        except SaveError:
            return None  # nobody may look for one

    def restore(self, backup: Path | None, today: date) -> Path | None:
        """Put a backup, or None for a new file, in the place of the damaged one; return where that is kept.

        A file that turns out to be readable stays. What this session knows is written to it. If that does not work,
        `trouble` says why.
        """
        from cardtui.save.backups import restore  # only someone in trouble needs it

        assert self._path is not None
        self._close()
        # A disk that could not be read for a moment looked like damage; then there is nothing to replace.
        if self.retry():
            return None
        # Our own lock from that attempt would make the restore fail.
        self._close()
        kept = None
        with self._giving_up():
            kept = restore(self._path, backup, today, own=self._own)
            self._write()
        return kept

    # Settings

    def settings(self) -> Settings:
        """What the two chose, as far as this session knows."""
        return self._settings

    def has_chosen(self, field: str) -> bool:
        """Whether the two chose that setting in this session."""
        return field in self._chosen

    def keep_settings(self, settings: Settings) -> None:
        """Keep what the two chose."""
        self._choose(settings)
        self._write()

    def rename(self, settings: Settings, names: Mapping[str, str]) -> None:
        """Keep the names that the two changed, by their sides, also in every evening that is open."""
        self._choose(settings)
        self._names |= names
        for evening in self._open_evenings():
            evening.rename(names)
        self._write()

    def _choose(self, settings: Settings | None) -> None:
        if settings is not None:
            before = asdict(self._settings)
            self._chosen |= {field: value for field, value in asdict(settings).items() if value != before[field]}
            self._settings = settings

    # Evenings

    def open_evening(self) -> PlayedEvening | None:
        """The most recently begun of the evenings that have not ended, or None."""
        return next(reversed(self._open_evenings()), None)

    def begin(
        self, position: Position, settings: Settings | None = None, instead_of: PlayedEvening | None = None
    ) -> PlayedEvening:
        """Begin an evening at its first position.

        instead_of: an open one that ends as it was left, in the same write. Others stay open.
        """
        self._choose(settings)
        if instead_of is not None:
            self._end(instead_of, instead_of.last_at)
        evening = PlayedEvening.begun(position)
        self._evenings.append(evening)
        self._write()
        return evening

    def append(self, evening: PlayedEvening, move: Move, position: Position) -> None:
        """Keep a move of an open evening that does not end it, and the position after it."""
        evening.append(move, position)
        self._write()

    def back(self, evening: PlayedEvening) -> Position:
        """Drop the last move of an open evening and return the position before it."""
        if evening.back():
            self._write()
        return evening.position

    def end(self, evening: PlayedEvening, at: datetime, settings: Settings | None = None) -> None:
        """End an open evening."""
        self._choose(settings)
        self._end(evening, at)
        for met in evening.position.met:  # one that is given tonight is newer
            if met.heart:
                self._hearts.pop(met.card, None)
        self._write()

    def _end(self, evening: PlayedEvening, at: datetime) -> None:
        evening.ended_at = at
        self._met += evening.position.met

    def _open_evenings(self) -> list[PlayedEvening]:
        return [evening for evening in self._evenings if evening.ended_at is None]

    # Cards that were met

    def history(self, besides: PlayedEvening | None = None) -> dict[CardId, Seen]:
        """When each card was last met, as far as dealing wants to know. besides: an open evening to leave out."""
        from cardtui.rules.dealer import Seen  # a start that deals no card does not need it

        return {met.card: Seen(int(met.at.timestamp()), met.lap) for met in self.path(besides)}

    def hearts_due(self, now: datetime) -> tuple[Heart, ...]:
        """The hearts of which a card may come back by itself in an evening that begins now."""
        from cardtui.rules.hearted_cards import due  # only an evening that begins needs it

        with self._giving_up():
            if self._store is not None:
                hearts, evenings = self._store.hearts(), self._store.last_evenings()
                return due((heart for heart in hearts if self._hearts.get(heart.card, True)), evenings, now)
        return ()

    def path(self, besides: PlayedEvening | None = None) -> list[Met]:
        """Each card that was met, once (see `Store.path`), as far as this session can know."""
        with self._giving_up():
            if self._store is not None:
                self._on_path = self._store.path(besides.stored if besides is not None else None)
        if self.saved:
            return self._on_path
        found = newest_first([*self._on_path, *self._met_by(besides)])
        return [replace(met, heart=self._hearts.get(met.card, met.heart)) for met in found]

    def is_open(self, card: CardId) -> bool:
        """Whether a card was met in an evening that is still open; there it has no heart before good night."""
        return any(met.card == card for evening in self._open_evenings() for met in evening.position.met)

    def mark(self, card: CardId, *, heart: bool) -> None:
        """Give a card of earlier evenings a heart, or take it back."""
        self._hearts[card] = heart
        self._write()

    def _met_by(self, besides: PlayedEvening | None = None) -> list[Met]:
        """The cards met in all evenings of this session; ``besides``: one to leave out while it is open."""
        others = (evening for evening in self._open_evenings() if evening is not besides)
        return [*self._met, *(met for evening in others for met in evening.position.met)]

    # The file

    def _open(self) -> Store:
        """Open the file. Where it failed before, all of it is looked through before anything is written to it."""
        assert self._path is not None
        try:
            store = Store.open(self._path, own=self._own)
        except NotOurs as error:
            from cardtui.save.backups import looks_like_ours  # only someone in trouble needs it

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
        """Take over the settings of the file, except those that were chosen in this session.

        A file in which nothing was ever chosen, such as a new one, gets all that the session knows.
        """
        self._in_file = store.settings()
        base = self._in_file if self._in_file != Settings() else self._settings
        self._settings = replace(base, **self._chosen)

    def _take_in_open_evenings(self, store: Store) -> None:
        """Take into memory all that is open in the file, which may go away. What this window plays stays the last."""
        opened = map(store.played, store.open_evenings())
        known = {evening.beginning() for evening in self._evenings}  # none at a start, which need not wait for more
        found = [evening for evening in opened if not known or evening.beginning() not in known]
        for evening in found:
            evening.rename(self._names)
        self._evenings[:0] = found

    def _write(self) -> None:
        """Write what is missing in the file, be it one move or a whole evening, if that is possible now."""
        with self._giving_up():
            try:
                self._write_missing()
            except Gone as error:
                # A file that was put in its place, by a restore or a sync program, may be played on with at once.
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
        self._evenings = self._open_evenings()

    @contextmanager
    def _giving_up(self) -> Iterator[None]:
        """Go on without the file if it fails."""
        try:
            yield
        except SaveError as error:
            self._give_up(error)

    def _give_up(self, error: SaveError) -> None:
        """Go on without the file for now."""
        self.error = error
        # Otherwise it stays open, and with it the lock: a full disk lets no other window in.
        if isinstance(error, Damaged | NotOurs | Newer | Gone):
            self._close()

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None

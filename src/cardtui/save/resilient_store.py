"""What a play session keeps its evenings in: the save file, and its own memory while the file cannot be written.

A full disk or a pulled-out stick must not stop two people in the middle of a talk. So it holds all the rows of
the evenings that are played, never raises for the file's sake, says whether all is saved, and writes what is missing,
in one transaction, as soon as that is possible again.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from msgspec.structs import replace

from cardtui.deck.card import CardId
from cardtui.rules.evening_plan import Heart
from cardtui.rules.move import Move
from cardtui.rules.position import Ended, Position
from cardtui.save import snapshot
from cardtui.save.database import real
from cardtui.save.errors import Busy, Damaged, Gone, Newer, NotOurs, SaveError, SeemsDamaged
from cardtui.save.history import add_met, card_met, newest_first
from cardtui.save.records import CardMet, EveningId, OpenEvening, Settings
from cardtui.save.store import Store
from cardtui.save.unsaved_evenings import Buffer, BufferedEvening
from cardtui.system.durable_files import is_link

if TYPE_CHECKING:
    from cardtui.rules.dealer import Seen


class ResilientStore:
    """What an evening is kept in; no method raises `SaveError`. The ids of its evenings are not the file's."""

    def __init__(self, path: Path | None, *, own: bool = False) -> None:
        """For `open` and `nowhere`."""
        self._path = path
        self._own = own
        self._store: Store | None = None
        self._memory = Buffer()
        self._history: dict[CardId, Seen] = {}
        self._on_path: list[CardMet] = []
        self._hearts: dict[CardId, bool] = {}
        """Given or taken back on our path, and not in the file yet."""
        self._damaged: tuple[int, ...] | None = None
        self._is_vetted = True
        self._is_suspect = False
        """Whether something in it was found or seemed damaged, until all of it could be read."""
        self._error: SaveError | None = None
        self._backup_error: SaveError | None = None

    @classmethod
    def open(cls, path: Path, *, own: bool = False) -> Self:
        """Open the save file at ``path`` (see `Store.open`), or play on without it for now.

        Raises those `SaveError` that refuse: the file is not ours, from a newer version, or open in another window.
        """
        keeper = cls(path, own=own)
        try:
            # What is open is read at once, all of it: the file may go away.
            keeper._offer(keeper._open())
        except SaveError as error:
            if error.refuses:
                raise
            keeper._give_up(error)
        return keeper

    @classmethod
    def nowhere(cls) -> Self:
        """Keep nothing beyond this session."""
        return cls(None)

    # Whether it is saved.

    @property
    def kept(self) -> bool:
        """Whether there is a save file at all; with ``--no-save`` there is none."""
        return self._path is not None

    @property
    def saved(self) -> bool:
        """Whether all that happened is in the save file."""
        return self.kept and self._error is None

    @property
    def error(self) -> SaveError | None:
        """Why it is not saved; None if it is, or is not meant to be."""
        return self._error

    @property
    def trouble(self) -> str | None:
        """The same in a few words, which name no path; without a full stop, to stand within a sentence."""
        return self._error.title if self._error is not None else None

    @property
    def damaged(self) -> bool:
        """Whether it is not saved because something in the file cannot be read; then only `restore` helps."""
        return isinstance(self._error, Damaged)

    def retry(self) -> bool:
        """Write what is missing, if that is possible now, and return `saved`. Costs nothing if nothing is missing."""
        if self._error is not None:
            self._write()
        return self.saved

    def check(self) -> bool:
        """Look through the whole file (see `Store.check`) and return `saved`: a damaged one is not written any more."""
        if self._store is not None:
            try:
                self._store.check()
            except SaveError as error:
                self._give_up(error)
        return self.saved

    def newest_backup(self, today: date) -> tuple[Path, date] | None:
        """The backup to be offered (see `newest_good`), and the day on which it was made."""
        from cardtui.save.backups import day_of
        from cardtui.save.care.restoration import newest_good  # only someone in trouble asks

        assert self._path is not None
        path = real(self._path)
        try:
            found = newest_good(path, today)
        except SaveError:
            return None  # nobody may look for one
        return (found, day_of(path, found)) if found is not None else None

    def restore(self, backup: Path | None, today: date) -> Path | None:
        """Put a backup, or None for a new file, in the place of the damaged one; return where that is kept.

        A file that turns out to be readable stays. What this session knows is written to it. If that does not work,
        `trouble` says why.
        """
        from cardtui.save.care.restoration import restore  # only someone in trouble needs it

        assert self._path is not None
        self._close()
        kept = None
        # A disk that could not be read for a moment looked like damage; then there is nothing to replace.
        if not self.retry():
            # Our own lock from that attempt would make the restore fail.
            self._close()
            try:
                kept = restore(self._path, backup, today, own=self._is_own)
            except SaveError as error:
                self._give_up(error)
                return None
            self._damaged = None
            self._write()
        return kept

    @property
    def folder(self) -> Path | None:
        """The folder of the save file; None if there is none."""
        return real(self._path).parent if self._path is not None else None

    def back_up(self, today: date) -> None:
        """Make the backup of the day (see `Store.back_up`), if that is possible now."""
        if self._store is not None and self.saved:
            try:
                self._store.back_up(today)
            except Damaged as error:
                self._give_up(error)
            except Busy:
                pass  # nothing is wrong with it, and the next start tries again
            except SaveError as error:
                self._backup_error = error
            else:
                self._backup_error = None

    @property
    def backup_error(self) -> SaveError | None:
        """Why the last backup could not be made; None if it could, or none was due."""
        return self._backup_error

    def close(self) -> None:
        """Try once more to write what is missing, and close the file. Nothing else can be done afterwards."""
        self.retry()
        self._close()

    # What a session calls

    def settings(self) -> Settings:
        """What the two chose, as far as this session knows."""
        return self._memory.settings

    def has_chosen(self, field: str) -> bool:
        """Whether the two chose that setting in this session."""
        return self._memory.has_chosen(field)

    def keep_settings(self, settings: Settings) -> None:
        """Keep what the two chose."""
        self._memory.choose(settings)
        self._write()

    def open_evening(self) -> OpenEvening | None:
        """The most recently begun of the evenings that have not ended, or None."""
        found = self._memory.open_evening()
        # What is open in memory comes first: it is what this window plays, whatever file came meanwhile.
        if found is None and self._store is not None and self._error is None:
            try:
                self._offer(self._store)
            except SaveError as error:
                self._give_up(error)
            found = self._memory.open_evening()
        return found

    def begin(
        self, position: Position, settings: Settings | None = None, instead_of: EveningId | None = None
    ) -> EveningId:
        """Begin an evening at its first position.

        instead_of: an open one that ends as it was left, in the same write. Others stay open.
        """
        snapshot.check_playable(position)
        self._memory.choose(settings)
        if instead_of is not None:
            left = self._memory.evenings[instead_of]
            self._memory.end(left, left.last_at)
        kept = BufferedEvening([(None, snapshot.encode_position(position))], position, position.started_at)
        name = self._memory.name(kept)
        self._write()
        return name

    def append(self, evening: EveningId, move: Move, position: Position) -> None:
        """Keep a move of an open evening, and the position after it."""
        over = isinstance(position.place, Ended)
        if over:
            raise ValueError("an evening ends with end()")
        kept = self._memory.evenings[evening]
        kept.rows.append((snapshot.encode_move(move), snapshot.encode_position(position)))
        kept.position, kept.last_at = position, move.at
        self._write()

    def back(self, evening: EveningId) -> Position:
        """Drop the last move of an open evening and return the position before it."""
        kept = self._memory.evenings[evening]
        if kept.back():
            self._write()
        return kept.position

    def end(self, evening: EveningId, at: datetime, settings: Settings | None = None) -> None:
        """End an open evening."""
        self._memory.choose(settings)
        kept = self._memory.evenings[evening]
        self._memory.end(kept, at)
        for met in kept.position.met:  # what they say tonight is newer
            self._hearts.pop(met.card, None)
        self._write()

    def history(self, besides: EveningId | None = None) -> dict[CardId, Seen]:
        """When each card was last met (see `Store.history`), as far as this session can know."""
        if self._store is not None:
            kept = self._memory.evenings.get(besides) if besides is not None else None
            try:
                self._history = self._store.history(kept.stored if kept is not None else None)
            except SaveError as error:
                self._give_up(error)
        history = dict(self._history)
        add_met(history, self._memory.met(besides))
        return history

    def hearts_due(self, now: datetime) -> tuple[Heart, ...]:
        """The hearts of which a card may come back by itself in an evening that begins now."""
        from cardtui.rules.hearted_cards import due  # only an evening that begins needs it

        if self._store is None:
            return ()
        try:
            hearts, evenings = self._store.hearts(), self._store.last_evenings()
        except SaveError as error:
            self._give_up(error)
            return ()
        return due((heart for heart in hearts if self._hearts.get(heart.card, True)), evenings, now)

    def path(self) -> list[CardMet]:
        """Each card that was met, once (see `Store.path`), as far as this session can know."""
        if self._store is not None:
            try:
                self._on_path = self._store.path()
            except SaveError as error:
                self._give_up(error)
            else:
                if self._error is None:
                    return self._on_path
        found = newest_first([*self._on_path, *map(card_met, self._memory.met())])
        return [replace(met, heart=self._hearts.get(met.card, met.heart)) for met in found]

    def is_open(self, card: CardId) -> bool:
        """Whether a card was met in an evening that is still open; there it has no heart before good night."""
        return any(
            met.card == card
            for kept in self._memory.evenings.values()
            if kept.ended_at is None
            for met in kept.position.met
        )

    def mark(self, card: CardId, *, heart: bool) -> None:
        """Give a card of earlier evenings a heart, or take it back."""
        self._hearts[card] = heart
        self._write()

    # The file.

    @property
    def _is_own(self) -> bool:
        """Whether the file lies in our own folder, and not somewhere that a link in its place leads to."""
        return self._own and self._path is not None and not is_link(self._path)

    def _open(self) -> Store:
        assert self._path is not None
        try:
            store = Store.open(self._path, own=self._own)
        except NotOurs as error:
            from cardtui.save.care.restoration import looks_like_ours  # only someone in trouble needs it

            path = real(self._path)
            if looks_like_ours(path, own=self._is_own):
                raise Damaged(path, "The header") from error
            raise
        try:
            self._memory.read(store.settings())
            store.open_evening()  # one that cannot be read is damage, and then nothing is written
        except BaseException:
            store.close()
            raise
        self._store = store
        return store

    def _offer(self, store: Store) -> None:
        """Take an evening of the file that can be gone on with into memory."""
        found = store.open_evening()
        if found is not None and not self._memory.has(found.id):
            self._memory.name(BufferedEvening(store.raw_rows(found.id), found.position, found.last_at, found.id))

    def _write(self) -> None:
        """Write what is missing in the file, be it one move or a whole evening, if that is possible now."""
        if not self.kept:
            self._memory.is_written()
            return
        # A file that was put in its place, by a restore or a sync program, may be played on with at once.
        for _ in range(2):
            try:
                self._write_missing()
            except SaveError as error:
                self._give_up(error)
                if isinstance(error, Gone):
                    continue
            return

    def _write_missing(self) -> None:
        store = self._store or self._reopened()
        if store is None:
            return
        if not self._is_vetted:
            self._vet(store)
        evenings = list(self._memory.evenings.values())
        stored = store.write([kept.whole for kept in evenings], self._memory.change, tuple(self._hearts.items()))
        for kept, name in zip(evenings, stored, strict=True):
            kept.stored, kept.same = name, len(kept.rows)
        self._error = None
        self._is_suspect = False
        self._hearts.clear()
        self._memory.is_written()

    def _reopened(self) -> Store | None:
        """The file opened anew; None while it is still the damaged one."""
        assert self._path is not None
        if self._damaged is not None and self._damaged == _identity(self._path):
            return None
        self._is_vetted = False
        store = self._open()
        for kept in self._memory.evenings.values():
            kept.same = 0
        return store

    def _vet(self, store: Store) -> None:
        """Look through a file that was opened anew, before anything is written to it."""
        store.check()
        if self._is_suspect:
            store.read_all()
        self._is_vetted = True

    def _give_up(self, error: SaveError) -> None:
        """Go on without the file for now; for good, as long as it is this one, if something in it cannot be read.

        What only seems damaged is looked through again before anything is written to it.
        """
        self._error = error
        self._is_suspect = self._is_suspect or isinstance(error, Damaged)
        damaged = isinstance(error, Damaged | NotOurs | Newer)
        if damaged and not isinstance(error, SeemsDamaged) and self._path is not None:
            self._damaged = _identity(self._path)
        # Otherwise it stays open, and with it the lock: a full disk lets no other window in.
        if damaged or isinstance(error, Gone):
            self._close()

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None


def _identity(path: Path) -> tuple[int, ...] | None:
    """What tells a file from one that was put in its place, or written anew."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns

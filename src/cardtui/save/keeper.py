"""What a play session keeps its evenings in: the save file, and its own memory while the file cannot be written.

A full disk or a pulled-out stick must not stop two people in the middle of a talk. So a keeper holds all the rows of
the evenings that are played, never raises for the file's sake, says whether all is saved, and writes what is missing,
in one transaction, as soon as that is possible again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

import msgspec

from cardtui.cards.card import CardId
from cardtui.rules.move import Move
from cardtui.rules.plan import Shape
from cardtui.rules.position import Ended, Met, Position
from cardtui.save import moment, snapshot
from cardtui.save.errors import Damaged, Gone, Newer, NotOurs, SaveError
from cardtui.save.reading import card_met, newest_first
from cardtui.save.records import CardMet, EveningId, OpenEvening, RawRow, Whole
from cardtui.save.settings import Settings
from cardtui.save.store import Store

if TYPE_CHECKING:
    from cardtui.rules.dealing import Seen


class _Kept:
    """An evening of this session, as it is in memory.

    rows: all of it, as written. position, last_at: what the last row says. stored: its name in the file, None if the
    file does not know it. ends_others: see `Whole`.
    """

    def __init__(
        self, rows: list[RawRow], position: Position, last_at: datetime, stored: EveningId | None = None
    ) -> None:
        self.rows = rows
        self.position = position
        self.last_at = last_at
        self.stored = stored
        self.ended_at: datetime | None = None
        self.ends_others = False


class Keeper:
    """The same calls as `Store`, none of which raises a `SaveError`. The names of evenings are its own."""

    def __init__(self, path: Path | None, *, own: bool = False) -> None:
        """For `open` and `nowhere`."""
        self._path = path
        self._own = own
        self._store: Store | None = None
        self._evenings: dict[EveningId, _Kept] = {}
        self._names = 0
        self._met: list[Met] = []
        self._settings = Settings()
        self._in_file = Settings()
        self._change: dict[str, object] = {}
        self._history: dict[CardId, Seen] = {}
        self._on_path: list[CardMet] = []
        self._has_read = False
        self._damaged: tuple[int, int] | None = None
        self._error: SaveError | None = None

    @classmethod
    def open(cls, path: Path, *, own: bool = False) -> Self:
        """Open the save file at ``path`` (see `Store.open`), or play on without it for now.

        Raises those `SaveError` that refuse: the file is not ours, from a newer version, or open in another window.
        """
        keeper = cls(path, own=own)
        try:
            # What is open is read at once: what could not be offered must not be ended by the next evening.
            keeper._offer(keeper._open())
        except SaveError as error:
            if error.refuses:
                raise
            keeper._give_up(error)
        else:
            keeper._settings = keeper._in_file
            keeper._has_read = True
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
        """The same in a short sentence, which names no path."""
        return self._error.title if self._error is not None else None

    def retry(self) -> bool:
        """Write what is missing, if that is possible now, and return `saved`. Costs nothing if nothing is missing."""
        if self._error is not None:
            self._catch_up()
        return self.saved

    def check(self) -> bool:
        """Look through the whole file (see `Store.check`) and return `saved`: a damaged one is not written any more."""
        if self._store is not None:
            try:
                self._store.check()
            except SaveError as error:
                self._give_up(error)
        return self.saved

    def close(self) -> None:
        """Try once more to write what is missing, and close the file. Nothing else can be done afterwards."""
        self.retry()
        if self._store is not None:
            self._store.close()
            self._store = None

    # The calls of `Store`.

    def settings(self) -> Settings:
        """What the two chose, as far as this session knows."""
        return self._settings

    def keep_settings(self, settings: Settings) -> None:
        """Keep what the two chose."""
        self._choose(settings)
        self._write(lambda store: store.keep_settings(self._to_keep()))

    def open_evening(self) -> OpenEvening | None:
        """The most recently begun of the evenings that have not ended, or None."""
        if self._store is not None and self._error is None:
            try:
                self._offer(self._store)
            except SaveError as error:
                self._give_up(error)
        for name, kept in reversed(self._evenings.items()):
            if kept.ended_at is None:
                return OpenEvening(name, kept.position, kept.last_at, len(kept.rows) - 1)
        return None

    def begin(self, position: Position, settings: Settings | None = None) -> EveningId:
        """Begin an evening at its first position (see `Store.begin`)."""
        snapshot.check_playable(position)
        self._choose(settings)
        kept = _Kept([(None, snapshot.encode_position(position))], position, position.started_at)
        if position.plan.shape is not Shape.TODAY:
            kept.ends_others = self._has_read
            for other in self._evenings.values():
                self._end(other, other.last_at)
        name = self._name(kept)

        def write(store: Store) -> None:
            kept.stored = store.begin(position, self._to_keep() if settings is not None else None)
            kept.ends_others = False

        self._write(write)
        return name

    def append(self, evening: EveningId, move: Move, position: Position) -> None:
        """Keep a move of an open evening, and the position after it (see `Store.append`)."""
        if isinstance(position.place, Ended):
            raise ValueError("an evening ends with end()")
        kept = self._evenings[evening]
        kept.rows.append((snapshot.encode_move(move), snapshot.encode_position(position)))
        kept.position, kept.last_at = position, move.at
        self._write(lambda store: store.append(_stored(kept), move, position))

    def back(self, evening: EveningId) -> Position:
        """Drop the last move of an open evening and return the position before it (see `Store.back`)."""
        kept = self._evenings[evening]
        if len(kept.rows) == 1:
            return kept.position
        move, before = kept.rows[-2]
        try:
            position = snapshot.decode_position(before)
            last_at = position.started_at if move is None else snapshot.decode_move(move).at
        except snapshot.DamagedSnapshot:
            return kept.position  # only what an earlier session wrote can be damaged; there is no way back to it
        kept.rows.pop()
        kept.position, kept.last_at = position, last_at
        self._write(lambda store: store.back(_stored(kept)))
        return position

    def end(self, evening: EveningId, at: datetime, settings: Settings | None = None) -> None:
        """End an open evening (see `Store.end`)."""
        self._choose(settings)
        kept = self._evenings[evening]
        self._end(kept, at)
        self._write(lambda store: store.end(_stored(kept), at, self._to_keep() if settings is not None else None))

    def history(self, besides: EveningId | None = None) -> dict[CardId, Seen]:
        """When each card was last met (see `Store.history`), as far as this session can know."""
        from cardtui.rules.dealing import Seen  #  (a start that deals no card does not need it)

        if self._store is not None:
            kept = self._evenings.get(besides) if besides is not None else None
            try:
                self._history = self._store.history(kept.stored if kept is not None else None)
            except SaveError as error:
                self._give_up(error)
        history = dict(self._history)
        for met in self._met_here(besides):
            seen = Seen(moment.order(met.at), met.lap)
            if met.card not in history or history[met.card].order <= seen.order:
                history[met.card] = seen
        return history

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
        return newest_first([*self._on_path, *map(card_met, self._met_here(None))])

    # Memory.

    def _name(self, kept: _Kept) -> EveningId:
        self._names += 1
        name = EveningId(self._names)
        self._evenings[name] = kept
        return name

    def _offer(self, store: Store) -> None:
        """Take an evening of the file that can be gone on with into memory, all of it: the file may go away."""
        found = store.open_evening()
        if found is not None and all(kept.stored != found.id for kept in self._evenings.values()):
            self._name(_Kept(store.raw_rows(found.id), found.position, found.last_at, found.id))

    def _end(self, kept: _Kept, at: datetime) -> None:
        if kept.ended_at is None:
            kept.ended_at = at
            self._met += kept.position.met

    def _met_here(self, besides: EveningId | None) -> list[Met]:
        open_ = (kept for name, kept in self._evenings.items() if name != besides and kept.ended_at is None)
        return [*self._met, *(met for kept in open_ for met in kept.position.met)]

    def _choose(self, settings: Settings | None) -> None:
        """Note which settings were given other values: what the file says of the others, it goes on saying."""
        if settings is not None:
            for field in settings.__struct_fields__:
                value = getattr(settings, field)
                if value != getattr(self._settings, field):
                    self._change[field] = value
            self._settings = settings

    def _to_keep(self) -> Settings:
        return msgspec.structs.replace(self._in_file, **self._change)

    # The file.

    def _open(self) -> Store:
        assert self._path is not None
        store = Store.open(self._path, own=self._own)
        try:
            self._in_file = store.settings()
            store.open_evening()  # one that cannot be read is damage, and then nothing is written
        except BaseException:
            store.close()
            raise
        self._store = store
        return store

    def _write(self, write: Callable[[Store], object]) -> None:
        """Write what just happened; or all that is missing, if something was before."""
        if not self.kept:
            self._forget_ended()
        elif self._store is None or self._error is not None:
            self._catch_up()
        else:
            try:
                write(self._store)
            except SaveError as error:
                self._give_up(error)
                if isinstance(error, Gone):
                    self._catch_up()
            else:
                self._is_written()

    def _catch_up(self) -> None:
        assert self._path is not None
        try:
            store = self._store
            if store is None:
                if self._damaged is not None and self._damaged == _identity(self._path):
                    return
                store = self._open()
                store.check()
            evenings = list(self._evenings.values())
            wholes = [Whole(tuple(kept.rows), kept.ended_at, kept.ends_others) for kept in evenings]
            stored = store.rewrite(wholes, self._change)
        except SaveError as error:
            self._give_up(error)
            return
        for kept, name in zip(evenings, stored, strict=True):
            kept.stored, kept.ends_others = name, False
        self._error = None
        self._is_written()

    def _is_written(self) -> None:
        self._in_file = self._to_keep()
        self._change = {}
        self._forget_ended()

    def _forget_ended(self) -> None:
        self._evenings = {name: kept for name, kept in self._evenings.items() if kept.ended_at is None}

    def _give_up(self, error: SaveError) -> None:
        """Go on without the file for now; for good, as long as it is this one, if something in it cannot be read."""
        self._error = error
        damaged = isinstance(error, Damaged | NotOurs | Newer)
        if damaged and self._path is not None:
            self._damaged = _identity(self._path)
        # Otherwise it stays open, and with it the lock: a full disk lets no other window in.
        if self._store is not None and (damaged or isinstance(error, Gone)):
            self._store.close()
            self._store = None


def _stored(kept: _Kept) -> EveningId:
    assert kept.stored is not None
    return kept.stored


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino

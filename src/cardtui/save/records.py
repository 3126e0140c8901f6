"""What the save file holds, as values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple, NewType, Self, TypeAlias

import msgspec
from msgspec.structs import replace

from cardtui.deck.card import CardId, Depth
from cardtui.rules.evening_plan import Seat
from cardtui.rules.move import Move
from cardtui.rules.position import Appointment, Position
from cardtui.save import snapshot
from cardtui.text.names import clean_name

EveningId = NewType("EveningId", int)
"""The id of an evening in the file."""

RawRow: TypeAlias = "tuple[bytes | None, bytes]"
"""A `MoveRow` as it is written."""


class MoveRow(NamedTuple):
    """A move and the position after it. The first row of an evening has no move."""

    move: Move | None
    position: Position

    @classmethod
    def decoded(cls, move: bytes | None, position: bytes) -> Self:
        """Read a row as it is written. Raises `DamagedSnapshot`."""
        return cls(None if move is None else snapshot.decode_move(move), snapshot.decode_position(position))

    @property
    def at(self) -> datetime:
        """When the move was made, or when the evening began."""
        return self.position.started_at if self.move is None else self.move.at


class PlayedEvening(msgspec.Struct):
    """An evening that is played, whether the file has it or not.

    rows: all of it, as written. position, last_at: what the last row says. stored: its id in the file, None if the file
    does not know it. same: how many leading rows the file is known to hold. ended_at: None while it is open.
    """

    rows: list[RawRow]
    position: Position
    last_at: datetime
    stored: EveningId | None = None
    same: int = 0
    ended_at: datetime | None = None

    @classmethod
    def begun(cls, position: Position) -> Self:
        """An evening that begins at a position."""
        return cls([(None, snapshot.encode_position(position))], position, position.started_at)

    @property
    def moves(self) -> int:
        """How many moves were made."""
        return len(self.rows) - 1

    def append(self, move: Move, position: Position) -> None:
        """Add a move and the position after it."""
        self.rows.append((snapshot.encode_move(move), snapshot.encode_position(position)))
        self.position, self.last_at = position, move.at

    def rename(self, names: Mapping[str, str]) -> None:
        """Change the names on the sides given, back to the first position, so that no step back brings the old ones."""
        plan = replace(self.position.plan, **names)
        if plan != self.position.plan:
            self.rows = [(move, snapshot.renamed(position, names)) for move, position in self.rows]
            self.position, self.same = replace(self.position, plan=plan), 0

    def back(self) -> bool:
        """Drop the last move; whether there was one, and a readable row before it."""
        if self.moves == 0:
            return False
        try:
            before = MoveRow.decoded(*self.rows[-2])
        except snapshot.DamagedSnapshot:
            return False  # written by an earlier session, and damaged since
        self.rows.pop()
        self.same = min(self.same, len(self.rows))
        self.position, self.last_at = before.position, before.at
        return True


class CardMet(msgspec.Struct, frozen=True):
    """A card that was met."""

    card: CardId
    suit: str
    met_at: datetime
    heart: bool


class Evening(msgspec.Struct, frozen=True):
    """An evening that has ended, with the cards met in it, in order."""

    started_at: datetime
    ended_at: datetime
    deck: str
    cards: tuple[CardMet, ...]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All that is remembered apart from evenings.

    noted: the note before the first card was read. plain: whether they want plain text, None if nobody said.
    named: the names were asked for (they may have stayed empty). taught: it was shown how it works. minutes: how
    long. depth: how deep. dialogue: the usual one for questions. suits: names, empty for all. without: topics left
    out. first: who starts next time. begun: whether they have been through an evening (the first one opens with an
    appreciation). appointment: when they meant to come instead, until an evening begins. appointed: when they said so.
    theme: name of the look,
    empty for what fits the terminal. still: nothing moves. spread: several cards lie face down, of which one is
    picked.
    """

    noted: bool = False
    plain: bool | None = None
    named: bool = False
    taught: bool = False
    left: str = ""
    right: str = ""
    minutes: int = 30
    depth: Depth = 2
    dialogue: str = "mirror"
    suits: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    begun: bool = False
    theme: str = ""
    still: bool = False
    spread: bool = True
    first: Seat = Seat.LEFT
    appointment: Appointment | None = None
    appointed: datetime | None = None

    def __post_init__(self) -> None:
        """However a name came here, by a save file or a form, it is one that can be shown."""
        msgspec.structs.force_setattr(self, "left", clean_name(self.left))
        msgspec.structs.force_setattr(self, "right", clean_name(self.right))

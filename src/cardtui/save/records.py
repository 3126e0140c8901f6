"""What the save file holds, as values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple, NewType, TypeAlias

import msgspec

from cardtui.deck.card import CardId, Depth
from cardtui.rules.evening_plan import Seat
from cardtui.rules.move import Move
from cardtui.rules.position import Appointment, Position
from cardtui.text.names import clean_name

EveningId = NewType("EveningId", int)
"""The id of an evening: the file's, or a session's own. Never mix them."""

RawRow: TypeAlias = "tuple[bytes | None, bytes]"
"""A `MoveRow` as it is written."""


class MoveRow(NamedTuple):
    """A move and the position after it. The first row of an evening has no move."""

    move: Move | None
    position: Position


class OpenEvening(msgspec.Struct, frozen=True):
    """An evening that has not ended. ``moves``: how many were made. ``last_at``: when the last one was made."""

    id: EveningId
    position: Position
    last_at: datetime
    moves: int


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


class EveningRows(msgspec.Struct, frozen=True):
    """All of one evening, to be written in one go.

    position: what the last row says. ended_at: None while it is open. same: how many leading rows the file is known to
    hold unchanged; 0 if unknown.
    """

    rows: tuple[RawRow, ...]
    position: Position
    ended_at: datetime | None
    same: int = 0


SettingsChange: TypeAlias = Mapping[str, object]
"""The fields of `Settings` that were given other values."""


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

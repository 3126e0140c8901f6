"""What the save file holds, as values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple, NewType, TypeAlias

import msgspec

from cardtui.deck.card import CardId
from cardtui.rules.move import Move
from cardtui.rules.position import Position

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

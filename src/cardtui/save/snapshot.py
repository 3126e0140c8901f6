"""Encoding positions and moves as bytes, and decoding them.

A position is written as ``{"v": 3, "position": {...}}``. A later version that changes the type of a position raises
`VERSION` and still reads the older form, so that an evening left open before an update can go on.

The bytes may come from a damaged or foreign file: everything decoded here can be played on, or `DamagedSnapshot` is
raised.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, NewType, Self, TypeAlias, TypeVar

import msgspec
from msgspec.structs import replace

from cardtui.deck.card import Card
from cardtui.deck.dialogue import Dialogue, StageType, misordered
from cardtui.rules.evening_arc import SPREAD
from cardtui.rules.evening_plan import Plan, Seat
from cardtui.rules.move import Deal, Move, NumberedMove
from cardtui.rules.position import (
    Answering,
    Dealt,
    Empathizing,
    EmpathyVerdict,
    Met,
    Mirroring,
    MirrorVerdict,
    Naming,
    Picking,
    Position,
    Postponing,
    Round,
    Settling,
    Speaking,
    Summarizing,
    SummaryVerdict,
    Thanking,
    Turn,
    Validating,
)

VERSION = 3
"""Version of the encoding of positions and moves.

Versions 2 and 3 add places that 0.1.0, which wrote version 1, did not know; they can still express everything in
version 1.
"""


class DamagedSnapshot(ValueError):
    """Bytes that do not decode to a playable position or move."""


class NewerSnapshot(DamagedSnapshot):
    """Written by a later version; the first argument is its version."""


class _Snapshot(msgspec.Struct):
    v: int


class _PositionSnapshot(_Snapshot):
    position: Position


class _MoveSnapshot(_Snapshot):
    move: Move


_W = TypeVar("_W", bound=_Snapshot)


@cache
def _decoder(kind: type[_W]) -> msgspec.json.Decoder[_W]:
    # Built on first use: it costs 2 ms, which a start without an open evening need not pay.
    return msgspec.json.Decoder(kind)


def encode_position(position: Position) -> bytes:
    """Encode a position."""
    return msgspec.json.encode(_PositionSnapshot(VERSION, position))


def encode_move(move: Move) -> bytes:
    """Encode a move."""
    return msgspec.json.encode(_MoveSnapshot(VERSION, move))


def decode_position(data: bytes) -> Position:
    """Decode a position. Raises `DamagedSnapshot`."""
    return _decode(data, _PositionSnapshot).position


def decode_move(data: bytes) -> Move:
    """Decode a move. Raises `DamagedSnapshot`."""
    return _decode(data, _MoveSnapshot).move


def _decode(data: bytes, kind: type[_W]) -> _W:
    try:
        version = _decoder(_Snapshot).decode(data).v
        if version > VERSION:
            raise NewerSnapshot(version)
        decoded: _W = _decoder(kind).decode(data)
        if version == 1:
            decoded = with_heard(decoded)
        if version < 1 or not all(map(_is_sound, _parts(decoded))):
            raise DamagedSnapshot("it cannot be played on")
    except DamagedSnapshot:
        raise
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        # The error's own text may quote the evening.
        raise DamagedSnapshot(type(error).__name__) from error
    return decoded


def renamed(data: bytes, names: Mapping[str, str], *, turned: bool = False) -> bytes:
    """An encoded position with new names on the given sides; returned unchanged if it cannot be decoded.

    turned: the other seat starts.
    """
    try:
        position = decode_position(data)
    except DamagedSnapshot:
        return data
    plan, first = replace(position.plan, **names), position.next_first
    if turned:
        first = first.other
        plan = replace(plan, first=first)
    return encode_position(replace(position, plan=plan, next_first=first))


def without_names(first: bytes) -> bytes:
    """The first position of an evening without the names and who starts, which may change at the first settle."""
    try:
        position = decode_position(first)
    except DamagedSnapshot:
        return first
    plan = replace(position.plan, left="", right="", first=Seat.LEFT)
    return encode_position(replace(position, plan=plan, next_first=plan.first))


# An evening being played


EveningId = NewType("EveningId", int)
"""The ID of an evening in the file."""

RawRow: TypeAlias = "tuple[bytes | None, bytes]"
"""An encoded `MoveRow`."""


class MoveRow(NamedTuple):
    """A move and the position after it. The first row of an evening has no move."""

    move: Move | None
    position: Position

    @property
    def at(self) -> datetime:
        """When the move was made, or when the evening began."""
        return self.position.started_at if self.move is None else self.move.at


def decode_row(row: RawRow) -> MoveRow:
    """Decode a row. Raises `DamagedSnapshot`."""
    move, position = row
    return MoveRow(None if move is None else decode_move(move), decode_position(position))


class PlayedEvening(msgspec.Struct):
    """An evening being played, whether or not it is in the file.

    rows: all its rows, encoded. position, last_at: from the last row. stored: its ID in the file, None if it is not
    there. ended_at: None while it is open.
    """

    rows: list[RawRow]
    position: Position
    last_at: datetime
    stored: EveningId | None = None
    ended_at: datetime | None = None

    @classmethod
    def begun(cls, position: Position) -> Self:
        """An evening that begins at a position."""
        return cls([(None, encode_position(position))], position, position.started_at)

    @property
    def moves(self) -> int:
        """The number of moves made."""
        return len(self.rows) - 1

    def beginning(self) -> bytes:
        """What identifies the evening; see `without_names`."""
        return without_names(self.rows[0][1])

    def append(self, move: Move, position: Position) -> None:
        """Add a move and the position after it."""
        self.rows.append((encode_move(move), encode_position(position)))
        self.position, self.last_at = position, move.at

    def rename(self, names: Mapping[str, str]) -> None:
        """Change the names on the given sides in all rows, so that undo does not bring back the old names.

        If the two change seats at the first settle, the same partner starts.
        """
        before = self.position.plan
        plan = replace(before, **names)
        if plan == before:
            return
        place, swapped = self.position.place, (plan.left, plan.right) == (before.right, before.left)
        turned = swapped and (place == Settling() or isinstance(place, Postponing))
        self.rows = [(move, renamed(position, names, turned=turned)) for move, position in self.rows]
        self.position = decode_position(self.rows[-1][1])

    def back(self) -> bool:
        """Undo the last move; return False if there is none, or the row before it cannot be read."""
        if self.moves == 0:
            return False
        try:
            before = decode_row(self.rows[-2])
        except DamagedSnapshot:
            return False  # written by an earlier session, and damaged since
        self.rows.pop()
        self.position, self.last_at = before.position, before.at
        return True


# What earlier versions wrote


_INWARD = ("position", "place", "under", "then", "turn", "after")
"""The fields of snapshots, positions and places that lead to a turn."""


def with_heard(value: Any) -> Any:
    """Fill in what 0.1.0 did not save: in the second partner's turn, the first was heard if they said anything."""
    if isinstance(value, Turn):
        round_ = value.round
        heard = value.speaker is not round_.first and round_.first in round_.spoken
        return replace(value, round=replace(round_, heard=heard, after=with_heard(round_.after)))
    if not isinstance(value, msgspec.Struct):
        return value
    inward = {name: with_heard(getattr(value, name)) for name in _INWARD if name in value.__struct_fields__}
    return replace(value, **inward)


# Checks against damaged files


_YEARS = range(1970, 9000)
"""Years whose times can be shifted to any zone and extended by any time-out."""

_ID = 64
"""Length of the longest card ID."""

AT_WORK: dict[type, StageType] = {
    Summarizing: StageType.SUMMARIZE,
    SummaryVerdict: StageType.SUMMARIZE,
    Validating: StageType.VALIDATE,
    Empathizing: StageType.EMPATHIZE,
    EmpathyVerdict: StageType.EMPATHIZE,
    Answering: StageType.ANSWER,
    Thanking: StageType.THANK,
}
"""The places that belong to exactly one stage of the dialogue."""


def _parts(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            field = getattr(value, name)
            if not isinstance(field, str | int | None):
                yield from _parts(field)
    elif isinstance(value, tuple):
        for item in value:
            yield from _parts(item)


def _is_sound(part: Any) -> bool:
    match part:
        case datetime():
            return part.tzinfo is not None and part.year in _YEARS
        case Met(card=card, lap=lap) | Dealt(card=Card(id=card), lap=lap):
            return 0 < len(card) <= _ID and lap >= 1
        case Picking(backs=backs):
            return 0 < len(backs) <= SPREAD
        case Deal(others=others):
            return len(others) < SPREAD
        case NumberedMove(number=number):
            return number >= 0
        case Plan(dialogues=dialogues, dialogue=usual):
            return {usual, "appreciation"} <= dialogues.keys() and all(map(_can_be_talked, dialogues.values()))
        case Round(dialogue=dialogue):
            return _can_be_talked(dialogue)
        case Position(plan=plan, place=place):
            return {each.dialogue for each in _parts(place) if isinstance(each, Naming)} <= plan.dialogues.keys()
        case Turn(round=round_, stage=stage):
            return 0 <= stage < len(round_.dialogue.stages)
        case Speaking(turn=turn, send=send) | Mirroring(turn=turn, send=send) | MirrorVerdict(turn=turn, send=send):
            return _can_follow(turn, send.then)
        case _ if type(part) in AT_WORK:
            turn = part.turn
            return 0 <= turn.stage < len(turn.round.dialogue.stages) and turn.now.stage is AT_WORK[type(part)]
        case _:
            return True


def _can_be_talked(dialogue: Dialogue) -> bool:
    return misordered(dialogue.stages) is None


def _can_follow(turn: Turn, index: int) -> bool:
    stages = turn.round.dialogue.stages
    if index == len(stages):
        return True
    return 0 <= index < len(stages) and stages[index].stage not in (StageType.MIRROR, StageType.DO)

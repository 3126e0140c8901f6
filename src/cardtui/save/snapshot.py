"""Positions and moves as bytes and back.

A position is written as ``{"v": 3, "position": {...}}``. A later version that changes what a position is raises
`VERSION`, and still reads the older form, so that an evening which was left open before an update goes on.

The bytes may come from a damaged file or from someone else's: whatever is decoded here can be played on, or
`DamagedSnapshot` is raised.
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
from cardtui.rules.evening_plan import Plan
from cardtui.rules.move import Deal, Move, NumberedMove
from cardtui.rules.next_card import SPREAD
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
    Round,
    Speaking,
    Summarizing,
    SummaryVerdict,
    Thanking,
    Turn,
    Validating,
)

VERSION = 3
"""Version of the written form of positions and moves.

Versions 2 and 3 have places that 0.1.0, which wrote version 1, did not know; all that version 1 can say still stands in
them.
"""


class DamagedSnapshot(ValueError):
    """Bytes that are no position, or no move, that could be played on."""


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
    # Built when first needed: it costs 2 ms, which a start that finds no open evening need not pay.
    return msgspec.json.Decoder(kind)


def encode_position(position: Position) -> bytes:
    """Write a position."""
    return msgspec.json.encode(_PositionSnapshot(VERSION, position))


def encode_move(move: Move) -> bytes:
    """Write a move."""
    return msgspec.json.encode(_MoveSnapshot(VERSION, move))


def decode_position(data: bytes) -> Position:
    """Read a position. Raises `DamagedSnapshot`."""
    return _decode(data, _PositionSnapshot).position


def decode_move(data: bytes) -> Move:
    """Read a move. Raises `DamagedSnapshot`."""
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


NO_NAMES = {"left": "", "right": ""}


def renamed(data: bytes, names: Mapping[str, str]) -> bytes:
    """A position, as it is written, with other names on the sides given; what cannot be read stays as it is."""
    try:
        position = decode_position(data)
    except DamagedSnapshot:
        return data
    return encode_position(replace(position, plan=replace(position.plan, **names)))


# An evening that is played


EveningId = NewType("EveningId", int)
"""The id of an evening in the file."""

RawRow: TypeAlias = "tuple[bytes | None, bytes]"
"""A `MoveRow` as it is written."""


class MoveRow(NamedTuple):
    """A move and the position after it. The first row of an evening has no move."""

    move: Move | None
    position: Position

    @property
    def at(self) -> datetime:
        """When the move was made, or when the evening began."""
        return self.position.started_at if self.move is None else self.move.at


def decode_row(row: RawRow) -> MoveRow:
    """Read a row as it is written. Raises `DamagedSnapshot`."""
    move, position = row
    return MoveRow(None if move is None else decode_move(move), decode_position(position))


class PlayedEvening(msgspec.Struct):
    """An evening that is played, whether the file has it or not.

    rows: all of it, as written. position, last_at: what the last row says. stored: its id in the file, None if the file
    does not know it. ended_at: None while it is open.
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
        """How many moves were made."""
        return len(self.rows) - 1

    def beginning(self) -> bytes:
        """The first position without names: what tells it from other evenings, whatever was renamed since."""
        return renamed(self.rows[0][1], NO_NAMES)

    def append(self, move: Move, position: Position) -> None:
        """Add a move and the position after it."""
        self.rows.append((encode_move(move), encode_position(position)))
        self.position, self.last_at = position, move.at

    def rename(self, names: Mapping[str, str]) -> None:
        """Change the names on the sides given, back to the first position, so that no step back brings the old ones."""
        plan = replace(self.position.plan, **names)
        if plan != self.position.plan:
            self.rows = [(move, renamed(position, names)) for move, position in self.rows]
            self.position = replace(self.position, plan=plan)

    def back(self) -> bool:
        """Drop the last move; whether there was one, and a readable row before it."""
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
"""The fields of snapshots, positions and places through which one comes to a turn."""


def with_heard(value: Any) -> Any:
    """What 0.1.0 did not keep: in the second one's turn the first one was heard, if they said anything."""
    if isinstance(value, Turn):
        round_ = value.round
        heard = value.speaker is not round_.first and round_.first in round_.spoken
        return replace(value, round=replace(round_, heard=heard, after=with_heard(round_.after)))
    if not isinstance(value, msgspec.Struct):
        return value
    inward = {name: with_heard(getattr(value, name)) for name in _INWARD if name in value.__struct_fields__}
    return replace(value, **inward)


# Whether it can be played on, whatever a damaged file says


_YEARS = range(1970, 9000)
"""Years whose times can be shifted to any zone and lengthened by any time-out."""

_ID = 64
"""Characters of the longest card id."""

AT_WORK: dict[type, StageType] = {
    Summarizing: StageType.SUMMARIZE,
    SummaryVerdict: StageType.SUMMARIZE,
    Validating: StageType.VALIDATE,
    Empathizing: StageType.EMPATHIZE,
    EmpathyVerdict: StageType.EMPATHIZE,
    Answering: StageType.ANSWER,
    Thanking: StageType.THANK,
}
"""The places that belong to just one stage of the dialogue."""


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
    return bool(dialogue.stages) and misordered(tuple(stage.stage for stage in dialogue.stages)) is None


def _can_follow(turn: Turn, index: int) -> bool:
    stages = turn.round.dialogue.stages
    if index == len(stages):
        return True
    return 0 <= index < len(stages) and stages[index].stage not in (StageType.MIRROR, StageType.DO)

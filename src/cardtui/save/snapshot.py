"""Positions and moves as bytes and back.

A position is written as ``{"v": 3, "position": {...}}``. A later version that changes what a position is raises
`VERSION`, and still reads the older form, so that an evening which was left open before an update goes on.

The bytes may come from a damaged file or from someone else's: whatever is decoded here can be played on, or
`DamagedSnapshot` is raised.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from cardtui.deck.dialogue import Dialogue, StageType
from cardtui.deck.stage_order import misordered
from cardtui.rules.dealer import SPREAD
from cardtui.rules.evening_plan import Plan
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
    Place,
    Position,
    Round,
    Speaking,
    Summarizing,
    SummaryVerdict,
    Thanking,
    Turn,
    Validating,
)
from cardtui.save.old_snapshots import with_heard

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
    with _damage_told():
        found = _decode(data, _PositionSnapshot)
        return _sound(found.position if found.v > 1 else with_heard(found.position))


def renamed(data: bytes, names: Mapping[str, str]) -> bytes:
    """A position, as it is written, with other names on the sides given; what cannot be read stays as it is."""
    try:
        position = decode_position(data)
    except DamagedSnapshot:
        return data
    return encode_position(replace(position, plan=replace(position.plan, **names)))


def decode_move(data: bytes) -> Move:
    """Read a move. Raises `DamagedSnapshot`."""
    with _damage_told():
        return _sound(_decode(data, _MoveSnapshot).move)


_S = TypeVar("_S", Position, Move)


def check_playable(position: Position) -> None:
    """Check that an evening which begins so can be read again later. Raises ValueError: the caller's mistake."""
    _sound(position)


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except DamagedSnapshot:
        raise
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        # The error's own text may quote the evening.
        raise DamagedSnapshot(type(error).__name__) from error


def _decode(data: bytes, kind: type[_W]) -> _W:
    version = _decoder(_Snapshot).decode(data).v
    if version > VERSION:
        raise NewerSnapshot(version)
    if version < 1:
        raise DamagedSnapshot(f"no way from version {version}")
    decoded: _W = _decoder(kind).decode(data)
    return decoded


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


def _sound(value: _S) -> _S:
    """Return ``value`` if it can be played on.

    Raises DamagedSnapshot, which says in a few words, without quoting it, why it cannot; RecursionError for values
    nested deeper than any evening can nest them.
    """
    for part in _parts(value):
        what = _wrong(part)
        if what is not None:
            raise DamagedSnapshot(what)
    return value


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


def _wrong(part: Any) -> str | None:
    match part:
        case datetime() if part.tzinfo is None or part.year not in _YEARS:
            return "a time without its offset, or out of range"
        case Met(card=card, lap=lap) if not 0 < len(card) <= _ID or lap < 1:
            return "a card met that cannot be"
        case Dealt(card=card, lap=lap) if not 0 < len(card.id) <= _ID or lap < 1:
            return "a card dealt that cannot be"
        case Picking(backs=backs) if not 0 < len(backs) <= SPREAD:
            return "not so many cards as can lie there"
        case Deal(others=others) if len(others) >= SPREAD:
            return "not so many cards as can lie there"
        case NumberedMove(number=number) if number < 0:
            return "a number that nothing has"
        case Plan(dialogues=dialogues) if not all(map(_can_be_talked, dialogues.values())):
            return "a dialogue that cannot be talked"
        case Plan(dialogues=dialogues, dialogue=usual) if not {usual, "appreciation"} <= dialogues.keys():
            return "a plan without the dialogues it needs"
        case Round(dialogue=dialogue) if not _can_be_talked(dialogue):
            return "a dialogue that cannot be talked"
        case Position(plan=plan, place=place) if not _named(place) <= plan.dialogues.keys():
            return "a way to talk that the evening does not know"
        case Turn(round=round_, stage=stage) if not 0 <= stage < len(round_.dialogue.stages):
            return "a stage past the end"
        case Speaking(turn=turn, send=send) | Mirroring(turn=turn, send=send) | MirrorVerdict(turn=turn, send=send):
            return None if _can_follow(turn, send.then) else "a stage that cannot follow"
        case _ if (stage_type := AT_WORK.get(type(part))) is not None:
            turn = part.turn
            sound = 0 <= turn.stage < len(turn.round.dialogue.stages) and turn.now.stage is stage_type
            return None if sound else "a stage that is not at work"
        case _:
            return None


def _named(place: Place) -> set[str]:
    return {part.dialogue for part in _parts(place) if isinstance(part, Naming)}


def _can_be_talked(dialogue: Dialogue) -> bool:
    return misordered(dialogue.stages) is None


def _can_follow(turn: Turn, index: int) -> bool:
    stages = turn.round.dialogue.stages
    if index == len(stages):
        return True
    return 0 <= index < len(stages) and stages[index].stage not in (StageType.MIRROR, StageType.DO)

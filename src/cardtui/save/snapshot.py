"""Positions and moves as bytes and back.

A position is written as ``{"v": 1, "position": {...}}``. When a later version changes what a position is, it raises
`VERSION` and adds a step to `UPGRADES` that turns the older plain values into the newer ones; so an evening that was
left open before an update goes on after it.

The bytes may come from a damaged file or from someone else's: whatever is decoded here can be played on, or
`DamagedSnapshot` is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec

from cardtui.rules.move import Move
from cardtui.rules.position import Position
from cardtui.save.validation import unsound

VERSION = 1
"""Version of the written form of positions and moves."""

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
"""Turns the written form of one version, as plain values and without its ``v``, into that of the next."""

UPGRADES: Mapping[int, Upgrade] = {}
"""From a version to the step that leads to the next one."""


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


def decode_position(data: bytes, upgrades: Mapping[int, Upgrade] = UPGRADES, version: int = VERSION) -> Position:
    """Read a position written by this or an older version. Raises `DamagedSnapshot`."""
    position = _decode(data, _PositionSnapshot, upgrades, version).position
    return _sound(position)


def decode_move(data: bytes, upgrades: Mapping[int, Upgrade] = UPGRADES, version: int = VERSION) -> Move:
    """Read a move written by this or an older version. Raises `DamagedSnapshot`."""
    return _sound(_decode(data, _MoveSnapshot, upgrades, version).move)


_S = TypeVar("_S", Position, Move)


def check_playable(position: Position) -> None:
    """Check that an evening which begins so can be read again later. Raises ValueError: the caller's mistake."""
    what = unsound(position)
    if what is not None:
        raise ValueError(what)


def _sound(value: _S) -> _S:
    try:
        what = unsound(value)
    except RecursionError as error:
        raise DamagedSnapshot("nested too deep") from error
    if what is not None:
        raise DamagedSnapshot(what)
    return value


def _converted(plain: dict[str, Any], kind: type[_W]) -> _W:
    value: _W = msgspec.convert(plain, kind)
    return value


def _decode(data: bytes, kind: type[_W], upgrades: Mapping[int, Upgrade], version: int) -> _W:
    try:
        found = _decoder(_Snapshot).decode(data).v
        if found == version:
            decoded: _W = _decoder(kind).decode(data)
            return decoded
        if found > version:
            raise NewerSnapshot(found)
        plain = msgspec.json.decode(data)
        del plain["v"]
        for step in range(found, version):
            if step not in upgrades:
                raise DamagedSnapshot(f"no way from version {step}")
            plain = upgrades[step](plain)
        return _converted({"v": version, **plain}, kind)
    except DamagedSnapshot:
        raise
    except (msgspec.MsgspecError, RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        # The last three from steps that meet what they don't expect. Not the error's own words: they may quote.
        raise DamagedSnapshot(type(error).__name__) from error

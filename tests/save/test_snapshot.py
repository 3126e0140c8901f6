from __future__ import annotations

import inspect
import sys
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardtui.rules.evening_moves import play
from cardtui.rules.position import Ended, Speaking
from cardtui.save import snapshot
from cardtui.save.snapshot import DamagedSnapshot
from save import sample_evenings

numbers = st.lists(st.integers(0, 9_999), max_size=80)


@given(numbers)
def test_what_is_written_comes_back_and_replays(numbers: list[int]) -> None:
    walk = sample_evenings.walk_on(sample_evenings.first_position(), numbers)
    for position in walk.positions:
        assert snapshot.decode_position(snapshot.encode_position(position)) == position
    for before, (move, after) in zip(walk.positions, sample_evenings.rows_of(walk), strict=False):
        read = snapshot.decode_move(snapshot.encode_move(move))
        assert (read, play(before, read)) == (move, after)


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"\x00", b"null", b"[]", b"{}", b'{"v": 1}', b'{"v": "1"}', b'{"v": 0, "position": {}}'),
        *(b'{"v": 1, "position": {}}', b'{"v": 1, "position": null}', b'{"v": 1, "position": "\xff"}'),
        *(b'{"v": 1, "position": ' + b'{"place":' * 100_000, b"[" * 100_000),
        b'{"v": 1, "move": {"type": "go", "do": "dance", "at": "2026-01-01T00:00:00Z"}}',
    ],
)
def test_what_is_no_snapshot_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedSnapshot):
        snapshot.decode_position(data)
    with pytest.raises(DamagedSnapshot):
        snapshot.decode_move(data)


def changed(position: object, path: str, value: object) -> bytes:
    """The encoded position with the value at ``path`` (keys joined by dots) replaced."""
    plain = msgspec.json.decode(msgspec.json.encode(position))
    *keys, last = path.split(".")
    inner = plain
    for key in keys:
        inner = inner[int(key)] if isinstance(inner, list) else inner[key]
    assert last in inner
    inner[last] = value
    return msgspec.json.encode({"v": 1, "position": plain})


@pytest.mark.parametrize(
    ("move", "path", "value"),
    [
        (0, "started_at", "2026-11-23T20:15:04"),
        (0, "started_at", "0001-01-01T00:00:00Z"),
        (0, "started_at", "9999-12-31T23:59:59Z"),
        (2, "place.turn.stage", 17),
        (2, "place.turn.stage", -1),
        (2, "place.send.then", 1),
        (2, "place.send.then", -1),
        (2, "place.send.then", 99),
        (2, "place.turn.round.dialogue.stages", []),
        (2, "place.turn.round.dialogue.stages", [{"stage": "mirror"}]),
        (2, "plan.dialogues", {"mirror": {"name": "mirror", "title": "Mirror", "stages": []}}),
        (5, "place.turn.stage", 0),
        (3, "met.0.lap", 0),
        (3, "met.0.card", ""),
        (3, "met.0.card", sample_evenings.NAME * 20),
        (1, "place.dealt.lap", 0),
        (2, "place", {"type": "naming", "dialogue": "no such"}),
        (2, "place", {"type": "ended", "appointment": "never"}),
    ],
)
def test_an_unplayable_position_is_damaged_and_not_quoted(move: int, path: str, value: object) -> None:
    first, rows = sample_evenings.one_card()
    position = [first, *(position for _, position in rows)][move]
    with pytest.raises(DamagedSnapshot) as raised:
        snapshot.decode_position(changed(position, path, value))
    assert sample_evenings.NAME not in str(raised.value)


@pytest.mark.parametrize("version", [1, 2])
def test_places_within_places_are_read_or_damaged_however_deep(version: int) -> None:
    position = msgspec.json.decode(msgspec.json.encode(sample_evenings.first_position()))
    whole = msgspec.json.encode({"v": version, "position": position | {"place": "HERE"}}).decode()
    outcomes = set()
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 200)
    try:
        for depth in range(1, 200):
            place = '{"type":"settling","then":' * depth + '{"type":"resting","late":false}' + "}" * depth
            try:
                snapshot.decode_position(whole.replace('"HERE"', place).encode())
                outcomes.add("read")
            except DamagedSnapshot:
                outcomes.add("damaged")
    finally:
        sys.setrecursionlimit(limit)
    assert outcomes == {"read", "damaged"}


@given(numbers, st.data())
def test_a_changed_byte_is_only_read_or_refused(numbers: list[int], data: st.DataObject) -> None:
    walk = sample_evenings.walk_on(sample_evenings.first_position(), numbers)
    written = bytearray(snapshot.encode_position(walk.position))
    written[data.draw(st.integers(0, len(written) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    try:
        read = snapshot.decode_position(bytes(written))
    except DamagedSnapshot:
        return
    # Whatever it contains now, it can be played on.
    sample_evenings.walk_on(read, [7, 1, 0, 3, 2, 51, 104], read.started_at + timedelta(days=1))


def lines(name: str) -> list[bytes]:
    return Path(__file__).with_name(name).read_bytes().splitlines()


@pytest.mark.parametrize("line", lines("positions_0.1.0.jsonl"))
def test_an_evening_left_open_by_0_1_0_can_be_played_on(line: bytes) -> None:
    position = snapshot.decode_position(line)
    assert snapshot.decode_position(snapshot.encode_position(position)) == position
    walk = sample_evenings.walk_on(position, [1] * 200)
    assert isinstance(walk.place, Ended)


@pytest.mark.parametrize("line", lines("moves_0.1.0.jsonl"))
def test_the_moves_of_0_1_0_are_read(line: bytes) -> None:
    assert snapshot.decode_move(line).do == msgspec.json.decode(line)["move"]["do"]


def test_in_an_evening_of_0_1_0_who_spoke_first_was_heard() -> None:
    _, rows = sample_evenings.one_card()
    position = next(position for _, position in rows if isinstance(position.place, Speaking) and position.met)
    plain = msgspec.json.decode(msgspec.json.encode(position))
    assert plain["place"]["turn"]["round"].pop("heard")
    old = snapshot.decode_position(msgspec.json.encode({"v": 1, "position": plain}))
    assert old == position

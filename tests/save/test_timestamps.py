from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from cardtui.save import timestamps

NOON = datetime(2026, 11, 23, 12, 0, 4, 999_999)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        (UTC, "2026-11-23T12:00:04+00:00"),
        (timezone(timedelta(hours=-3, minutes=-30)), "2026-11-23T12:00:04-03:30"),
        (timezone(timedelta(hours=14)), "2026-11-23T12:00:04+14:00"),
    ],
)
def test_times_have_whole_seconds_and_an_offset(zone: timezone, text: str) -> None:
    at = NOON.replace(tzinfo=zone)
    assert timestamps.written(at) == text
    assert timestamps.read(text) == at.replace(microsecond=0)
    assert timestamps.read(text).utcoffset() == at.utcoffset()


def test_an_offset_with_seconds_is_written_in_whole_minutes_for_the_same_instant() -> None:
    at = NOON.replace(tzinfo=timezone(timedelta(minutes=19, seconds=32)))
    assert timestamps.written(at) == "2026-11-23T11:59:32+00:19"
    assert timestamps.order(timestamps.read(timestamps.written(at))) == timestamps.order(at)


def test_a_time_without_its_offset_is_not_written() -> None:
    with pytest.raises(ValueError, match="offset"):
        timestamps.written(NOON)


@pytest.mark.parametrize(
    "text", ["", "today", "2026-11-23", "2026-11-23T12:00:04", "2026-11-23T12:00:04Z", "2026-13-01T00:00:00+00:00"]
)
def test_what_we_did_not_write_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        timestamps.read(text)


def test_order_is_that_of_the_instants() -> None:
    evening = NOON.replace(tzinfo=UTC)
    west = (evening + timedelta(seconds=1)).astimezone(timezone(timedelta(hours=-8)))
    assert timestamps.order(evening) < timestamps.order(west)

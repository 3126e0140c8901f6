"""Local times, with and without clock changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cardtui.text import local_time
from cardtui.text.local_time import days_between, next_midnight, read_timestamp, timestamp, wall_time
from zones import zone

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/Havana",  # clocks go forward at midnight
    "Atlantic/Azores",  # and back to midnight
    "America/Nuuk",  # and back to the day before
    "Australia/Lord_Howe",  # by half an hour
    "Asia/Kolkata",
    "Pacific/Kiritimati",
)


@given(name=st.sampled_from(ZONES), minute=st.integers(0, 366 * 24 * 60))
@example(name="Europe/Berlin", minute=87 * 24 * 60)  # a day of 23 hours
@example(name="Europe/Berlin", minute=297 * 24 * 60 - 60)  # and one of 25
def test_the_next_midnight_begins_the_next_day(name: str, minute: int) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    with zone(name):
        midnight = next_midnight(at)
        assert at < midnight <= at + timedelta(hours=25)
        assert days_between(at, midnight) == 1
        assert days_between(at, midnight - timedelta(seconds=1)) == 0


@pytest.mark.parametrize(
    ("at", "day"),
    [
        *(("2026-05-01T20:00", 1), ("2026-05-02T04:59", 1), ("2026-05-02T05:00", 2)),
        *(("2026-03-29T04:59", 28), ("2026-03-29T05:00", 29), ("2026-10-25T04:59", 24), ("2026-10-25T05:00", 25)),
    ],
)
def test_the_hours_before_dawn_belong_to_the_evening_before(at: str, day: int) -> None:
    with zone("Europe/Berlin"):
        assert wall_time(local_time.evening_of(datetime.fromisoformat(at).astimezone())).day == day


def test_a_zone_that_changes_meanwhile_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    with zone("Asia/Kolkata"):
        assert local_time.now().utcoffset() == timedelta(hours=5, minutes=30)
        monkeypatch.setenv("TZ", "Asia/Kathmandu")
        assert local_time.now().utcoffset() == timedelta(hours=5, minutes=45)
        assert wall_time(datetime(2026, 5, 1, tzinfo=UTC)).utcoffset() == timedelta(hours=5, minutes=45)
        monkeypatch.undo()


# In the save file


NOON = datetime(2026, 11, 23, 12, 0, 4, 999_999)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("offset", "text"),
    [
        (timedelta(0), "2026-11-23T12:00:04+00:00"),
        (timedelta(hours=-3, minutes=-30), "2026-11-23T12:00:04-03:30"),
        (timedelta(hours=14), "2026-11-23T12:00:04+14:00"),
        # The same instant with an offset in whole minutes.
        (timedelta(minutes=19, seconds=32), "2026-11-23T11:59:32+00:19"),
    ],
)
def test_times_have_whole_seconds_and_an_offset(offset: timedelta, text: str) -> None:
    at = NOON.replace(tzinfo=timezone(offset))
    assert (timestamp(at), read_timestamp(text)) == (text, at.replace(microsecond=0))


def test_a_time_without_its_offset_is_not_written() -> None:
    with pytest.raises(ValueError, match="offset"):
        timestamp(NOON)


@pytest.mark.parametrize(
    "text", ["", "today", "2026-11-23", "2026-11-23T12:00:04", "2026-11-23T12:00:04Z", "2026-13-01T00:00:00+00:00"]
)
def test_what_we_did_not_write_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_timestamp(text)

"""Times of day in a workshop: with the offset of their own moment, and with their day unless it is today."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from msgspec.structs import replace

from cardtui.commands.lead_rehearsal import report
from cardtui.workshop.run import begin
from cardtui.workshop.run_clock import RunClock, run_time
from cardtui.workshop.run_schedule import agenda_lines
from shipped_words import WORDS
from workshop.fake_clocks import Machine
from workshop.plans import plan
from zones import zone

pytestmark = pytest.mark.usefixtures("berlin")

MADE = plan(items=tuple(replace(item, minutes=45) for item in plan().items[:4]))

FORWARD = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
"""When the clocks of Berlin are put forward: two o'clock becomes three."""

BACK = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)
"""When they are put back: three o'clock becomes two."""


def agenda(clock: RunClock) -> list[str]:
    return [line.planned for line in agenda_lines(MADE, begin(MADE), clock, WORDS)]


@pytest.mark.parametrize("look_after", [0, 170])
@pytest.mark.parametrize(
    ("change", "times"),
    [(FORWARD, ["01:00", "01:45", "03:30", "04:15"]), (BACK, ["02:00 CEST", "02:45 CEST", "02:30 CET", "03:15"])],
)
def test_agenda_times_obey_their_moment(change: datetime, times: list[str], look_after: int) -> None:
    at = Machine(change - timedelta(hours=1))
    clock = at.clock()
    at.wait(look_after * 60)
    assert agenda(clock) == times


def test_a_time_of_another_day_has_its_day() -> None:
    at = Machine(datetime(2026, 3, 28, 22, 0, tzinfo=UTC))  # a Saturday
    clock = at.clock()
    assert agenda(clock) == ["23:00", "23:45", "Sun 00:30", "Sun 01:15"]
    at.wait(61 * 60)
    assert agenda(clock) == ["Sat 23:00", "Sat 23:45", "00:30", "01:15"]


def test_rehearsal_times_obey_their_moments_rules() -> None:
    start = (FORWARD - timedelta(hours=3)).astimezone()
    lines = list(report(plan(items=tuple(replace(item, minutes=120) for item in MADE.items)), WORDS, start))
    assert [line.split(" 120 ")[0].strip() for line in lines[1:5]] == [
        "23:00-Sun 01:00",
        "Sun 01:00-Sun 04:00",
        "Sun 04:00-Sun 06:00",
        "Sun 06:00-Sun 08:00",
    ]
    assert "the end is at Sun 08:00." in lines[5]


@pytest.mark.parametrize("offset", [0, 9])
def test_a_wall_of_another_offset_gives_the_same(offset: int) -> None:
    at = Machine((FORWARD - timedelta(hours=1)).astimezone(timezone(timedelta(hours=offset))))
    assert run_time(WORDS, at.clock(), 5400.0) == "03:30"


def test_a_zone_of_more_than_a_day_is_passed_over() -> None:
    at = Machine(FORWARD)
    with zone("XXX-30"):
        assert run_time(WORDS, at.clock(), 60.0) == "01:01"
        assert "the end is at 04:00." in list(report(MADE, WORDS, at.wall))[5]

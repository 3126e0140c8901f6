"""A machine whose clocks can be set in tests."""

from __future__ import annotations

from datetime import datetime, timedelta

from cardtui.workshop.run_clock import RunClock

EVENING = datetime(2026, 3, 3, 19, 0).astimezone()
"""Seven in the evening in the local zone of the tests."""


class Machine:
    """Both clocks of a machine. since_start: cannot be set. wall: can be set at any time."""

    def __init__(self, wall: datetime = EVENING) -> None:
        self.since_start = 1000.0
        self.wall = wall

    def steady(self) -> float:
        return self.since_start

    def time_of_day(self) -> datetime:
        return self.wall

    def clock(self) -> RunClock:
        return RunClock(None, self.steady, self.time_of_day)

    def wait(self, seconds: float) -> None:
        """Time passes, whether the machine sleeps or not."""
        self.since_start += seconds
        self.wall += timedelta(seconds=seconds)

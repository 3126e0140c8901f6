"""A machine whose clocks tests set as they like."""

from __future__ import annotations

from datetime import datetime, timedelta

from cardtui.workshop.run_clock import RunClock

EVENING = datetime(2026, 3, 3, 19, 0).astimezone()
"""Seven in the evening wherever the tests run."""


class Machine:
    """Both clocks of a machine. since_start: what nobody sets. wall: what anybody may set."""

    def __init__(self) -> None:
        self.since_start = 1000.0
        self.wall = EVENING

    def steady(self) -> float:
        return self.since_start

    def time_of_day(self) -> datetime:
        return self.wall

    def clock(self) -> RunClock:
        return RunClock(None, self.steady, self.time_of_day)

    def wait(self, seconds: float) -> None:
        """Time goes on, whether the machine sleeps or not."""
        self.since_start += seconds
        self.wall += timedelta(seconds=seconds)

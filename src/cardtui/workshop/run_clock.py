"""The clock of a run: monotonic seconds that count sleep and survive a restart."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from cardtui.deck.words import Words
from cardtui.text.local_time import now, time_name, wall_time
from cardtui.workshop.workshop_plan import MINUTE

Steady = Callable[[], float]
"""Seconds that only go up, independent of changes to the system's clock."""

Wall = Callable[[], datetime]
"""The time of day, with its offset. It may be set at any moment."""


def steady() -> float:
    """Seconds since the machine was started, including sleep: closing the lid does not make a turn longer.

    Linux stops ``CLOCK_MONOTONIC`` during sleep and has another clock for this; that of macOS counts sleep.
    """
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def boot() -> str:
    """An id that differs after each start of the machine; empty if the system has none."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


class ClockMark(msgspec.Struct, frozen=True):
    """A moment of a run on all available clocks, so that another process can continue counting from it."""

    seconds: float
    steady: float
    boot: str
    wall: datetime


class RunClock:
    """Seconds since a run began."""

    def __init__(self, began_at: float | None = None, steady_: Steady = steady, wall: Wall | None = None) -> None:
        """began_at: the actual or hypothetical reading of ``steady_`` at that time; None for now."""
        self.began_at = steady_() if began_at is None else began_at
        self.away = 0.0
        """Seconds for which no process led the run that this one continues."""
        self._steady = steady_
        self._wall = wall or now

    @classmethod
    def going_on(cls, mark: ClockMark, steady_: Steady, wall: Wall | None) -> RunClock:
        """The clock of a run that another process left, as if it had never stopped.

        After a restart of the machine only the time of day shows how long that took.
        """
        clock = cls(0.0, steady_, wall)
        reading = steady_()
        if mark.boot and mark.boot == boot() and reading >= mark.steady:
            away = reading - mark.steady
        else:
            away = max(0.0, (clock._wall() - mark.wall).total_seconds())
        clock.began_at = reading - away - mark.seconds
        clock.away = away
        return clock

    def anew(self) -> RunClock:
        """The clock of another run, which begins now on the same machine."""
        return RunClock(None, self._steady, self._wall)

    def stopped(self) -> RunClock:
        """A clock stopped at now, for times that are shown together: each reading takes some microseconds."""
        at, moment = self._steady(), self._wall()
        return RunClock(self.began_at, lambda: at, lambda: moment)

    def now(self) -> float:
        """Seconds since the run began."""
        return self._steady() - self.began_at

    def mark(self) -> ClockMark:
        """The current moment."""
        return ClockMark(self.now(), self._steady(), boot(), self._wall())

    def time_of_day(self, seconds: float) -> datetime:
        """The local time at ``seconds`` of the run, with that moment's offset: it may change during the run."""
        return wall_time(self._wall().astimezone(UTC) + timedelta(seconds=seconds - self.now()))


def clock_text(seconds: float) -> str:
    """Remaining seconds, as "9:41"; below 0 as "+0:40", how long the time has been over.

    A started second counts as whole, so that a clock of five minutes begins with 5:00 and is over at 0:00.
    """
    whole = math.ceil(seconds)
    minutes, rest = divmod(abs(whole), MINUTE)
    return f"{'+' if whole < 0 else ''}{minutes}:{rest:02}"


def next_second(seconds: float) -> float:
    """Seconds until `clock_text` of the remaining time changes: more than 0, at most 1."""
    return seconds - math.ceil(seconds) + 1


HALF = 0.5
"""Seconds, added to round a moment."""


def time_text(words: Words, moment: datetime, *, today: bool) -> str:
    """A time of day as `time_name` says it, with its day if that is not today."""
    day: str = getattr(words, f"day_{moment.isoweekday()}")
    return time_name(moment) if today else f"{day} {time_name(moment)}"


def run_time(words: Words, clock: RunClock, seconds: float) -> str:
    """The same for a moment of a run. seconds: since it began."""
    moment = clock.time_of_day(seconds + HALF)  # rounded, because two clocks are read one after the other
    return time_text(words, moment, today=moment.date() == clock.time_of_day(clock.now()).date())

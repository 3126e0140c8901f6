"""A run's clock: an hour is an hour, whatever the machine does meanwhile."""

from __future__ import annotations

import time
from datetime import timedelta
from functools import partial

import pytest
from msgspec.structs import replace

from cardtui.workshop import run_clock as clock_module
from cardtui.workshop.run_clock import RunClock, steady
from workshop.fake_clocks import EVENING, Machine


def test_an_hour_of_seconds_is_an_hour() -> None:
    machine = Machine()
    clock = machine.clock()
    for _ in range(3600 * 50):
        machine.wait(0.02)
    assert abs(clock.now() - 3600) < 0.001


def test_an_hour_with_the_lid_closed_is_an_hour() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wait(3600)
    assert clock.now() == 3600


def test_the_steady_clock_counts_sleep() -> None:
    counting = partial(time.clock_gettime, time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic
    assert counting() <= steady() <= counting()


@pytest.mark.parametrize("hours", [-3, 5])
def test_setting_the_time_of_day_changes_no_turn(hours: int) -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wait(60)
    machine.wall += timedelta(hours=hours)
    assert clock.now() == 60
    machine.wait(60)
    assert clock.now() == 120
    assert clock.time_of_day(0) == EVENING + timedelta(hours=hours), "the agenda speaks of the time as it is now"


def test_another_process_goes_on_without_a_gap() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wait(100)
    mark = replace(clock.mark(), boot="this start")
    machine.wait(42)
    machine.wall -= timedelta(hours=2)  # set back meanwhile; it does not matter
    again = RunClock.going_on(mark, machine.steady, machine.time_of_day, "this start")
    assert again.now() == pytest.approx(142)
    assert again.began_at == pytest.approx(clock.began_at)


def test_after_a_restart_of_the_machine_the_time_of_day_tells_how_long_it_took() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wait(100)
    mark = clock.mark()
    machine.wait(300)
    machine.since_start = 20.0
    again = RunClock.going_on(mark, machine.steady, machine.time_of_day, "another start")
    assert again.now() == pytest.approx(400)
    machine.wait(10)
    assert again.now() == pytest.approx(410)


def test_after_a_restart_with_the_clock_set_back_no_time_is_taken_away() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wait(100)
    mark = clock.mark()
    machine.since_start = 20.0
    machine.wall = EVENING - timedelta(days=1)
    assert RunClock.going_on(mark, machine.steady, machine.time_of_day, "another").now() == 100


def test_where_the_system_does_not_tell_of_its_start_the_time_of_day_counts() -> None:
    machine = Machine()
    mark = clock_module.ClockMark(50.0, machine.since_start, "", machine.wall)
    machine.wait(10)
    assert RunClock.going_on(mark, machine.steady, machine.time_of_day, "").now() == pytest.approx(60)


def test_times_of_day_are_told_around_now() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wait(600)
    assert clock.time_of_day(0) == EVENING
    assert clock.time_of_day(1200) == EVENING + timedelta(minutes=20)

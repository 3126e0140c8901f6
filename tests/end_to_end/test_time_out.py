"""A time-out in the program itself, on the days around it and across a clock change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from full_screens import small_program
from program import Program
from shipped_words import WORDS, filled

FAKETIME = shutil.which("faketime")

pytestmark = pytest.mark.skipif(FAKETIME is None, reason="needs faketime")


class Days(Program):
    """The program in Berlin, on any day."""

    def at(self, time: str, *keys: str) -> str:
        """Play these keys, starting at that time, and return the output."""
        assert FAKETIME is not None
        self.command = lambda *arguments: [  # type: ignore[method-assign]
            FAKETIME, "-f", f"@{time}", *Program.command(self, *arguments)
        ]  # fmt: skip
        self.environment |= {"TZ": "Europe/Berlin", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        ran = self.play(*keys, options=("--plain", "--left", "Ana", "--right", "Ben"))
        assert (ran.status, ran.err) == (0, "")
        return ran.out


@pytest.fixture
def days(tmp_path: Path) -> Days:
    small_program(tmp_path)
    return Days(tmp_path)


def test_a_time_out_has_its_day_on_any_other_day(days: Days) -> None:
    assert f"\n{filled(WORDS.pause_meet, time='21:35')}\n" in days.at("2026-05-01 21:05:00", "", "", "", "t", "", "q")
    for time, line in (
        ("2026-05-01 21:20:00", filled(WORDS.pause_meet, time="21:35")),
        ("2026-05-02 20:00:00", filled(WORDS.pause_has_come_yesterday, time="21:35")),
        ("2026-04-20 20:00:00", filled(WORDS.pause_meet_day, day="May 1", time="21:35")),
    ):
        assert f"\n{line}\n" in days.at(time, "", "q")


@pytest.mark.long
def test_over_a_clock_change_wall_time_is_shown(days: Days) -> None:
    out = days.at("2026-03-28 20:05:00", "", "", "", "t", "4", "q")
    meet = filled(WORDS.pause_meet_tomorrow, time="21:00")
    assert f"\n{meet}\n" in out
    assert out.endswith(f"\n{meet} {WORDS.parting_kept}\n")
    assert f"\n{filled(WORDS.pause_meet, time='21:00')}\n" in days.at("2026-03-29 08:00:00", "", "q")

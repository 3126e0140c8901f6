"""`cardtui lead --keep-times` on a real terminal."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from program import Program
from terminal import Drawn
from test_lead import PLAN


def test_the_times_are_written_once_the_workshop_has_ended(tmp_path: Path) -> None:
    program = Program(tmp_path)
    program.write("evening.yaml", PLAN)
    times = tmp_path / "times.csv"
    due = f"{datetime.now().astimezone() - timedelta(minutes=5):%H:%M}"
    arguments = ("--from", "3", "--at", due, "--keep-times", str(times))
    with Drawn(program, "lead", str(tmp_path / "evening.yaml"), *arguments) as drawn:
        drawn.until("How was it?")
        drawn.press("q")
        assert drawn.wait() == 0
        assert "times.csv" in drawn.shown
    text = times.read_text(encoding="utf-8")
    assert text.startswith("item,planned,minutes,began,took\nWelcome,")
    assert text.count("\n") == 4
    assert f"{due},5," in text, "it was to begin then with that item"

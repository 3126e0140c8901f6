"""The projector on a real terminal: killed and restarted, closed, controlled from another process."""

from __future__ import annotations

import json
import signal
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cardtui.workshop.run_paths import run_path
from large_reader import seconds_on
from program import Program
from shipped_words import WORDS, filled, first_words
from terminal import Drawn, begun
from test_lead import PLAN

ENTER = "\r"
FIRST_SPEAKS = filled(WORDS.chip_speaks, name=WORDS.lead_first).upper()
SECOND_SPEAKS = filled(WORDS.chip_speaks, name=WORDS.lead_second).upper()


@pytest.fixture
def program(tmp_path: Path) -> Program:
    made = Program(tmp_path)
    made.write("evening.yaml", PLAN)
    return made


def lead(program: Program, *more: str) -> Drawn:
    return Drawn(program, "lead", str(program.home / "evening.yaml"), *more)


def leave(drawn: Drawn) -> None:
    """Leave, which first asks for confirmation."""
    drawn.press("q", WORDS.lead_leave_title).press("1")


def kept(program: Program) -> Path:
    name = run_path(program.home / "evening.yaml").name
    return program.home / "data" / "cardtui" / "workshop" / name


def test_after_a_kill_cue_and_clock_go_on(program: Program) -> None:
    with lead(program) as first:
        begun(first)
        first.press(ENTER, "A first card")
        first.press("\x1b[6~", FIRST_SPEAKS, WORDS.rail_mirror, WORDS.rail_thank)
        pressed = time.monotonic()
        first.press("s", SECOND_SPEAKS)
        before = seconds_on(first.raw)
        assert before is not None
        left = time.monotonic()
        assert first.signal(signal.SIGKILL) == -signal.SIGKILL
    started = time.monotonic()
    with lead(program) as second:
        second.until(SECOND_SPEAKS, WORDS.rail_thank).until_it(lambda _: seconds_on(second.raw) is not None)
        least, most = started - left, time.monotonic() - pressed
        after = seconds_on(second.raw)
        assert after is not None
        assert before - most - 2 <= after <= before - least + 2
        second.press("g3" + ENTER, "How was it?")
        second.press("q")
        assert second.wait() == 0
        assert second.is_restored
    assert not kept(program).exists(), "a run that came to its end leaves nothing"
    with lead(program) as third:
        begun(third)


@pytest.mark.long
def test_anew_and_from_begin_where_they_say(program: Program) -> None:
    with lead(program) as first:
        begun(first).press(ENTER, "A first card")
        leave(first)
        assert first.wait() == 0
        assert first_words(WORDS.lead_parting) in first.shown
    with lead(program, "--anew") as second:
        second.until(first_words(WORDS.lead_resume_title)).press("2")
        begun(second).press(ENTER, "A first card")
        leave(second)
        second.wait()
    with lead(program, "--from", "how was") as third:
        third.until(first_words(WORDS.lead_resume_title)).press("2", "How was it?")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.sample(1)
def test_a_signal_cleans_up_and_keeps_the_run(program: Program, number: int) -> None:
    with lead(program) as drawn:
        begun(drawn).press(ENTER, "A first card")
        assert drawn.signal(number) == 128 + number
        assert drawn.is_restored
    assert kept(program).exists()


@pytest.mark.long
def test_the_window_can_be_closed(program: Program) -> None:
    with lead(program) as drawn:
        begun(drawn).press(ENTER, "A first card")
        drawn.wait_closed()
    with lead(program) as again:
        again.until("A first card")


def test_workshops_go_on_if_nothing_can_be_saved(program: Program) -> None:
    (program.home / "data").write_text("no folder")
    with lead(program) as drawn:
        begun(drawn).press(ENTER, "A first card")
        leave(drawn)
        assert drawn.wait() == 0


def test_a_rehearsal_walks_through_and_prints_the_times(program: Program) -> None:
    with lead(program, "--rehearse", "--speed", "3600", "--at", "19:00") as drawn:
        assert drawn.wait() == 0
        assert "How was it?" in drawn.shown
        assert "the end is at 19:23" in drawn.shown
        assert drawn.is_restored
    assert not kept(program).exists()


@pytest.mark.parametrize("command", ["lead", "rehearse", "console"])
@pytest.mark.long
def test_a_developers_variables_leave_no_log_or_picture(program: Program, command: str) -> None:
    folder = program.home / "here"
    folder.mkdir()
    switches = {
        "TEXTUAL": "debug,devtools",
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_LOG": str(folder / "log"),
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_SCREENSHOT_LOCATION": str(folder),
    }
    plan = str(program.home / "evening.yaml")
    arguments, shown = {
        "lead": (["lead", plan], WORDS.lead_begins_soon),
        "rehearse": (["lead", plan, "--rehearse"], "Welcome"),
        "console": (["console"], WORDS.console_cover_title),
    }[command]
    with Drawn(program, *arguments, **switches) as drawn:
        drawn.until(shown)
        drawn.rest(1.5)  # longer than the delay of the screenshot
        drawn.type("\x11")  # Ctrl-Q quits either one
        assert drawn.wait() == 0
    assert list(folder.iterdir()) == []
    assert not Path("keys.log").exists()


def leave_for(program: Program, hours: float) -> None:
    """Make the run look as if it had been left ``hours`` ago, on both clocks in its file."""
    data = json.loads(kept(program).read_text())
    mark = data["mark"]
    mark["steady"] -= hours * 3600
    mark["wall"] = (datetime.fromisoformat(mark["wall"]) - timedelta(hours=hours)).isoformat()
    kept(program).write_text(json.dumps(data))


def test_a_run_of_the_afternoon_is_asked_about(program: Program) -> None:
    with lead(program) as afternoon:
        begun(afternoon).press(ENTER, "A first card")
        leave(afternoon)
        assert afternoon.wait() == 0
    leave_for(program, 5)
    ready = program.run("lead", "evening.yaml", "--ready")
    assert ready.status == 1
    told = next(line for line in ready.out.splitlines() if "the run" in line and "FIX" in line)
    assert "'A first card'" in told
    assert "--anew" in told
    with Drawn(program, "console") as console, lead(program) as evening:
        evening.until(WORDS.lead_resume_title, "“A first card”", WORDS.lead_resume_anew)
        console.until(WORDS.console_cover_title, WORDS.console_there)
        console.press(ENTER, WORDS.console_resume[:40])
        console.press("p b", WORDS.console_resume[:40])
        evening.rest(0.3).press(ENTER).rest(0.3)
        begun(evening)  # pressed at once, it would count as the Enter that began the evening
        console.until("1/3  Welcome", "on time")
        console.press("g3" + ENTER, "3/3  How was it?")
        evening.until("How was it?")
        # The end is announced once, and then there is nothing to resume.
        console.rest(0.3).press(ENTER, WORDS.console_ended.upper())
        evening.until_it(lambda _: seconds_on(evening.raw) is None)
        assert not kept(program).exists()
        assert evening.signal(signal.SIGKILL) == -signal.SIGKILL
    with lead(program) as next_day:
        begun(next_day)


def test_one_couple_is_called_by_its_names_and_no_file_has_them(program: Program) -> None:
    with lead(program, "--left", "Ana", "--right", "Ben") as drawn:
        begun(drawn)
        drawn.press(ENTER, filled(WORDS.lead_starts, name="Ana"))
        drawn.press(ENTER, filled(WORDS.chip_speaks, name="Ana").upper())
        drawn.press("s", filled(WORDS.chip_speaks, name="Ben").upper())
        assert drawn.signal(signal.SIGKILL) == -signal.SIGKILL
    written = [path for path in program.home.rglob("*") if path.is_file()]
    assert kept(program) in written
    assert not [path for path in written if b"Ana" in path.read_bytes()]

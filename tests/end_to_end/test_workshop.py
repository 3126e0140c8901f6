"""A workshop on real terminals: a projector and its console, killed, ended, left and found again."""

from __future__ import annotations

import json
import signal
import time
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cardtui.workshop.run_orders import Order, OrderKind
from cardtui.workshop.run_paths import run_path
from large_reader import seconds_on
from program import Program
from shipped_words import WORDS, filled, first_words
from terminal import Drawn, Terminal, begun, read_any
from test_lead import PLAN
from workshop.fake_projectors import LONGEST, Projector

ENTER = "\r"
FIRST, SECOND = (filled(WORDS.chip_speaks, name=name) for name in (WORDS.lead_first, WORDS.lead_second))
ANA, BEN = (filled(WORDS.chip_speaks, name=name) for name in ("Ana", "Ben"))

LATE = 4
"""Seconds by which a busy machine may be late."""


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
    assert drawn.wait() == 0


def kept(program: Program) -> Path:
    name = run_path(program.home / "evening.yaml").name
    return program.home / "data" / "cardtui" / "workshop" / name


def uncovered(console: Drawn, *texts: str) -> Drawn:
    """From the cover to the notes."""
    console.until(WORDS.console_cover_title, WORDS.console_there)
    return console.press(ENTER, *texts)


# The projector


def test_a_rehearsal_walks_through_and_prints_the_times(program: Program) -> None:
    with lead(program, "--rehearse", "--speed", "3600", "--at", "19:00") as drawn:
        assert drawn.wait() == 0
        assert "How was it?" in drawn.shown
        assert "the end is at 19:23" in drawn.shown
        assert drawn.is_restored
    assert not kept(program).exists()


def test_the_times_are_written_once_the_workshop_has_ended(program: Program) -> None:
    times = program.home / "times.csv"
    due = f"{datetime.now().astimezone() - timedelta(minutes=5):%H:%M}"
    with lead(program, "--from", "3", "--at", due, "--keep-times", str(times)) as drawn:
        drawn.until("How was it?").press("q")
        assert drawn.wait() == 0
        assert "times.csv" in drawn.shown
    text = times.read_text(encoding="utf-8")
    assert text.startswith("item,planned,minutes,began,took\nWelcome,")
    assert text.count("\n") == 4
    assert f"{due},5," in text, "it was to begin then with that item"


def test_workshops_go_on_if_nothing_can_be_saved(program: Program) -> None:
    (program.home / "data").write_text("no folder")
    with lead(program) as drawn:
        begun(drawn).press(ENTER, "A first card")
        leave(drawn)


@pytest.mark.long
def test_anew_and_from_begin_where_they_say(program: Program) -> None:
    with lead(program) as first:
        begun(first).press(ENTER, "A first card")
        leave(first)
        assert first_words(WORDS.lead_parting) in first.shown
    with lead(program, "--anew") as second:
        second.until(first_words(WORDS.lead_resume_title)).press("2")
        begun(second).press(ENTER, "A first card")
        leave(second)
    with lead(program, "--from", "how was") as third:
        third.until(first_words(WORDS.lead_resume_title)).press("2", "How was it?")


# The console


def test_a_projector_is_chosen_by_number_or_word(program: Program) -> None:
    with closing(Projector(program.channel)) as first, closing(Projector(program.channel)) as second:
        with Drawn(program, "console") as console:
            console.until(WORDS.console_several_title, first.word, second.word)
            uncovered(console.press("2"), "Greet at the door.", WORDS.console_saved).type("+")
            assert first.orders.get(timeout=LONGEST) == Order(OrderKind.MORE)
        with Drawn(program, "console", *second.word.upper().replace("-", " ").split()) as console:
            uncovered(console, "Greet at the door.").type("h")
            assert second.orders.get(timeout=LONGEST) == Order(OrderKind.HOLD)


@pytest.mark.long
def test_a_wrong_word_is_told_with_the_words_there_are(program: Program) -> None:
    with Terminal(program, "console", "mint-tea-12") as console:
        console.wait_for("No projector has the word 'mint-tea-12', for none is running.")
        assert console.wait() == 2
    with closing(Projector(program.channel)) as there, Terminal(program, "console", "../../x") as console:
        console.wait_for(f"No projector has the word '../../x'. One that is running has '{there.word}'.")
        assert console.wait() == 2


# Both


def next_second(drawn: Drawn) -> tuple[int, float]:
    """The seconds on the clock as soon as they change, and when that was."""
    seen = seconds_on(drawn.raw)
    drawn.until_it(lambda _: seconds_on(drawn.raw) not in (None, seen))
    return seconds_on(drawn.raw) or 0, time.monotonic()


def test_killed_projector_and_console_find_each_other_again(program: Program) -> None:
    names = "--left", "Ana", "--right", "Ben"
    with Drawn(program, "console") as console:
        with lead(program, *names) as first:
            begun(first)
            uncovered(console, "1/3  Welcome", "A secret of the leader.", WORDS.console_saved)
            console.press("g2" + ENTER, "2/3  A first card", WORDS.console_room_cards)
            first.until("A first card", filled(WORDS.lead_starts, name="Ana"))
            assert "secret" not in first.text
            first.press("\x1b[6~", ANA.upper(), WORDS.rail_mirror, WORDS.rail_thank).press("s", BEN.upper())
            before, left = next_second(first)
            assert first.signal(signal.SIGKILL) == -signal.SIGKILL
            console.until(WORDS.console_gone, "2/3  A first card")
        with lead(program, *names) as second:
            after, now = next_second(second.until(BEN.upper()))
            assert abs((before - after) - (now - left)) < LATE - 1
            console.until(BEN, WORDS.console_saved).press("h", WORDS.console_held.upper())
            second.until_it(lambda text: BEN.upper() not in text)
            assert console.signal(signal.SIGKILL) == -signal.SIGKILL
            second.press("h", BEN.upper())
            with Drawn(program, "console") as again:
                again.until(WORDS.console_cover_title, WORDS.console_there)
                assert "A first card" not in again.text
                again.press(ENTER, "2/3  A first card", BEN).press("s", ANA)
                second.until(ANA.upper())
                assert again.signal(signal.SIGTERM) == 128 + signal.SIGTERM
                assert again.is_restored
            second.press("s", BEN.upper())
            assert second.signal(signal.SIGHUP) == 128 + signal.SIGHUP
            assert second.is_restored
    written = [path for path in program.home.rglob("*") if path.is_file()]
    assert kept(program) in written
    assert not [path for path in written if b"Ana" in path.read_bytes()]


def goes_on(projector: Drawn, console: Drawn, what: str, least: int = 0) -> None:
    """Read both screens until their clocks are in step, and are so again within ``LATE`` a second later.

    least: seconds that are left on them.
    """
    first, end = None, time.monotonic() + LONGEST
    while True:
        wall, own = seconds_on(projector.raw), seconds_on(console.raw)
        # A page may be drawn only in part: its large digits come a moment after its first line.
        if own is not None and own >= least and abs((own if wall is None else wall) - own) <= 1:
            if first is None:
                first, end = own, time.monotonic() + LATE
            elif own < first:
                return
        assert time.monotonic() < end, f"{what}\n{projector.raw}\n{console.raw}"
        read_any((projector, console), 0.2)


def test_both_clocks_keep_step_after_each_order(program: Program) -> None:
    longer = PLAN.replace("minutes: 13", "minutes: 45").replace("minutes: 5", "minutes: 30")
    program.write("evening.yaml", longer.replace("turn: 5", "turn: 20"))
    with lead(program) as projector, Drawn(program, "console") as console:
        begun(projector)
        uncovered(console, "1/3  Welcome", "saved")
        goes_on(projector, console, "welcome")
        for place, key, on_projector, on_console in (
            (console, ENTER, "A first card", WORDS.console_room_cards),
            (projector, ENTER, FIRST.upper(), FIRST),
            (console, "s", SECOND.upper(), SECOND),
            (projector, "+", SECOND.upper(), SECOND),
            (console, " ", WORDS.lead_paused, WORDS.console_paused.upper()),
            (projector, " ", SECOND.upper(), SECOND),
            (projector, "h", "", WORDS.console_held.upper()),
            (console, "h", SECOND.upper(), SECOND),
            (projector, "p", "A first card", WORDS.console_room_cards),
        ):
            least = (seconds_on(console.raw) or 0) + 60 - LATE if key == "+" else 0
            place.type(key)
            projector.until(on_projector)
            console.until(on_console)
            if on_console not in (WORDS.console_paused.upper(), WORDS.console_held.upper()):  # there both stand still
                goes_on(projector, console, f"{key!r}: {on_console}", least)


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
    leave_for(program, 5)
    ready = program.run("lead", "evening.yaml", "--ready")
    assert ready.status == 1
    told = next(line for line in ready.out.splitlines() if "the run" in line and "FIX" in line)
    assert "'A first card'" in told
    assert "--anew" in told
    with Drawn(program, "console") as console, lead(program) as evening:
        evening.until(WORDS.lead_resume_title, "“A first card”", WORDS.lead_resume_anew)
        uncovered(console, WORDS.console_resume[:40])
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

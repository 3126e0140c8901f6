"""When to meet after a time-out: correct at any time, by the time of day."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from couple_session import Sitting, going
from shipped_words import WORDS, filled, fixed_part
from zones import zone

pytestmark = pytest.mark.usefixtures("berlin")


def on(day: str, time: str = "") -> datetime:
    """That time of day."""
    return datetime.fromisoformat(f"{day} {time}".strip()).astimezone()


def stopped(at: datetime, save: Path | None = None, row: int = 1) -> Sitting:
    """Two who stop a talk at that time and agree when to meet: in half an hour, or at the time of that row."""
    return going(save, now=at).press("t", str(row))


def said(pair: Sitting, at: datetime) -> str:
    """What the screen says at that time about when to meet, or the first time that it offers."""
    pair.now = at
    return pair.rows[0].text if pair.at == "pausing" else pair.scene.prose[0]


# After it


@pytest.mark.parametrize(
    ("at", "line"),
    [
        ("2026-05-01 21:34:59", filled(WORDS.pause_meet, time="21:35")),
        ("2026-05-01 21:35", filled(WORDS.pause_has_come, time="21:35")),
        ("2026-05-01 23:59", filled(WORDS.pause_has_come, time="21:35")),
        ("2026-05-02 00:00", filled(WORDS.pause_has_come_yesterday, time="21:35")),
        ("2026-05-02 20:00", filled(WORDS.pause_has_come_yesterday, time="21:35")),
        ("2026-05-07 20:00", filled(WORDS.pause_has_come_day, day="Friday", time="21:35")),
        ("2026-05-08 20:00", filled(WORDS.pause_has_come_day, day="May 1", time="21:35")),
        ("2027-08-01 20:00", filled(WORDS.pause_has_come_day, day="May 1, 2026", time="21:35")),
        # The clock is behind.
        ("2026-04-30 20:00", filled(WORDS.pause_meet_tomorrow, time="21:35")),
        ("2026-04-25 20:00", filled(WORDS.pause_meet_day, day="Friday", time="21:35")),
        ("2026-04-24 20:00", filled(WORDS.pause_meet_day, day="May 1", time="21:35")),
        ("1970-01-01 20:00", filled(WORDS.pause_meet_day, day="May 1, 2026", time="21:35")),
    ],
)
def test_a_time_not_today_has_its_day_or_says_it_has_come(save: Path, at: str, line: str) -> None:
    pair = stopped(on("2026-05-01", "21:05"), save)
    assert said(pair, on("2026-05-01", "21:05")) == filled(WORDS.pause_meet, time="21:35")
    pair.press("q")
    pair.now = on(at)
    pair.start_again()
    pair.press("enter" if pair.row("7").text == WORDS.start_new else "7")
    assert said(pair, pair.now) == line


# The clocks are changed


@pytest.mark.parametrize(
    ("at", "row", "time"),
    [
        ("2026-03-28 20:05", 4, "21:00"),
        ("2026-10-24 20:05", 4, "19:00"),
        ("2026-03-28 23:30", 3, "22:00"),
        ("2026-10-24 23:30", 3, "20:00"),
    ],
)
def test_a_change_of_the_clocks_does_not_move_a_time(at: str, row: int, time: str) -> None:
    now = on(at)
    pair = stopped(now, row=row)
    assert said(pair, now) == filled(WORDS.pause_meet_tomorrow, time=time)
    assert said(pair, now.replace(hour=23, minute=50)) == filled(WORDS.pause_meet_tomorrow, time=time)
    # As the system's clock gives it: with the offset of that day.
    assert said(pair, on(f"{now:%Y-%m}-{now.day + 1}", "00:10")) == filled(WORDS.pause_meet, time=time)
    assert said(pair, pair.place.until.astimezone()).startswith(fixed_part(WORDS.pause_has_come))


@pytest.mark.parametrize(
    ("at", "line"),
    [
        ("2026-03-29 01:45", filled(WORDS.pause_meet, time="03:15")),
        ("2026-10-25 01:45", filled(WORDS.pause_meet, time="02:15 CEST")),
        ("2026-10-25 02:50", filled(WORDS.pause_meet, time="02:20 CET")),
    ],
)
def test_no_missing_or_doubled_hour_is_named(at: str, line: str) -> None:
    pair = going(now=on(at)).press("t")
    assert said(pair, pair.now) == line
    assert said(pair.press("enter"), pair.now) == line


def test_in_another_zone_it_is_the_hour_there() -> None:
    pair = stopped(on("2026-05-01", "23:05"), row=2)
    assert said(pair, pair.now) == filled(WORDS.pause_meet_tomorrow, time="00:05")
    with zone("Europe/Lisbon"):
        assert said(pair, pair.now) == filled(WORDS.pause_meet, time="23:05")
    with zone("Asia/Tokyo"):
        assert said(pair, pair.now) == filled(WORDS.pause_meet, time="07:05")


# Before they have agreed


def test_what_they_agree_on_lies_ahead_and_is_what_they_get() -> None:
    at = on("2026-05-01", "21:05")
    pair = going(now=at).press("t")
    assert said(pair, on("2026-05-01", "21:34")) == filled(WORDS.pause_meet, time="21:35")
    for later, line in (
        (on("2026-05-01", "21:35"), filled(WORDS.pause_meet, time="22:05")),
        (on("2026-05-01", "23:40"), filled(WORDS.pause_meet_tomorrow, time="00:10")),
        (on("2026-04-20", "20:00"), filled(WORDS.pause_meet, time="20:30")),  # the clock was corrected
    ):
        assert said(pair, later) == line
        assert said(pair.press("enter"), later) == line
        pair.press("b")


# When it changes


def changes(pair: Sitting, at: datetime) -> datetime | None:
    pair.now = at
    return pair.scene.changes_at


def test_the_page_knows_when_its_words_change() -> None:
    pair = stopped(on("2026-05-01", "23:45"), row=2)
    midnight, time = on("2026-05-02", "00:00"), on("2026-05-02", "00:45")
    assert (changes(pair, on("2026-05-01", "23:50")), changes(pair, midnight)) == (midnight, time)
    assert changes(pair, time) == midnight + timedelta(days=1)
    assert changes(pair.press("1"), time) is None


# What stays on the terminal


def test_the_terminal_keeps_a_time_still_ahead(save: Path) -> None:
    pair = stopped(on("2026-05-01", "23:45"), save).press("q")
    assert pair.navigation.parting == f"{filled(WORDS.pause_meet_tomorrow, time='00:15')} {WORDS.parting_kept}"
    pair.now = on("2026-05-02", "00:05")
    assert pair.navigation.parting == f"{filled(WORDS.pause_meet, time='00:15')} {WORDS.parting_kept}"
    pair.now = on("2026-05-02", "00:15")
    assert pair.navigation.parting == WORDS.parting_kept


def test_the_terminal_keeps_a_time_through_five_minutes(save: Path) -> None:
    meet = filled(WORDS.pause_meet, time="21:35")
    pair = stopped(on("2026-05-01", "21:05"), save).press("q").start_again().press("2", "enter", "q")
    assert pair.navigation.parting == f"{meet} {WORDS.parting_kept}"
    assert meet in pair.start_again().text
    pair.press("enter").until("good-night").press("enter")
    assert pair.navigation.parting == f"{meet} {WORDS.parting_night}"


def test_the_terminal_keeps_a_time_even_unsaved() -> None:
    pair = stopped(on("2026-05-01", "21:05")).press("?", "q")
    assert pair.navigation.parting == filled(WORDS.pause_meet, time="21:35")


# Back


@pytest.mark.parametrize(
    ("minutes", "remark"),
    [
        *((0, WORDS.return_soon_0), (1, WORDS.return_soon_1), (4, filled(WORDS.return_soon, count="4"))),
        *((19, filled(WORDS.return_soon, count="19")), (20, None), (600, None)),
    ],
)
def test_before_twenty_minutes_it_says_that_they_would_help(minutes: int, remark: str | None) -> None:
    at = on("2026-05-01", "21:05")
    pair = stopped(at)
    pair.now = at + timedelta(minutes=minutes)
    scene = pair.press("1").scene
    assert scene.prose == ((remark,) if remark else ()) + (WORDS.return_ask,)
    assert scene.rows[0].text == WORDS.return_go_on


def test_the_page_of_a_time_out_shows_how_to_close_it() -> None:
    pair = stopped(on("2026-05-01", "21:05"))
    assert pair.row("q").text == WORDS.key_quit_unsaved
    assert pair.press("q").navigation.over


def test_a_start_while_it_runs_says_when_they_meet(save: Path) -> None:
    meet = filled(WORDS.pause_meet, time="21:35")
    pair = stopped(on("2026-05-01", "21:05"), save).press("q").start_again()
    assert meet in pair.text
    assert pair.scene.changes_at == on("2026-05-01", "21:35")
    assert meet not in pair.wait(minutes=30).text

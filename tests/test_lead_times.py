"""The times of a workshop that has ended, for its leader to learn from."""

from __future__ import annotations

import csv
import os
from io import StringIO
from pathlib import Path
from typing import Self

import pytest

from cardtui.commands.lead_times import HEAD, TimesFile, times_text
from cardtui.commands.shared.failures import Failure
from cardtui.workshop.console_link.channel import State
from cardtui.workshop.projector.projector_controller import ProjectorController
from cardtui.workshop.run import begin
from cardtui.workshop.run_orders import Order, OrderKind, do
from cardtui.workshop.run_schedule import AgendaLine
from cardtui.workshop.workshop_plan import MINUTE
from shipped_words import WORDS
from workshop.fake_clocks import Machine
from workshop.plans import plan

PLAN = plan()
LAST = len(PLAN.items) - 1


class Workshop:
    """A workshop at its last cue: four minutes late, one item left out."""

    def __init__(self, path: Path) -> None:
        self.machine = Machine()
        self.clock, run = self.machine.clock(), begin(PLAN)
        for at, item in ((9, 1), (19, 2), (32, 4), (47, LAST)):
            run = do(run, PLAN, Order(OrderKind.GO, item), at * MINUTE)
        for _ in range(3):
            run = do(run, PLAN, Order(OrderKind.NEXT), 60 * MINUTE)
        self.times = TimesFile(path, WORDS)
        self.machine.wait(69 * MINUTE)
        self.controller = ProjectorController(PLAN, WORDS, self.clock, run, tell=self.note)

    def note(self, state: State) -> None:
        self.times.note(state, self.clock)

    def press(self, *keys: str) -> Self:
        for key in keys:
            assert self.controller.press(key)
        return self


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text)))


def test_at_the_end_each_item_has_a_row_and_nothing_else_is_told(tmp_path: Path) -> None:
    path = tmp_path / "times.csv"
    workshop = Workshop(path).press("enter")
    text = path.read_text(encoding="utf-8")
    assert rows(text) == [
        list(HEAD),
        ["Arriving", "19:00", "5", "19:00", "9"],
        ["Mirroring, shown", "19:05", "10", "19:09", "10"],
        ["A practice", "19:15", "13", "19:19", "13"],
        ["How was the method?", "19:28", "5", "", ""],
        ["A break", "19:33", "15", "19:32", "15"],
        ["A card of your choice", "19:48", "22", "19:47", "22"],
    ]
    for item in PLAN.items:
        assert not any(shown in text for shown in (*item.screen, *item.notes))
    assert not any(contact in text for contact in PLAN.contacts)
    assert path.name in workshop.times.said()
    workshop.press("p")  # the end is taken back, and gives way to the next one
    workshop.machine.wait(5 * MINUTE)
    workshop.press("enter")
    assert rows(path.read_text(encoding="utf-8"))[-1][-1] == "27"
    assert path.name in workshop.times.said()


def killed_after_its_end(path: Path, away: int = 0) -> Workshop:
    """A workshop whose end was undone, in another process that many minutes ago; its file exists."""
    workshop = Workshop(path).press("enter", "p")
    written = workshop.machine.wall.timestamp()
    os.utime(path, (written, written))
    workshop.machine.wait(away * MINUTE)
    found = PLAN, workshop.controller.run, workshop.clock
    workshop.times = TimesFile(path, WORDS, found)
    return workshop


def test_a_run_replaces_the_file_of_its_end_before_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "times.csv"
    workshop = killed_after_its_end(path, away=6 * 60)  # past midnight, when the old times have a day
    workshop.press("enter")
    assert rows(path.read_text(encoding="utf-8"))[-1][3:] == [f"{WORDS.day_2} 19:47", str(22 + 6 * 60)]
    assert path.name in workshop.times.said()


def test_a_run_begun_anew_leaves_the_file_of_the_last_one(tmp_path: Path) -> None:
    path = tmp_path / "times.csv"
    workshop = killed_after_its_end(path)
    before, workshop.clock = path.read_text(), workshop.clock.anew()
    anew = ProjectorController(PLAN, WORDS, workshop.clock, begin(PLAN), tell=workshop.note)
    for _ in PLAN.cues:
        anew.press("enter")
    assert path.read_text() == before
    assert rows((tmp_path / "times-2.csv").read_text())[1][-1] == "0"
    assert "times-2.csv" in workshop.times.said()
    anew.press("p")
    anew.press("enter")
    assert not (tmp_path / "times-2-2.csv").exists(), "a second end of the same run writes over its own file"


@pytest.mark.parametrize(
    ("old", "new", "older"),
    [
        ("", "", True),
        *(
            (*change, False)
            for change in (("19:47", "19:48"), ("A break", "A rest"), (",22\n", ",22,mine\n"), ("", "mine"))
        ),
    ],
)
def test_a_file_of_another_run_is_refused(tmp_path: Path, old: str, new: str, older: bool) -> None:
    path = tmp_path / "times.csv"
    workshop = killed_after_its_end(path)
    path.write_text(path.read_text().replace(old, new, 1))
    at = workshop.clock.time_of_day(-1 if older else 1).timestamp()
    os.utime(path, (at, at))
    with pytest.raises(Failure, match="stays as it is"):
        TimesFile(path, WORDS, (PLAN, workshop.controller.run, workshop.clock))


@pytest.mark.parametrize(("keys", "ends"), [("p q 1", False), ("q", True)])
def test_only_a_workshop_that_has_ended_is_written(tmp_path: Path, keys: str, ends: bool) -> None:
    path = tmp_path / "times.csv"
    workshop = Workshop(path).press(*keys.split())
    assert (workshop.controller.over, path.exists()) == (True, ends)
    assert ("--keep-times" in workshop.times.said()) is not ends


def test_a_file_that_is_not_ours_stays(tmp_path: Path) -> None:
    path = tmp_path / "times.csv"
    for keys in ((), ("enter", "p")):
        workshop = Workshop(path).press(*keys)
        path.unlink(missing_ok=True)
        path.write_text("mine")
        workshop.machine.wait(1)
        with pytest.raises(Failure, match="stays as it is"):
            workshop.press("enter").times.said()
        assert path.read_text() == "mine"
        path.unlink()


def test_what_could_not_be_written_is_refused_at_the_beginning(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    for path, why in (("there", "stays as it is"), ("no/times.csv", "no folder"), (".", "is a folder")):
        with pytest.raises(Failure, match=why):
            TimesFile(tmp_path / path, WORDS)
    TimesFile(tmp_path / "times.csv", WORDS)
    assert [each.name for each in tmp_path.iterdir()] == ["there"]


@pytest.mark.parametrize(
    ("title", "shown"),
    [*((title, f"'{title}") for title in ("=1+1", "+1", "-1", "@SUM(A1)")), ('One, "two"\nthree', 'One, "two" three')],
)
def test_a_title_stays_in_its_cell_and_is_no_formula(title: str, shown: str) -> None:
    lines = [AgendaLine(title, "19:00", "5", "19:00", "5", is_now=False)]
    assert rows(times_text(lines))[1][0] == shown

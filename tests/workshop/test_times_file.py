"""The times of a workshop that has ended, for its leader to learn from."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from msgspec.structs import replace

from cardtui.commands.lead import keep_times, refuse_early
from cardtui.commands.shared.output import Failure
from cardtui.workshop.projector.projector_controller import ProjectorController
from cardtui.workshop.run import Order, OrderKind, begin, do
from cardtui.workshop.run_agenda import HEAD, AgendaLine, agenda_lines, times_text
from cardtui.workshop.workshop_plan import MINUTE, cues
from shipped_words import WORDS
from workshop.fake_clocks import Machine
from workshop.plans import plan

PLAN = plan()
SEQUENCE = cues(PLAN)
LAST = len(PLAN.items) - 1


def led(*, ends: bool) -> ProjectorController:
    """A workshop that has come to its last item: four minutes late, one item left out; perhaps ended."""
    machine = Machine()
    clock, run = machine.clock(), begin(SEQUENCE)
    for at, item in ((9, 1), (19, 2), (32, 4), (47, LAST)):
        run = do(run, SEQUENCE, Order(OrderKind.GO, item), at * MINUTE)
    for _ in range(4 if ends else 0):
        run = do(run, SEQUENCE, Order(OrderKind.NEXT), 69 * MINUTE)
    machine.wait(90 * MINUTE)
    return ProjectorController(PLAN, WORDS, clock, run)


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text)))


def test_each_item_has_a_row_with_planned_and_real_times(tmp_path: Path) -> None:
    path = tmp_path / "times.csv"
    told = keep_times(led(ends=True), path)
    assert path.name in told
    assert rows(path.read_text(encoding="utf-8")) == [
        list(HEAD),
        ["Arriving", "19:00", "5", "19:00", "9"],
        ["Mirroring, shown", "19:05", "10", "19:09", "10"],
        ["A practice", "19:15", "13", "19:19", "13"],
        ["How was the method?", "19:28", "5", "", ""],
        ["A break", "19:33", "15", "19:32", "15"],
        ["A card of your choice", "19:48", "22", "19:47", "22"],
    ]


def test_nothing_but_titles_and_times_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "times.csv"
    keep_times(led(ends=True), path)
    text = path.read_text(encoding="utf-8")
    for item in PLAN.items:
        assert not any(shown in text for shown in (*item.screen, *item.notes))
    assert not any(contact in text for contact in PLAN.contacts)


def test_a_workshop_that_goes_on_later_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "times.csv"
    assert "--keep-times" in keep_times(led(ends=False), path)
    assert not path.exists()


def test_leaving_at_the_last_cue_ends_it_too(tmp_path: Path) -> None:
    path = tmp_path / "times.csv"
    controller = led(ends=False)
    controller.run = replace(controller.run, cue=len(SEQUENCE) - 1)
    controller.over = True
    keep_times(controller, path)
    assert path.exists()


def test_a_file_that_came_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "times.csv"
    path.write_text("mine")
    with pytest.raises(Failure, match="stays as it is"):
        keep_times(led(ends=True), path)
    assert path.read_text() == "mine"


def test_a_file_that_could_not_be_written_in_the_end_is_refused_at_the_beginning(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    for path, why in (("there", "stays as it is"), ("no/times.csv", "no folder"), (".", "is a folder")):
        with pytest.raises(Failure, match=why):
            refuse_early(tmp_path / path)
    refuse_early(tmp_path / "times.csv")
    assert [each.name for each in tmp_path.iterdir()] == ["there"]


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_title_is_no_formula_of_a_spreadsheet(title: str) -> None:
    lines = [AgendaLine(title, "19:00", "5", "19:00", "5", is_now=False)]
    assert rows(times_text(lines))[1][0] == f"'{title}"


def test_commas_quotes_and_line_ends_stay_in_their_cell() -> None:
    shown = replace(PLAN, items=(replace(PLAN.items[0], title='One, "two"\nthree'),))
    machine = Machine()
    lines = agenda_lines(shown, begin(cues(shown)), machine.clock(), WORDS)
    assert rows(times_text(lines))[1][0] == 'One, "two" three'

"""The agenda: planned and actual times of each item of a run."""

from __future__ import annotations

import pytest

from cardtui.workshop.run import Order, OrderKind, begin, do
from cardtui.workshop.run_agenda import AgendaLine, agenda_lines
from cardtui.workshop.workshop_plan import MINUTE, cues
from shipped_words import WORDS
from workshop.fake_clocks import Machine
from workshop.plans import plan

PLAN = plan()
SEQUENCE = cues(PLAN)


def agenda(minutes: int, *orders: tuple[int, int], item: int = 0) -> tuple[AgendaLine, ...]:
    """The agenda after so many minutes of a run that began at an item, and went to others at earlier minutes."""
    machine = Machine()
    clock, run = machine.clock(), begin(SEQUENCE, 0.0, item)
    for at, to in orders:
        run = do(run, SEQUENCE, Order(OrderKind.GO, to), at * MINUTE)
    machine.wait(minutes * MINUTE)
    return agenda_lines(PLAN, run, clock, WORDS)


def test_each_item_has_planned_and_actual_times() -> None:
    lines = agenda(23, (6, 1), (16, 4), (20, 1))
    assert [line.title for line in lines] == [item.title for item in PLAN.items]
    assert [line.planned for line in lines] == ["19:00", "19:05", "19:15", "19:28", "19:33", "19:48"]
    assert [line.minutes for line in lines] == ["5", "10", "13", "5", "15", "22"]
    assert [line.began for line in lines] == ["19:00", "19:06", "", "", "19:16", ""]
    assert [line.took for line in lines] == ["6", "13", "", "", "4", ""]
    assert [line.is_now for line in lines] == [False, True, False, False, False, False]


@pytest.mark.parametrize(("item", "first"), [(0, "19:00"), (1, "18:55"), (2, "18:45"), (5, "18:12")])
def test_a_run_begun_midway_is_planned_from_there(item: int, first: str) -> None:
    lines = agenda(0, item=item)
    assert lines[0].planned == first
    assert lines[item].planned == lines[item].began == "19:00"


def test_a_row_says_which_item_was_meant() -> None:
    chosen: list[int] = []
    clock = Machine().clock()
    for line in agenda_lines(PLAN, begin(SEQUENCE), clock, WORDS, act=chosen.append):
        assert line.row is not None
        line.row.act()
    assert chosen == list(range(len(PLAN.items)))
    assert all(line.row is None for line in agenda_lines(PLAN, begin(SEQUENCE), clock, WORDS))

"""The run on the disk: it is restored unchanged, and nothing in its place stops a workshop."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Callable
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cardtui.workshop.run import Run, begin
from cardtui.workshop.run_clock import RunClock
from cardtui.workshop.run_file import TOO_OLD, RunFile, identity
from cardtui.workshop.run_orders import Order, OrderKind, do
from cardtui.workshop.run_schedule import left
from workshop.fake_clocks import Machine
from workshop.plans import after, plan, practice, step_plan

PLAN = plan()


class Kept:
    """A run in progress, and its file."""

    def __init__(self, folder: Path) -> None:
        self.machine = Machine()
        self.clock = self.machine.clock()
        self.path = folder / "workshop" / "run.json"
        self.file = RunFile(self.path, PLAN)
        self.run = begin(PLAN)
        self.start = "this start"

    def order(self, what: OrderKind, later: float = 0.0, item: int = 0) -> None:
        self.machine.wait(later)
        self.run = do(self.run, PLAN, Order(what, item), self.clock.now())
        assert self.file.keep(self.run, self.clock)

    def find(self) -> tuple[Run, RunClock] | None:
        """What another process finds."""
        return self.file.find(self.machine.steady, self.machine.time_of_day)

    def found(self) -> tuple[Run, float] | None:
        """The same, with the remaining seconds."""
        found = self.find()
        return (found[0], left(found[0], PLAN, found[1].now()) or 0.0) if found is not None else None

    def change(self, **changes: Any) -> None:
        data = json.loads(self.path.read_text())
        for name, value in changes.items():
            *parents, last = name.split("__")
            inner = data
            for parent in parents:
                inner = inner[parent]
            inner[last] = value
        self.path.write_text(json.dumps(data))


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    made = Kept(tmp_path)
    monkeypatch.setattr("cardtui.workshop.run_clock.boot", lambda: made.start)
    return made


@pytest.mark.parametrize(
    ("what", "starts", "since_start", "wall", "away", "seconds"),
    [
        *((OrderKind.MORE, ("this", "this"), away, away, away, 300 - away) for away in (0, 20)),
        *((stop, ("this", "this"), 3600, 3600, 3600, 240) for stop in (OrderKind.PAUSE, OrderKind.HOLD)),
        (OrderKind.NEXT, ("this", "this"), 300, -7200, 300, 300),  # changes of the time of day do not matter
        # After a restart of the machine only the time of day shows it.
        (OrderKind.NEXT, ("this", "another"), -1050, 120, 120, 480),
        (OrderKind.NEXT, ("this", "another"), 10, -86400, 0, 600),
        (OrderKind.NEXT, ("", ""), 10, 20, 20, 580),  # where the system has no boot id
    ],
)
def test_a_run_is_found_with_its_clock_unbroken(
    kept: Kept, what: OrderKind, starts: tuple[str, str], since_start: float, wall: float, away: float, seconds: float
) -> None:
    kept.start, start = starts
    kept.order(what, 60)
    kept.start = start
    kept.machine.since_start += since_start
    kept.machine.wall = (kept.machine.wall + timedelta(seconds=wall)).astimezone(timezone(timedelta(hours=9)))
    assert kept.found() == (kept.run, pytest.approx(seconds))
    assert kept.find()[1].now() == pytest.approx(60 + away)


def test_a_run_of_yesterday_is_not_gone_on_with(kept: Kept) -> None:
    kept.order(OrderKind.NEXT, 60)
    kept.machine.wait(TOO_OLD - 1)
    assert kept.found() is not None
    kept.machine.wait(2)
    assert kept.found() is None


def test_in_it_are_places_and_times_and_not_a_word_of_anybody(kept: Kept) -> None:
    for item in range(len(PLAN.items)):
        kept.order(OrderKind.GO, 1, item)
        kept.order(OrderKind.SWAP, 1)
        kept.order(OrderKind.MORE, 1)
    raw = kept.path.read_text().casefold()
    texts = dict(re.findall(r'"(\w+)":"([^"]*)"', raw))
    assert (set(texts), len(texts["plan"]), texts["shown"]) == ({"plan", "boot", "wall", "shown"}, 64, "cue")
    for text in (PLAN.title, *(item.title for item in PLAN.items), *PLAN.contacts, "evening.yaml", "partner"):
        assert text.casefold() not in raw


def test_better_words_and_minutes_make_no_other_plan(kept: Kept) -> None:
    kept.order(OrderKind.NEXT)
    items = PLAN.items
    better = replace(items[0], title="Welcome", minutes=9, notes=("Other notes.",))
    same = plan(items=(better, *items[1:]), contacts=())
    others = (plan(items=items[1:]), plan(items=(items[1], items[0], *items[2:])))
    assert identity(same) == identity(PLAN)
    assert all(identity(other) != identity(PLAN) for other in others)
    for other in others:
        file = RunFile(kept.path, other)
        assert file.find() is None
        assert file.find_outdated(kept.machine.steady)[0] == kept.run


def test_a_run_goes_on_within_the_plans_new_minutes_and_steps(kept: Kept) -> None:
    talk, item, last = step_plan().items
    made = plan(items=(talk, replace(item, practice=practice(dialogue="full")), last))
    run = after("next@1 more@1 next@2 next@2 next@3 next@3" + " less@4" * 4, made=made)
    kept.machine.wait(5)
    RunFile(kept.path, made).keep(run, kept.clock)
    now = plan(items=(talk, replace(item, minutes=7, practice=practice(turn=3)), last))
    assert identity(now) == identity(made)
    found, _ = RunFile(kept.path, now).find(kept.machine.steady)
    assert (found.cue, found.step, found.extra) == (2, 2, {2: -120.0}), "the first cue has no clock any more"


@pytest.mark.parametrize(
    "changes",
    [
        *({"version": 2}, {"version": "1"}, {"plan": "x"}, {"somebody": "Ana"}, {"run": None}, {"mark": {}}),
        *({"run__cue": 99}, {"run__cue": -1}, {"run__cue": 8}, {"run__step": -1}, {"run__dropped": [77]}),
        *({"run__ended": 5.0}, {"run__since": 1e12}, {"run__since": -5.0}, {"mark__seconds": -1.0}),
        *({"run__spent": {"77": 1.0}}, {"run__spent": {"0": -1.0}}, {"run__spent": {"0": 1e300}}),
        *({"run__extra": {"77": 60.0}}, {"mark__wall": "2026-03-03T19:00:00"}, {"mark__wall": "tonight"}),
        *({"run__visits": []}, {"run__visits": [{"item": 77, "since": 0.0, "until": None}]}),
        {"run__visits": [{"item": 1, "since": 1e308, "until": None}]},
        {"run__visits": [{"item": 1, "since": 0.0, "until": 5.0}]},
    ],
    ids=str,
)
def test_a_file_this_plan_never_made_begins_anew(kept: Kept, changes: dict[str, Any]) -> None:
    kept.order(OrderKind.NEXT, 60)
    assert kept.found() is not None
    kept.change(**changes)
    assert kept.found() is None


@pytest.mark.parametrize("data", [b"", b"\0" * 100, b"[" * 100_000, b"{}", b"null", b"\xff\xfe", b'{"version": 1}'])
def test_what_is_no_run_at_all_begins_anew(kept: Kept, data: bytes) -> None:
    kept.path.parent.mkdir()
    kept.path.write_bytes(data)
    assert kept.found() is None
    kept.order(OrderKind.NEXT)
    assert kept.found() is not None


@given(st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 255)), min_size=1, max_size=4), st.integers(0, 9999))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_workshop_begins_despite_damaged_bytes(kept: Kept, bytes_: list[tuple[int, int]], end: int) -> None:
    kept.run = begin(PLAN)
    kept.order(OrderKind.NEXT, 60)
    whole = bytearray(kept.path.read_bytes())
    for place, value in bytes_:
        whole[place % len(whole)] = value
    kept.path.write_bytes(bytes(whole[: len(whole) if end > 5000 else end % len(whole)]))
    found = kept.found()
    if found is not None:
        run, _ = found
        assert 0 <= run.cue < len(PLAN.cues)


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to(path.with_name("nothing"))])
def test_something_else_in_its_place_begins_anew(kept: Kept, make: Callable[[Path], None]) -> None:
    kept.path.parent.mkdir()
    make(kept.path)
    assert kept.found() is None


def test_a_link_is_replaced_and_what_it_leads_to_left_alone(kept: Kept, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("mine")
    kept.path.parent.mkdir()
    kept.path.symlink_to(other)
    kept.path.with_name("run.json.new").symlink_to(other)
    kept.order(OrderKind.NEXT)
    assert other.read_text() == "mine"
    assert not kept.path.is_symlink()


def test_an_unwritable_run_says_so_and_goes_on(kept: Kept, tmp_path: Path) -> None:
    (tmp_path / "workshop").write_text("a file where the folder should be")
    assert not kept.file.keep(kept.run, kept.clock)
    (tmp_path / "workshop").unlink()
    assert kept.file.keep(kept.run, kept.clock), "the next order is kept again"


@pytest.mark.parametrize("step", ["open", "fsync", "replace", ""])
def test_a_failed_write_leaves_the_previous_run(kept: Kept, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.order(OrderKind.NEXT, 60)
    before, done = kept.run, []

    def watched(what: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def watch(*given: Any, **options: Any) -> Any:
            done.append(what)
            if what == step:
                raise OSError(28, "No space left on device")
            return real(*given, **options)

        return watch

    with monkeypatch.context() as broken:
        for place, what in ((os, "open"), (os, "fsync"), (Path, "replace")):
            broken.setattr(place, what, watched(what, getattr(place, what)))
        kept.run = do(kept.run, PLAN, Order(OrderKind.NEXT), kept.clock.now())
        assert kept.file.keep(kept.run, kept.clock) is not bool(step)
    assert kept.found()[0] == (before if step else kept.run)
    assert step or done == ["open", "fsync", "replace", "open", "fsync"]


@pytest.mark.parametrize("mask", [0o000, 0o022], indirect=True)
@pytest.mark.usefixtures("mask")
def test_nobody_else_can_read_it_or_reach_into_its_folders(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "data" / "cardtui")
    assert kept.file.hold()
    kept.order(OrderKind.NEXT)
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
    folders = [kept.path.parent, *list(kept.path.parent.parents)[:2]]
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in folders] == [0o700] * 3


def test_another_projector_is_kept_out_until_nothing_is_shown(kept: Kept) -> None:
    other = RunFile(kept.path, PLAN)
    assert kept.file.hold()
    kept.order(OrderKind.NEXT, 10)
    kept.file.clear()
    assert kept.found() is None, "what has ended is not gone on with"
    assert not other.hold()
    assert RunFile(kept.path.with_name("other.json"), PLAN).hold()
    kept.order(OrderKind.BACK, 10)
    for _ in range(2):  # the second time there is nothing to do, which is no error
        kept.file.forget()
        assert [path.name for path in kept.path.parent.iterdir()] == ["other.json.lock"]
    assert other.hold(), "what is over holds nothing"

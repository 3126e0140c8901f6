"""Erased data is gone from the files on disk, byte for byte, not only from the tables."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from cardtui.rules.evening_moves import play
from cardtui.rules.evening_plan import EveningShape
from cardtui.rules.move import Action, PlainMove
from cardtui.rules.position import Position
from cardtui.save.backups import backups_path
from cardtui.save.settings import Settings
from evening_builder import SETTLED, Walk
from save import sample_evenings
from save.sample_evenings import EVENING, Rows
from save.writing_store import WritingStore as Store

DAY = EVENING.date()

TRACES = [sample_evenings.NAME, "zebra fountain", "asked", "not-quite", "mirror-verdict", '"move"']
"""Texts in the moves and snapshots of `talks` evenings that do not occur in what is kept of them."""


def all_bytes(folder: Path) -> bytes:
    """The content of every file in the folder, whatever its name."""
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def traces(folder: Path) -> list[str]:
    """What can be found there of `TRACES`."""
    data = all_bytes(folder)
    return [trace for trace in TRACES if trace.encode() in data]


def long_evening() -> tuple[Position, Rows]:
    """Several hundred moves, with many a "not quite"."""
    walk = Walk(sample_evenings.first_position(), deal=lambda: sample_evenings.dealt(4))
    walk.make(SETTLED, "said", *["asked not-quite said"] * 40)
    return walk.positions[0], sample_evenings.rows_of(walk)


def test_nothing_is_left_even_with_a_window_open(path: Path) -> None:
    with Store.open(path) as store:
        evening = sample_evenings.keep(store, *long_evening())
        assert traces(path.parent) == TRACES, "the search finds what is there"
        store.end(evening, EVENING)
        assert [card.card for card in store.path()] == ["card-4"]
        assert traces(path.parent) == []
    assert b"card-4" in all_bytes(path.parent)


def test_no_backup_ever_holds_a_move(path: Path) -> None:
    with Store.open(path) as store:
        evening = sample_evenings.keep(store, *long_evening())
        store.back_up(DAY)
        assert traces(backups_path(path)) == []
        store.end(evening, EVENING)
        store.back_up(DAY + timedelta(days=1))
        assert (len(list(backups_path(path).iterdir())), traces(path.parent)) == (2, [])


def test_nothing_is_left_of_a_declined_evening(path: Path) -> None:
    with Store.open(path) as store:
        first, move = sample_evenings.first_position(), PlainMove(Action.POSTPONE, EVENING)
        sample_evenings.keep_ended(store, first, [(move, play(first, move))])
    assert traces(path.parent) == []
    assert b"2026-11-23" not in all_bytes(path.parent)


def test_nothing_is_left_of_what_was_taken_back(path: Path) -> None:
    with Store.open(path) as store:
        store.keep_settings(Settings(left=sample_evenings.NAME))
        store.keep_settings(Settings(left="Ana"))
        assert sample_evenings.NAME.encode() not in all_bytes(path.parent)
        first, rows = sample_evenings.one_card()
        store.back(sample_evenings.keep(store, first, rows[:1]))
    assert b"zebra fountain" not in all_bytes(path.parent)


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_left_after_any_evening(path: Path, seed: int) -> None:
    with Store.open(path) as store:
        sample_evenings.keep_ended(store, *sample_evenings.random_evening(seed, 120))
        today = sample_evenings.random_evening(seed + 100, 50, shape=EveningShape.TODAY)
        sample_evenings.keep_ended(store, *today)
        sample_evenings.keep_ended(store, *sample_evenings.random_evening(seed + 200, 90))
    assert traces(path.parent) == []

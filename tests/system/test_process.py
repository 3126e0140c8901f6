"""The garbage collector, which rests while the program starts."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from cardtui.system.process import resume_collecting


@pytest.fixture
def resting_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


@pytest.mark.usefixtures("resting_collector")
def test_the_garbage_collector_passes_over_what_stays() -> None:
    resume_collecting()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0


def test_a_busy_garbage_collector_is_left_alone() -> None:
    frozen = gc.get_freeze_count()
    resume_collecting()
    assert gc.isenabled()
    assert gc.get_freeze_count() <= frozen

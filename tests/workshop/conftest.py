"""A projector, once with a socket in its folder and once on the loopback; neither may leave anything behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from program import short_folder
from workshop.fake_projectors import Projector, ours, until


@pytest.fixture(params=["socket", "loopback"])
def folder(request: pytest.FixtureRequest) -> Iterator[Path]:
    """A folder with a short path; and one whose path is too long for a socket."""
    with short_folder() as short:
        yield short / ("w" if request.param == "socket" else "w" * 110)


@pytest.fixture
def projector(folder: Path) -> Iterator[Projector]:
    before = ours()
    made = Projector(folder)
    assert bool(made._ticket.ticket.port) is (len(folder.name) > 1), "it is as the test means it"
    yield made
    made.close()
    until(lambda: ours().is_within(before))  # no thread and no descriptor stays
    assert list(made.folder.iterdir()) == []

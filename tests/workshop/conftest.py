"""A projector, once with a socket in its folder and once on the loopback; neither may leave anything behind."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from workshop.hosting import Projector, ours, until


@pytest.fixture(params=["socket", "loopback"])
def folder(request: pytest.FixtureRequest) -> Iterator[Path]:
    """A folder with a short path; and one whose path is too long for a socket."""
    short = Path(tempfile.mkdtemp())
    yield short / ("w" if request.param == "socket" else "w" * 110)
    shutil.rmtree(short)


@pytest.fixture
def projector(folder: Path) -> Iterator[Projector]:
    before = ours()
    made = Projector(folder)
    yield made
    made.close()
    until(lambda: ours().is_within(before))  # no thread and no descriptor stays
    assert list(made.folder.iterdir()) == []

"""A projector that must clean up after itself, and a umask."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from program import short_folder
from workshop.fake_projectors import Projector, ours, until


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder whose path is short enough for a socket."""
    with short_folder() as short:
        yield short / "w"


@pytest.fixture
def mask(request: pytest.FixtureRequest) -> Iterator[None]:
    """The umask that a test is given."""
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.fixture
def projector(folder: Path) -> Iterator[Projector]:
    before = ours()
    made = Projector(folder)
    yield made
    made.close()
    until(lambda: ours().is_within(before))  # no thread and no descriptor stays
    assert list(made.folder.iterdir()) == []

"""A projector that must clean up after itself."""

from __future__ import annotations

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
def projector(folder: Path) -> Iterator[Projector]:
    before = ours()
    made = Projector(folder)
    yield made
    made.close()
    until(lambda: ours().is_within(before))  # no thread and no descriptor stays
    assert list(made.folder.iterdir()) == []

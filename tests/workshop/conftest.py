"""A projector that must clean up after itself, and a umask."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from program import short_folder
from workshop.fake_projectors import LONGEST, Projector


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


def held() -> tuple[set[str], int]:
    """The threads of this process, and its number of descriptors."""
    return {thread.name for thread in threading.enumerate()}, len(list(Path("/dev/fd").iterdir()))


@pytest.fixture
def projector(folder: Path) -> Iterator[Projector]:
    threads, descriptors = held()
    made = Projector(folder)
    yield made
    made.close()
    end = time.monotonic() + LONGEST
    while not (held()[0] <= threads and held()[1] <= descriptors):
        assert time.monotonic() < end, "no thread and no descriptor stays"
        time.sleep(0.002)
    assert list(made.folder.iterdir()) == []

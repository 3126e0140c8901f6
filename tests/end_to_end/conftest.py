from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

import pytest

from reference import Step, first_evening

FRESH = 600.0
"""In seconds. After half an hour away, the program would ask the two to settle first."""

_made: list[tuple[float, list[Step]]] = []


@pytest.fixture
def evening(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Step]:
    """The steps of the first evening; a test must resume it within minutes."""
    if not _made or time.monotonic() - _made[-1][0] > FRESH:
        _made.append((time.monotonic(), first_evening(tmp_path_factory.mktemp("reference"))))
    return _made[-1][1]


@pytest.fixture
def steps(evening: Sequence[Step]) -> Mapping[str, Step]:
    """The first step of each kind, by name."""
    return {step.what: step for step in reversed(evening)}

from __future__ import annotations

import time
from collections.abc import Mapping

import pytest

from reference import Step, first_evening

FRESH = 600.0
"""Seconds. After half an hour away the program would ask the two to settle first."""

_made: list[tuple[float, dict[str, Step]]] = []


@pytest.fixture
def steps(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Step]:
    """The first step of each kind of the first evening, by its name; to be played on from within minutes."""
    if not _made or time.monotonic() - _made[-1][0] > FRESH:
        played = first_evening(tmp_path_factory.mktemp("reference"))
        _made.append((time.monotonic(), {step.what: step for step in reversed(played)}))
    return _made[-1][1]

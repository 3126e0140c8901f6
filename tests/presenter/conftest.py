"""What tests of the presenter share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def save(tmp_path: Path) -> Path:
    """A save file that is not there yet."""
    return tmp_path / "save.db"

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cardtui.save.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a save file can be made: in a folder that the user named."""
    return tmp_path / "ours.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A new save file, open for playing."""
    with Store.open(path) as store:
        yield store

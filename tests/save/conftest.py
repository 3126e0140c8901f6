from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cardtui.save import database
from cardtui.save.settings import Settings
from save import sample_evenings
from save.faults import Storage
from save.writing_store import WritingStore as Store


@pytest.fixture
def durable() -> None:
    """Request this fixture to wait for the disk as a play session does."""


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    # Whether a power cut loses a move depends on the disk and cannot be tested here. Waiting for a busy disk after each
    # of thousands of writes takes minutes, and a killed process leaves the same files without it.
    if "durable" not in request.fixturenames:
        quick = [pragma.replace("synchronous = EXTRA", "synchronous = OFF") for pragma in database._TO_WRITE]
        monkeypatch.setattr(database, "_TO_WRITE", tuple(quick))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of a new save file, in a folder that the user named."""
    return tmp_path / "ours.db"


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program's own save file with its lock, with settings, ended evenings and an open one."""
    path = tmp_path_factory.mktemp("sound") / "save.db"
    with Store.open(path) as store:
        store.keep_settings(Settings(left="Ana"))
        sample_evenings.many_evenings(store, 12)
        sample_evenings.keep(store, *sample_evenings.one_card())
    return path


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A new save file, open for playing."""
    with Store.open(path) as store:
        yield store


@pytest.fixture
def storage(durable: None) -> Iterator[Storage]:
    """The storage below SQLite, which can be made to fail. Syncs are requested as in a play session, but do nothing."""
    try:
        storage = Storage()
    except LookupError as error:
        pytest.skip(str(error))
    with storage:
        yield storage

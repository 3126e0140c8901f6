from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cardtui.save.errors import Locked, Unwritable
from cardtui.save.history import History
from cardtui.save.window_lock import Lock, lock_path
from save import sample_evenings
from save.writing_store import WritingStore as Store

HOLDER = """
import sys
from pathlib import Path
from cardtui.save.store import Store
store = Store.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_window(path: Path) -> Iterator[subprocess.Popen[str]]:
    window = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert window.stdout is not None
    try:
        assert window.stdout.readline() == "open\n"
        yield window
    finally:
        window.kill()
        window.communicate()


def test_a_second_window_is_told_and_harmless(path: Path) -> None:
    with another_window(path):
        with pytest.raises(Locked) as raised:
            Store.open(path)
        assert "another window" in raised.value.sentence
        assert raised.value.refuses


def test_reading_works_while_a_window_is_open(path: Path) -> None:
    with Store.open(path) as store:
        sample_evenings.keep(store, *sample_evenings.one_card())
    with another_window(path), History.open(path) as reading:
        assert reading.open_evening() is not None


def test_killing_the_window_frees_the_lock(path: Path) -> None:
    with another_window(path) as window:
        window.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        window.wait()
        Store.open(path).close()


def test_the_lock_is_free_again_after_closing(path: Path) -> None:
    Store.open(path).close()
    Store.open(path).close()


def test_the_lock_is_free_again_if_opening_fails(path: Path) -> None:
    with Store.open(path) as store:
        store._connection.execute("DROP TABLE met")
    for _ in range(2):
        with pytest.raises(Exception, match="cannot be read"):
            Store.open(path)
    Lock.take(path).release()


def test_the_lock_holds_within_one_process_too(path: Path, store: Store) -> None:
    with pytest.raises(Locked):
        Store.open(path)


def test_the_lock_file_is_empty_and_ours_alone(path: Path, store: Store) -> None:
    assert lock_path(path).read_bytes() == b""
    if os.name == "posix":
        assert lock_path(path).stat().st_mode & 0o777 == 0o600


def test_a_lock_on_a_deleted_file_does_not_count(path: Path) -> None:
    lock = Lock.take(path)
    lock_path(path).unlink()
    assert not lock.holds()
    second = Lock.take(path)
    assert second.holds()
    second.release()
    lock.release()


def test_a_lock_that_cannot_be_examined_is_let_go(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(descriptor: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as failing:
        failing.setattr(os, "fstat", fails)
        with pytest.raises(Unwritable):
            Lock.take(path)
    Lock.take(path).release()

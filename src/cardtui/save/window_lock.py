"""One window at a time: an operating system lock on a file beside the save file.

The system releases it however the process ends. It is separate from SQLite's own lock, so that ``export``, ``path`` and
``where`` can read while a window is open.
"""

from __future__ import annotations

import os
from io import FileIO
from pathlib import Path

from cardtui.save.errors import SaveError, told
from cardtui.system.durable_files import look
from cardtui.system.file_lock import try_lock

_FLAGS = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW


class Locked(SaveError):
    """Another window has the file open for playing."""

    refuses = True
    title = "It is open in another window"
    sentence = "It is already open in another window."
    way_out = "Go on there, or close it first; if it is stopped in this window, type fg."


def lock_path(save: Path) -> Path:
    """The empty lock file beside the save file."""
    return save.with_name(f"{save.name}.lock")


def take_lock(save: Path) -> FileIO:
    """Take the lock for the save file ``save``. It is held until the returned file is closed.

    The lock file is not deleted: deleting it could break another window's lock. Raises `Locked` if another window has
    it, `Unwritable` if the lock file cannot be created.
    """
    path = lock_path(save)
    with told(save):
        while True:
            lock = FileIO(os.open(path, _FLAGS, 0o600))
            try:
                if not try_lock(lock.fileno()):
                    raise Locked(save)
                # `forget` may have deleted the file between our two steps. A lock on a deleted file locks nothing.
                found = look(path)
                if found is not None and os.path.samestat(found, os.fstat(lock.fileno())):
                    return lock
            except BaseException:
                # If left open, it would lock us out too, as long as the program runs.
                lock.close()
                raise
            lock.close()


def refuse_while_held(save: Path) -> None:
    """Check before asking a question, not after the answer. Raises `Locked` if a window is open, `Unwritable`."""
    with told(save):
        there = look(lock_path(save)) is not None
    if there:
        take_lock(save).close()

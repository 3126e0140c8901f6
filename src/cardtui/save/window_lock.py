"""One window at a time: a lock of the operating system on a file beside the save file.

The system releases it when the process ends, however it ends. It is not SQLite's own lock, so that ``export``, ``path``
and ``where`` can read while a window is open.
"""

from __future__ import annotations

import os
from pathlib import Path

from cardtui.save.errors import SaveError, told
from cardtui.system.durable_files import look
from cardtui.system.file_lock import try_lock

_FLAGS = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW


def lock_path(save: Path) -> Path:
    """The lock's file, which holds nothing, beside the save file."""
    return save.with_name(f"{save.name}.lock")


class Locked(SaveError):
    """Another window holds the file open for playing."""

    refuses = True
    title = "It is open in another window"
    sentence = "It is already open in another window."
    way_out = "Go on there, or close it first; if it is stopped in this window, type fg."


class Lock:
    """Held from `take` until `release`, or until the process ends."""

    def __init__(self, path: Path, descriptor: int) -> None:
        """For `take` only."""
        self._path = path
        self._descriptor = descriptor

    @classmethod
    def take(cls, save: Path) -> Lock:
        """Take the lock for the save file ``save``.

        Raises `Locked` if another window has it, `Unwritable` if its file cannot be made.
        """
        path = lock_path(save)
        with told(save):
            while True:
                lock = cls(path, os.open(path, _FLAGS, 0o600))
                try:
                    if not try_lock(lock._descriptor):
                        raise Locked(save)
                    # Whoever erased everything may have deleted the file between our two steps: a lock on a file that
                    # nobody else can find locks nothing.
                    if lock._is_found():
                        return lock
                except BaseException:
                    # Kept, it would keep us out as well, for as long as the program runs.
                    lock.release()
                    raise
                lock.release()

    def holds(self) -> bool:
        """Whether the locked file is still the one that another window would find."""
        try:
            return self._is_found()
        except OSError:
            return False

    def _is_found(self) -> bool:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return False
        return os.path.samestat(found, os.fstat(self._descriptor))

    def release(self) -> None:
        """Let another window in. The file stays: deleting it here could take another window's lock from it."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def refuse_while_held(save: Path) -> None:
    """Say so before a question, and not after its answer. Raises `Locked` if a window is open, `Unwritable`."""
    with told(save):
        there = look(lock_path(save)) is not None
    if there:
        Lock.take(save).release()

"""File locks: held by one process, and released however it ends."""

from __future__ import annotations

import errno
import fcntl

_HELD = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}
_UNSUPPORTED = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP}
"""Some network folders have no locks. `cardtui.save.location` warns about such folders, but they can be used."""


def try_lock(descriptor: int) -> bool:
    """Take the exclusive lock on an open file, without waiting.

    Args:
        descriptor: of the open file; closing it releases the lock.

    Returns:
        False if another process, or another descriptor of this one, holds it. True if the file system has no locks.

    Raises:
        OSError: it cannot be locked for another reason.
    """
    return _lock(descriptor, fcntl.LOCK_EX)


def is_locked(descriptor: int) -> bool:
    """Whether the exclusive lock on an open file is held elsewhere. Raises OSError."""
    return not _lock(descriptor, fcntl.LOCK_SH)


def _lock(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            return False
        if error.errno not in _UNSUPPORTED:
            raise
    return True

"""Durable file operations: when they return, the change is on disk. The checks do not follow links."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from itertools import chain, count
from pathlib import Path


def write_new(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Create a file with ``data`` in it, by default readable by its owner only, and wait until it is on disk.

    Raises OSError, including FileExistsError; an existing file or link is not written to. A failure leaves nothing
    behind; a kill in the middle may leave a partial file.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            erase(path)
        raise


def look(path: Path) -> os.stat_result | None:
    """What is at a path, without following a link; None if there is nothing.

    Raises OSError if access is denied. `Path.exists` and similar methods raise it in some Python versions only.
    """
    try:
        return path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def is_file(path: Path) -> bool:
    """Whether a path is a file, not a link. Raises OSError if access is denied."""
    found = look(path)
    return found is not None and stat.S_ISREG(found.st_mode)


def is_folder(path: Path) -> bool:
    """Whether a path is a folder, not a link. Raises OSError if access is denied."""
    found = look(path)
    return found is not None and stat.S_ISDIR(found.st_mode)


def is_link(path: Path) -> bool:
    """Whether a path is a visible symbolic link. False if access is denied; the caller's next step then raises."""
    return os.path.islink(path)  # noqa: PTH114  (`Path.is_symlink` raises an error if access is denied)


def make_folders(folder: Path) -> None:
    """Create a folder and its missing parents for this user only, ignoring the umask. Raises OSError.

    Anyone who could write to a parent could replace our folder. The XDG specification requires mode 0700 too.
    """
    for each in reversed([above for above in (folder, *folder.parents) if look(above) is None]):
        with suppress(FileExistsError):
            each.mkdir(mode=0o700)


def free_name(first: Path, numbered: str = "{path.name}.{number}") -> Path:
    """A path that does not exist yet: ``first``, or ``first`` with a number, by default appended to its name."""
    others = (first.with_name(numbered.format(path=first, number=number)) for number in count(2))
    return next(path for path in chain([first], others) if not os.path.lexists(path))


def erase(path: Path) -> bool:
    """Delete a file; return whether it existed. Raises OSError."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    return True


def replace_durably(path: Path, data: bytes, part: Path, mode: int = 0o600) -> None:
    """Replace ``path`` with a file with ``data``: at every moment, the old or the new file is there, complete.

    Args:
        path: the file, which need not exist.
        data: its new content.
        part: a temporary name in the same folder; a file left there by a killed process is deleted.
        mode: its permissions, subject to the umask.

    Raises:
        OSError: it cannot be written; nothing was changed.
    """
    erase(part)
    write_new(part, data, mode)
    try:
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            erase(part)
        raise
    make_durable(path.parent)


def make_durable(folder: Path) -> None:
    """Sync a folder's entries to disk. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

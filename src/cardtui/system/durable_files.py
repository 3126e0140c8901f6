"""Durable file operations: what they did is on the disk when they return. Looks that follow no link."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from itertools import chain, count
from pathlib import Path


def write_new(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Make a file with ``data`` in it, by default for its owner alone, and wait until it is on the disk.

    Raises OSError, FileExistsError among them; what is there already, were it a link, is not written to. If it fails
    nothing is left; a kill in the middle may leave a part.
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
    """What lies at a path, a link itself and not what it leads to; None if there is nothing.

    Raises OSError where nobody may look. `Path.exists` and its like do so in some versions of Python only.
    """
    try:
        return path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def is_file(path: Path) -> bool:
    """Whether a file lies at a path, and no link. Raises OSError where nobody may look."""
    found = look(path)
    return found is not None and stat.S_ISREG(found.st_mode)


def is_folder(path: Path) -> bool:
    """Whether a folder lies at a path, and no link. Raises OSError where nobody may look."""
    found = look(path)
    return found is not None and stat.S_ISDIR(found.st_mode)


def is_link(path: Path) -> bool:
    """Whether a symbolic link lies at a path that may be seen; of any other one, the next step says what is wrong."""
    return os.path.islink(path)  # noqa: PTH114  (`Path.is_symlink` raises an error there)


def make_folders(folder: Path) -> None:
    """Make a folder and all that are missing above it, for this user alone whatever the mask. Raises OSError.

    Whoever may write above could put another folder in the place of ours; so the XDG specification has it, too.
    """
    for each in reversed([above for above in (folder, *folder.parents) if look(above) is None]):
        with suppress(FileExistsError):
            each.mkdir(mode=0o700)


def free_name(first: Path) -> Path:
    """A path at which there is nothing: the first one, or that with a number behind it."""
    others = (first.with_name(f"{first.name}.{number}") for number in count(2))
    return next(path for path in chain([first], others) if not os.path.lexists(path))


def erase(path: Path) -> bool:
    """Delete a file; whether there was one. Raises OSError."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    return True


def replace_durably(path: Path, data: bytes, part: Path, mode: int = 0o600) -> None:
    """Put a file with ``data`` in the place of ``path``: at any moment the old one is there or the new one, whole.

    Args:
        path: the file; there may be none yet.
        data: what it is to hold.
        part: a name in the same folder under which it is written first; what a killed process left there goes.
        mode: its permissions, from which the mask takes some.

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
    """Have the system write to the disk which files are in a folder. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

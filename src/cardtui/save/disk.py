"""The few things we ask of the file system, each done so that it is done for good when it returns."""

from __future__ import annotations

import os
from pathlib import Path


def write_new(path: Path, data: bytes) -> None:
    """Make a file that only its owner can read, with ``data`` in it, and wait until it is on the disk.

    Raises OSError, FileExistsError among them; what is there already, were it a link, is not written to.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def erase(path: Path) -> bool:
    """Delete a file; whether there was one. Raises OSError."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    return True


def make_durable(folder: Path) -> None:
    """Have the system write to the disk which files are in a folder. Raises OSError."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

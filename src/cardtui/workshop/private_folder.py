"""The private directory for workshop files."""

from __future__ import annotations

import errno
import os
import stat
import warnings
from contextlib import suppress
from pathlib import Path

from cardtui.system import durable_files
from cardtui.system.paths import data_folder, is_homeless

ALONE = 0o700
"""Mode of our folder."""


class NotPrivate(OSError):
    """Another user could look into a folder, or put something into it; the sentence says why."""


def folders() -> tuple[Path, ...]:
    """Where a console looks; the first one is where a projector can be found. They need not exist yet.

    The system's runtime folder, if it is safe, and one in the data folder, which is the same in every login: the
    projector may have been started in another environment than the console.
    """
    runtime = _runtime()
    usual = data_folder() / "workshop"
    return (runtime, usual) if runtime is not None and _may_be_used(runtime) else (usual,)


def make_folders(folder: Path) -> None:
    """See `durable_files.make_folders`. Raises OSError, also if there is no home folder for it."""
    if is_homeless(folder):
        raise FileNotFoundError(errno.ENOENT, "there is no home folder")
    durable_files.make_folders(folder)


def make_private(path: Path) -> Path:
    """Create a folder if it is missing, and make sure that it is ours alone.

    Returns its real path. Raises `NotPrivate` (nothing in it was touched), or another OSError.
    """
    make_folders(path.parent)
    real = path.parent.resolve() / path.name
    if (why := _why_others_reach(real.parent)) is not None:
        raise NotPrivate(why)
    with suppress(FileExistsError):
        real.mkdir(mode=ALONE)
        real.chmod(ALONE)  # a umask may have removed our own rights, too
    if (why := why_not_private(real)) is not None:
        raise NotPrivate(why)
    return real


def why_not_private(path: Path) -> str | None:
    """Say in a sentence why a folder is not safe; None if it is. Raises OSError if it is missing."""
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode):
        return f"{path} leads somewhere else."
    if not stat.S_ISDIR(found.st_mode):
        return f"{path} is not a folder."
    if found.st_uid != os.geteuid():
        return f"{path} belongs to another user."
    if stat.S_IMODE(found.st_mode) & ~ALONE:
        return f"Other users can reach into {path}."
    return _why_others_reach(path.parent.resolve())


def _may_be_used(path: Path) -> bool:
    """Whether a folder is private, or could be made so."""
    with suppress(OSError):
        return why_not_private(path if os.path.lexists(path) else path.parent) is None
    return False


def _why_others_reach(path: Path) -> str | None:
    """Why another user could replace what is in a folder, given by its real path."""
    for each in (path, *path.parents):
        found = each.stat()
        mode = stat.S_IMODE(found.st_mode)
        if found.st_uid not in (0, os.geteuid()):
            return f"{each} belongs to another user."
        # In a sticky folder like /tmp, files of other users cannot be touched.
        sticky = bool(mode & stat.S_ISVTX)
        # Many systems give each user a group of its own, with the same number and write access. Root is trusted.
        own_group = found.st_gid in (0, os.geteuid())
        if not sticky and (mode & stat.S_IWOTH or (mode & stat.S_IWGRP and not own_group)):
            return f"Other users can write to {each}."
    return None


def _runtime() -> Path | None:
    # Imported here because it costs 3 ms.
    import platformdirs

    # It warns if there is no such folder, and raises RuntimeError if there is no home folder either.
    with warnings.catch_warnings(action="ignore"), suppress(OSError, RuntimeError):
        return platformdirs.user_runtime_path("cardtui", appauthor=False)
    return None

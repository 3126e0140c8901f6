"""The private directory for workshop files."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import warnings
from contextlib import suppress
from pathlib import Path

from cardtui.system import durable_files
from cardtui.system.paths import data_folder, is_homeless

ALONE = 0o700
"""Mode of our folder."""


class NotPrivate(OSError):
    """Somebody else could look into a folder, or put something into it; the sentence says why."""


def folders() -> tuple[Path, ...]:
    """Where a console looks; the first one is where a projector can be found. They need not be there yet.

    The system's folder for what is of use only while it runs, where that is safe; and one in the data folder, where
    every login has a place of its own: the projector may have been started with another environment than the console.
    """
    runtime = _runtime()
    usual = data_folder() / "workshop"
    return (runtime, usual) if runtime is not None and _may_be_used(runtime) else (usual,)


def runs_path() -> Path:
    """The folder in which runs are kept. It lies in the data folder, for a runtime folder goes when one logs out."""
    return data_folder() / "workshop"


def run_path(plan: Path) -> Path:
    """The file of the run of a plan, whose own file is ``plan``, by whichever of its names it is called."""
    digest = hashlib.sha256(os.fsencode(os.path.realpath(plan))).hexdigest()
    return runs_path() / f"run-{digest[:16]}.json"


def run_files() -> list[Path]:
    """What lies in that folder for runs: themselves, their locks, and what a kill left half written."""
    found = re.compile(r"run-[0-9a-f]{16}\.json(?:\.new|\.lock)?")
    try:
        return sorted(path for path in runs_path().iterdir() if found.fullmatch(path.name))
    except OSError:
        return []


def make_folders(folder: Path) -> None:
    """See `durable_files.make_folders`. Raises OSError, also where there is no home folder for it."""
    if is_homeless(folder):
        raise FileNotFoundError(errno.ENOENT, "there is no home folder")
    durable_files.make_folders(folder)


def make_private(path: Path) -> Path:
    """Make a folder where it is missing, and make sure that it is ours alone.

    Returns it by its real path. Raises `NotPrivate` (nothing in it was touched), or another OSError.
    """
    make_folders(path.parent)
    real = path.parent.resolve() / path.name
    if (why := _why_others_reach(real.parent)) is not None:
        raise NotPrivate(why)
    with suppress(FileExistsError):
        real.mkdir(mode=ALONE)
        real.chmod(ALONE)  # a mask may have taken rights from us, too
    if (why := why_not_private(real)) is not None:
        raise NotPrivate(why)
    return real


def why_not_private(path: Path) -> str | None:
    """Say in a sentence why a folder is not safe; None if it is. Raises OSError if it is not there."""
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
    """Why somebody else could replace what lies in a folder, which is given by its real path."""
    for each in (path, *path.parents):
        found = each.stat()
        mode = stat.S_IMODE(found.st_mode)
        if found.st_uid not in (0, os.geteuid()):
            return f"{each} belongs to another user."
        # In a folder like /tmp nobody can touch what belongs to others.
        sticky = bool(mode & stat.S_ISVTX)
        # Many systems give each user a group of its own, with the same number, and let it write. Root is trusted.
        own_group = found.st_gid in (0, os.geteuid())
        if not sticky and (mode & stat.S_IWOTH or (mode & stat.S_IWGRP and not own_group)):
            return f"Other users can write to {each}."
    return None


def _runtime() -> Path | None:
    # Imported here because it costs 3 ms.
    import platformdirs

    # It warns where there is no such folder, and raises the latter where there is no home folder either.
    with warnings.catch_warnings(action="ignore"), suppress(OSError, RuntimeError):
        return platformdirs.user_runtime_path("cardtui", appauthor=False)
    return None

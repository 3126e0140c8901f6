"""Whose a file is: another user's on the way to ours, and the command that takes it back."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from shlex import quote

from cardtui.system.paths import data_folder


def denied_by_another(path: Path, *besides: Path) -> tuple[Path, str] | None:
    """What another user denies us, and that user's name; None if all is ours or unknown.

    It is the first folder on the way to ``path`` or the files ``besides`` it, or one of the files.
    """
    return next(filter(None, map(_obstacle, dict.fromkeys((path, *besides)))), None)


def take_back_command(obstacle: Path, path: Path) -> str | None:
    """The command that makes ``obstacle`` ours again, on the way to ``path``; None outside our home folder.

    In the home folder it was left by a run as another user. Anything outside belongs to someone else on purpose.
    """
    if Path(os.path.expanduser("~")) not in obstacle.parents:  # noqa: PTH111  (never raises an error)
        return None
    inside = path.parent == data_folder() and obstacle not in path.parent.parents
    all_of_it = path.parent if inside else obstacle
    return f"sudo chown -R {quote(_user(os.geteuid()))} {quote(str(all_of_it))}"


def _obstacle(path: Path) -> tuple[Path, str] | None:
    for each in (*reversed(path.parents), path):
        try:
            found = each.stat()
        except OSError:
            return None
        is_last = each in (path, path.parent)
        needed = (os.R_OK | os.W_OK if is_last else 0) | (os.X_OK if stat.S_ISDIR(found.st_mode) else 0)
        if not os.access(each, needed):
            return (each, _user(found.st_uid)) if found.st_uid != os.geteuid() else None
    return None


def _user(number: int) -> str:
    import pwd  # only needed for errors

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"user {number}"

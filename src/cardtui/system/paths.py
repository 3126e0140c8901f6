"""Paths as people name them, and the program's own folder."""

from __future__ import annotations

import os
from pathlib import Path

from cardtui.text.suggestions import shown


class NotAPath(ValueError):
    """What was named leads nowhere. Its text is a sentence for the user."""


def named_path(name: str) -> Path:
    """The path that somebody named, with a home folder in place of ``~`` or ``~user``.

    Where there is no such user a shell leaves the name as it is; so a file that is really called so is found.

    Raises:
        NotAPath: it is empty, or there is no such home folder.
    """
    if not name.strip():
        raise NotAPath("a path is empty")
    # `Path.expanduser` raises an error where there is no such user, and "./~ana" would lose its beginning to `Path`.
    path = os.path.expanduser(name)  # noqa: PTH111
    if name.startswith("~") and path == name and not os.path.lexists(name):
        user = name[1:].partition("/")[0]
        missing = f"no user {shown(user)}" if user else "no home folder"
        raise NotAPath(f"there is {missing}, so {shown(name)} leads nowhere")
    return Path(path)


def absolute_path(name: str) -> Path:
    """The same, from the root.

    Raises:
        NotAPath: as `named_path`, or it is named from the current folder, and that has been deleted.
    """
    path = named_path(name)
    try:
        return path.absolute()
    except FileNotFoundError as error:
        raise NotAPath(f"the current folder is not there any more, so {shown(name)} leads nowhere") from error


def data_folder() -> Path:
    """The platform's folder for what cardtui keeps. It need not exist; see also `is_homeless`."""
    # Imported here because it costs 3 ms, which `--save` and `--no-save` need not pay.
    import platformdirs

    try:
        return platformdirs.user_data_path("cardtui", appauthor=False)
    except RuntimeError:  # some versions raise it where there is no home folder, others leave ``~`` as it is
        return Path("~", "cardtui")


def is_homeless(path: Path) -> bool:
    """Whether a path lies in the home folder of a user who has none; ``~`` then stays in front of it.

    Nothing may be made there: it would be a folder called ``~`` in whatever the current folder is.
    """
    return path.parts[:1] == ("~",)

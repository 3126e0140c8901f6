"""Paths as people type them, what they lead to, and the program's own folder."""

from __future__ import annotations

import os
from pathlib import Path

from cardtui.text.suggestions import shown


class NotAPath(ValueError):
    """The path cannot be resolved. The message is a sentence for the user."""


def named_path(name: str) -> Path:
    """The path that the user typed, with ``~`` or ``~user`` expanded.

    If there is no such user, a shell leaves the name unchanged; so a file with that literal name is found.

    Raises:
        NotAPath: it is empty, or there is no such home folder.
    """
    if not name.strip():
        raise NotAPath("a path is empty")
    # `Path.expanduser` raises an error for an unknown user, and `Path` would strip the "./" from "./~ana".
    path = os.path.expanduser(name)  # noqa: PTH111
    if name.startswith("~") and path == name and not os.path.lexists(name):
        user = name[1:].partition("/")[0]
        missing = f"no user {shown(user)}" if user else "no home folder"
        raise NotAPath(f"there is {missing}, so {shown(name)} leads nowhere")
    return Path(path)


def absolute_path(name: str) -> Path:
    """The same as `named_path`, made absolute.

    Raises:
        NotAPath: as in `named_path`, or the path is relative and the current folder has been deleted.
    """
    path = named_path(name)
    try:
        return path.absolute()
    except FileNotFoundError as error:
        raise NotAPath(f"the current folder is not there any more, so {shown(name)} leads nowhere") from error


def without_dots(path: Path) -> Path:
    """The path made absolute, without ``..``, so that its parents have names. Links stay."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def data_folder() -> Path:
    """The platform's data folder for cardtui. It need not exist; see also `is_homeless`."""
    # Imported here because it costs 3 ms, which `--save` and `--no-save` need not pay.
    import platformdirs

    try:
        return platformdirs.user_data_path("cardtui", appauthor=False)
    except RuntimeError:  # some versions raise it if there is no home folder, others leave ``~`` unexpanded
        return Path("~", "cardtui")


def is_homeless(path: Path) -> bool:
    """Whether a path is in the home folder of a user without one; it then still starts with ``~``.

    Nothing may be created there: it would be a folder named ``~`` in the current folder.
    """
    return path.parts[:1] == ("~",)


# `Path.exists` and `Path.is_dir` raise an error if a parent folder may not be read or a name is too long; when looking
# for a file, such a path does not exist.


def leads_somewhere(path: Path | str) -> bool:
    """Whether a path exists and is visible to us, following links."""
    return os.path.exists(path)  # noqa: PTH110


def leads_to_folder(path: Path) -> bool:
    """Whether a path is a folder, following links; `durable_files.is_folder` does not follow them."""
    return os.path.isdir(path)  # noqa: PTH112

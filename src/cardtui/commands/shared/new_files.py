"""Files that commands make: overwriting only if asked to, and written completely or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from cardtui.commands.shared.failures import Failure
from cardtui.commands.shared.output import one_line
from cardtui.deck.deck_locations import as_spelled
from cardtui.system import durable_files
from cardtui.system.paths import leads_somewhere, leads_to_folder

_FOR_ALL = 0o666
"""Permissions of a new file, before the umask."""


def write_new(path: Path, content: bytes, way_out: str = "Choose another name.") -> None:
    """Write a new file, see `durable_files.write_new`.

    Args:
        path: where.
        content: the whole content.
        way_out: what to do if the path exists.

    Raises:
        Failure: the path exists, or cannot be written.
    """
    refuse_existing(path, way_out)
    try:
        durable_files.write_new(path, content, _FOR_ALL)
    except FileExistsError as error:
        raise Failure(_stays(path, way_out)) from error
    except (OSError, ValueError) as error:
        raise _cannot(path, error) from error


def refuse_existing(path: Path, way_out: str = "Choose another name.") -> None:
    """Refuse an existing path, as `write_new` would, before the work.

    Args:
        path: where the file will be.
        way_out: what to do if the path exists.

    Raises:
        Failure: the path exists.
    """
    if leads_to_folder(path):
        raise Failure(f"{one_line(path)} is a folder. Name a file in it.")
    if as_spelled(path) is not None:
        raise Failure(_stays(path, way_out))


def write_over(path: Path, content: bytes) -> None:
    """Write a file atomically, replacing an existing one, which stays if writing fails.

    Raises:
        Failure: it cannot be written, or the path exists and is not a file.
    """
    if leads_somewhere(path) and not path.is_file():
        raise Failure(f"{one_line(path)} is no file that can be written over.")
    part = path.with_name(f".{path.name[:40]}.{os.getpid()}.part")
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else None
        durable_files.replace_durably(path, content, part, mode or _FOR_ALL)
        if mode is not None:
            path.chmod(mode)  # the umask may have removed some
    except (OSError, ValueError) as error:
        raise _cannot(path, error) from error


def _stays(path: Path, way_out: str) -> str:
    return f"{one_line(path)} is there already, and stays as it is. {way_out}"


def _cannot(path: Path, error: OSError | ValueError) -> Failure:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        reason = f"there is no folder {one_line(path.parent)}"
    return Failure(f"{one_line(path)} cannot be written: {reason}. Nothing was written.")

"""Erasing all that is remembered, and saying which files there are."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from cardtui.save.errors import Damaged, Newer, NotOurs, told
from cardtui.save.lock import Lock, lock_path
from cardtui.save.migration import backups, backups_path
from cardtui.save.opening import journal_path, real, recognize
from cardtui.save.schema import FORMAT


def files(save: Path) -> list[Path]:
    """Every file that playing with the save file ``save`` reads or writes, whether it is there now or not.

    The backups are those that are there; their folder stands for those to come.
    """
    path = real(save)
    found = [path, journal_path(path), lock_path(path), backups_path(path), *backups(path)]
    return [save, *found] if save.is_symlink() else found


def forget(save: Path, *, own: bool = False) -> list[Path]:
    """Erase the save file, its journal, its lock and its backups; return what was erased.

    Nothing else is touched: no file that is not ours, and nothing that a symbolic link in the folder of backups leads
    to. own: the file lies in our own folder, so that it is ours even if it is too damaged to say so itself; the folder
    is removed as well if nothing else is in it. Raises `Locked` while a window is open, `NotOurs`, `Unwritable`.
    """
    path = real(save)
    if not any(os.path.lexists(file) for file in files(save)):
        return []
    _check_ours(path, anyway=own and not save.is_symlink())
    erased: list[Path] = []
    with told(path):
        lock = Lock.take(path)
        try:
            # The journal first: beside a missing file it would be put into the next one.
            erased += filter(_erase, (*backups(path), journal_path(path), path))
            if save.is_symlink():
                erased += filter(_erase, (save,))
            _remove_if_empty(backups_path(path))
            if os.name == "posix":
                # Last, and while it is held: from here on, whoever takes the lock takes one on a new file.
                erased += filter(_erase, (lock_path(path),))
        finally:
            lock.release()
        if os.name != "posix":
            erased += filter(_erase, (lock_path(path),))
        _make_durable(path.parent)
        if own and not save.is_symlink():
            _remove_if_empty(path.parent)
    return erased


def _check_ours(path: Path, *, anyway: bool) -> None:
    try:
        recognize(path, FORMAT)
    except Newer:
        pass  # ours as well
    except (NotOurs, Damaged):
        if not anyway or path.is_dir():
            raise


def _erase(path: Path) -> bool:
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    return True


def _remove_if_empty(folder: Path) -> None:
    if not folder.is_symlink():
        with suppress(OSError):
            folder.rmdir()


def _make_durable(folder: Path) -> None:
    """Have the system write to the disk that the files are gone."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

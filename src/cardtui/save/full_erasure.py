"""Erasing everything that is remembered, and listing its files."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from cardtui.save.backups import backups_path, beside, check_ours
from cardtui.save.database import journal_path, real
from cardtui.save.errors import told
from cardtui.save.window_lock import lock_path, take_lock
from cardtui.system.durable_files import erase, is_link, make_durable


def files(save: Path) -> list[Path]:
    """Every file that playing with the save file ``save`` reads or writes, whether it exists now or not.

    Only existing backups are listed; their folder is listed for future ones. Damaged files kept beside it, and partial
    copies left by a kill, are listed only if they exist.
    """
    return [*usual_files(save), *beside(real(save))]


def usual_files(save: Path) -> list[Path]:
    """The files with fixed names. Lists no folder, so an unreadable folder is no obstacle."""
    path = real(save)
    found = [path, journal_path(path), lock_path(path), backups_path(path)]
    return [save, *found] if is_link(save) else found


def forget(save: Path, *, own: bool = False) -> list[Path]:
    """Erase the save file, its journal, lock and backups, and damaged files kept beside it; return what was erased.

    Nothing else is touched: no file that is not ours, and no target of a symbolic link in the backup folder. own: the
    file is in our own folder, so it is ours even if it is too damaged to identify itself (the same goes for a file with
    backups); the folder is removed too if it is then empty. Raises `Locked` while a window is open, `NotOurs`,
    `Unwritable`.
    """
    path = real(save)
    if not any(os.path.lexists(file) for file in files(save)):
        return []
    check_ours(path, own=own and not is_link(save))
    erased: list[Path] = []
    with told(path):
        with take_lock(path):
            # The journal before the file: left alone, it would be applied to the next file of that name.
            erased += filter(erase, (*beside(path), journal_path(path), path))
            if is_link(save):
                erased += filter(erase, (save,))
            _remove_if_empty(backups_path(path))
            # Last, and while it is held: from now on, anyone who takes the lock takes one on a new file.
            erased += filter(erase, (lock_path(path),))
        make_durable(path.parent)
        if own and not is_link(save):
            _remove_if_empty(path.parent)
    return erased


def _remove_if_empty(folder: Path) -> None:
    if not is_link(folder):
        with suppress(OSError):
            folder.rmdir()

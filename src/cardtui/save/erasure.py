"""Erasing all that is remembered, and saying which files there are, also those that other programs made."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from cardtui.save.backups import backups_path, beside, check_ours
from cardtui.save.database import has_our_sign, journal_path, real
from cardtui.save.errors import told
from cardtui.save.window_lock import lock_path, take_lock
from cardtui.system.durable_files import erase, is_file, is_folder, is_link, make_durable


def files(save: Path) -> list[Path]:
    """Every file that playing with the save file ``save`` reads or writes, whether it is there now or not.

    The backups are those that are there; their folder stands for those to come. Damaged files that were kept beside,
    and what a kill left of a copy, are named only if they are there.
    """
    return [*usual_files(save), *beside(real(save))]


def usual_files(save: Path) -> list[Path]:
    """Those of the files that have their names for good. Looks nowhere, so that nothing can be in the way."""
    path = real(save)
    found = [path, journal_path(path), lock_path(path), backups_path(path)]
    return [save, *found] if is_link(save) else found


def forget(save: Path, *, own: bool = False) -> list[Path]:
    """Erase the save file, its journal, its lock, its backups and damaged files kept beside; return what was erased.

    Nothing else is touched: no file that is not ours, and nothing that a symbolic link in the folder of backups leads
    to. own: the file lies in our own folder, so that it is ours even if it is too damaged to say so itself (as one that
    has backups is); the folder is removed as well if nothing else is in it. Raises `Locked` while a window is open,
    `NotOurs`, `Unwritable`.
    """
    path = real(save)
    if not any(os.path.lexists(file) for file in files(save)):
        return []
    check_ours(path, own=own and not is_link(save))
    erased: list[Path] = []
    with told(path):
        with take_lock(path):
            # The journal first: beside a missing file it would be put into the next one.
            erased += filter(erase, (*beside(path), journal_path(path), path))
            if is_link(save):
                erased += filter(erase, (save,))
            _remove_if_empty(backups_path(path))
            # Last, and while it is held: from here on, whoever takes the lock takes one on a new file.
            erased += filter(erase, (lock_path(path),))
        make_durable(path.parent)
        if own and not is_link(save):
            _remove_if_empty(path.parent)
    return erased


def _remove_if_empty(folder: Path) -> None:
    if not is_link(folder):
        with suppress(OSError):
            folder.rmdir()


def copies(save: Path, ours: list[Path], *, own: bool) -> list[Path]:
    """The copies of ``save`` beside it and among its backups, also of parts such as its journal.

    Args:
        save: the save file, with symbolic links followed.
        ours: the files that we made ourselves; see `files`.
        own: whether it lies in our own folder, where every save file is a copy of it, whatever it is called.

    Raises:
        SaveError: nobody may look there.
    """
    named = _named_after(save)
    with told(save):
        near = (path for path in _files(save.parent) if named.search(path.name) or (own and _says_so(path)))
        return [path for path in (*near, *_files(backups_path(save))) if path not in ours]


def _says_so(path: Path) -> bool:
    try:
        return has_our_sign(path)
    except OSError:
        return False


def _named_after(save: Path) -> re.Pattern[str]:
    """Fits what others make of a name: "save (1).db", "save.sync-conflict-….db", "save.db~", "Copy of save.db"."""
    stem, ending = (re.escape(part) for part in (save.stem, save.suffix))
    return re.compile(rf"(?<![^\W_]){stem}(?![^\W_]).*{ending}", re.IGNORECASE | re.DOTALL)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if is_file(path)) if is_folder(folder) else []

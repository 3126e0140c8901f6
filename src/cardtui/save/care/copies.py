"""Copies of the save file that other programs made: a sync program that found two versions, an editor, a person.

They are never erased by us, for some may be all that somebody has; but whoever erases the save file must know of them.
"""

from __future__ import annotations

import re
from pathlib import Path

from cardtui.save.backups import backups_path, named_as_backups, unfinished
from cardtui.save.care.restoration import has_our_sign
from cardtui.save.errors import told
from cardtui.system.durable_files import is_file, is_folder


def copies(save: Path, ours: list[Path], *, own: bool) -> list[Path]:
    """The copies of ``save`` beside it and among its backups, also of parts such as its journal.

    Args:
        save: the save file, with symbolic links followed.
        ours: the files that we made ourselves; see `forget.files`.
        own: whether it lies in our own folder, where every save file is a copy of it, whatever it is called.

    Raises:
        SaveError: nobody may look there.
    """
    named = _named_after(save)
    known = {*ours, *named_as_backups(save), unfinished(save)}
    with told(save):
        beside = (path for path in _files(save.parent) if named.search(path.name) or (own and _says_so(path)))
        return [path for path in (*beside, *_files(backups_path(save))) if path not in known]


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

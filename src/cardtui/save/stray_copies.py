"""Copies of the save file that other programs made beside it, which we list and leave alone."""

from __future__ import annotations

import re
from pathlib import Path

from cardtui.save.backups import backups_path
from cardtui.save.database import has_our_sign
from cardtui.save.errors import told
from cardtui.system.durable_files import is_file, is_folder


def copies(save: Path, ours: list[Path], *, own: bool) -> list[Path]:
    """The copies of ``save`` beside it and among its backups, including copies of its journal and the like.

    Args:
        save: the save file, with symbolic links followed.
        ours: the files that we made ourselves; see `files`.
        own: whether it is in our own folder, where every save file counts as a copy, whatever its name.

    Raises:
        SaveError: the folder cannot be read.
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
    """Match names of copies that other programs make.

    For example "save (1).db", "save.sync-conflict-….db", "save.db~", "Copy of save.db".
    """
    stem, ending = (re.escape(part) for part in (save.stem, save.suffix))
    return re.compile(rf"(?<![^\W_]){stem}(?![^\W_]).*{ending}", re.IGNORECASE | re.DOTALL)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if is_file(path)) if is_folder(folder) else []

"""Where runs are saved, and what their files are called. Apart from `run_file`, because that takes longer to import."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from cardtui.system.file_lock import is_locked
from cardtui.system.paths import data_folder

LOCK, NEW, PROBE = ".lock", ".new", ".ready"
"""What is added to the name of a run's file: for its lock, while it is written, and to try whether it can be."""


def runs_path() -> Path:
    """The folder in which runs are saved. It is in the data folder, because a runtime folder is deleted at logout."""
    return data_folder() / "workshop"


def run_path(plan: Path) -> Path:
    """The file for the run of the plan in the file ``plan``, the same for all its paths."""
    digest = hashlib.sha256(os.fsencode(os.path.realpath(plan))).hexdigest()
    return runs_path() / f"run-{digest[:16]}.json"


def is_led(file: Path) -> bool:
    """Whether another process leads the run that a file belongs to now: it holds its lock."""
    name = file.name.partition(".")[0]
    try:
        descriptor = os.open(file.with_name(f"{name}.json{LOCK}"), os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return is_locked(descriptor)
    except OSError:
        return False  # without locks, it is unknown
    finally:
        os.close(descriptor)


def run_files() -> list[Path]:
    """The files of runs in that folder: runs, their locks, and what a kill left: half written, or written to try it."""
    probe, new, lock = map(re.escape, (PROBE, NEW, LOCK))
    found = re.compile(rf"run-[0-9a-f]{{16}}\.json(?:{probe})?(?:{new}|{lock})?")
    try:
        return sorted(path for path in runs_path().iterdir() if found.fullmatch(path.name))
    except OSError:
        return []

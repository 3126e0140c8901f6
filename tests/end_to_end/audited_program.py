"""The program under audit: every file write and every attempted connection, from Python's audit events."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from program import Program

# Loaded by Python before anything else. It logs to a file that was opened before the audit hook was added.
_SPY = """
import json, os, socket, sys

_log = open(os.environ["WATCH_LOG"], "a", buffering=1)
_OFTEN = ("open", "os.", "shutil.", "socket.", "sqlite3.connect", "subprocess.", "tempfile.", "ctypes.", "urllib.")
_READ = ("os.listdir", "os.scandir", "os.walk", "os.fwalk", "os.putenv", "os.unsetenv", "os.add_dll_directory")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _look(event, arguments):
    if not event.startswith(_OFTEN) or event in _READ:
        return
    if event == "open":
        path, mode, flags = arguments
        if isinstance(path, int) or not (flags & _WRITING if flags is not None else set(mode or "r") & set("wax+")):
            return
    # The pair of sockets by which asyncio wakes itself up.
    if event == "socket.__new__" and arguments[1] == socket.AF_UNIX:
        return
    told = [os.fsdecode(each) if isinstance(each, (str, bytes, os.PathLike)) else repr(each) for each in arguments]
    _log.write(json.dumps([event, *told]) + "\\n")
    if event.startswith(("socket.", "urllib.")):
        raise RuntimeError("there is no network in an evening")


sys.addaudithook(_look)
"""


class Seen(NamedTuple):
    """An audit event and its arguments."""

    event: str
    about: tuple[str, ...]


class Watched(Program):
    """The program, with a log of what it did."""

    def __init__(self, home: Path, watch: Path) -> None:
        """watch: an empty folder outside the home, for the log."""
        super().__init__(home)
        self._log = watch / "seen"
        (watch / "sitecustomize.py").write_text(_SPY)
        self.temporary = watch / "tmp"
        self.temporary.mkdir()
        self.environment["PYTHONPATH"] = f"{watch}:{self.environment['PYTHONPATH']}"
        self.environment["PYTHONDONTWRITEBYTECODE"] = "1"
        self.environment["WATCH_LOG"] = str(self._log)
        for name in ("TMPDIR", "TMP", "TEMP", "SQLITE_TMPDIR"):
            self.environment[name] = str(self.temporary)

    @property
    def seen(self) -> list[Seen]:
        """All events so far."""
        lines = self._log.read_text().splitlines() if self._log.exists() else []
        return [Seen(event, tuple(about)) for event, *about in map(json.loads, lines)]

    def written(self) -> set[Path]:
        """The files and folders that it created, changed or removed, except by SQLite itself."""
        writes = {"open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.chmod", "os.link", "os.symlink"}
        found = {Path(seen.about[0]) for seen in self.seen if seen.event in {*writes, "os.truncate", "os.utime"}}
        return {path for path in found if not path.is_relative_to("/dev")}

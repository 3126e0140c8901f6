"""Disks that fill up or become read-only, and a program with limited rights.

Only root may mount a disk, and root has to drop a right before it is refused anything; if either is impossible, the
test is skipped, with the reason.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from program import Program

PAGE = 4096


class Disk:
    """A small disk in memory, mounted at ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filling = folder / "filling"

    @property
    def free(self) -> int:
        """Free bytes on it."""
        found = os.statvfs(self.folder)
        return found.f_bavail * found.f_bsize

    def fill(self, leaving: int = 0) -> None:
        """Fill the disk, leaving at most ``leaving`` bytes."""
        with self._filling.open("ab") as file:
            while self.free > leaving:
                file.write(bytes(PAGE))
                file.flush()
        assert self.free <= leaving

    def make_room(self) -> None:
        """Free the filled space."""
        self._filling.unlink()

    def set_read_only(self) -> None:
        """Make the disk read-only."""
        self._mount("remount,ro")

    def set_writable(self) -> None:
        """Make the disk writable again."""
        self._mount("remount,rw")

    def _mount(self, options: str) -> None:
        subprocess.run(["mount", "-o", options, str(self.folder)], check=True, capture_output=True)


@contextmanager
def small_disk(folder: Path, size: int = 64 * PAGE) -> Iterator[Disk]:
    """Mount a disk of ``size`` bytes at ``folder``, for a fixture."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size},nr_inodes=1000,mode=0777", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no command to mount a disk")
    if done.returncode != 0:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True, capture_output=True)


_GIVEN_UP = """import ctypes, os, sys
for right in (1, 2):  # to pass over the modes of files, and of folders
    if ctypes.CDLL(None).prctl(24, right, 0, 0, 0): sys.exit("prctl")
os.execv(sys.argv[1], sys.argv[1:])"""


class Humble(Program):
    """The program without root's right to bypass the modes of files and folders."""

    def command(self, *arguments: str) -> list[str]:
        """Drop the right, then start."""
        command = super().command(*arguments)
        return command if os.geteuid() != 0 else [sys.executable, "-c", _GIVEN_UP, *command]


def skip_unless_humble() -> None:
    """Skip a test if root's right cannot be dropped."""
    if os.geteuid() == 0:
        if not sys.platform.startswith("linux"):
            pytest.skip("root may do everything here")
        tried = [sys.executable, "-c", _GIVEN_UP, sys.executable, "-c", ""]
        if subprocess.run(tried, capture_output=True, check=False).returncode != 0:
            pytest.skip("root's rights cannot be given up here")

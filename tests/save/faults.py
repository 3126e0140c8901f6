"""Storage that fails on demand: a file system of our own below SQLite, which passes calls on until it is told to fail.

SQLite reaches files through a table of functions, its VFS. Ours is a copy of the default one whose functions for
reading and writing are counted first; one of them, or all from a given one on, can return an error instead. All of
Python's connections use it, including the program's.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import errno
import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int64, c_void_p, cast
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import pytest


class Fault(NamedTuple):
    """A way in which storage can fail.

    codes: the error code of each failing operation; other operations still work. torn: whether half of a write gets
    through.
    """

    codes: Mapping[str, int]
    torn: bool = False


# Of SQLite's codes the program looks only at the first byte, so the more exact ones are not needed.
_ON_FILES = ("delete", "access", "read", "write", "truncate", "sync", "size", "lock", "unlock", "reserved")
_BROKEN = dict.fromkeys(_ON_FILES, sqlite3.SQLITE_IOERR) | {"open": sqlite3.SQLITE_CANTOPEN}
_READ_ONLY = dict.fromkeys(("write", "truncate", "open"), sqlite3.SQLITE_READONLY) | {"delete": sqlite3.SQLITE_IOERR}

FAULTS = {
    "disk": Fault(_BROKEN),
    "torn": Fault({"write": sqlite3.SQLITE_IOERR}, torn=True),
    "full": Fault({"write": sqlite3.SQLITE_FULL, "sync": sqlite3.SQLITE_FULL, "open": sqlite3.SQLITE_CANTOPEN}),
    "full and torn": Fault({"write": sqlite3.SQLITE_FULL}, torn=True),
    "busy": Fault({"lock": sqlite3.SQLITE_BUSY}),
    "read-only": Fault(_READ_ONLY),
    "file system": Fault(dict.fromkeys(("read", "write", "size", "open"), sqlite3.SQLITE_IOERR_CORRUPTFS)),
}
"""The storage faults under test, by name."""

_FILE = c_void_p

_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, _FILE, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_ACCESS = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_void_p)
_SLEEP = CFUNCTYPE(c_int, c_void_p, c_int)
_MOVE = CFUNCTYPE(c_int, _FILE, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, _FILE, c_int64)
_NUMBER = CFUNCTYPE(c_int, _FILE, c_int)
_ANSWER = CFUNCTYPE(c_int, _FILE, c_void_p)


class _Vfs(Structure):
    """``sqlite3_vfs`` of sqlite3.h, version 3."""

    _fields_ = (
        *(("version", c_int), ("file_size", c_int), ("longest_path", c_int), ("next", c_void_p)),
        *(("name", c_char_p), ("data", c_void_p), ("open", _OPEN), ("delete", _DELETE), ("access", _ACCESS)),
        *(("others", c_void_p * 6), ("sleep", _SLEEP), ("more", c_void_p * 6)),
    )


class _Methods(Structure):
    """``sqlite3_io_methods`` of sqlite3.h, version 3: the operations on an open file."""

    _fields_ = (
        *(("version", c_int), ("close", c_void_p), ("read", _MOVE), ("write", _MOVE), ("truncate", _TRUNCATE)),
        *(("sync", _NUMBER), ("size", _ANSWER), ("lock", _NUMBER), ("unlock", _NUMBER), ("reserved", _ANSWER)),
        ("others", c_void_p * 9),
    )


class Failing:
    """Counts operations, and fails on demand."""

    def __init__(self) -> None:
        self._fault: Fault | None = None
        self._left = 0
        self._lasting = False
        self.counted = 0
        """The number of operations that could have failed since `watch` or `fail`."""
        self.failed = 0
        """The number of operations that failed."""

    def watch(self, fault: Fault) -> None:
        """Count the operations that this fault could affect, without failing."""
        self.fail(fault, 0)

    def fail(self, fault: Fault, at: int, *, lasting: bool = False) -> None:
        """Fail at an operation: 1 is the next one that this fault can affect. lasting: fail at all later ones too."""
        self._fault, self._left, self._lasting = fault, at, lasting
        self.counted = self.failed = 0

    def heal(self) -> None:
        """Stop failing."""
        self._fault = None

    def _fails(self, operation: str) -> int:
        """The error code with which an operation must fail now, else 0."""
        if self._fault is None or operation not in self._fault.codes:
            return 0
        self.counted += 1
        if self.counted != self._left and not (self._lasting and self.counted > self._left > 0):
            return 0
        self.failed += 1
        return self._fault.codes[operation]


class Storage(Failing):
    """The storage below SQLite. Within a ``with``, all files are opened through it."""

    def __init__(self) -> None:
        """Raises LookupError if the library of Python's SQLite cannot be reached from here."""
        super().__init__()
        self._library = _library()
        self._usual = cast(self._library.sqlite3_vfs_find(None), POINTER(_Vfs))
        usual = self._usual.contents
        self._ours = _Vfs.from_buffer_copy(usual)
        self._methods: dict[int, _Methods] = {}
        self._ours.name = b"failing"
        self._ours.open = _OPEN(self._open)
        self._count("delete", self._ours, usual, lambda vfs, name, _: usual.delete(vfs, name, 0))
        self._count("access", self._ours, usual)
        # Waiting for another program costs no time here.
        self._ours.sleep = _SLEEP(lambda _, microseconds: microseconds)

    def __enter__(self) -> Self:
        self._library.sqlite3_vfs_register(byref(self._ours), 1)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.heal()
        self._library.sqlite3_vfs_register(self._usual, 1)
        self._library.sqlite3_vfs_unregister(byref(self._ours))

    def _count(self, name: str, ours: Structure, usual: Structure, real: Callable[..., int] | None = None) -> None:
        """Count the calls of a function in a table of ours, and make it fail when due.

        real: what it does otherwise, by default what it does in the usual table.
        """
        real = real or getattr(usual, name)
        setattr(ours, name, type(getattr(usual, name))(lambda *values: self._fails(name) or real(*values)))

    def _open(self, vfs: int, name: int, file: int, flags: int, out: int) -> int:
        if code := self._fails("open"):
            # SQLite calls no method of a file without methods.
            c_void_p.from_address(file).value = None
            return code
        code = self._usual.contents.open(vfs, name, file, flags, out)
        methods = c_void_p.from_address(file).value
        if methods:
            c_void_p.from_address(file).value = ctypes.addressof(self._counted_methods(methods))
        return code

    def _counted_methods(self, address: int) -> _Methods:
        """A copy of the methods at an address, with counted functions."""
        if address not in self._methods:
            usual = _Methods.from_address(address)
            ours = self._methods[address] = _Methods.from_buffer_copy(usual)
            for name in ("read", "truncate", "size", "lock", "unlock", "reserved"):
                self._count(name, ours, usual)
            # Whether the disk really syncs cannot be tested here, and waiting for it takes minutes.
            self._count("sync", ours, usual, lambda *values: 0)
            ours.write = _MOVE(lambda *values: self._write(usual.write, *values))
        return self._methods[address]

    def _write(self, real: Callable[..., int], file: int, data: int, amount: int, offset: int) -> int:
        code = self._fails("write")
        if code == 0:
            return real(file, data, amount, offset)
        if self._fault is not None and self._fault.torn:
            real(file, data, amount // 2, offset)
        return code


def _library() -> ctypes.CDLL:
    try:
        # Looking up a name in a library also searches the libraries it is linked with.
        library = ctypes.CDLL(getattr(_sqlite3, "__file__", None))
        library.sqlite3_vfs_find.restype = c_void_p
        library.sqlite3_vfs_register.argtypes = (c_void_p, c_int)
        library.sqlite3_vfs_unregister.argtypes = (c_void_p,)
        library.sqlite3_sourceid.restype = c_char_p
        mine = library.sqlite3_sourceid().decode()
        if library.sqlite3_vfs_find(None) is None or _Vfs.from_address(library.sqlite3_vfs_find(None)).version < 3:
            raise LookupError("SQLite's usual way to files is another one than we know")
    except (OSError, AttributeError) as error:
        raise LookupError("Python's SQLite hides its functions") from error
    with closing(sqlite3.connect(":memory:")) as connection:
        (theirs,) = connection.execute("SELECT sqlite_source_id()").fetchone()
    if mine != theirs:
        raise LookupError("the SQLite that was found is not Python's")
    return library


_CALLS = ("open", "stat", "lstat", "mkdir", "chmod", "access", "unlink", "rmdir", "scandir", "listdir")
_CALLS_OF_OPEN_FILES = ("fstat", "fsync")


class System(Failing):
    """The program's own system calls, for files below one folder."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        fcntl = pytest.importorskip("fcntl", reason="other systems have other locks")
        calls = [(os, name) for name in (*_CALLS, *_CALLS_OF_OPEN_FILES)]
        for module, name in (*calls, (fcntl, "flock")):
            monkeypatch.setattr(module, name, self._counted(name, getattr(module, name), folder))

    def _counted(self, name: str, real: Callable[..., Any], folder: Path) -> Callable[..., Any]:
        def call(what: Any, *values: Any, **named: Any) -> Any:
            if name not in _CALLS or str(what).startswith(str(folder)):
                code = self._fails(name)
                # A denied `access` returns False and does not raise.
                if code and name == "access":
                    return False
                if code:
                    raise OSError(code, os.strerror(code), what)
            return real(what, *values, **named)

        return call


SYSTEM_FAULTS = {
    "full": Fault(dict.fromkeys(("open", "mkdir"), errno.ENOSPC)),
    "disk": Fault(dict.fromkeys((*_CALLS, *_CALLS_OF_OPEN_FILES, "flock"), errno.EIO)),
    "denied": Fault(dict.fromkeys(_CALLS, errno.EACCES)),
    "read-only": Fault(dict.fromkeys(("open", "mkdir", "chmod", "access", "unlink", "rmdir"), errno.EROFS)),
    "stale": Fault(dict.fromkeys((*_CALLS, *_CALLS_OF_OPEN_FILES), errno.ESTALE)),
    "gone": Fault(dict.fromkeys(_CALLS, errno.ENOENT)),
    "too many open": Fault({"open": errno.EMFILE, "scandir": errno.EMFILE, "listdir": errno.EMFILE}),
    "no locks": Fault({"flock": errno.ENOLCK}),
    "interrupted locks": Fault({"flock": errno.EIO}),
}
"""The system faults under test, by name."""

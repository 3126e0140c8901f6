"""What can go wrong with the save file: each error has a title, a sentence and a way out.

The sentences may name paths but nothing of an evening: no name, no card. A title is short and names no path either, so
it fits in a corner of the screen during play.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from cardtui.save.sqlite_version import sqlite3
from cardtui.system.file_owner import denied_by_another, take_back_command


class SaveError(Exception):
    """Something is wrong with the save file at ``path``.

    title: a few words, without a path or a full stop. sentence: what is wrong. way_out: what can be done about it. The
    class attributes may be templates for ``path`` and the keyword arguments.
    ``refuses``: playing on without saving would be wrong; the program should print the sentence and exit.
    """

    refuses: ClassVar[bool] = False
    title = sentence = way_out = ""

    def __init__(self, path: Path, **details: object) -> None:
        self.path = path
        self.title = self.title.format(path=path, **details)
        self.sentence = self.sentence.format(path=path, **details)
        self.way_out = self.way_out.format(path=path, **details)
        super().__init__(f"{self.sentence} {self.way_out}")


class NotOurs(SaveError):
    """The file is something else: a text, a picture, another program's database. It is left unchanged."""

    refuses = True
    title = "That file is not a save file"
    sentence = "{path} is not a save file of cardtui; it was left as it is."
    way_out = "Name another file with --save."


class Newer(SaveError):
    """The file was written by a later version, and may hold data that this one would lose."""

    refuses = True
    title = "The save file is from a newer cardtui"
    sentence = "{path} was written by a newer cardtui (format {found}; this one knows {known}); it was left as it is."
    way_out = (
        "Use the newer version, or name another file with --save. If there never was a newer one, the file is"
        " damaged: 'cardtui restore' puts a backup in its place, and keeps this one."
    )


class Damaged(SaveError):
    """The file is ours, but part of it cannot be read. It is left unchanged.

    what: what cannot be read, as the start of a sentence. SQLite reports a temporary read error (EIO) in the same way,
    so trying again may help.
    """

    title = "The save file is damaged"
    sentence = "{what} in {path} cannot be read; it was left as it is."
    way_out = "'cardtui restore' puts a backup in its place, and keeps this one."


class Unwritable(SaveError):
    """The file cannot be opened or written now: no space, no permission, no such folder. It may work later."""

    title, sentence, way_out = "{title}", "{sentence}", "{way_out}"

    def __init__(self, path: Path, title: str = "", sentence: str = "", way_out: str = "", **details: object) -> None:
        super().__init__(path, title=title, sentence=sentence, way_out=way_out, **details)


class NoSqlite(Unwritable):
    """The file is fine, but this Python has no SQLite that can handle it.

    found: what it has instead, see `sqlite_version.unsuitable`. needed: a version. newer: the same version if an older
    one was found.
    """

    title = "This Python has no SQLite{newer}"
    sentence = "The save file needs SQLite {needed} or newer; this Python has {found}."
    way_out = "Nothing can be saved or read with it; use another Python, or play with --no-save."


class Gone(Unwritable):
    """The file, or its lock, is no longer the one that was opened: deleted, moved away, or replaced."""

    title, sentence, way_out = "The save file has gone", "{path} was moved or deleted.", "Put it back."


class Busy(Unwritable):
    """Another program has held the file for longer than we can wait."""

    title = "Another program is using the save file"
    sentence = "Another program is using {path}."
    way_out = "Close it there; it is saved as soon as that is possible."


class NoFolder(Unwritable):
    """The file's folder is missing. We do not create a folder that the user named."""

    title = "The folder of the save file is missing"
    sentence = "There is no folder {path.parent}."
    way_out = "Make it, or name another file with --save."


class NoHome(Unwritable):
    """The file would be in a home folder, and there is none."""

    title = "There is no home folder"
    sentence = "There is no home folder to keep a save file in: HOME is not set."
    way_out = "Set it, or name a file with --save."


class FullDisk(Unwritable):
    """The file or its journal cannot grow."""

    title = "The disk is full"
    sentence = "There is no room on the disk for {path}."
    way_out = "Make some; it is saved as soon as that is possible."


def from_os(path: Path, error: OSError) -> SaveError:
    """Turn an operating system error about ``path``, or a file beside it, into a `SaveError`."""
    if isinstance(error, FileNotFoundError):
        return NoFolder(path)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FullDisk(path)
    # The refused file may be one beside it, such as its lock.
    refused = Path(error.filename) if isinstance(error.filename, str) else path
    if isinstance(error, PermissionError) and (others := belongs_to_others(path, refused)) is not None:
        return others
    if isinstance(error, NotADirectoryError) and (file := _file_for_folder(refused)) is not None:
        return Unwritable(
            path,
            "A file is in the place of a folder",
            f"{file} is not a folder.",
            "Move it away, or name another file with --save.",
        )
    reason = error.strerror or type(error).__name__
    return Unwritable(
        path,
        "The save file cannot be written",
        f"{refused} cannot be used ({reason[:1].lower()}{reason[1:]}).",
        "Look at its permissions, or name another file with --save.",
    )


def belongs_to_others(path: Path, *besides: Path) -> Unwritable | None:
    """An error that names the owner of what blocks ``path`` and the files beside it; None if it is ours or unknown."""
    found = denied_by_another(path, *besides)
    if found is None:
        return None
    obstacle, whose = found
    is_folder = obstacle.is_dir()
    command = take_back_command(obstacle, path)
    return Unwritable(
        path,
        f"The {'folder' if is_folder else 'file'} belongs to {whose}",
        f"{'The folder ' if is_folder else ''}{obstacle} belongs to {whose}, and you may not use it.",
        f"Take it back ({command}), or name another file with --save." if command else "Name another file with --save.",
    )


def _file_for_folder(path: Path) -> Path | None:
    """The first thing on the way to a file that is not a folder."""
    return next((each for each in reversed(path.parents) if os.path.lexists(each) and not each.is_dir()), None)


def from_sqlite(path: Path, error: sqlite3.Error) -> SaveError:
    """Turn an SQLite error about ``path`` into a `SaveError`. SQLite's own message may quote the file's content."""
    # The low byte is the kind of error, the rest its details. Errors raised by Python itself have no code.
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_NOTADB:
            return NotOurs(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Busy(path)
        case sqlite3.SQLITE_FULL:
            return FullDisk(path)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH | sqlite3.SQLITE_CANTOPEN:
            # The journal may belong to another user too.
            return belongs_to_others(path, path.with_name(f"{path.name}-journal")) or Unwritable(
                path,
                "The save file cannot be written",
                f"{path}, or the folder it is in, cannot be written.",
                "Look at their permissions, or name another file with --save.",
            )
        case (
            sqlite3.SQLITE_CORRUPT
            | sqlite3.SQLITE_ERROR
            | sqlite3.SQLITE_FORMAT
            | sqlite3.SQLITE_MISMATCH
            | sqlite3.SQLITE_TOOBIG
            | sqlite3.SQLITE_SCHEMA
            | sqlite3.SQLITE_CONSTRAINT
        ):
            return Damaged(path, what="Something")
        case _ if str(error).startswith("Could not decode"):
            return Damaged(path, what="A text")
        case _:
            return Unwritable(
                path,
                "The disk reports an error",
                f"Reading or writing {path} failed.",
                "Look at the disk; it is saved as soon as that is possible.",
            )


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn errors of SQLite, the system or the decoding of a row into a `SaveError` about ``path``."""
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.InterfaceError):
        raise  # a bug, such as using a closed store; reporting a damaged file would hide it
    except sqlite3.Error as error:
        raise from_sqlite(path, error) from error
    except OSError as error:
        raise from_os(path, error) from error
    except UnicodeDecodeError as error:
        # SQLite's message about damage quotes the damaged bytes, which Python then cannot decode.
        raise Damaged(path, what="Something") from error
    except UnicodeEncodeError as error:
        raise Unwritable(
            path,
            "A name cannot be written",
            f"A name holds characters that cannot be written to {path}.",
            "Give it again, in other letters.",
        ) from error

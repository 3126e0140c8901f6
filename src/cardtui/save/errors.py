"""What can go wrong with the save file, each with a title, a sentence and a way out.

The sentences hold paths and nothing of an evening: no name, no card. A title is short and holds no path either, so that
it can stand in a corner of the screen while the two go on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar


class SaveError(Exception):
    """Something is wrong with the save file at ``path``.

    title: a few words, without a path. sentence: what is wrong. way_out: what can be done about it. ``refuses``: to
    play on without saving would be the wrong answer; the program should say the sentence and not begin.
    """

    refuses: ClassVar[bool] = False

    def __init__(self, path: Path, title: str, sentence: str, way_out: str) -> None:
        """Describe the trouble; the arguments are the attributes of the same names."""
        super().__init__(f"{sentence} {way_out}")
        self.path = path
        self.title = title
        self.sentence = sentence
        self.way_out = way_out


class NotOurs(SaveError):
    """The file is something else: a text, a picture, another program's database. It stays as it is."""

    refuses = True

    def __init__(self, path: Path) -> None:
        """``path``: the file."""
        super().__init__(
            path,
            "That file is not a save file.",
            f"{path} is not a save file of cardtui; it was left as it is.",
            "Name another file with --save.",
        )


class Newer(SaveError):
    """The file was written by a later version, which may keep what this one would lose."""

    refuses = True

    def __init__(self, path: Path, found: int, known: int) -> None:
        """found, known: the file's format number and the latest one that this version reads."""
        super().__init__(
            path,
            "The save file is from a newer cardtui.",
            f"{path} was written by a newer cardtui (format {found}; this one knows {known}); it was left as it is.",
            "Use the newer version, or name another file with --save. If there never was a newer one, the file is"
            " damaged: 'cardtui restore' puts a backup in its place, and keeps this one.",
        )


class Locked(SaveError):
    """Another window holds the file open for playing."""

    refuses = True

    def __init__(self, path: Path) -> None:
        """``path``: the save file, not its lock."""
        super().__init__(
            path,
            "It is open in another window.",
            "It is already open in another window.",
            "Go on there, or close it first; if it is stopped in this window, type fg.",
        )


class Damaged(SaveError):
    """The file is ours, but something in it cannot be read. It stays as it is."""

    def __init__(self, path: Path, what: str) -> None:
        """``path``: the file. ``what``: what cannot be read, as the start of a sentence."""
        super().__init__(
            path,
            "The save file is damaged.",
            f"{what} in {path} cannot be read; it was left as it is.",
            "'cardtui restore' puts a backup in its place, and keeps this one.",
        )


class SeemsDamaged(Damaged):
    """SQLite says so; but of a disk that cannot be read for a moment (EIO) it says the same. Another look may help."""


class Unwritable(SaveError):
    """The file cannot be opened or written now: no room, no permission, no such folder. Later it may be."""


class Gone(Unwritable):
    """The file, or its lock, is no longer the one that was opened: deleted, moved away, or replaced."""

    def __init__(self, path: Path) -> None:
        """``path``: where it was."""
        super().__init__(path, "The save file has gone.", f"{path} was moved or deleted.", "Put it back.")


class Busy(Unwritable):
    """Another program holds the file for longer than we can wait."""

    def __init__(self, path: Path) -> None:
        """``path``: the save file."""
        super().__init__(
            path,
            "Another program is using the save file.",
            f"Another program is using {path}.",
            "Close it there; it is saved as soon as that is possible.",
        )


def no_folder(path: Path) -> Unwritable:
    """Say that the folder for ``path`` does not exist (a folder that the user names is not made for them)."""
    return Unwritable(
        path,
        "The folder of the save file is missing.",
        f"There is no folder {path.parent}.",
        "Make it, or name another file with --save.",
    )


def from_os(path: Path, error: OSError) -> SaveError:
    """Put what the operating system says about ``path`` into a sentence."""
    if isinstance(error, FileNotFoundError):
        return no_folder(path)
    reason = error.strerror or type(error).__name__
    return Unwritable(
        path,
        "The save file cannot be written.",
        f"{path} cannot be opened for writing ({reason[:1].lower()}{reason[1:]}).",
        "Look at its permissions, or name another file with --save.",
    )


def from_sqlite(path: Path, error: sqlite3.Error) -> SaveError:
    """Put what SQLite says about ``path`` into a sentence; its own words may quote what is in the file."""
    # The low byte is the kind of error, the rest its details. Errors that Python raises itself carry no code.
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_NOTADB:
            return NotOurs(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Busy(path)
        case sqlite3.SQLITE_FULL:
            return Unwritable(
                path,
                "The disk is full.",
                f"There is no room on the disk for {path}.",
                "Make some; it is saved as soon as that is possible.",
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH | sqlite3.SQLITE_CANTOPEN:
            return Unwritable(
                path,
                "The save file cannot be written.",
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
            return SeemsDamaged(path, "Something")
        case _ if str(error).startswith("Could not decode"):
            return Damaged(path, "A text")
        case _:
            return Unwritable(
                path,
                "The disk reports an error.",
                f"Reading or writing {path} failed.",
                "Look at the disk; it is saved as soon as that is possible.",
            )


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn whatever SQLite, the system or the decoding of a row raises inside into a `SaveError` about ``path``."""
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.InterfaceError):
        raise  # a mistake of ours, such as using a closed store; to call it a damaged file would hide it
    except sqlite3.Error as error:
        raise from_sqlite(path, error) from error
    except OSError as error:
        raise from_os(path, error) from error
    except UnicodeDecodeError as error:
        # SQLite's own words about damage quote what is damaged, and Python cannot read them then.
        raise SeemsDamaged(path, "Something") from error
    except UnicodeEncodeError as error:
        raise Unwritable(
            path,
            "A name cannot be written.",
            f"A name holds characters that cannot be written to {path}.",
            "Give it again, in other letters.",
        ) from error

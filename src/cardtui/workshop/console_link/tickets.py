"""Tickets: the small files by which a console finds and chooses a projector, and proves that both are of one user.

Next to each ticket is the socket of its projector, with the same name: the word that the projector shows. Only the
owner can read the ticket, and so has the key. The projector holds a lock on it, so that the ticket of a killed one is
recognized and removed.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

import msgspec

from cardtui.system.file_lock import is_locked, try_lock
from cardtui.workshop.private_folder import why_not_private
from cardtui.workshop.run_clock import steady

SUFFIX, SOCKET = ".ticket", ".socket"

FOLDER_ALONE, SOCKET_ALONE = "cardtui-", "socket"
"""The names of a socket's folder, and of the socket in it, if the path next to the ticket is too long."""

LARGEST = 1024
"""Bytes of the largest ticket that is read."""

LONGEST_TITLE = 60
"""Characters of a plan's title in a ticket, which keep it smaller than the largest one."""

LONGEST_PATH = 100
"""Bytes of the longest path of a socket that works on every system."""

KEY_BYTES = 32

_WORD = re.compile(r"[a-z]+-[a-z]+-\d\d")


class Ticket(msgspec.Struct, frozen=True):
    """One projector that can be connected to, as in its file.

    word: its name. key: the secret. socket: the path of its socket. since: when it began, on the steady clock.
    title: of its plan, "" if it gave none.
    """

    word: str
    key: bytes
    socket: str
    since: float
    title: str = ""


def new_ticket(folder: Path, title: str) -> Ticket:
    """A ticket for a projector in a folder, not written yet. Stale files there are removed.

    Its word is two short ones, hard to confuse with others, and a number. A collision is very unlikely, and the word is
    only a name: the key is the secret. Its socket is next to it, or in a private temporary folder if that path is too
    long for a socket.
    """
    tickets(folder)
    words = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split()
    word = f"{secrets.choice(words)}-{secrets.choice(words)}-{10 + secrets.randbelow(90)}"
    socket = folder / f"{word}{SOCKET}"
    if len(os.fsencode(socket)) > LONGEST_PATH:
        socket = Path(mkdtemp(prefix=FOLDER_ALONE)) / SOCKET_ALONE
    return Ticket(word, secrets.token_bytes(KEY_BYTES), str(socket), steady(), title[:LONGEST_TITLE])


def issue(folder: Path, ticket: Ticket) -> int:
    """Write a ticket atomically, already locked. Returns the lock's descriptor. Raises OSError."""
    path = _path(folder, ticket.word)
    begun = path.with_suffix(".new")
    descriptor = os.open(begun, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        try_lock(descriptor)
        os.write(descriptor, msgspec.json.encode(ticket))
        begun.rename(path)
    except BaseException:
        os.close(descriptor)
        with suppress(OSError):
            begun.unlink()
        raise
    return descriptor


def withdraw(folder: Path, word: str, lock: int) -> None:
    """Delete a ticket, so that the projector is no longer found. lock: as returned by `issue`."""
    with suppress(OSError):
        _path(folder, word).unlink()
    os.close(lock)


def as_word(typed: str) -> str:
    """A word as we write it, from input with capitals or spaces; "" if it is invalid."""
    word = "-".join(re.findall(r"[a-z]+|\d+", typed.lower()))
    return word if _WORD.fullmatch(word) else ""


def tickets(*folders: Path) -> list[Ticket]:
    """The running projectors, newest first. Stale files are removed.

    A folder counts as empty if it is missing, or if others could have put something into it.
    """
    found: list[Ticket] = []
    for folder in folders:
        with suppress(OSError):
            if why_not_private(folder) is None:
                read = [_read(path) for path in sorted(folder.glob(f"*{SUFFIX}")) if _WORD.fullmatch(path.stem)]
                found += [ticket for ticket in read if ticket is not None]
    return sorted(found, key=lambda ticket: -ticket.since)


def _read(path: Path) -> Ticket | None:
    """The ticket in a file, if it is valid and its projector is running."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        with suppress(OSError, ValueError):
            about = os.fstat(descriptor)
            is_file = stat.S_ISREG(about.st_mode) and about.st_size <= LARGEST
            if not is_file or about.st_uid != os.geteuid() or stat.S_IMODE(about.st_mode) & 0o077:
                return None
            is_dead = not is_locked(descriptor)
            if is_dead:
                path.unlink(missing_ok=True)
                path.with_suffix(SOCKET).unlink(missing_ok=True)
            ticket = msgspec.json.decode(os.read(descriptor, LARGEST), type=Ticket)
            if is_dead:
                _clear_folder(Path(ticket.socket))
            elif ticket.word == path.stem:
                return ticket
    finally:
        os.close(descriptor)
    return None


def chosen_projector(found: Sequence[Ticket], wanted: str | None, others: Collection[str]) -> Ticket | None:
    """The projector that a console connects to, of all that run; None if its leader has to choose.

    wanted: the word of the chosen one. others: words of those that ran beside ours, which has gone: the leader of one
    room must not control another by accident.
    """
    free = [ticket for ticket in found if ticket.word not in others]
    named = [ticket for ticket in found if ticket.word == wanted] or free
    return named[0] if len(named) == 1 else None


def _clear_folder(path: Path) -> None:
    """Remove a socket with a folder of its own, and that folder, if only this user could have put it there."""
    if path.name == SOCKET_ALONE and path.parent.name.startswith(FOLDER_ALONE) and not why_not_private(path.parent):
        path.unlink(missing_ok=True)
        path.parent.rmdir()


def _path(folder: Path, word: str) -> Path:
    return folder / f"{word}{SUFFIX}"

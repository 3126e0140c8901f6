"""Tickets: the small files by which a console finds a projector, and shows that it is of the same user.

Beside each ticket lies the socket of its projector, under the same name: the word that the projector shows. Whoever can
read the ticket has the key; that is its owner alone. The projector holds a lock on it, so that what a killed one left
is known for that, and cleared.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

import msgspec

from cardtui.system.file_lock import is_locked, try_lock
from cardtui.workshop.private_folder import why_not_private
from cardtui.workshop.run_clock import steady

SUFFIX, SOCKET = ".ticket", ".socket"

FOLDER_ALONE, SOCKET_ALONE = "cardtui-", "socket"
"""How the folder of a socket, and the socket in it, are called where the path beside the ticket is too long."""

LARGEST = 1024
"""Bytes of the largest ticket that is read."""

LONGEST_TITLE = 60
"""Characters of a plan's title in a ticket, which stays smaller than the largest with them."""

LONGEST_PATH = 100
"""Bytes of the longest path of a socket on every system."""

KEY_BYTES = 32

_WORD = re.compile(r"[a-z]+-[a-z]+-\d\d")


class Ticket(msgspec.Struct, frozen=True):
    """One projector that can be spoken to, as its file has it.

    word: its name. key: the secret. socket: the path of that. since: when it began, on the steady clock. title: of its
    plan, "" if it told none.
    """

    word: str
    key: bytes
    socket: str
    since: float
    title: str = ""


def new_ticket(folder: Path, title: str) -> Ticket:
    """A ticket for a projector in a folder, not written yet. What dead ones left there is cleared.

    Its word is two short ones, hardly mistaken for others, and a number; two projectors have the same one as good as
    never, and it only names them: the key is the secret. Its socket is beside it; in a private folder among temporary
    files where that path is too long for a socket.
    """
    tickets(folder)
    words = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split()
    word = f"{secrets.choice(words)}-{secrets.choice(words)}-{10 + secrets.randbelow(90)}"
    socket = folder / f"{word}{SOCKET}"
    if len(os.fsencode(socket)) > LONGEST_PATH:
        socket = Path(mkdtemp(prefix=FOLDER_ALONE)) / SOCKET_ALONE
    return Ticket(word, secrets.token_bytes(KEY_BYTES), str(socket), steady(), title[:LONGEST_TITLE])


def issue(folder: Path, ticket: Ticket) -> int:
    """Write a ticket; it is there whole, and locked, or not at all. Returns the lock's descriptor. Raises OSError."""
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
    """Delete a ticket, so that nobody finds the projector any more. lock: as `issue` gave it."""
    with suppress(OSError):
        _path(folder, word).unlink()
    os.close(lock)


def as_word(typed: str) -> str:
    """A word as we write it, however it was typed: in capitals, with spaces; "" if it can be none."""
    word = "-".join(re.findall(r"[a-z]+|\d+", typed.lower()))
    return word if _WORD.fullmatch(word) else ""


def tickets(*folders: Path) -> list[Ticket]:
    """The projectors that run, the last one to begin first. What dead ones left is cleared.

    None are there where a folder is missing or others could have put something into it.
    """
    found: list[Ticket] = []
    for folder in folders:
        with suppress(OSError):
            if why_not_private(folder) is None:
                read = [_read(path) for path in sorted(folder.glob(f"*{SUFFIX}")) if _WORD.fullmatch(path.stem)]
                found += [ticket for ticket in read if ticket is not None]
    return sorted(found, key=lambda ticket: -ticket.since)


def _read(path: Path) -> Ticket | None:
    """The ticket in a file, if it is one and its projector lives."""
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


def _clear_folder(path: Path) -> None:
    """Clear a socket that lay in a folder of its own, and that folder, if only this user could have put it there."""
    if path.name == SOCKET_ALONE and path.parent.name.startswith(FOLDER_ALONE) and not why_not_private(path.parent):
        path.unlink(missing_ok=True)
        path.parent.rmdir()


def _path(folder: Path, word: str) -> Path:
    return folder / f"{word}{SUFFIX}"

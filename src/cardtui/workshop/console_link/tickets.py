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
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self

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

KEY_BYTES = 32

_WORD = re.compile(r"[a-z]+-[a-z]+-\d\d")


class _TicketFile(msgspec.Struct, frozen=True):
    """What is in the file. key: in hexadecimal digits. since: when the projector began, on the steady clock.

    title: of its plan.
    """

    key: str
    socket: str
    since: float
    title: str = ""


class Ticket(msgspec.Struct, frozen=True):
    """One projector that can be spoken to. word: its name. socket: where that lies. title: of its plan."""

    word: str
    folder: Path
    key: bytes
    socket: Path
    since: float
    title: str = ""


class Issued:
    """A projector's own ticket, from its beginning to its end, or to that of the process."""

    def __init__(self, ticket: Ticket, descriptor: int) -> None:
        """For `issue`."""
        self.ticket = ticket
        self._descriptor = descriptor

    @classmethod
    def issue(cls, folder: Path, word: str, key: bytes, socket: Path, title: str = "") -> Self:
        """Write a ticket; it is there whole, and held, or not at all. Raises OSError."""
        ticket = Ticket(word, folder, key, socket, steady(), title[:LONGEST_TITLE])
        path = _path(folder, word)
        begun = path.with_suffix(".new")
        descriptor = os.open(begun, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        try:
            try_lock(descriptor)
            written = _TicketFile(key.hex(), str(socket), ticket.since, ticket.title)
            os.write(descriptor, msgspec.json.encode(written))
            begun.rename(path)
        except BaseException:
            os.close(descriptor)
            with suppress(OSError):
                begun.unlink()
            raise
        return cls(ticket, descriptor)

    def withdraw(self) -> None:
        """Nobody finds the projector any more."""
        if self._descriptor >= 0:
            with suppress(OSError):
                _path(self.ticket.folder, self.ticket.word).unlink()
            os.close(self._descriptor)
            self._descriptor = -1


def new_word(folder: Path) -> str:
    """A word that no projector in this folder has: two short ones, hardly mistaken for others, and a number.

    It only names a projector; the key is the secret.
    """
    words = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split()
    while True:
        word = f"{secrets.choice(words)}-{secrets.choice(words)}-{10 + secrets.randbelow(90)}"
        if not _path(folder, word).exists() and not (folder / f"{word}{SOCKET}").exists():
            return word


def new_key() -> bytes:
    """A secret."""
    return secrets.token_bytes(KEY_BYTES)


def as_word(typed: str) -> str:
    """A word as we write it, however it was typed: in capitals, with spaces; "" if it can be none."""
    word = "-".join(re.findall(r"[a-z]+|\d+", typed.lower()))
    return word if _WORD.fullmatch(word) else ""


def tickets(folder: Path) -> tuple[Ticket, ...]:
    """The projectors that run, the last one to begin first. What dead ones left is cleared.

    None are there where the folder is missing or others could have put something into it.
    """
    try:
        if why_not_private(folder) is not None:
            return ()
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        return ()
    found = [ticket for name in names for ticket in _read(folder, name)]
    return tuple(sorted(found, key=lambda ticket: -ticket.since))


def _clear_folder(path: Path) -> None:
    """Clear a socket that lay in a folder of its own, and that folder, if only this user could have put it there."""
    if path.name == SOCKET_ALONE and path.parent.name.startswith(FOLDER_ALONE):
        with suppress(OSError):
            if why_not_private(path.parent) is None:
                path.unlink(missing_ok=True)
                path.parent.rmdir()


def _path(folder: Path, word: str) -> Path:
    return folder / f"{word}{SUFFIX}"


def _read(folder: Path, name: str) -> Iterator[Ticket]:
    """The ticket of that file name, if it is one and its projector lives."""
    word = name.removesuffix(SUFFIX)
    if word == name or not _WORD.fullmatch(word):
        return
    path = folder / name
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return
    try:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
            return
        if about.st_uid != os.geteuid() or stat.S_IMODE(about.st_mode) & 0o077:
            return
        dead = not is_locked(descriptor)
        if dead:
            for left in (path, folder / f"{word}{SOCKET}"):
                with suppress(OSError):
                    left.unlink()
        written = msgspec.json.decode(os.read(descriptor, LARGEST), type=_TicketFile)
        if dead:
            _clear_folder(Path(written.socket))
            return
        yield Ticket(word, folder, bytes.fromhex(written.key), Path(written.socket), written.since, written.title)
    except (OSError, ValueError, msgspec.DecodeError):
        return
    finally:
        os.close(descriptor)

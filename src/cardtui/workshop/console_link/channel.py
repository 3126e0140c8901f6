"""The channel between the projector and its consoles: states go one way, orders the other.

Only the same user on the same machine gets in: the socket lies in a private folder, and whoever connects has to show
the key from a file there. Nothing is ever unpickled: a message is JSON, of at most so many bytes.
"""

from __future__ import annotations

import os
import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener, answer_challenge, deliver_challenge
from pathlib import Path
from tempfile import mkdtemp
from typing import Self

import msgspec

from cardtui.deck.words import Texts, Words
from cardtui.workshop.console_link.tickets import (
    FOLDER_ALONE,
    SOCKET,
    SOCKET_ALONE,
    Issued,
    Ticket,
    new_key,
    new_word,
    tickets,
)
from cardtui.workshop.private_folder import make_private
from cardtui.workshop.run import Order, Run
from cardtui.workshop.workshop_plan import WorkshopPlan

LONGEST_ORDER = 256
"""Bytes."""

LONGEST_STATE = 1 << 24
"""Bytes. A plan's file may have four million; its cards come from files of as many."""

LONGEST_PATH = 100
"""Bytes of the longest path of a socket on every system."""

PATIENCE = 3.0
"""Seconds in which the other side must have shown that it has the key."""

PROMPT = 0.25
"""Seconds in which a projector takes an order; the system keeps some fifty for it before that."""

BACKLOG = 64

CUT_OFF = (EOFError, OSError, AuthenticationError, AssertionError, ValueError, RecursionError)
"""What is raised when the other side goes, or sends what it should not (an assertion in Python 3.11)."""


class MessageConnection:
    """A connection. Any thread may hang up; only the one that waits on it, or comes after it, closes it."""

    def __init__(self, connection: Connection) -> None:
        """Takes over the connection, also when it raises OSError."""
        self._connection = connection
        try:
            # The same socket under another number: only a socket can be shut down, which is what ends a wait.
            self._socket = socket.socket(fileno=os.dup(connection.fileno()))
        except OSError:
            connection.close()
            raise

    def prove(self, key: bytes, *, asks_first: bool, patience: float = PATIENCE) -> None:
        """Show that this side has the key, and have the other side show it.

        asks_first: which of the two this side is. patience: seconds for all of it. Raises one of `CUT_OFF`.
        """
        timer = threading.Timer(patience, self.hang_up)
        timer.daemon = True
        timer.start()
        try:
            for step in (deliver_challenge, answer_challenge) if asks_first else (answer_challenge, deliver_challenge):
                step(self._connection, key)
        finally:
            timer.cancel()

    def receive(self, most: int) -> bytes:
        """Wait for the next message, of at most so many bytes. Raises one of `CUT_OFF`."""
        return self._connection.recv_bytes(most)

    def send(self, message: bytes) -> None:
        """Send a message, and wait until the system has taken it. Raises one of `CUT_OFF`."""
        self._connection.send_bytes(message)

    def is_free(self, seconds: float) -> bool:
        """Whether a short message can be sent within so many seconds."""
        try:
            return bool(select.select([], [self._socket], [], seconds)[1])
        except (OSError, ValueError):
            return False

    def hang_up(self) -> None:
        """End it: whoever waits on it, on both sides, hears so at once."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the socket. Call only when no thread is blocked on it."""
        with suppress(OSError):
            self._connection.close()
        self._socket.close()


class State(msgspec.Struct, frozen=True):
    """What the projector tells.

    began_at: `RunClock.began_at`; both processes read the same steady clock of the machine. saved: whether the run is
    kept on the disk. words: those of the plan's deck, so that the console speaks as the projector does; None for the
    shipped ones. asks: whether the projector asks if it is to go on with this run, and takes no orders meanwhile.
    closed: whether its leader has left it. look: the name of the wall's. columns, rows: of the wall's window; 0 from an
    older projector.
    """

    plan: WorkshopPlan
    run: Run
    began_at: float
    saved: bool
    words: Words | None = None
    asks: bool = False
    closed: bool = False
    look: str = ""
    columns: int = 0
    rows: int = 0


def _words(_: type, texts: object) -> Words:
    return Words(**msgspec.convert(texts, dict[str, Texts]))


_ORDERS = msgspec.json.Decoder(Order)
_STATES = msgspec.json.Decoder(State, dec_hook=_words)
_WRITTEN = msgspec.json.Encoder(enc_hook=vars)  # of words, which are no type of the library's


class ProjectorServer:
    """The projector's end, with threads of its own: nothing that a console does, or leaves undone, is waited for.

    word: names this projector; for people to read and type.
    """

    def __init__(
        self, folder: Path, order: Callable[[Order], None], patience: float = PATIENCE, title: str = ""
    ) -> None:
        """Open the door.

        folder: made private if it is missing. order: called with each order, from a thread of the console that sent it;
        what it raises as RuntimeError (the app has gone) ends that console's line. patience: seconds in which a guest
        must have shown the key. title: of the plan, for whoever chooses among projectors. Raises OSError, `NotPrivate`
        among them, where no socket can be opened.
        """
        folder = make_private(folder)
        tickets(folder)  # clears what dead ones left
        self._order = order
        self._patience = patience
        self._key = new_key()
        self._changed = threading.Condition()
        self._latest: State | None = None
        self._guests: set[MessageConnection] = set()
        self._told: dict[MessageConnection, State | None] = {}
        self._closing = False
        self.word = new_word(folder)
        path = _socket_path(folder, self.word)
        self._address = str(path)
        self._listener = Listener(self._address, "AF_UNIX", backlog=BACKLOG)
        try:
            path.chmod(0o600)  # else anyone might knock, if the folder were open and the mask empty
            self._ticket = Issued.issue(folder, self.word, self._key, path, title)
        except BaseException:
            self._listener.close()
            raise
        self._door = threading.Thread(target=self._open_door, name="console-door", daemon=True)
        self._door.start()

    def tell(self, state: State) -> None:
        """Tell all consoles that are there, and those that come later. Never waits for one of them."""
        with self._changed:
            self._latest = state
            self._changed.notify_all()

    def close(self) -> None:
        """Close the door and hang up. Whoever is still being heard is not waited for: it may be waiting for us.

        Consoles that listen have heard the last word by then.
        """
        with self._changed:
            if self._closing:
                return
            self._changed.wait_for(lambda: all(told is self._latest for told in self._told.values()), PROMPT)
            self._closing = True
            guests = list(self._guests)
            self._changed.notify_all()
        self._ticket.withdraw()
        for line in guests:
            line.hang_up()
        # Nothing but a visitor wakes a thread that waits at the door, on every system. Another may have been quicker,
        # and the door is closed by now.
        with suppress(OSError):
            Client(self._address).close()
        self._door.join(1.0)

    # The door

    def _open_door(self) -> None:
        while not self._closing:
            try:
                connection = self._listener.accept()
            except OSError:
                # No descriptors left, or the visitor has gone already.
                with self._changed:
                    self._changed.wait_for(lambda: self._closing, 0.05)
                continue
            self._let_in(connection)
        with suppress(OSError):
            self._listener.close()
            if (parent := self._ticket.ticket.socket.parent) != self._ticket.ticket.folder:
                parent.rmdir()

    def _let_in(self, connection: Connection) -> None:
        try:
            line = MessageConnection(connection)
        except OSError:
            return
        with self._changed:
            if not self._closing:
                self._guests.add(line)
        try:
            if line in self._guests:
                threading.Thread(target=self._serve, args=(line,), name="console-guest", daemon=True).start()
                return
        except RuntimeError:  # no more threads
            self._guests.discard(line)
        line.close()

    # One guest

    def _serve(self, line: MessageConnection) -> None:
        writer = threading.Thread(target=self._keep_told, args=(line,), name="console-told", daemon=True)
        try:
            line.prove(self._key, asks_first=True, patience=self._patience)
            with self._changed:
                self._told[line] = None
            writer.start()
            while True:
                self._order(_ORDERS.decode(line.receive(LONGEST_ORDER)))
        except (*CUT_OFF, RuntimeError):
            return
        finally:
            line.hang_up()
            with self._changed:
                self._guests.discard(line)
                self._told.pop(line, None)
                self._changed.notify_all()
            if writer.ident is not None:
                writer.join()
            line.close()

    def _keep_told(self, line: MessageConnection) -> None:
        """Send the latest state whenever it is another one; those that a slow console missed are never sent."""
        told: State | None = None
        while (told := self._next(line, told)) is not None:
            try:
                line.send(_WRITTEN.encode(told))
            except CUT_OFF:
                line.hang_up()
                return
            with self._changed:
                if line in self._told:
                    self._told[line] = told
                self._changed.notify_all()

    def _next(self, line: MessageConnection, told: State | None) -> State | None:
        """Wait for another state than the one that was told; None once the guest has gone."""
        with self._changed:
            self._changed.wait_for(lambda: self._latest is not told or line not in self._guests)
            return self._latest if line in self._guests else None


def _socket_path(folder: Path, word: str) -> Path:
    """A place in the folder; in a private one among temporary files where that path is too long for a socket."""
    path = folder / f"{word}{SOCKET}"
    return path if len(os.fsencode(path)) <= LONGEST_PATH else Path(mkdtemp(prefix=FOLDER_ALONE)) / SOCKET_ALONE


class ConsoleConnection:
    """A console's end."""

    def __init__(self, line: MessageConnection, ticket: Ticket) -> None:
        """For `join`."""
        self.ticket = ticket
        self._line = line
        self._lock = threading.Lock()
        self._listening = self._lost = self._gone = False

    @classmethod
    def join(cls, ticket: Ticket, patience: float = PATIENCE) -> Self | None:
        """Connect to that projector; None if it doesn't answer, or has not the key."""
        try:
            line = MessageConnection(Client(str(ticket.socket)))
        except OSError:
            return None
        try:
            line.prove(ticket.key, asks_first=False, patience=patience)
        except CUT_OFF:
            line.close()
            return None
        return cls(line, ticket)

    def send(self, order: Order) -> None:
        """Send an order. If the projector has gone, or has taken nothing for very many orders, `states` ends."""
        with self._lock:
            if self._lost or self._gone:
                return
            try:
                if self._line.is_free(PROMPT):
                    self._line.send(msgspec.json.encode(order))
                    return
            except CUT_OFF:
                pass
            self._lost = True
            self._line.hang_up()

    def states(self) -> Iterator[State]:
        """What the projector tells, one after the other; waits for it, and ends when the projector has gone."""
        self._listening = True
        try:
            while True:
                try:
                    state = _STATES.decode(self._line.receive(LONGEST_STATE))
                except CUT_OFF:
                    return
                yield state
        finally:
            self._listening = False
            self._leave()

    def close(self) -> None:
        """Leave, from any thread; `states` ends."""
        self._line.hang_up()
        if not self._listening:
            self._leave()

    def _leave(self) -> None:
        with self._lock:
            self._line.hang_up()
            if not self._gone:
                self._gone = True
                self._line.close()

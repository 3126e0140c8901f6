"""The channel between the projector and its consoles: states go one way, orders the other.

Only the same user on the same machine gets in: the socket lies in a private folder, and whoever connects has to show
the key from a file there. Whatever else comes to the socket ends with its own line.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, Listener
from pathlib import Path
from typing import Self

import msgspec

from cardtui.deck.words import Words
from cardtui.workshop.private_folder import make_private
from cardtui.workshop.remote.message_connection import CUT_OFF, PATIENCE, MessageConnection
from cardtui.workshop.remote.tickets import SOCKET, Issued, Ticket, new_key, new_word, tickets
from cardtui.workshop.run import Order, Run
from cardtui.workshop.workshop_plan import WorkshopPlan

LONGEST_ORDER = 256
"""Bytes."""

LONGEST_STATE = 1 << 24
"""Bytes. A plan's file may have four million; its cards come from files of as many."""

LONGEST_PATH = 100
"""Bytes of the longest path of a socket on every system."""

MOST_GUESTS, MOST_STRANGERS = 16, 32
"""Maximum consoles, and maximum unauthenticated connections (the oldest is dropped)."""

PROMPT = 0.25
"""Seconds in which a projector takes an order; the system keeps some fifty for it before that."""

BACKLOG = 64

_BROKEN = (*CUT_OFF, RecursionError)
"""Also raised by malformed messages."""


class State(msgspec.Struct, frozen=True):
    """What the projector tells.

    began_at: `RunClock.began_at`; both processes read the same steady clock of the machine. saved: whether the run is
    kept on the disk. words: those of the plan's deck, so that the console speaks as the projector does; None for the
    shipped ones. asks: whether the projector asks if it is to go on with this run, and takes no orders meanwhile.
    """

    plan: WorkshopPlan
    run: Run
    began_at: float
    saved: bool
    words: Words | None = None
    asks: bool = False


_ORDERS = msgspec.json.Decoder(Order)
_STATES = msgspec.json.Decoder(State)


class ProjectorServer:
    """The projector's end, with threads of its own: nothing that a console does, or leaves undone, is waited for.

    word: names this projector; for people to read and type.
    """

    def __init__(self, folder: Path, order: Callable[[Order], None], patience: float = PATIENCE) -> None:
        """Open the door.

        folder: made private if it is missing. order: called with each order, from a thread of the console that sent it;
        what it raises as RuntimeError (the app has gone) ends that console's line. patience: seconds in which a guest
        must have shown the key. Raises OSError, `NotPrivate` among them, where no socket can be opened.
        """
        folder = make_private(folder)
        tickets(folder)  # clears what dead ones left
        self._order = order
        self._patience = patience
        self._key = new_key()
        self._changed = threading.Condition()
        self._latest: State | None = None
        self._guests: dict[
            MessageConnection, bool
        ] = {}  # in the order in which they came; whether they have shown the key
        self._closing = False
        self.word = new_word(folder)
        self._listener, self._address = _listen(folder, self.word)
        port = self._address[1] if isinstance(self._address, tuple) else 0
        try:
            self._ticket = Issued.issue(folder, self.word, self._key, port)
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
        """Close the door and hang up. Whoever is still being heard is not waited for: it may be waiting for us."""
        with self._changed:
            if self._closing:
                return
            self._closing = True
            guests = list(self._guests)
            self._changed.notify_all()
        self._ticket.withdraw()
        for line in guests:
            line.hang_up()
        # Nothing but a visitor wakes a thread that waits at the door, on every system.
        with suppress(OSError), socket.socket(_family(self._address), socket.SOCK_STREAM) as knock:
            knock.settimeout(1.0)
            knock.connect(self._address)
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

    def _let_in(self, connection: Connection) -> None:
        try:
            line = MessageConnection(connection)
        except OSError:
            return
        with self._changed:
            strangers = [line for line, known in self._guests.items() if not known]
            refused = self._closing
            if not refused:
                self._guests[line] = False
            if len(strangers) >= MOST_STRANGERS:
                del self._guests[strangers[0]]
                strangers[0].hang_up()
        thread = threading.Thread(target=self._serve, args=(line,), name="console-guest", daemon=True)
        try:
            if not refused:
                thread.start()
        except RuntimeError:  # no more threads
            refused = True
        if refused:
            self._forget(line)

    # One guest

    def _serve(self, line: MessageConnection) -> None:
        writer = threading.Thread(target=self._keep_told, args=(line,), name="console-told", daemon=True)
        try:
            line.prove(self._key, asks_first=True, patience=self._patience)
            with self._changed:
                if sum(self._guests.values()) >= MOST_GUESTS or self._closing:
                    return
                self._guests[line] = True
            writer.start()
            while True:
                self._order(_ORDERS.decode(line.receive(LONGEST_ORDER)))
        except (*_BROKEN, RuntimeError):
            return
        finally:
            line.hang_up()
            with self._changed:
                self._guests.pop(line, None)
                self._changed.notify_all()
            if writer.ident is not None:
                writer.join()
            line.close()

    def _keep_told(self, line: MessageConnection) -> None:
        """Send the latest state whenever it is another one; those that a slow console missed are never sent."""
        told: State | None = None
        while (told := self._next(line, told)) is not None:
            try:
                line.send(msgspec.json.encode(told))
            except _BROKEN:
                line.hang_up()
                return

    def _next(self, line: MessageConnection, told: State | None) -> State | None:
        """Wait for another state than the one that was told; None once the guest has gone."""
        with self._changed:
            self._changed.wait_for(lambda: self._latest is not told or line not in self._guests)
            return self._latest if line in self._guests else None

    def _forget(self, line: MessageConnection) -> None:
        with self._changed:
            self._guests.pop(line, None)
        line.hang_up()
        line.close()


class ConsoleConnection:
    """A console's end."""

    def __init__(self, line: MessageConnection, ticket: Ticket) -> None:
        """For `find` and `join`."""
        self.ticket = ticket
        self._line = line
        self._lock = threading.Lock()
        self._listening = self._lost = self._gone = False

    @classmethod
    def find(cls, folder: Path, word: str | None = None, patience: float = PATIENCE) -> Self | None:
        """The projector of that word, or without one the last that began; None if it isn't there.

        patience: seconds in which it must have answered.
        """
        for ticket in tickets(folder):
            if word in (None, ticket.word) and (guest := cls.join(ticket, patience)) is not None:
                return guest
        return None

    @classmethod
    def join(cls, ticket: Ticket, patience: float = PATIENCE) -> Self | None:
        """Connect to that projector; None if it doesn't answer, or has not the key."""
        try:
            line = MessageConnection(_connect(ticket, patience))
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
                except _BROKEN:
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


def _listen(folder: Path, word: str) -> tuple[Listener, str | tuple[str, int]]:
    """A socket in the folder; on the loopback where there can be none. Raises OSError."""
    path = folder / f"{word}{SOCKET}"
    if hasattr(socket, "AF_UNIX") and len(os.fsencode(path)) <= LONGEST_PATH:
        with suppress(OSError):  # not every file system has sockets
            listener = Listener(str(path), "AF_UNIX", backlog=BACKLOG)
            # Without this anyone might knock, if the folder were open and the mask empty.
            path.chmod(0o600)
            return listener, str(path)
    listener = Listener(("127.0.0.1", 0), "AF_INET", backlog=BACKLOG)
    address = listener.address
    assert isinstance(address, tuple)
    return listener, address


def _connect(ticket: Ticket, patience: float) -> Connection:
    address = ("127.0.0.1", ticket.port) if ticket.port else str(ticket.socket)
    until = time.monotonic() + patience
    with socket.socket(_family(address), socket.SOCK_STREAM) as knock:
        knock.settimeout(patience)
        while True:
            try:
                knock.connect(address)
                break
            except BlockingIOError:  # how a socket in a folder says that too many are at the door
                if time.monotonic() > until:
                    raise
                time.sleep(0.01)
        knock.settimeout(None)
        return Connection(knock.detach())


def _family(address: str | tuple[str, int]) -> socket.AddressFamily:
    return socket.AF_UNIX if isinstance(address, str) else socket.AF_INET

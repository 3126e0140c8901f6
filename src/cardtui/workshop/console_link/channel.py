"""The channel between the projector and its consoles: states go one way, orders the other.

Only the same user on the same machine can connect: the socket is in a private folder, and a client must prove that it
has the key from a file there. Nothing is ever unpickled: a message is JSON of limited size.
"""

from __future__ import annotations

import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener, answer_challenge, deliver_challenge
from pathlib import Path

import msgspec

from cardtui.deck.words import Texts, Words
from cardtui.workshop.console_link.tickets import Ticket, issue, new_ticket, withdraw
from cardtui.workshop.private_folder import make_private
from cardtui.workshop.run import Run
from cardtui.workshop.run_orders import Order
from cardtui.workshop.workshop_plan import WorkshopPlan

LONGEST_ORDER = 256
"""Bytes."""

LONGEST_STATE = 1 << 24
"""Bytes. A plan's file may have four million, and its cards come from files of the same size."""

PATIENCE = 3.0
"""Seconds in which the other side must prove that it has the key."""

PROMPT = 0.25
"""Seconds in which a projector must accept an order, and a console its last state."""

BACKLOG = 64

CUT_OFF = (EOFError, OSError, AuthenticationError, AssertionError, ValueError, RecursionError)
"""Raised when the other side disconnects, or sends invalid data (an assertion in Python 3.11)."""


class State(msgspec.Struct, frozen=True):
    """What the projector sends.

    began_at: `RunClock.began_at`; both processes read the same steady clock of the machine. saved: whether the run is
    saved on the disk. words: those of the plan's deck, so that the console uses the projector's words. asks: whether
    the projector asks if it should resume this run, and takes no orders meanwhile. closed: whether its leader has left
    it. look: the name of the wall's. columns, rows: of the wall's window; 0 until that has a size.
    """

    plan: WorkshopPlan
    run: Run
    began_at: float
    saved: bool
    words: Words
    asks: bool = False
    closed: bool = False
    look: str = ""
    columns: int = 0
    rows: int = 0


def _words(_: type, texts: object) -> Words:
    return Words(**msgspec.convert(texts, dict[str, Texts]))


_ORDERS = msgspec.json.Decoder(Order)
_STATES = msgspec.json.Decoder(State, dec_hook=_words)
_WRITTEN = msgspec.json.Encoder(enc_hook=vars)  # of words, a type that msgspec does not know


class ProjectorServer:
    """The projector's end, with threads of its own, so that no console can block it.

    word: names this projector; for people to read and type.
    """

    def __init__(
        self, folder: Path, order: Callable[[Order], None], patience: float = PATIENCE, title: str = ""
    ) -> None:
        """Listen for consoles.

        folder: created private if missing. order: called with each order, in a thread of the console that sent it;
        a RuntimeError from it (the app has gone) ends that console's connection. patience: seconds in which a client
        must prove that it has the key. title: of the plan, for choosing among projectors. Raises OSError, or its
        subclass `NotPrivate`, if no socket can be opened.
        """
        self._folder = make_private(folder)
        self._order = order
        self._patience = patience
        self._changed = threading.Condition()
        self._latest: State | None = None
        self._told: dict[Connection, State | None] = {}
        """All clients, and the last state sent to each."""
        self._closing = False
        self._ticket = new_ticket(self._folder, title)
        self.word = self._ticket.word
        self._socket = Path(self._ticket.socket)
        self._listener = Listener(self._ticket.socket, "AF_UNIX", backlog=BACKLOG)
        try:
            self._socket.chmod(0o600)  # in case the folder were open and the umask empty
            self._lock = issue(self._folder, self._ticket)
        except BaseException:
            self._listener.close()
            raise
        self._door = threading.Thread(target=self._open_door, name="console-door", daemon=True)
        self._door.start()

    def tell(self, state: State) -> None:
        """Send a state to all consoles, now and when they connect. Never waits for one of them."""
        with self._changed:
            self._latest = state
            self._changed.notify_all()

    def close(self) -> None:
        """Stop listening and disconnect. Does not wait for clients that still authenticate: they may wait for us.

        Connected consoles have received the last state by then.
        """
        with self._changed:
            if self._closing:
                return
            self._changed.wait_for(lambda: all(told is self._latest for told in self._told.values()), PROMPT)
            self._closing = True
            for line in self._told:
                hang_up(line)
        withdraw(self._folder, self.word, self._lock)
        with suppress(OSError):
            Client(self._ticket.socket).close()  # on every system a client wakes a thread that waits in accept
        self._door.join(1.0)
        with suppress(OSError):
            self._listener.close()
            if self._socket.parent != self._folder:
                self._socket.parent.rmdir()

    def _open_door(self) -> None:
        while True:
            try:
                line = self._listener.accept()
            except OSError:
                time.sleep(0.05)  # no descriptors left, or the client has gone already
                continue
            with self._changed:
                if self._closing:
                    line.close()
                    return
                self._told[line] = None
            threading.Thread(target=self._serve, args=(line,), name="console-guest", daemon=True).start()

    def _serve(self, line: Connection) -> None:
        """Receive the orders of one client."""
        writer = threading.Thread(target=self._keep_told, args=(line,), name="console-told", daemon=True)
        try:
            prove(line, self._ticket.key, asks_first=True, patience=self._patience)
            writer.start()
            while True:
                self._order(_ORDERS.decode(line.recv_bytes(LONGEST_ORDER)))
        except (*CUT_OFF, RuntimeError):
            return
        finally:
            with self._changed:
                hang_up(line)
                del self._told[line]
                self._changed.notify_all()
            if writer.ident is not None:
                writer.join()
            line.close()

    def _keep_told(self, line: Connection) -> None:
        """Send the latest state whenever it changes; a slow console never gets those that it missed."""
        told: State | None = None
        while True:
            with self._changed:
                while line in self._told and self._latest is told:
                    self._changed.wait()
                if line not in self._told:
                    return
                told = self._latest
            try:
                line.send_bytes(_WRITTEN.encode(told))
            except CUT_OFF:
                hang_up(line)
                return
            with self._changed:
                if line in self._told:
                    self._told[line] = told
                self._changed.notify_all()


def join(ticket: Ticket, patience: float = PATIENCE) -> Connection | None:
    """A console's connection to that projector; None if it doesn't answer, or does not have the key."""
    try:
        line = Client(ticket.socket)
    except OSError:
        return None
    try:
        prove(line, ticket.key, asks_first=False, patience=patience)
    except CUT_OFF:
        line.close()
        return None
    return line


def states(line: Connection) -> Iterator[State]:
    """The states that the projector sends; blocks until one arrives, and ends when the projector has gone."""
    with suppress(*CUT_OFF):
        while True:
            yield _STATES.decode(line.recv_bytes(LONGEST_STATE))


def send_order(line: Connection, order: Order) -> bool:
    """Send an order. False, and disconnected, if the projector has gone or has not read for very many orders."""
    with suppress(*CUT_OFF):
        if select.select([], [line], [], PROMPT)[1]:
            line.send_bytes(msgspec.json.encode(order))
            return True
    hang_up(line)
    return False


def prove(line: Connection, key: bytes, *, asks_first: bool, patience: float) -> None:
    """Prove that this side has the key, and require the same of the other side.

    asks_first: which of the two this side is. patience: seconds for all of it. Raises one of `CUT_OFF`.
    """
    timer = threading.Timer(patience, hang_up, [line])
    timer.daemon = True
    timer.start()
    try:
        for step in (deliver_challenge, answer_challenge) if asks_first else (answer_challenge, deliver_challenge):
            step(line, key)
    finally:
        timer.cancel()
        timer.join()


def hang_up(line: Connection) -> None:
    """End a connection: readers on both sides are notified at once. It must not be closed meanwhile."""
    with suppress(OSError):
        end = socket.socket(fileno=line.fileno())
        try:
            end.shutdown(socket.SHUT_RDWR)
        finally:
            end.detach()

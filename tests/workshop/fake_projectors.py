"""Projectors for the tests of the channel, and their clients."""

from __future__ import annotations

import socket
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue

from msgspec.structs import replace

from cardtui.workshop.console_link.channel import ProjectorServer, State, join, send_order, states
from cardtui.workshop.console_link.tickets import tickets
from cardtui.workshop.run import begin
from cardtui.workshop.run_orders import Order, OrderKind
from shipped_words import WORDS
from workshop.plans import plan

PLAN = plan()
RUN = begin(PLAN)
LONGEST = 20.0
"""Seconds after which something certainly hangs."""


def state(cue: int = 0, **changes: object) -> State:
    return State(PLAN, replace(RUN, cue=cue, **changes), 0.0, True, WORDS)


class Projector(ProjectorServer):
    """A host that remembers its orders."""

    def __init__(self, folder: Path, at: State | None = None) -> None:
        self.folder = folder
        self.orders: SimpleQueue[Order] = SimpleQueue()
        super().__init__(folder, self.orders.put, patience=0.4)
        self.tell(at or state())

    def knock(self) -> socket.socket:
        """A connected client that has not sent anything yet."""
        (ticket,) = tickets(self.folder)
        stranger = socket.socket(socket.AF_UNIX)
        stranger.connect(str(ticket.socket))  # without a timeout it waits until it is accepted
        stranger.settimeout(LONGEST)
        return stranger


def guest_in(folder: Path) -> Connection:
    """A console's connection to the only projector in a folder."""
    (ticket,) = tickets(folder)
    line = join(ticket, LONGEST)
    assert line is not None
    return line


def still_well(projector: Projector) -> None:
    """A console can connect, send an order, and receive a state."""
    with guest_in(projector.folder) as guest:
        assert next(states(guest)).plan == PLAN
        assert send_order(guest, Order(OrderKind.GO, 4))
        assert projector.orders.get(timeout=LONGEST) == Order(OrderKind.GO, 4)


def is_ended(stranger: socket.socket) -> bool:
    """Whether the other side has disconnected, after anything it sent."""
    with suppress(ConnectionError):
        while stranger.recv(4096):
            pass
    return True

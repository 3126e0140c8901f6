"""The console's end of the link: it finds a projector, follows its states, and finds it again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from cardtui.workshop.console_link.channel import State, hang_up, join, send_order, states
from cardtui.workshop.console_link.tickets import Ticket, chosen_projector, tickets
from cardtui.workshop.run_orders import Order

LOOK_AGAIN = 0.25
"""Seconds between two looks into the folders, while there is no projector."""

News = State | tuple[Ticket, ...]
"""What a console receives: a state, or, without a projector, those to choose from, which may be none."""


class ConsoleClient:
    """One projector at a time, in a thread of its own."""

    def __init__(self, folders: Sequence[Path], word: str | None) -> None:
        """``folders``: where projectors may be. ``word``: of the one to begin with; None for the only one."""
        self._folders = tuple(folders)
        self._wanted = word
        self._others: set[str] = set()
        self._line: Connection | None = None
        self._lock = threading.Lock()
        self._closing = False
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, heard: Callable[[News], None]) -> None:
        """Begin to look. heard: called with all news, from another thread."""
        self._thread = threading.Thread(target=self._follow, args=(heard,), name="console-link", daemon=True)
        self._thread.start()

    def send(self, order: Order) -> None:
        """Send an order to the projector, if there is one."""
        with self._lock:
            if self._line is not None and not send_order(self._line, order):
                self._line = None

    def choose(self, word: str) -> None:
        """Connect to that one of several."""
        self._wanted = word
        self._wake.set()

    def close(self) -> None:
        """Disconnect and stop looking."""
        self._closing = True
        self._wake.set()
        with self._lock:
            if self._line is not None:
                hang_up(self._line)
        if self._thread is not None:
            self._thread.join(1.0)

    def _follow(self, heard: Callable[[News], None]) -> None:
        told: News | None = None
        while not self._closing:
            found = tickets(*self._folders)
            ticket = chosen_projector(found, self._wanted, self._others)
            line = join(ticket) if ticket is not None else None
            if ticket is not None and line is not None:
                self._stay(line, ticket, heard)
                told = None
                found, ticket = [], None  # report the loss first
            looking = tuple(found) if ticket is None else ()
            if looking != told and not self._closing:
                told = looking
                heard(looking)
            self._wake.wait(LOOK_AGAIN)
            self._wake.clear()

    def _stay(self, line: Connection, ticket: Ticket, heard: Callable[[News], None]) -> None:
        with self._lock:
            self._line = line
            if self._closing:
                hang_up(line)
        is_over = False
        for state in states(line):
            is_over = state.run.ended is not None
            heard(state)
        with self._lock:
            self._line = None
            line.close()
        self._wanted = None  # the word of one that has gone is useless
        # After the end the room is free, and a projector started meanwhile is the next one.
        beside = () if is_over else tickets(*self._folders)
        self._others = {each.word for each in beside} - {ticket.word}

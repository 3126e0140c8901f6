"""A console's link to its projector: finds it, hears it, and finds it again when it was started anew."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from cardtui.workshop.console_link.channel import ConsoleConnection, State
from cardtui.workshop.console_link.tickets import Ticket, tickets
from cardtui.workshop.run import Order

LOOK_AGAIN = 0.25
"""Seconds between two looks into the folders, while no projector is there."""


class FoundProjector(msgspec.Struct, frozen=True):
    """A projector to choose. since: when it began, on the steady clock. title: of its plan, "" if it told none."""

    word: str
    since: float
    title: str = ""


class ConsoleSearch(msgspec.Struct, frozen=True):
    """No projector is there, or several are. found: those that can be chosen, none of which is taken unasked."""

    found: tuple[FoundProjector, ...] = ()


News = State | ConsoleSearch
"""What a console hears."""


class ConsoleClient:
    """One projector at a time, in a thread of its own.

    The only projector is taken by itself; of several one has to be chosen. When that goes, those that ran beside it are
    not taken in its place unasked: whoever leads one room must not find themselves steering another.
    """

    def __init__(self, folders: Sequence[Path], word: str | None = None) -> None:
        """``folders``: where projectors may be. ``word``: that of the one to begin with; None for the only one."""
        self._folders = tuple(folders)
        self._wanted = word
        self._others: set[str] = set()
        self._connection: ConsoleConnection | None = None
        self._closing = False
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, heard: Callable[[News], None]) -> None:
        """Begin to look. heard: called with all news, from another thread."""
        self._thread = threading.Thread(target=self._follow, args=(heard,), name="console-link", daemon=True)
        self._thread.start()

    def send(self, order: Order) -> None:
        """Send an order to the projector, if one is there."""
        if (connection := self._connection) is not None:
            connection.send(order)

    def choose(self, word: str) -> None:
        """Take that one of several."""
        self._wanted = word
        self._wake.set()

    def close(self) -> None:
        """Leave the projector and look no more."""
        self._closing = True
        self._wake.set()
        if (connection := self._connection) is not None:
            connection.close()
        if self._thread is not None:
            self._thread.join(1.0)

    def _follow(self, heard: Callable[[News], None]) -> None:
        told: ConsoleSearch | None = None
        while not self._closing:
            found = running(self._folders)
            ticket = self._choice(found)
            connection = ConsoleConnection.join(ticket) if ticket is not None else None
            if connection is None:
                several = found if ticket is None else ()
                looking = ConsoleSearch(tuple(FoundProjector(each.word, each.since, each.title) for each in several))
                if looking != told:
                    told = looking
                    heard(looking)
                self._wake.wait(LOOK_AGAIN)
                self._wake.clear()
                continue
            self._stay(connection, heard)
            if not self._closing:
                told = ConsoleSearch()
                heard(told)
                self._wake.wait(LOOK_AGAIN)

    def _stay(self, connection: ConsoleConnection, heard: Callable[[News], None]) -> None:
        self._connection = connection
        if self._closing:
            connection.close()
        is_over = False
        for state in connection.states():
            is_over = state.run.ended is not None
            heard(state)
        self._connection = None
        self._wanted = None  # the word of one that has gone leads nowhere
        # After the end the room is nobody's, and whatever was begun beside it is the next one.
        beside = () if is_over else running(self._folders)
        self._others = {ticket.word for ticket in beside} - {connection.ticket.word}

    def _choice(self, found: Sequence[Ticket]) -> Ticket | None:
        if self._wanted is not None:
            ticket = next((ticket for ticket in found if ticket.word == self._wanted), None)
            if ticket is not None:
                return ticket
            self._wanted = None
        free = [ticket for ticket in found if ticket.word not in self._others]
        return free[0] if len(free) == 1 else None


def running(folders: Sequence[Path]) -> list[Ticket]:
    """All projectors that run, the last one to begin first."""
    found = [ticket for folder in folders for ticket in tickets(folder)]
    return sorted(found, key=lambda ticket: -ticket.since)

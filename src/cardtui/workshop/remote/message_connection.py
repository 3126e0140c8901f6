"""Authenticated, size-limited message connection between two processes of one user.

Nothing is ever unpickled: only `send_bytes` and `recv_bytes` of `multiprocessing.connection` are used.
"""

from __future__ import annotations

import os
import select
import socket
import threading
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Connection, answer_challenge, deliver_challenge

PATIENCE = 3.0
"""Seconds in which the other side must have shown that it has the key."""

CUT_OFF = (EOFError, OSError, AuthenticationError, AssertionError, ValueError)
"""What a line raises when the other side goes, or sends what it should not (an assertion in Python 3.11)."""


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
        if self._socket.family is not getattr(socket, "AF_UNIX", None):
            with suppress(OSError):  # an order must not wait for the acknowledgement of what went before
                self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

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

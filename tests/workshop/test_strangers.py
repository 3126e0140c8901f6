"""Unauthorized clients, and bad data at the socket: none of it does any harm."""

from __future__ import annotations

import os
import socket
import stat
import struct
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cardtui.workshop.console_link.channel import LONGEST_ORDER, join, states
from cardtui.workshop.console_link.tickets import Ticket, tickets
from cardtui.workshop.private_folder import make_private
from workshop.fake_projectors import LONGEST, Projector, guest_in, is_ended, still_well

# Unauthorized clients


@pytest.mark.parametrize("mask", [0], indirect=True)
@pytest.mark.usefixtures("mask")
def test_with_no_mask_at_all_each_file_is_ours_alone(folder: Path) -> None:
    projector = Projector(folder)
    assert stat.S_IMODE(projector.folder.stat().st_mode) == 0o700
    for path in projector.folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    projector.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_another_user_cannot_look_read_or_connect(projector: Projector) -> None:
    folder = projector.folder
    folder.parent.chmod(0o755)  # only our own folder keeps them out
    stranger = socket.socket(socket.AF_UNIX)
    os.seteuid(65534)
    try:
        for attempt in (
            lambda: list(folder.iterdir()),
            (folder / f"{projector.word}.ticket").read_bytes,
            lambda: stranger.connect(str(folder / f"{projector.word}.socket")),
        ):
            with pytest.raises(PermissionError):
                attempt()
    finally:
        os.seteuid(0)
        stranger.close()
    still_well(projector)


def test_whoever_has_another_key_is_refused(projector: Projector) -> None:
    (ticket,) = tickets(projector.folder)
    assert join(replace(ticket, key=b"not the key"), LONGEST) is None
    still_well(projector)


@contextmanager
def liar(folder: Path) -> Iterator[tuple[socket.socket, Ticket]]:
    """A socket in the place of a projector, with its ticket."""
    make_private(folder)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "socket"))
        listening.listen()
        listening.settimeout(LONGEST)
        yield listening, Ticket("mint-tea-12", b"the key", str(folder / "socket"), 0.0)


def test_a_projector_without_the_key_gets_nothing(folder: Path) -> None:
    with liar(folder) as (listening, ticket), ThreadPoolExecutor() as console:
        joined = console.submit(join, ticket, LONGEST)
        line, _ = listening.accept()
        with line:
            # It challenges, accepts any answer, and answers the console's own challenge with nonsense.
            for message in (b"#CHALLENGE#" + b"0" * 20, b"#WELCOME#", b"1" * 16):
                line.sendall(struct.pack("!i", len(message)) + message)
            assert joined.result(LONGEST) is None


def test_a_silent_projector_is_not_waited_for(folder: Path) -> None:
    with liar(folder) as (_, ticket):
        assert join(ticket, patience=0.2) is None


# Bad data at the socket


@pytest.mark.parametrize("said", [b"", struct.pack("!i", 200) + b"x" * 200], ids=["nothing", "a byte at a time"])
def test_who_never_shows_the_key_is_hung_up_on(projector: Projector, said: bytes) -> None:
    sent = 0
    with projector.knock() as stranger, suppress(ConnectionError):
        # Each pause is shorter than the projector's patience; together they are twenty-five times as long.
        for byte in said:
            stranger.sendall(bytes([byte]))
            sent += 1
            time.sleep(0.05)
        assert is_ended(stranger)
    assert sent < 200
    still_well(projector)


@pytest.mark.parametrize(
    "bytes_",
    [
        b"\x00",
        b"\x00\x00\x00",
        struct.pack("!i", 100) + b"half",
        struct.pack("!i", 1 << 30),
        struct.pack("!i", -1) + struct.pack("!Q", 1 << 30),
        struct.pack("!i", -1) + struct.pack("!Q", (1 << 64) - 1),
        struct.pack("!i", -2),
        struct.pack("!i", 0),
        struct.pack("!i", 257) + b"x" * 257,
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\x80\x04\x95cposix\nsystem\n",
        b"\xff" * 100_000,
    ],
    ids=lambda value: value[:12].hex(),
)
@pytest.mark.sample(6)
def test_a_stranger_ends_only_its_own_line(projector: Projector, bytes_: bytes) -> None:
    with projector.knock() as stranger:
        with suppress(ConnectionError):
            stranger.sendall(bytes_)
        assert is_ended(stranger)
    still_well(projector)


@pytest.mark.parametrize("stays", [True, False])
@pytest.mark.sample(1)
def test_two_hundred_who_say_nothing_keep_no_console_out(projector: Projector, stays: bool) -> None:
    projector._patience = LONGEST  # none of them leaves before its timeout
    with ExitStack() as stack:
        for _ in range(200):
            stranger = stack.enter_context(projector.knock())
            if not stays:
                stranger.close()
        still_well(projector)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(pieces=st.lists(st.binary(max_size=300), max_size=4), is_known=st.booleans())
def test_random_bytes_do_no_harm(projector: Projector, pieces: list[bytes], is_known: bool) -> None:
    if is_known:
        line = guest_in(projector.folder)
        with suppress(OSError):
            for piece in pieces:
                line.send_bytes(piece)
    else:
        with projector.knock() as stranger, suppress(OSError):
            for piece in pieces:
                stranger.sendall(piece)
            stranger.shutdown(socket.SHUT_WR)
            assert is_ended(stranger)
    assert projector._door.is_alive()


# Bad data from a client with the key


@pytest.mark.parametrize(
    "message",
    [
        *(b"", b"next", b"{}", b'{"do":"dance"}', b'{"do":"go","item":"two"}', b'{"do":"go","item":1.5}'),
        *(b"\xff\xfe", b'{"x":' + b"[" * 240, b"x" * (LONGEST_ORDER + 1), b" " * 100_000),
        b'{"do":"next"' + b" " * LONGEST_ORDER + b"}",
    ],
    ids=lambda value: f"{value[:12]!r}, {len(value)}",
)
def test_an_invalid_order_ends_only_that_line(projector: Projector, message: bytes) -> None:
    line = guest_in(projector.folder)
    with suppress(OSError):
        line.send_bytes(message)
    with suppress(EOFError, OSError):
        while True:
            line.recv_bytes(1 << 24)
    assert projector.orders.empty()
    still_well(projector)


@pytest.mark.parametrize(
    "message",
    [b"", b"{}", b"[1]", b'{"plan":null,"run":{},"began_at":0,"saved":true}', b"\xff", b'{"x":' + b"[" * 100_000],
    ids=lambda value: str(value[:12]),
)
def test_a_state_that_is_none_ends_the_states(projector: Projector, message: bytes) -> None:
    heard = states(guest_in(projector.folder))
    next(heard)
    (line,) = projector._told
    line.send_bytes(message)
    assert list(heard) == []

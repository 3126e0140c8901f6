"""The channel: orders one way, states the other, and nothing that comes to the socket does any harm."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from queue import SimpleQueue

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cardtui.workshop.channel import LONGEST_ORDER, MOST_GUESTS, Guest, Host, State
from cardtui.workshop.cues import cues
from cardtui.workshop.line import Line
from cardtui.workshop.place import NotPrivate, make_private
from cardtui.workshop.run import Do, Order, Run, begin
from cardtui.workshop.tickets import Ticket, tickets
from workshop.plans import plan

PLAN = plan()
RUN = begin(cues(PLAN))
LONGEST = 20.0
"""Seconds after which something hangs for certain."""


def state(cue: int = 0, **changes: object) -> State:
    return State(PLAN, replace(RUN, cue=cue, **changes), 0.0, True)


def until(condition: Callable[[], object]) -> None:
    """Wait for a state."""
    end = time.monotonic() + LONGEST
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.002)


class Projector(Host):
    """A host that remembers its orders."""

    def __init__(self, folder: Path, patience: float = 0.4) -> None:
        self.orders: SimpleQueue[Order] = SimpleQueue()
        super().__init__(folder, self.orders.put, patience)
        self.tell(state())

    def knock(self) -> socket.socket:
        """Someone at the door who has not said anything yet."""
        (ticket,) = [each for each in tickets(self.folder) if each.word == self.word]
        if ticket.port:
            return socket.create_connection(("127.0.0.1", ticket.port), LONGEST)
        stranger = socket.socket(socket.AF_UNIX)
        stranger.connect(str(ticket.socket))  # without a time limit it waits for its turn at the door
        stranger.settimeout(LONGEST)
        return stranger

    @property
    def folder(self) -> Path:
        return self._ticket.ticket.folder


def join(projector: Projector) -> Guest:
    guest = Guest.find(projector.folder, projector.word, LONGEST)
    assert guest is not None
    return guest


def still_well(projector: Projector) -> None:
    """A console can come, order something, and is told."""
    guest = join(projector)
    states = guest.states()
    assert next(states).plan == PLAN
    guest.send(Order(Do.GO, 4))
    assert projector.orders.get(timeout=LONGEST) == Order(Do.GO, 4)
    guest.close()


def is_ended(stranger: socket.socket) -> bool:
    """Whether the other side has hung up, after whatever it said."""
    with suppress(ConnectionError):
        while stranger.recv(4096):
            pass
    return True


def ours() -> tuple[set[str], int]:
    """The threads there are, and how many descriptors."""
    return {thread.name for thread in threading.enumerate()}, len(list(Path("/dev/fd").iterdir()))


@pytest.fixture(params=["socket", "loopback"])
def folder(request: pytest.FixtureRequest) -> Iterator[Path]:
    """A folder with a short path; and one whose path is too long for a socket."""
    short = Path(tempfile.mkdtemp())
    yield short / ("w" if request.param == "socket" else "w" * 110)
    shutil.rmtree(short)


@pytest.fixture
def projector(folder: Path) -> Iterator[Projector]:
    before = ours()
    made = Projector(folder)
    yield made
    made.close()
    until(lambda: ours() == before)  # no thread and no descriptor stays
    assert list(made.folder.iterdir()) == []


def test_where_the_path_of_a_socket_is_too_long_the_loopback_is_used(folder: Path) -> None:
    projector = Projector(folder)
    (ticket,) = tickets(projector.folder)
    assert bool(ticket.port) is (len(str(folder)) > 100)
    assert ticket.socket.exists() is not bool(ticket.port)
    projector.close()


# What it is for


def test_orders_come_as_they_were_sent_and_in_order(projector: Projector) -> None:
    guest = join(projector)
    orders = [Order(each, number) for number, each in enumerate(Do)] * 20
    for order in orders:
        guest.send(order)
    assert [projector.orders.get(timeout=LONGEST) for _ in orders] == orders
    guest.close()


def test_all_consoles_are_told_at_once_and_late_ones_what_was_told_last(projector: Projector) -> None:
    first, second = join(projector), join(projector)
    early, other = first.states(), second.states()
    assert (next(early), next(other)) == (state(), state())
    projector.tell(state(3, paused=True))
    assert (next(early), next(other)) == (state(3, paused=True),) * 2
    third = join(projector)
    assert next(third.states()) == state(3, paused=True)
    for guest in (first, second, third):
        guest.close()


def test_a_whole_run_comes_back_as_it_was(projector: Projector) -> None:
    guest = join(projector)
    states = guest.states()
    next(states)
    told = State(PLAN, Run(2, {0: 61.5, 2: 3.25}, {2: -60.0}, 71.0, clock=False, visits=RUN.visits), 12345.678, False)
    projector.tell(told)
    assert next(states) == told
    guest.close()


def test_when_the_projector_closes_the_states_end_and_sending_does_nothing(folder: Path) -> None:
    projector = Projector(folder)
    guest = join(projector)
    states = guest.states()
    next(states)
    projector.close()
    assert list(states) == []
    guest.send(Order(Do.NEXT))
    guest.close()
    assert Guest.find(projector.folder) is None


def test_a_console_that_goes_ends_its_own_states_and_nothing_else(projector: Projector) -> None:
    leaving, staying = join(projector), join(projector)
    states = staying.states()
    next(states)
    ended = threading.Event()

    def listen() -> None:
        for _ in leaving.states():
            pass
        ended.set()

    listening = threading.Thread(target=listen)
    listening.start()
    leaving.close()
    assert ended.wait(LONGEST)
    listening.join()
    projector.tell(state(1))
    assert next(states) == state(1)
    staying.close()


def test_a_console_that_does_not_listen_holds_nothing_up_and_then_hears_the_latest(projector: Projector) -> None:
    guest = join(projector)
    large = replace(state(), plan=plan(contacts=("x" * 200_000,)))  # no buffer of the system takes many
    slowest = 0.0
    for number in range(300):
        began = time.perf_counter()
        projector.tell(replace(large, began_at=float(number)))
        slowest = max(slowest, time.perf_counter() - began)
    still = join(projector)
    assert next(still.states()).began_at == 299.0
    heard = []
    for told in guest.states():
        heard.append(told.began_at)
        if told.began_at == 299.0:
            break
    assert len(heard) < 100
    assert heard == sorted(heard)
    assert slowest < 0.5
    guest.close()
    still.close()


def test_only_so_many_consoles_can_be_there(projector: Projector) -> None:
    guests = [join(projector) for _ in range(MOST_GUESTS)]
    states = [guest.states() for guest in guests]
    for each in states:
        next(each)
    more = join(projector)
    assert list(more.states()) == []
    guests.pop().close()
    until(lambda: sum(projector._guests.values()) < MOST_GUESTS)
    again = join(projector)
    assert next(again.states()) == state()
    for guest in (*guests, again):
        guest.close()


def test_an_app_that_has_gone_ends_the_line_of_the_console_that_orders(folder: Path) -> None:
    def gone(order: Order) -> None:
        raise RuntimeError("the app is not running")

    host = Host(folder, gone)
    host.tell(state())
    guest = Guest.find(make_private(folder))
    assert guest is not None
    states = guest.states()
    next(states)
    guest.send(Order(Do.NEXT))
    assert list(states) == []
    host.close()


def test_closing_does_not_wait_for_an_order_that_waits_for_whoever_closes(folder: Path) -> None:
    came, may_go_on = threading.Event(), threading.Event()

    def waits(order: Order) -> None:
        came.set()
        may_go_on.wait(LONGEST)

    host = Host(folder, waits)
    guest = Guest.find(make_private(folder))
    assert guest is not None
    guest.send(Order(Do.NEXT))
    assert came.wait(LONGEST)
    host.close()
    assert not may_go_on.is_set()
    may_go_on.set()
    guest.close()


def test_two_projectors_are_told_apart_by_their_words(folder: Path) -> None:
    one, two = Projector(folder), Projector(folder)
    one.tell(state(1))
    two.tell(state(2))
    assert one.word != two.word
    for projector, cue in ((one, 1), (two, 2)):
        guest = join(projector)
        assert next(guest.states()).run.cue == cue
        guest.close()
    assert Guest.find(one.folder, "no-such-99") is None
    one.close()
    two.close()


def test_a_folder_that_is_not_private_is_no_place_for_a_projector(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(NotPrivate):
        Projector(folder)
    assert list(folder.iterdir()) == []


# Who may not come in


def test_with_no_mask_at_all_socket_and_ticket_and_folder_are_ours_alone(folder: Path) -> None:
    before = os.umask(0)
    projector = Projector(folder)
    os.umask(before)
    assert stat.S_IMODE(projector.folder.stat().st_mode) == 0o700
    for path in projector.folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    projector.close()


KNOCKS = """
import socket, sys
folder, word, port = sys.argv[1:]
def tries(what):
    try:
        what()
    except PermissionError:
        return
    sys.exit(f"{what.__name__} was possible")
def listing():
    import os
    os.listdir(folder)
def reading():
    open(f"{folder}/{word}.ticket").read()
def connecting():
    socket.socket(socket.AF_UNIX).connect(f"{folder}/{word}.socket")
tries(listing), tries(reading)
if not int(port):
    tries(connecting)
else:
    with socket.create_connection(("127.0.0.1", int(port))) as line:
        line.settimeout(20)
        line.recv(1000)
        line.sendall(b"\\0\\0\\0\\x10" + b"0" * 16)
        if b"WELCOME" in line.recv(1000):
            sys.exit("was let in")
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_another_user_can_neither_look_nor_read_nor_connect(projector: Projector) -> None:
    projector.folder.parent.chmod(0o755)  # nothing but our own folder keeps them out
    (ticket,) = tickets(projector.folder)
    python = "/usr/bin/python3" if Path("/usr/bin/python3").exists() else sys.executable
    ran = subprocess.run(
        [python, "-I", "-c", KNOCKS, str(projector.folder), projector.word, str(ticket.port)],
        user=65534,
        group=65534,
        extra_groups=[],
        cwd="/",
        capture_output=True,
        timeout=LONGEST,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    still_well(projector)


def test_whoever_has_another_key_is_refused(projector: Projector) -> None:
    (ticket,) = tickets(projector.folder)
    assert Guest.join(replace(ticket, key=b"not the key"), LONGEST) is None
    still_well(projector)


def test_a_console_gives_nothing_to_a_projector_that_has_not_the_key(folder: Path) -> None:
    made = make_private(folder)
    with socket.create_server(("127.0.0.1", 0)) as liar:
        liar.settimeout(LONGEST)
        ticket = Ticket("mint-tea-12", made, b"the key", liar.getsockname()[1], 0.0)
        found: list[Guest | None] = []
        joining = threading.Thread(target=lambda: found.append(Guest.join(ticket, LONGEST)))
        joining.start()
        line, _ = liar.accept()
        with line:
            line.settimeout(LONGEST)
            # It challenges, welcomes whatever the answer is, and answers the console's own challenge with nonsense.
            for message in (b"#CHALLENGE#" + b"0" * 20, b"#WELCOME#"):
                line.sendall(struct.pack("!i", len(message)) + message)
            line.sendall(struct.pack("!i", 16) + b"1" * 16)
            joining.join(LONGEST)
        assert found == [None]


def test_a_projector_that_does_not_answer_is_not_waited_for(folder: Path) -> None:
    made = make_private(folder)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        ticket = Ticket("mint-tea-12", made, b"key", silent.getsockname()[1], 0.0)
        assert Guest.join(ticket, patience=0.2) is None


# What may come to the socket


def test_whoever_says_nothing_is_hung_up_on(projector: Projector) -> None:
    with projector.knock() as stranger:
        assert is_ended(stranger)
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
def test_whatever_a_stranger_says_ends_its_own_line_only(projector: Projector, bytes_: bytes) -> None:
    with projector.knock() as stranger:
        with suppress(ConnectionError):
            stranger.sendall(bytes_)
        assert is_ended(stranger)
    still_well(projector)


def test_whoever_speaks_a_byte_at_a_time_is_hung_up_on_in_the_same_time(projector: Projector) -> None:
    began = time.monotonic()
    with projector.knock() as stranger, suppress(ConnectionError):
        stranger.sendall(struct.pack("!i", 200))
        for _ in range(200):
            stranger.sendall(b"x")
            time.sleep(0.05)
    assert time.monotonic() - began < 5.0
    still_well(projector)


def test_two_hundred_at_once_who_say_nothing_do_not_keep_a_console_out(folder: Path) -> None:
    before = ours()
    projector = Projector(folder, patience=LONGEST)  # none of them goes by itself
    with ExitStack() as stack:
        strangers = [stack.enter_context(projector.knock()) for _ in range(200)]
        still_well(projector)
        assert len(projector._guests) < 50
        assert is_ended(strangers[0])
    projector.close()
    until(lambda: ours() == before)


def test_two_hundred_who_come_and_go_leave_nothing(projector: Projector) -> None:
    for _ in range(200):
        projector.knock().close()
    still_well(projector)


@pytest.fixture(scope="module")
def lasting() -> Iterator[Projector]:
    with tempfile.TemporaryDirectory() as short:
        made = Projector(Path(short) / "w")
        yield made
        made.close()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.binary(max_size=300), max_size=4))
def test_random_bytes_do_no_harm(lasting: Projector, pieces: list[bytes]) -> None:
    with lasting.knock() as stranger, suppress(ConnectionError):
        for piece in pieces:
            stranger.sendall(piece)
        stranger.shutdown(socket.SHUT_WR)
        assert is_ended(stranger)
    assert lasting._door.is_alive()


def test_after_all_that_a_console_is_let_in(lasting: Projector) -> None:
    still_well(lasting)
    until(lambda: not lasting._guests)


# What someone with the key may send


def known(projector: Projector) -> Line:
    """The line of a console that has shown the key."""
    return join(projector)._line


def drain(line: Line) -> None:
    while True:
        line.receive(1 << 24)


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"next",
        b"{}",
        b'{"do":"dance"}',
        b'{"do":"go","item":"two"}',
        b'{"do":"go","item":1.5}',
        b"\xff\xfe",
        b'{"x":' + b"[" * 240,
        b"x" * (LONGEST_ORDER + 1),
        b" " * 100_000,
        b'{"do":"next"' + b" " * LONGEST_ORDER + b"}",
    ],
    ids=lambda value: f"{value[:12]!r}, {len(value)}",
)
def test_an_order_that_is_none_ends_that_line_only(projector: Projector, message: bytes) -> None:
    line = known(projector)
    with suppress(OSError):
        line.send(message)
    with pytest.raises((EOFError, OSError)):
        drain(line)
    line.close()
    assert projector.orders.empty()
    still_well(projector)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(message=st.binary(max_size=LONGEST_ORDER + 20))
def test_random_orders_do_no_harm(lasting: Projector, message: bytes) -> None:
    line = known(lasting)
    with suppress(OSError):
        line.send(message)
    line.hang_up()
    line.close()
    assert lasting._door.is_alive()


@pytest.mark.parametrize(
    "message",
    [b"", b"{}", b"[1]", b'{"plan":null,"run":{},"began_at":0,"saved":true}', b"\xff", b'{"x":' + b"[" * 100_000],
    ids=lambda value: str(value[:12]),
)
def test_a_state_that_is_none_ends_the_states(projector: Projector, message: bytes) -> None:
    guest = join(projector)
    states = guest.states()
    next(states)
    (line,) = projector._guests
    line.send(message)
    assert list(states) == []


# A projector that is stopped, or killed


STANDIN = Path(__file__).with_name("standin.py")


@pytest.fixture
def process(folder: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, str(STANDIN), str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as started:
        assert started.stdout is not None
        started.stdout.readline()
        yield started
        started.kill()


def test_a_projector_that_is_killed_ends_the_states_and_is_cleared_away(
    folder: Path, process: subprocess.Popen[str]
) -> None:
    made = make_private(folder)
    guest = Guest.find(made)
    assert guest is not None
    states = guest.states()
    assert next(states).plan == PLAN
    process.send_signal(signal.SIGKILL)
    assert list(states) == []
    process.wait()
    assert Guest.find(made) is None
    assert list(made.iterdir()) == []


def test_orders_to_a_projector_that_stands_still_are_not_waited_for(
    folder: Path, process: subprocess.Popen[str]
) -> None:
    guest = Guest.find(make_private(folder))
    assert guest is not None
    states = guest.states()
    next(states)
    process.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    for _ in range(100_000):
        guest.send(Order(Do.MORE))
    assert time.monotonic() - began < LONGEST
    process.send_signal(signal.SIGCONT)
    guest.close()

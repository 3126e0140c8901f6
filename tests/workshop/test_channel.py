"""The channel: orders one way, states the other; no side blocks, not even when a projector is stopped."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from multiprocessing.connection import Client
from pathlib import Path
from statistics import median

import pytest
from msgspec.structs import replace

from cardtui.workshop.console_link import channel
from cardtui.workshop.console_link.channel import ProjectorServer, State, hang_up
from cardtui.workshop.console_link.tickets import tickets, withdraw
from cardtui.workshop.private_folder import NotPrivate
from cardtui.workshop.run import Run
from cardtui.workshop.run_orders import Order, OrderKind
from shipped_words import WORDS
from workshop.fake_projectors import LONGEST, PLAN, RUN, Projector, find, guest_of, state, still_well
from workshop.plans import plan


def test_a_too_long_path_has_its_socket_among_temporary_files(folder: Path) -> None:
    projector = Projector(folder.with_name("w" * 110))
    (ticket,) = tickets(projector.folder)
    assert Path(ticket.socket).parent.stat().st_mode & 0o777 == 0o700
    still_well(projector)
    projector.close()
    assert not Path(ticket.socket).parent.exists()


# Its purpose


def test_orders_arrive_unchanged_and_in_order(projector: Projector) -> None:
    guest = guest_of(projector)
    orders = [Order(each, number) for number, each in enumerate(OrderKind)] * 20
    for order in orders:
        guest.send(order)
    assert [projector.orders.get(timeout=LONGEST) for _ in orders] == orders


def test_all_consoles_are_told_and_late_ones_what_was_told_last(projector: Projector) -> None:
    early = [guest_of(projector).states() for _ in range(2)]
    assert [next(states) for states in early] == [state()] * 2
    run = Run(2, {0: 61.5, 2: 3.25}, {2: -60.0}, 71.0, clock=False, visits=RUN.visits)
    told = State(PLAN, run, 12345.678, False, WORDS)
    projector.tell(told)
    assert [next(states) for states in early] == [told] * 2
    assert next(guest_of(projector).states()) == told


def test_a_closing_projectors_last_word_is_heard(folder: Path) -> None:
    projector = Projector(folder)
    guest = guest_of(projector)
    states = guest.states()
    next(states)
    closed = replace(state(), closed=True)
    projector.tell(closed)
    projector.close()
    assert list(states) == [closed]
    guest.send(Order(OrderKind.NEXT))
    guest.close()
    assert find(projector.folder) is None


def test_a_visitor_while_the_door_closes_does_no_harm(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    projector = Projector(folder)
    (ticket,) = tickets(folder)

    def knock(*given: object) -> None:
        withdraw(*given)
        Client(ticket.socket).close()
        projector._door.join(LONGEST)

    monkeypatch.setattr(channel, "withdraw", knock)
    projector.close()
    assert not Path(ticket.socket).exists()


def test_a_leaving_console_ends_only_its_states(projector: Projector) -> None:
    leaving, staying = guest_of(projector), guest_of(projector).states()
    next(staying)
    with ThreadPoolExecutor() as listening:
        ended = listening.submit(list, leaving.states())
        hang_up(leaving.line)
        assert ended.result(LONGEST) in ([], [state()])
    projector.tell(state(1))
    assert next(staying) == state(1)


def test_a_console_that_does_not_listen_holds_nothing_up(projector: Projector) -> None:
    guest = guest_of(projector)
    large = replace(state(), plan=plan(contacts=("x" * 200_000,)))  # no system buffer takes many of these
    waits = []
    for number in range(300):
        began = time.perf_counter()
        projector.tell(replace(large, began_at=float(number)))
        waits.append(time.perf_counter() - began)
    still = guest_of(projector)
    assert next(still.states()).began_at == 299.0
    heard = []
    for told in guest.states():
        heard.append(told.began_at)
        if told.began_at == 299.0:
            break
    assert len(heard) < 100
    assert heard == sorted(heard)
    assert median(waits) < 0.5, "a single one may be a pause of the machine"


def test_an_app_that_has_gone_ends_the_line_of_who_orders(folder: Path) -> None:
    def gone(order: Order) -> None:
        raise RuntimeError("the app is not running")

    with closing(ProjectorServer(folder, gone)) as host:
        host.tell(state())
        guest = find(folder)
        states = guest.states()
        next(states)
        guest.send(Order(OrderKind.NEXT))
        assert list(states) == []


def test_closing_does_not_wait_for_an_order_that_waits_for_it(folder: Path) -> None:
    came, may_go_on = threading.Event(), threading.Event()
    host = ProjectorServer(folder, lambda order: (came.set(), may_go_on.wait(LONGEST)))
    guest = find(folder)
    guest.send(Order(OrderKind.NEXT))
    assert came.wait(LONGEST)
    host.close()
    assert not may_go_on.is_set()
    may_go_on.set()
    guest.close()


def test_no_projector_in_a_folder_not_private(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(NotPrivate):
        Projector(folder)
    assert list(folder.iterdir()) == []


def test_a_stopped_projector_blocks_no_orders(folder: Path) -> None:
    command = [sys.executable, str(Path(__file__).with_name("standin_projector.py")), str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        process.stdout.readline()
        guest = find(folder)
        next(guest.states())
        process.send_signal(signal.SIGSTOP)
        began = time.monotonic()
        for _ in range(100_000):
            guest.send(Order(OrderKind.MORE))
        assert time.monotonic() - began < LONGEST
        process.kill()

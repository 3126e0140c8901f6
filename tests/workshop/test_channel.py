"""The channel: orders one way, states the other; no side blocks, not even when a projector hangs."""

from __future__ import annotations

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
from cardtui.workshop.console_link.channel import ProjectorServer, hang_up, send_order, states
from cardtui.workshop.console_link.tickets import tickets, withdraw
from cardtui.workshop.private_folder import NotPrivate
from cardtui.workshop.run_orders import Order, OrderKind
from workshop.fake_projectors import LONGEST, Projector, guest_in, state, still_well
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
    guest = guest_in(projector.folder)
    orders = [Order(each, number) for number, each in enumerate(OrderKind)] * 20
    assert all(send_order(guest, order) for order in orders)
    assert [projector.orders.get(timeout=LONGEST) for _ in orders] == orders


def test_all_consoles_are_told_and_late_ones_what_was_told_last(projector: Projector) -> None:
    early = [states(guest_in(projector.folder)) for _ in range(2)]
    assert [next(each) for each in early] == [state()] * 2
    changed = state(2, spent={0: 61.5, 2: 3.25}, extra={2: -60.0}, since=71.0, clock=False)
    told = replace(changed, began_at=12345.678, saved=False)
    projector.tell(told)
    assert [next(each) for each in early] == [told] * 2
    assert next(states(guest_in(projector.folder))) == told


def test_a_closing_projectors_last_word_is_heard(folder: Path) -> None:
    projector = Projector(folder)
    guest = guest_in(projector.folder)
    heard = states(guest)
    next(heard)
    closed = replace(state(), closed=True)
    projector.tell(closed)
    projector.close()
    assert list(heard) == [closed]
    assert not send_order(guest, Order(OrderKind.NEXT))
    assert tickets(folder) == []


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
    leaving, staying = guest_in(projector.folder), states(guest_in(projector.folder))
    next(staying)
    with ThreadPoolExecutor() as listening:
        ended = listening.submit(list, states(leaving))
        hang_up(leaving)
        assert ended.result(LONGEST) in ([], [state()])
    projector.tell(state(1))
    assert next(staying) == state(1)


def test_a_console_that_does_not_listen_holds_nothing_up(projector: Projector) -> None:
    guest = guest_in(projector.folder)
    large = replace(state(), plan=plan(contacts=("x" * 200_000,)))  # no system buffer takes many of these
    waits = []
    for number in range(300):
        began = time.perf_counter()
        projector.tell(replace(large, began_at=float(number)))
        waits.append(time.perf_counter() - began)
    assert next(states(guest_in(projector.folder))).began_at == 299.0
    heard = []
    for told in states(guest):
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
        guest = guest_in(folder)
        heard = states(guest)
        next(heard)
        send_order(guest, Order(OrderKind.NEXT))
        assert list(heard) == []


def test_a_projector_that_hangs_holds_up_no_order_and_no_end(folder: Path) -> None:
    may_go_on = threading.Event()
    host = ProjectorServer(folder, lambda order: may_go_on.wait(3 * LONGEST))
    guest, began = guest_in(folder), time.monotonic()
    assert not all(send_order(guest, Order(OrderKind.MORE)) for _ in range(100_000))
    host.close()
    assert time.monotonic() - began < LONGEST
    may_go_on.set()


def test_no_projector_in_a_folder_not_private(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(NotPrivate):
        Projector(folder)
    assert list(folder.iterdir()) == []

"""Calls into a full screen from outside its loop: threads and signals. All of them run in the app's context."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable

import pytest
from textual._context import active_app

from cardtui.faces.screen.base_app import BaseApp
from cardtui.faces.screen.signals import Signals
from cardtui.workshop.console.console_app import ConsoleApp
from cardtui.workshop.projector.projector_app import ProjectorApp
from cardtui.workshop.projector.projector_controller import ProjectorController
from cardtui.workshop.run import begin
from cardtui.workshop.run_orders import Order, OrderKind
from console_pilot import Hall
from program import LOOKS
from shipped_words import WORDS
from workshop.fake_clocks import Machine
from workshop.plans import plan


async def until(is_so: Callable[[], object]) -> None:
    for _ in range(LOOKS):
        if is_so():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came")


def from_a_thread(act: Callable[[], object]) -> None:
    thread = threading.Thread(target=act)
    thread.start()
    thread.join()


async def test_a_timer_set_from_a_thread_goes_on() -> None:
    app, ticks = BaseApp(), list[int]()
    async with app.run_test():
        from_a_thread(lambda: app.call_soon(app.set_interval, 0.01, lambda: ticks.append(1)))
        await until(lambda: len(ticks) > 2)


async def test_a_failed_call_ends_the_app_and_is_raised() -> None:
    app = BaseApp()

    def mistake() -> None:
        raise ZeroDivisionError

    async def run() -> None:
        async with app.run_test() as pilot:
            from_a_thread(lambda: app.call_soon(mistake))
            await until(lambda: not app.is_running)
            await pilot.pause()

    with pytest.raises(ZeroDivisionError):
        await run()


async def test_calling_an_app_not_yet_running_raises() -> None:
    with pytest.raises(RuntimeError):
        BaseApp().call_soon(print)


def console(seen: list[object], monkeypatch: pytest.MonkeyPatch) -> tuple[BaseApp, Callable[[], object]]:
    hall = Hall()
    monkeypatch.setattr(ConsoleApp, "_heard", lambda *_: seen.append(active_app.get(None)))
    return ConsoleApp(WORDS, hall, "dark", steady_=hall.steady, wall=hall.wall), lambda: from_a_thread(hall.tell)


def projector(seen: list[object], monkeypatch: pytest.MonkeyPatch) -> tuple[BaseApp, Callable[[], object]]:
    made, clock = plan(), Machine().clock()
    monkeypatch.setattr(ProjectorController, "order_from_console", lambda *_: seen.append(active_app.get(None)))
    app = ProjectorApp(ProjectorController(made, WORDS, clock, begin(made)))
    return app, lambda: from_a_thread(lambda: app.take_order(Order(OrderKind.NEXT)))


def signalled(number: int) -> Callable[..., tuple[BaseApp, Callable[[], object]]]:
    def made(seen: list[object], monkeypatch: pytest.MonkeyPatch) -> tuple[BaseApp, Callable[[], object]]:
        monkeypatch.setattr(Signals, "_end", lambda *_: seen.append(active_app.get(None)))
        monkeypatch.setattr(BaseApp, "action_leave", lambda _: seen.append(active_app.get(None)))
        monkeypatch.setattr(signal, "setitimer", lambda *_: None)
        return BaseApp(), lambda: os.kill(os.getpid(), number)

    return made


@pytest.mark.parametrize(
    "made",
    [console, projector, *map(signalled, (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT))],
    ids=["news", "order", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT"],
)
async def test_whatever_comes_has_the_app_s_context(
    made: Callable[..., tuple[BaseApp, Callable[[], object]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)}
    seen: list[object] = []
    app, come = made(seen, monkeypatch)
    try:
        async with app.run_test():
            come()
            await until(lambda: seen)
            assert seen[0] is app
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

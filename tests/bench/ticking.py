"""The projector while its clock runs, beside an empty Textual app; and the delay of the console's orders."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from figures import Row, ms, percentile
from installed import Installed
from window import QUIET, Window

from cardtui.workshop.console_link.channel import join, send_order
from cardtui.workshop.console_link.tickets import tickets
from cardtui.workshop.run_orders import Order, OrderKind

TARGET = 0.3
"""Maximum CPU use above the empty app, in hundredths of a core."""

SOON = 50.0
"""Milliseconds from an order of the console to the last byte of its change on the projector."""

COPIES = 3
"""Windows with the same content."""

SCREENS = {
    "a slide, 60x18": ("Welcome", "", (60, 18)),
    "a turn, 60x18": ("A card of your choice", "\r", (60, 18)),
    "a turn, 120x40": ("A card of your choice", "\r", (120, 40)),
    "a turn, paused": ("A card of your choice", "\r ", (60, 18)),
}
"""The title of the first item in the shipped plan, the keys that lead on from there, and the size."""

_EMPTY = ""


def rows(installed: Installed, folder: Path, seconds: float) -> Iterator[Row]:
    """All screens at the same time, and empty apps beside them: what disturbs one disturbs all."""
    with ExitStack() as stack:
        windows: dict[str, list[Window]] = {name: [] for name in (*SCREENS, _EMPTY)}
        for copy in range(COPIES):
            for name, (item, keys, size) in SCREENS.items():
                home = {"XDG_DATA_HOME": str(folder / f"{len(windows)} {name} {copy}".replace(",", ""))}
                command = installed.command("lead", "evening", "--from", item)
                window = stack.enter_context(Window(command, installed.environment | home, *size))
                window.wait_for("\x1b[?1049h")  # it draws; its title may be in large letters
                window.settle(0.5)
                for key in keys:
                    window.press(key)
                    time.sleep(0.3)  # sooner, the same key would count as held
                windows[name].append(window)
            windows[_EMPTY].append(stack.enter_context(Window(installed.empty, installed.environment, 60, 18)))
        every = [window for some in windows.values() for window in some]
        with ThreadPoolExecutor(len(every)) as pool:
            list(pool.map(lambda window: window.listen(2.0), every))
            for window in every:
                window.forget()
            before = {window.pid: window.processor() for window in every}
            list(pool.map(lambda window: window.listen(seconds), every))
        used = {name: min(window.processor() - before[window.pid] for window in some) for name, some in windows.items()}
        written = {name: max(len(window.shown) for window in some) for name, some in windows.items()}
    empty = 100 * used[_EMPTY] / seconds
    for name in SCREENS:
        points = 100 * used[name] / seconds
        what = f"{name}: {written[name] / seconds:.0f} bytes a second"
        yield Row(f"projector, {what}", f"{points:.2f} %", f"{empty:.2f} %", points - empty, TARGET, "points")
    yield _steering(installed, folder)


def _steering(installed: Installed, folder: Path) -> Row:
    """From an order of a console in another process until the projector has painted its change."""
    environment = installed.environment | {"XDG_DATA_HOME": str(folder / "steered")}
    times: list[float] = []
    with Window(installed.command("lead", "evening"), environment, 60, 18) as window:
        window.wait_for("\x1b[?1049h")  # it draws, so its ticket is already there
        window.settle(0.5)
        guest = join(tickets(installed.home / "run" / "cardtui")[0])
        assert guest is not None
        for number in range(60):
            sent = last = time.perf_counter()
            send_order(guest, Order(OrderKind.NEXT if number % 2 == 0 else OrderKind.BACK))
            wait = 1.0
            while window.reads(wait):
                last = time.perf_counter()
                wait = QUIET
            times.append(last - sent)
        guest.close()
    slowest = percentile(times, 95)
    return Row("console to projector, 95 of 100", ms(slowest), ms(statistics.median(times)), slowest * 1000, SOON, "ms")

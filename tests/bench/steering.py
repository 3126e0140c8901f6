"""The console beside a projector's process: how soon an order arrives, and what the running clock costs."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import mkdtemp

from figures import Row, ms, percentile
from installed import Installed
from window import LONGEST, Window, used_at_rest

from cardtui.deck.opened_deck import open_deck
from cardtui.workshop.run_clock import steady

SOON = 50.0
"""Maximum milliseconds from a key at the console to its order in the projector's process."""

POINTS = 0.3
"""Maximum CPU use above an empty Textual app while the clock runs, in hundredths of a core."""

COPIES = 3
"""Windows with the same content."""

STANDIN = Path(__file__).parents[1] / "workshop" / "standin_projector.py"


class Standin:
    """A projector without a screen, in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        self._out = process.stdout
        self._out.readline()

    def came(self) -> float:
        """Wait for the next order; its arrival time on the steady clock."""
        return float(json.loads(self._out.readline())[2])


@contextmanager
def runtime() -> Iterator[Path]:
    """A private folder with a short path: one in the benchmark's folder could be too long for a socket."""
    path = Path(mkdtemp())
    yield path
    shutil.rmtree(path)


@contextmanager
def beside(installed: Installed) -> Iterator[tuple[Standin, dict[str, str]]]:
    """A stand-in, and the environment in which a console finds it."""
    with runtime() as folder:
        environment = installed.environment | {"XDG_RUNTIME_DIR": str(folder)}
        command = [sys.executable, str(STANDIN), str(folder / "cardtui")]
        with subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            yield Standin(process), environment
            process.communicate("")


def uncovered(window: Window) -> Window:
    """From the cover to the notes."""
    there = open_deck().deck.words.console_there
    window.wait_for(there)
    window.settle()
    assert window.press("\r")
    return window


def rows(installed: Installed, folder: Path, orders: int) -> Iterator[Row]:
    """Keys at a console in a terminal, until each one's order is in the projector's process."""
    with (
        beside(installed) as (standin, environment),
        uncovered(Window(installed.command("console"), environment)) as window,
    ):
        arrived = []
        for _ in range(orders):
            # More and fewer minutes, since any other key that comes again at once counts as held.
            pressed = steady()
            window.send("+" if len(arrived) % 2 else "-")
            arrived.append(standin.came() - pressed)
            window.settle(0.002)
        shown = [window.press("+" if number % 2 else "-") for number in range(min(orders, 100))]
    median, worst = percentile(arrived, 50), max(arrived)
    yield Row(f"key at the console to order, median of {orders}", ms(median), "", median * 1000, SOON, "ms")
    yield Row(f"key at the console to order, worst of {orders}", ms(worst), "", worst * 1000, SOON, "ms")
    for percent in (50, 95):
        reached = percentile(shown, percent)
        yield Row(f"  and back, painted on the console, p{percent}", ms(reached), "", reached * 1000, None, "ms")
    seen = _seen(installed, folder, orders)
    for name, reached in (("median", percentile(seen, 50)), ("p95", percentile(seen, 95)), ("worst", max(seen))):
        target = None if name == "worst" else SOON
        yield Row(f"key at the console to projector, {name} of {orders}", ms(reached), "", reached * 1000, target, "ms")


def _seen(installed: Installed, folder: Path, orders: int) -> list[float]:
    """Seconds from keys at a console to the first byte that the projector itself paints for them."""
    times = []
    with runtime() as private:
        environment = installed.environment | {"XDG_RUNTIME_DIR": str(private), "XDG_DATA_HOME": str(folder / "led")}
        with (
            Window(installed.command("lead", "evening"), environment, 60, 18) as projector,
            uncovered(Window(installed.command("console"), environment)) as console,
        ):
            time.sleep(0.3)  # sooner, the same key would count as held
            console.press("\r")  # out of the lobby
            console.press(" ")  # while the clock is stopped, only orders cause painting
            for number in range(orders):
                projector.settle(0.03)
                console.settle(0.002)
                pressed = time.perf_counter()
                console.send("b."[number % 2])  # two keys for the same order: one twice would count as held
                assert projector.reads(LONGEST)
                times.append(time.perf_counter() - pressed)
    return times


def idle_rows(installed: Installed, folder: Path, seconds: float) -> Iterator[Row]:
    """Consoles with a running clock beside empty apps."""
    with beside(installed) as (_, environment), ExitStack() as stack:
        consoles = [
            uncovered(stack.enter_context(Window(installed.command("console"), environment))) for _ in range(COPIES)
        ]
        empty = [stack.enter_context(Window(installed.empty, environment)) for _ in range(COPIES)]
        used = used_at_rest({"console": consoles, "empty": empty}, 3.0, seconds)
        written = min(len(window.shown) for window in consoles) / seconds
    ours, yardstick = (100 * used[name] / seconds for name in ("console", "empty"))
    more = ours - yardstick
    yield Row("console's clock running, of a core", f"{ours:.2f} %", f"{yardstick:.2f} %", more, POINTS, "points more")
    yield Row("  bytes written a second", f"{written:.0f}", "", written, None, "bytes")

"""The console beside a projector: how soon a key at it is seen there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from figures import Row, ms, percentile
from installed import Installed
from window import LONGEST, Window

from couple_session import SHIPPED

SOON = 50.0
"""Maximum milliseconds from a key at the console to its change on the projector."""


@contextmanager
def led(installed: Installed) -> Iterator[tuple[Window, Window]]:
    """A projector whose clock runs, and a console that shows its notes."""
    # In the benchmark's folder, the path could be too long for a socket.
    with TemporaryDirectory() as folder:
        environment = installed.environment | {"XDG_RUNTIME_DIR": folder, "XDG_DATA_HOME": f"{folder}/data"}
        with (
            Window(installed.command("lead", "evening"), environment, 60, 18) as projector,
            Window(installed.command("console"), environment) as console,
        ):
            console.wait_for(SHIPPED.words.console_there)
            console.settle()
            assert console.press("\r")  # from the cover to the notes
            time.sleep(0.3)  # sooner, the same key would count as held
            assert console.press("\r")  # out of the lobby
            yield projector, console


def rows(installed: Installed, orders: int) -> Iterator[Row]:
    """From keys at a console to the first byte that the projector paints for them."""
    times = []
    with led(installed) as (projector, console):
        console.press(" ")  # while the clock is stopped, only orders cause painting
        for number in range(orders):
            projector.settle(0.03)
            console.settle(0.002)
            pressed = time.perf_counter()
            console.send("b."[number % 2])  # two keys for the same order: one twice would count as held
            assert projector.reads(LONGEST)
            times.append(time.perf_counter() - pressed)
    for name, reached in (("median", percentile(times, 50)), ("p95", percentile(times, 95)), ("worst", max(times))):
        target = None if name == "worst" else SOON
        yield Row(f"key at the console to projector, {name} of {orders}", ms(reached), "", reached * 1000, target, "ms")

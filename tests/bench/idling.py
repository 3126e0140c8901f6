"""Without a key: what an idle evening and the running clocks of a workshop use beside an empty Textual app."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from figures import Row, mb, ms
from installed import Installed, save_file
from steering import led
from window import Window

TARGET = 1.1
MOST_MEMORY = 1.3
POINTS = 0.3
"""Maximum CPU use above the empty app while a clock runs, in hundredths of a core."""

COPIES = 3
"""Windows with the same content."""

BREATHING = 6.0
"""Seconds after which the slow breath has ended."""

SCREENS = {"start page": "", "speaking": "....", "mirroring, after the breath": ".....", "time-out": "....t."}
"""The state of the screen, and the keys that lead there ("." is Enter)."""

SLIDES = {
    "a slide, 60x18": ("Welcome", "", (60, 18)),
    "a turn, 60x18": ("A card of your choice", "\r", (60, 18)),
    "a turn, 120x40": ("A card of your choice", "\r", (120, 40)),
    "a turn, paused": ("A card of your choice", "\r ", (60, 18)),
}
"""The title of an item in the shipped plan, the keys that lead on from there, and the size."""


class Rest(NamedTuple):
    """What the windows of one kind did. used: CPU seconds. written: bytes, by each. memory: bytes."""

    used: float
    written: list[int]
    memory: int


def at_rest(
    installed: Installed,
    kinds: Iterable[str],
    opened: Callable[[str, int], AbstractContextManager[Window]],
    calm: float,
    seconds: float,
    *size: int,
) -> tuple[dict[str, Rest], Rest]:
    """What each kind of window, and empty apps, do in that many seconds without a key, after ``calm`` seconds.

    All are measured at the same time: what disturbs one disturbs all. Of several windows with the same content, the one
    with the least CPU time counts, since other work on the machine can only add to it. opened: a kind's copy of that
    number. size: of the empty apps.
    """
    with ExitStack() as stack:
        windows = {kind: [stack.enter_context(opened(kind, copy)) for copy in range(COPIES)] for kind in kinds}
        empty = [stack.enter_context(Window(installed.empty, installed.environment, *size)) for _ in range(COPIES)]
        every = [window for some in (*windows.values(), empty) for window in some]
        pool = stack.enter_context(ThreadPoolExecutor(len(every)))
        list(pool.map(lambda window: window.listen(calm), every))
        for window in every:
            window.forget()
        before = {window: window.processor() for window in every}
        list(pool.map(lambda window: window.listen(seconds), every))

        def rest(some: list[Window]) -> Rest:
            used = min(window.processor() - before[window] for window in some)
            return Rest(used, [len(window.shown) for window in some], min(window.memory() for window in some))

        return {kind: rest(some) for kind, some in windows.items()}, rest(empty)


def _points(name: str, rest: Rest, empty: Rest, seconds: float, unit: str) -> Row:
    """The CPU use in hundredths of a core."""
    ours, yardstick = (100 * each.used / seconds for each in (rest, empty))
    return Row(name, f"{ours:.2f} %", f"{yardstick:.2f} %", ours - yardstick, POINTS, unit)


def rows(installed: Installed, folder: Path, seconds: float) -> Iterator[Row]:
    """An evening, in several places: nothing is written, and CPU and memory stay close to those of the empty app."""

    def evening(name: str, copy: int) -> Window:
        save = save_file(folder / f"{name.partition(',')[0]} {copy}.db", keys=SCREENS[name])
        window = Window(installed.command("--save", str(save)), installed.environment)
        window.settle()
        assert not SCREENS[name] or window.press("\r")  # resumes where they were
        return window

    found, empty = at_rest(installed, SCREENS, evening, BREATHING, seconds)
    for name, rest in found.items():
        yield Row(f"idle {seconds:.0f} s, {name}", ms(rest.used), ms(empty.used), rest.used / empty.used, TARGET)
    ours = sum(sum(rest.written) for rest in found.values())
    name = f"  bytes written in {seconds:.0f} s, all together"
    yield Row(name, str(ours), str(sum(empty.written)), ours, 0, "bytes")
    for name, rest in found.items():
        ratio = rest.memory / empty.memory
        yield Row(f"memory, {name}", mb(rest.memory), mb(empty.memory), ratio, MOST_MEMORY)


def projector_rows(installed: Installed, folder: Path, seconds: float) -> Iterator[Row]:
    """The projector while its clock runs."""

    def slide(name: str, copy: int) -> Window:
        item, keys, size = SLIDES[name]
        home = {"XDG_DATA_HOME": str(folder / f"{name} {copy}".replace(",", ""))}
        window = Window(installed.command("lead", "evening", "--from", item), installed.environment | home, *size)
        window.wait_for("\x1b[?1049h")  # it draws; its title may be in large letters
        window.settle(0.5)
        for key in keys:
            window.press(key)
            time.sleep(0.3)  # sooner, the same key would count as held
        return window

    found, empty = at_rest(installed, SLIDES, slide, 2.0, seconds, 60, 18)
    for name, rest in found.items():
        what = f"projector, {name}: {max(rest.written) / seconds:.0f} bytes a second"
        yield _points(what, rest, empty, seconds, "points")


def console_rows(installed: Installed, seconds: float) -> Iterator[Row]:
    """Consoles with a running clock."""

    @contextmanager
    def console(_: str, copy: int) -> Iterator[Window]:
        with led(installed) as (_, console):
            yield console

    found, empty = at_rest(installed, ["console"], console, 3.0, seconds)
    yield _points("console's clock running, of a core", found["console"], empty, seconds, "points more")
    written = min(found["console"].written) / seconds
    yield Row("  bytes written a second", f"{written:.0f}", "", written, None, "bytes")

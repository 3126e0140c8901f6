"""Idle: nothing is written, and CPU and memory stay close to those of an empty Textual app."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from figures import Row, mb, ms
from installed import Installed, save_file
from window import Window, used_at_rest

TARGET = 1.1
MOST_MEMORY = 1.3

COPIES = 3
"""Windows with the same content."""

_EMPTY = ""

BREATHING = 6.0
"""Seconds after which the slow breath has ended."""

SCREENS = {"start page": "", "speaking": "....", "mirroring, after the breath": ".....", "time-out": "....t."}
"""The state of the screen, and the keys that lead there ("." is Enter)."""


def rows(installed: Installed, folder: Path, seconds: float) -> Iterator[Row]:
    """All screens at the same time, and empty apps beside them."""
    with ExitStack() as stack:
        windows: dict[str, list[Window]] = {name: [] for name in (*SCREENS, _EMPTY)}
        for copy in range(COPIES):
            for name, keys in SCREENS.items():
                save = save_file(folder / f"{name.split(',')[0]} {copy}.db", keys=keys)
                window = stack.enter_context(Window(installed.command("--save", str(save)), installed.environment))
                window.settle()
                if keys:
                    assert window.press("\r")  # resumes where they were
                windows[name].append(window)
            windows[_EMPTY].append(stack.enter_context(Window(installed.empty, installed.environment)))
        used = used_at_rest(windows, BREATHING, seconds)
        memory = {name: min(window.memory() for window in some) for name, some in windows.items()}
        ours = sum(len(window.shown) for name in SCREENS for window in windows[name])
        empty = sum(len(window.shown) for window in windows[_EMPTY])
    for name in SCREENS:
        ratio = used[name] / used[_EMPTY]
        yield Row(f"idle {seconds:.0f} s, {name}", ms(used[name]), ms(used[_EMPTY]), ratio, TARGET)
    yield Row(f"  bytes written in {seconds:.0f} s, all together", str(ours), str(empty), ours, 0, "bytes")
    for name in SCREENS:
        ratio = memory[name] / memory[_EMPTY]
        yield Row(f"memory, {name}", mb(memory[name]), mb(memory[_EMPTY]), ratio, MOST_MEMORY)

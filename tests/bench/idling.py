"""While nobody presses a key: nothing is written, and hardly more is computed than in an empty Textual app."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from figures import Row, ms
from installed import Installed, save_file
from window import Window

TARGET = 1.1

BREATHING = 6.0
"""Seconds after which a slow breath has ended."""

SCREENS = {
    "start page": "",
    "speaking": "....",
    "mirroring, after the breath": ".....",
    "time-out": "....t.",
}
"""What stands on the screen, and the keys that lead there ("." is Enter)."""


def rows(installed: Installed, folder: Path, seconds: float) -> Iterator[Row]:
    """All screens at the same time, beside two empty apps: what disturbs one disturbs all."""
    with ExitStack() as stack:
        windows = []
        for name, keys in SCREENS.items():
            save = save_file(folder / f"{name.split(',')[0]}.db", keys=keys)
            window = stack.enter_context(Window(installed.command("--save", str(save)), installed.environment))
            window.settle()
            if keys:
                assert window.press("\r")  # goes on where they were
            windows.append(window)
        windows += [stack.enter_context(Window(installed.empty, installed.environment)) for _ in range(2)]
        with ThreadPoolExecutor(len(windows)) as pool:
            list(pool.map(lambda window: window.listen(BREATHING), windows))
            before = [window.processor() for window in windows]
            written = list(pool.map(lambda window: window.listen(seconds), windows))
        used = [window.processor() - start for window, start in zip(windows, before, strict=True)]
    empty = sum(used[-2:]) / 2
    for number, name in enumerate(SCREENS):
        yield Row(f"idle {seconds:.0f} s, {name}", ms(used[number]), ms(empty), used[number] / empty, TARGET)
    yield Row(
        f"  bytes written in {seconds:.0f} s, all together",
        str(sum(written[:-2])),
        str(sum(written[-2:])),
        sum(written[:-2]),
        0,
        "bytes",
    )

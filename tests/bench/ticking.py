"""The projector while its clock runs, beside an empty Textual app."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from figures import Row
from installed import Installed
from window import Window, used_at_rest

TARGET = 0.3
"""Maximum CPU use above the empty app, in hundredths of a core."""

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
    """All screens at the same time, and empty apps beside them."""
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
        used = used_at_rest(windows, 2.0, seconds)
        written = {name: max(len(window.shown) for window in some) for name, some in windows.items()}
    empty = 100 * used[_EMPTY] / seconds
    for name in SCREENS:
        points = 100 * used[name] / seconds
        what = f"{name}: {written[name] / seconds:.0f} bytes a second"
        yield Row(f"projector, {what}", f"{points:.2f} %", f"{empty:.2f} %", points - empty, TARGET, "points")

"""The process that we are: when its garbage is collected, and what it must not tell."""

from __future__ import annotations

import gc
from collections.abc import MutableMapping


def resume_collecting() -> None:
    """Re-enable the garbage collector; what is there now stays, and it need never look at that.

    Each time that it looked at everything a key would wait for 14 ms, and a program that does nothing would compute
    for as long.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


_ABOUT_DRAWING = frozenset(
    f"TEXTUAL_{name}"
    for name in (
        *("ANIMATIONS", "DIM_FACTOR", "DISABLE_KITTY_KEY", "FILTERS", "FPS", "SMOOTH_SCROLL"),
        *("SLOW_THRESHOLD", "SPEEDUPS"),
    )
)
"""Of what Textual reads in the environment: that which changes how it draws, and nothing else."""


def scrub_environment(environment: MutableMapping[str, str]) -> None:
    """Take out of the environment what a developer may have left there. Textual reads it when it is imported.

    Of colors the terminal decides (`cardtui.system.terminal`), and an empty ``NO_COLOR`` asks for nothing.

    ``TEXTUAL_LOG`` writes what happens to a file, ``TEXTUAL_DEBUG`` every key to ``keys.log``, ``TEXTUAL_SCREENSHOT`` a
    picture of the screen; ``TEXTUAL=devtools`` sends it to a server, ``TEXTUAL_PRESS`` types, and ``TEXTUAL_DRIVER``
    has another program draw. ``PYTHONASYNCIODEBUG`` tells on the screen what took long, with what it was about.
    """
    for name in [name for name in environment if name.startswith("TEXTUAL") and name not in _ABOUT_DRAWING]:
        del environment[name]
    environment.pop("PYTHONASYNCIODEBUG", None)
    if not environment.get("NO_COLOR"):
        environment.pop("NO_COLOR", None)


def disable_core_dumps() -> None:
    """Have the system write no image of our memory, with names and cards in it, into the folder if we crash."""
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))

"""What the environment tells: whether we are far away, and what must not reach the library that draws."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping

_ABOUT_DRAWING = frozenset(
    f"TEXTUAL_{name}"
    for name in (
        *("ANIMATIONS", "DIM_FACTOR", "DISABLE_KITTY_KEY", "FILTERS", "FPS", "SMOOTH_SCROLL"),
        *("SLOW_THRESHOLD", "SPEEDUPS"),
    )
)
"""The variables read by Textual that only change how it draws."""


def scrub_environment(environment: MutableMapping[str, str]) -> None:
    """Remove variables that a developer may have left in the environment. Textual reads them on import.

    The terminal decides about colors (`cardtui.system.color_depth`), and an empty ``NO_COLOR`` has no effect.

    ``TEXTUAL_LOG`` writes what happens to a file, ``TEXTUAL_DEBUG`` every key to ``keys.log``, ``TEXTUAL_SCREENSHOT`` a
    picture of the screen; ``TEXTUAL=devtools`` sends it to a server, ``TEXTUAL_PRESS`` types, and ``TEXTUAL_DRIVER``
    replaces the driver that draws. ``PYTHONASYNCIODEBUG`` prints slow callbacks, with their arguments, on the screen.
    """
    for name in [name for name in environment if name.startswith("TEXTUAL") and name not in _ABOUT_DRAWING]:
        del environment[name]
    environment.pop("PYTHONASYNCIODEBUG", None)
    if not environment.get("NO_COLOR"):
        environment.pop("NO_COLOR", None)


def is_far_away(environment: Mapping[str, str]) -> bool:
    """Whether the terminal is on another machine, where animation would be jerky."""
    return bool(environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"))

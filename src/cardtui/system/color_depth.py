"""How many colors our terminal shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum


class Depth(Enum):
    """How many colors there are; the value is Rich's name for it."""

    NONE = "none"
    SIXTEEN = "standard"
    MANY = "256"
    ALL = "truecolor"

    @property
    def is_terminals_own(self) -> bool:
        """Whether colors come from the terminal's palette, not ours."""
        return self in (Depth.NONE, Depth.SIXTEEN)


_USUAL = frozenset(
    (
        *("xterm", "xterm-256color", "xterm-16color", "xterm-color", "xterm-direct", "linux"),
        *("screen", "screen-256color", "screen.xterm-256color", "tmux", "tmux-256color"),
    )
)
"""Common values of TERM, not looked up in terminfo."""

_OLD = ("linux", "vt1", "vt2", "vt3", "vt4", "vt5", "ansi", "cons25", "eterm", "xterm-16color", "xterm-color")
"""Prefixes of TERM for terminals with at most 16 colors, even if inherited variables say otherwise."""

_FORCED = {"2": Depth.MANY, "3": Depth.ALL}
"""FORCE_COLOR as Node.js reads it; other values only ask for color, which is on anyway."""


def color_depth(environment: Mapping[str, str], is_in_terminfo: Callable[[str], bool] | None = None) -> Depth:
    """How many colors the terminal of this environment shows.

    TERM describes the terminal itself, so COLORTERM and TERM_PROGRAM cannot overrule it: programs started in a terminal
    inherit them, such as GNU screen, which garbles 24-bit colors (version 4), or a Linux console.

    Args:
        environment: the variables.
        is_in_terminfo: whether the system knows a value of TERM; called only for uncommon ones.
    """
    if environment.get("NO_COLOR"):
        return Depth.NONE
    if (forced := _FORCED.get(environment.get("FORCE_COLOR", ""))) is not None:
        return forced
    term = environment.get("TERM", "").lower()
    if term not in _USUAL and not (is_in_terminfo or _is_in_terminfo)(environment.get("TERM", "")):
        return Depth.SIXTEEN
    if term.endswith("-direct"):
        return Depth.ALL
    if term.startswith("screen"):
        return Depth.MANY  # it translates them for the outer terminal
    if environment.get("COLORTERM", "").lower() in ("truecolor", "24bit") and not term.startswith(_OLD):
        return Depth.MANY if environment.get("TERM_PROGRAM") == "Apple_Terminal" else Depth.ALL
    return Depth.MANY if term.endswith(("-256color", "-kitty")) else Depth.SIXTEEN


def _is_in_terminfo(term: str) -> bool:
    try:
        import curses  # takes a millisecond, which common terminals need not wait for
    except ImportError:
        return True  # unknown
    try:
        curses.setupterm(term, 1)
    except curses.error:
        return False
    return True

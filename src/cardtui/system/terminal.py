"""Our terminal: its size, and how many colors it shows."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from enum import Enum

DEFAULT = (80, 24)
"""Columns and lines if the size is unknown."""

LARGEST = 1000
"""The largest number of columns or lines accepted from a variable."""


def terminal_size(descriptor: int, environment: Mapping[str, str]) -> tuple[int, int]:
    """Columns and lines of a terminal.

    COLUMNS and LINES count only if the system does not know the size, as on a serial line: windows of other sizes
    inherit them, and a resize does not change them.
    """
    try:
        known = tuple(os.get_terminal_size(descriptor))
    except OSError:
        known = (0, 0)
    columns, lines = (
        size or _size_in(environment.get(name, "")) or default
        for size, name, default in zip(known, ("COLUMNS", "LINES"), DEFAULT, strict=True)
    )
    return columns, lines


def _size_in(text: str) -> int:
    size = int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST)) else 0
    return size if size <= LARGEST else 0


def is_far_away(environment: Mapping[str, str]) -> bool:
    """Whether the terminal is on another machine, where animation would be jerky."""
    return bool(environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"))


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

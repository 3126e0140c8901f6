"""How many columns and lines our terminal has."""

from __future__ import annotations

import os
from collections.abc import Mapping

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

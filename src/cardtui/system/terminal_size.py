"""How large a terminal is. Needs no Textual."""

from __future__ import annotations

import os
from collections.abc import Mapping

DEFAULT = (80, 24)
"""Columns and lines, where nobody knows."""

LARGEST = 1000
"""Columns or lines that a variable may ask for."""


def terminal_size(descriptor: int, environment: Mapping[str, str]) -> tuple[int, int]:
    """Columns and lines of a terminal.

    COLUMNS and LINES count only where the system does not know, as on a serial line: they are inherited by windows of
    other sizes, and no resize changes them.
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

"""What is wrong with a deck file, and exactly where."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import msgspec


class Severity(StrEnum):
    """An error keeps a file from being dealt; a warning is advice on writing."""

    ERROR = "error"
    WARNING = "warning"


class Problem(msgspec.Struct, frozen=True, order=True):
    """One finding. ``line`` and ``column`` count from 1; ``width`` is the number of columns the caret covers."""

    path: Path
    line: int
    column: int
    code: str
    message: str
    width: int = 1
    severity: Severity = Severity.ERROR
    source: str = ""
    """The text of the line, without its line end; empty if there is no such line."""

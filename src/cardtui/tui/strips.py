"""A painted line as Textual takes it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip

from cardtui.tui.canvas import Run
from cardtui.tui.themes import Ink, Look


def strip_of(line: Sequence[Run], width: int, look: Look) -> Strip:
    """A line of a canvas, ``width`` cells wide, in the colours of a look."""
    segments: list[Segment] = []
    table = look.style(Ink.TABLE)
    x = 0
    for run in sorted(line, key=lambda run: run.x):
        if run.x > x:
            segments.append(Segment(" " * (run.x - x), table))
        segments.append(Segment(run.text, look.style(run.ink)))
        x = run.end
    if x < width:
        segments.append(Segment(" " * (width - x), table))
    return Strip(segments).adjust_cell_length(width, table)

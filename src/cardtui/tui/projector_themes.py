"""The looks of the projector: fewer colours than at a table for two, with a contrast of 7:1 for everything.

A projector in a room that is not dark makes grey of black; what is told apart here is told by words and shapes, too.
"""

from __future__ import annotations

from cardtui.tui.themes import Look, look

PROJECTOR_LOOKS: dict[str, Look] = {
    "dark": Look(
        table="#14110f",
        text="#f7f1e8",
        quiet="#cdc4b6",
        paper="#f7ebd9",
        prompt="#221b16",
        red="#8c1512",
        left="#ffc46b",
        on_left="#14110f",
        right="#ffc46b",
        on_right="#14110f",
        accent="#ffc46b",
        on_accent="#14110f",
        heart="#ffc46b",
    ),
    "light": Look(
        table="#ebe2d0",
        text="#1f1915",
        quiet="#41382d",
        paper="#ffffff",
        prompt="#1f1915",
        red="#8c1512",
        left="#6b3300",
        on_left="#fffaf0",
        right="#6b3300",
        on_right="#fffaf0",
        accent="#6b3300",
        on_accent="#fffaf0",
        heart="#6b3300",
    ),
}


def projector_look(name: str) -> str:
    """The name of a look of the projector: ``name``; if it is none of them, dark or light as the terminal says."""
    return name if name in PROJECTOR_LOOKS else look("")

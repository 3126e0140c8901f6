"""The looks of the projector: quieter than at a table for two, with a contrast of 7:1 for everything.

A projector in a room that is not dark makes grey of black; what is told apart here is told by words and shapes, too.
"""

from __future__ import annotations

from cardtui.faces.screen.themes import Look, in_depth, look
from cardtui.system.terminal import Depth

PROJECTOR_LOOKS: dict[str, Look] = {
    "dark": Look(
        table="#14110f",
        text="#f7f1e8",
        strong="#f7f1e8",
        quiet="#cdc4b6",
        paper="#f7ecd9",
        prompt="#221b16",
        red="#8c1512",
        left="#9fd8ff",
        on_left="#14110f",
        right="#ffc46b",
        on_right="#14110f",
        accent="#ffc46b",
        on_accent="#14110f",
        heart="#ffc46b",
        edge="#f7ecd9",
        back="#14110f",
        back_edge="#cdc4b6",
        pattern="#cdc4b6",
    ),
    "light": Look(
        table="#ebe2d0",
        text="#1f1915",
        strong="#1f1915",
        quiet="#403831",
        paper="#ffffff",
        prompt="#1f1915",
        red="#8c1512",
        left="#1a2f6b",
        on_left="#fffaf0",
        right="#6b2e00",
        on_right="#fffaf0",
        accent="#6b2e00",
        on_accent="#fffaf0",
        heart="#6b2e00",
        edge="#ffffff",
        back="#ebe2d0",
        back_edge="#403831",
        pattern="#403831",
    ),
}


PROJECTOR_SIXTEEN_LOOKS: dict[str, Look] = {
    "dark": Look(
        table="ansi_black",
        text="ansi_white",
        strong="ansi_bright_white",
        quiet="ansi_white",
        paper="ansi_white",
        prompt="ansi_black",
        red="ansi_black",
        left="ansi_cyan",
        on_left="ansi_black",
        right="ansi_white",
        on_right="ansi_black",
        accent="ansi_cyan",
        on_accent="ansi_black",
        heart="ansi_cyan",
        edge="ansi_white",
        back="ansi_black",
        back_edge="ansi_white",
        pattern="ansi_white",
    ),
    "light": Look(
        table="ansi_white",
        text="ansi_black",
        strong="ansi_black",
        quiet="ansi_black",
        paper="ansi_cyan",
        prompt="ansi_black",
        red="ansi_black",
        left="ansi_black",
        on_left="ansi_bright_white",
        right="ansi_black",
        on_right="ansi_bright_white",
        accent="ansi_black",
        on_accent="ansi_bright_white",
        heart="ansi_black",
        edge="ansi_cyan",
        back="ansi_white",
        back_edge="ansi_black",
        pattern="ansi_black",
    ),
}


def projector_looks_at(depth: Depth) -> dict[str, Look]:
    """The looks of the projector in so many colours, by their names."""
    return in_depth(depth, PROJECTOR_LOOKS, PROJECTOR_SIXTEEN_LOOKS)


def projector_look(name: str) -> str:
    """The name of a look of the projector: ``name``; if it is none of them, dark or light as the terminal says."""
    return name if name in PROJECTOR_LOOKS else look("")

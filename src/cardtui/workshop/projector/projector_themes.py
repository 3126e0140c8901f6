"""The looks of the projector: quieter than at a table for two, with a contrast of 7:1 for everything.

A projector in a room that is not dark makes gray of black; what is told apart here is told by words and shapes, too.
"""

from __future__ import annotations

import dataclasses

from msgspec.structs import replace
from rich.color import Color, ColorSystem
from textual.theme import Theme

from cardtui.faces.screen.base_app import look_variables
from cardtui.faces.screen.textual_looks import textual_looks
from cardtui.faces.screen.themes import LOOKS, SIXTEEN_LOOKS, Look, in_depth, look
from cardtui.system.terminal import Depth
from cardtui.workshop.plan_color import readable

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
        accent="#f7f1e8",
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
        accent="#1f1915",
        on_accent="#fffaf0",
        heart="#6b2e00",
        edge="#ffffff",
        back="#ebe2d0",
        back_edge="#403831",
        pattern="#403831",
    ),
    "contrast": LOOKS["contrast"],
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
        accent="ansi_white",
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
    "contrast": SIXTEEN_LOOKS["contrast"],
}


def wall_look(name: str, depth: Depth, color: str = "") -> Look:
    """A look of the projector in so many colors.

    name: of ours, or of one of Textual's themes; any other is dark or light, as the terminal says. color: a plan's own,
    for titles; empty for none. A palette of 16 has none to spare.
    """
    theme = textual_looks(depth).get(name) if name and name not in PROJECTOR_LOOKS else None
    if theme is None:
        found = in_depth(depth, PROJECTOR_LOOKS, PROJECTOR_SIXTEEN_LOOKS)[projector_look(name)]
    else:
        found = _readable_look(theme, depth)
    if not color or found.is_ansi:
        return found
    return replace(found, accent=_readable(color, found.table, depth), on_accent=found.table)


def with_wall(theme: Theme, wall: Look) -> Theme:
    """A theme in which a wall has a look of its own: `wall-` stands before its names."""
    variables = {f"wall-{name}": value for name, value in look_variables(wall).items()}
    return dataclasses.replace(theme, variables=theme.variables | variables)


def _readable_look(theme: Look, depth: Depth) -> Look:
    """A look with a contrast that is enough for a wall."""
    on_table = ("text", "strong", "quiet", "left", "right", "accent", "heart")
    changes = {name: _readable(getattr(theme, name), theme.table, depth) for name in on_table}
    changes |= {name: _readable(getattr(theme, name), theme.paper, depth) for name in ("prompt", "red")}
    return replace(theme, **changes, on_left=theme.table, on_right=theme.table, on_accent=theme.table)


def _readable(color: str, ground: str, depth: Depth) -> str:
    """See `readable`; as a terminal of so many colors shows it."""
    return readable(color, ground, (lambda *pair: pair) if depth is Depth.ALL else _in_256)


def _in_256(*colors: str) -> tuple[str, ...]:
    """Colors as they are sent to a terminal that has no more than 256."""
    return tuple(Color.parse(color).downgrade(ColorSystem.EIGHT_BIT).get_truecolor().hex for color in colors)


def projector_look(name: str) -> str:
    """The name of a look of the projector: ``name``; if it is none of them, dark or light as the terminal says."""
    return name if name in PROJECTOR_LOOKS else look("")

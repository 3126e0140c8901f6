"""The looks of the projector. Their colors stand in `colors.txt` and `sixteen_colors.txt`, beside this file."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from msgspec.structs import replace
from textual.theme import Theme

from cardtui.faces.screen.themes import GROUNDS, Look, as_shown, known_look, look_variables, looks_at, textual_looks
from cardtui.system.color_depth import Depth
from cardtui.workshop.plan_color import readable


def wall_looks_at(depth: Depth) -> dict[str, Look]:
    """The looks of the projector in so many colors, by their names."""
    return looks_at(depth, Path(__file__).parent)


def wall_look(name: str, depth: Depth, color: str = "") -> Look:
    """A look of the projector in so many colors.

    name: of ours, or of one of Textual's themes; any other is dark or light, as the terminal says. color: a plan's own,
    for titles; empty for none. A palette of 16 has none to spare.
    """
    found = wall_looks_at(depth).get(name)
    if found is None:
        theme = textual_looks(depth).get(name) if name else None
        found = wall_looks_at(depth)[known_look("")] if theme is None else _readable_look(theme, depth)
    if not color or found.is_ansi:
        return found
    return replace(found, accent=_readable(color, found.table, depth), on_accent=found.table)


def with_wall(theme: Theme, wall: Look) -> Theme:
    """A theme in which a wall has a look of its own: `wall-` stands before its names."""
    variables = {f"wall-{name}": value for name, value in look_variables(wall).items()}
    return dataclasses.replace(theme, variables=theme.variables | variables)


def _readable_look(theme: Look, depth: Depth) -> Look:
    """A look with a contrast that is enough for a wall."""
    changes = {text: theme.table for text in GROUNDS if text.startswith("on_")}
    for text in GROUNDS.keys() - changes.keys():
        changes[text] = _readable(*theme.colors(text), depth)
    return replace(theme, **changes)


def _readable(color: str, ground: str, depth: Depth) -> str:
    """See `readable`; as a terminal of so many colors shows it."""
    return readable(color, ground, lambda *pair: tuple(as_shown(each, depth) for each in pair))

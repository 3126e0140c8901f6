"""Textual's own themes as looks of ours: their table, text and accents, with a card as bright as ours.

Imported only when somebody asks for one of them, so that no start waits for it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from functools import cache

from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color, rgb_to_lab
from textual.theme import BUILTIN_THEMES, Theme

from cardtui.faces.screen.themes import LOOKS, Ink, Look
from cardtui.system.terminal import Depth

LEAST_CONTRAST = 4.5
"""After WCAG 2.2, for text of the usual size."""

LEAST_APART = 25.0
"""Between the colors of the two seats, as a distance in CIELAB; that of ours is 60 and more."""

_ACCENTS = ("primary", "secondary", "accent", "success", "warning", "error")
_FADED = (0.35, 0.3, 0.25, 0.2, 0.15)
_WHITE, _BLACK = Color(255, 255, 255), Color(0, 0, 0)


@cache
def textual_looks(depth: Depth) -> dict[str, Look]:
    """The looks that can be read in so many colors, by the names of their themes."""
    if depth.is_terminals_own:
        return {}
    shown = Color.parse if depth is Depth.ALL else _in_256_colors
    looks = ((name, _look_of(theme)) for name, theme in BUILTIN_THEMES.items() if not theme.ansi)
    return {name: look for name, look in looks if look is not None and _can_be_read(look, shown)}


def _look_of(theme: Theme) -> Look | None:
    """A theme as a look; None if it has no two accents for the seats."""
    colors = theme.to_color_system().generate()
    table, text, primary = (Color.parse(colors[name]) for name in ("background", "foreground", "primary"))
    accents = {name: Color.parse(colors[name]) for name in _ACCENTS}
    accents = {name: color for name, color in accents.items() if contrast(color, table) >= LEAST_CONTRAST}
    pairs = itertools.combinations(accents.values(), 2)
    left, right = max(pairs, key=lambda pair: _distance(*pair), default=(text, text))
    if _distance(left, right) < LEAST_APART:
        return None
    free = [color for color in accents.values() if color not in (left, right)]
    heart = accents["error"] if accents.get("error") in free else (*free, text)[0]
    faded = (text.blend(table, share) for share in _FADED)
    ours = LOOKS["dark" if theme.dark else "light"]
    light, dark = (text, table) if theme.dark else (table, text)
    paper, back = light.blend(_WHITE, 0.8), table.blend(primary, 0.3)
    prompt = dark.blend(_BLACK, 0.4)
    return Look(
        table=table.hex,
        text=text.hex,
        strong=text.hex,
        quiet=next((color for color in faded if contrast(color, table) >= LEAST_CONTRAST), text).hex,
        paper=paper.hex,
        prompt=prompt.hex,
        red=ours.red,
        left=left.hex,
        on_left=table.hex,
        right=right.hex,
        on_right=table.hex,
        accent=text.hex,
        on_accent=table.hex,
        heart=heart.hex,
        edge=paper.blend(prompt, 0.15).hex,
        back=back.hex,
        back_edge=back.blend(_BLACK, 0.25).hex,
        pattern=back.blend(text, 0.15).hex,
    )


def _can_be_read(look: Look, shown: Callable[[str], Color]) -> bool:
    return all(contrast(*map(shown, look.colors(ink))) >= LEAST_CONTRAST for ink in Ink)


def _in_256_colors(color: str) -> Color:
    """A color as it is sent to a terminal that has no more."""
    return Color(*RichColor.parse(color).downgrade(ColorSystem.EIGHT_BIT).get_truecolor())


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio after WCAG 2.2, 1 to 21."""
    light, dark = sorted(map(_luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.normalized)  # noqa: PLR2004
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _distance(one: Color, other: Color) -> float:
    labs = (rgb_to_lab(color) for color in (one, other))
    return math.dist(*((lab.L, lab.a, lab.b) for lab in labs))

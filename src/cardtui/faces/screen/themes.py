"""Looks, the colors of a screen: ours, a lit paper card on a table, and Textual's own themes with a card as bright.

The colors of ours stand in `colors.txt`, and in `sixteen_colors.txt` for terminals that have no more than 16.
"""

from __future__ import annotations

import itertools
import math
import os
from functools import cache
from importlib.resources import files

import msgspec
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color, rgb_to_lab
from textual.theme import BUILTIN_THEMES, Theme

from cardtui.system.terminal import Depth

RED_SUITS = "♥♦"
"""Symbols that are red on a card."""

SHAPES = "◄►"
"""Of the left and of the right seat; no suit has them."""

LEAST_CONTRAST = 4.5
"""After WCAG 2.2, for text of the usual size."""

LEAST_APART = 25.0
"""Between the colors of the two seats, as a distance in CIELAB; that of ours is 60 and more."""

GROUNDS = {
    **dict.fromkeys(("text", "strong", "quiet", "left", "right", "accent", "heart"), "table"),
    **dict.fromkeys(("prompt", "red"), "paper"),
    **{f"on_{chip}": chip for chip in ("left", "right", "accent")},
}
"""What text is written in, and the color that is behind it."""

ANSI = "ansi_"
NO_COLOR = f"{ANSI}default"

_ACCENTS = ("primary", "secondary", "accent", "success", "warning", "error")
_FADED = (0.35, 0.3, 0.25, 0.2, 0.15)
_WHITE, _BLACK = Color(255, 255, 255), Color(0, 0, 0)


class Look(msgspec.Struct, frozen=True):
    """The colors of one theme: #rrggbb, or as Textual names those of the terminal's own palette (ansi_…)."""

    table: str
    text: str
    strong: str
    quiet: str
    paper: str
    prompt: str
    red: str
    left: str
    on_left: str
    right: str
    on_right: str
    accent: str
    on_accent: str
    heart: str
    edge: str
    back: str
    back_edge: str
    pattern: str

    def colors(self, text: str) -> tuple[str, str]:
        """A color of text, by its name in `GROUNDS`, and what is behind it."""
        return getattr(self, text), getattr(self, GROUNDS[text])

    def bold(self, text: str) -> str:
        """The style of a text that is to stand out.

        Many terminals show a bold color of their palette as the bright one of the same name, and black as gray. That
        can be read on black alone.
        """
        return "bold" if not self.is_ansi or self.colors(text)[1] in (f"{ANSI}black", NO_COLOR) else "not bold"

    @property
    def is_ansi(self) -> bool:
        """Whether these are colors of the terminal's own palette."""
        return self.table.startswith(ANSI)


UNCOLORED = Look(*[NO_COLOR] * len(Look.__struct_fields__))
"""For people who want no color (NO_COLOR): what is filled elsewhere is reversed, in whatever colors they have."""


@cache
def looks_at(depth: Depth, package: str = "cardtui.faces.screen") -> dict[str, Look]:
    """Our looks in so many colors, by their names. package: in which their tables are."""
    file = "sixteen_colors.txt" if depth is Depth.SIXTEEN else "colors.txt"
    lines = files(package).joinpath(file).read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    (_, *names), *looks = zip(*rows, strict=True)
    found = {name: Look(**dict(zip(names, colors, strict=True))) for name, *colors in looks}
    return dict.fromkeys(found, UNCOLORED) if depth is Depth.NONE else found


def look(name: str) -> str:
    """The name of a look that we have: ``name``; if it is none, dark or light as the terminal says (COLORFGBG)."""
    if name in looks_at(Depth.ALL):
        return name
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return "light" if background in ("7", "15") else "dark"


# As Textual knows them


def theme_of(name: str, colors: Look) -> Theme:
    """A look as Textual knows it, under the name ``cardtui-NAME``."""
    variables = look_variables(colors)
    if colors.is_ansi:  # what Textual makes of the others itself
        variables |= {
            "ansi-background": colors.table,
            "ansi-foreground": colors.text,
            "input-cursor-text-style": "none",
            "input-selection-background": colors.accent,
            "input-selection-foreground": colors.on_accent,
        }
    return Theme(
        name=f"cardtui-{name}",
        primary=colors.accent,
        foreground=colors.text,
        background=colors.table,
        surface=colors.table,
        panel=colors.table,
        dark=not name.endswith("light"),
        variables=variables,
        ansi=colors.is_ansi,
    )


def look_variables(colors: Look) -> dict[str, str]:
    """What style sheets and styles call the colors of a look."""
    variables = {name.replace("_", "-"): color for name, color in msgspec.structs.asdict(colors).items()}
    return variables | {
        "strong-style": colors.bold("strong"),
        "prompt-style": colors.bold("prompt"),
        "filled-style": "bold reverse" if colors is UNCOLORED else colors.bold("on_accent"),
        "field-style": "reverse" if colors is UNCOLORED else "none",
    }


# Textual's own


@cache
def textual_looks(depth: Depth) -> dict[str, Look]:
    """Textual's own themes that can be read in so many colors, as looks of ours, by their names.

    Takes 20 ms, for which nobody waits who has a look of ours.
    """
    if depth.is_terminals_own:
        return {}
    looks = ((name, _look_of(theme)) for name, theme in BUILTIN_THEMES.items() if not theme.ansi)
    return {name: look for name, look in looks if look is not None and _can_be_read(look, depth)}


def _look_of(theme: Theme) -> Look | None:
    """A theme as a look; None if it has no two accents for the seats."""
    colors = theme.to_color_system().generate()
    table, text, primary = (Color.parse(colors[name]) for name in ("background", "foreground", "primary"))
    accents = {name: Color.parse(colors[name]) for name in _ACCENTS}
    accents = {name: color for name, color in accents.items() if _contrast(color, table) >= LEAST_CONTRAST}
    pairs = itertools.combinations(accents.values(), 2)
    left, right = max(pairs, key=lambda pair: _distance(*pair), default=(text, text))
    if _distance(left, right) < LEAST_APART:
        return None
    free = [color for color in accents.values() if color not in (left, right)]
    heart = accents["error"] if accents.get("error") in free else (*free, text)[0]
    faded = (text.blend(table, share) for share in _FADED)
    ours = looks_at(Depth.ALL)["dark" if theme.dark else "light"]
    light, dark = (text, table) if theme.dark else (table, text)
    paper, back = light.blend(_WHITE, 0.8), table.blend(primary, 0.3)
    prompt = dark.blend(_BLACK, 0.4)
    return Look(
        table=table.hex,
        text=text.hex,
        strong=text.hex,
        quiet=next((color for color in faded if _contrast(color, table) >= LEAST_CONTRAST), text).hex,
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


def _can_be_read(look: Look, depth: Depth) -> bool:
    pairs = ([Color.parse(as_shown(color, depth)) for color in look.colors(text)] for text in GROUNDS)
    return all(_contrast(*pair) >= LEAST_CONTRAST for pair in pairs)


def as_shown(color: str, depth: Depth) -> str:
    """A color as a terminal of so many colors shows it."""
    if depth is Depth.ALL:
        return color
    return RichColor.parse(color).downgrade(ColorSystem.EIGHT_BIT).get_truecolor().hex


def _contrast(one: Color, other: Color) -> float:
    """Contrast ratio after WCAG 2.2, 1 to 21."""
    light, dark = sorted(map(_luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.normalized)  # noqa: PLR2004
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _distance(one: Color, other: Color) -> float:
    labs = (rgb_to_lab(color) for color in (one, other))
    return math.dist(*((lab.L, lab.a, lab.b) for lab in labs))

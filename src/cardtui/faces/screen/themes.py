"""Looks, the colors of a screen: ours, a lit paper card on a table, and Textual's themes with a card as bright.

They are in `colors.txt`, in `sixteen_colors.txt` for terminals with only 16 colors, and in `textual_colors.txt`.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import msgspec
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.theme import Theme

from cardtui.system.color_depth import Depth

_HERE = Path(__file__).parent

SHAPES = "◄►"
"""Symbols of the left and right seats; no suit has them."""

GROUNDS = {
    **dict.fromkeys(("text", "strong", "quiet", "left", "right", "accent", "heart"), "table"),
    **dict.fromkeys(("prompt", "red"), "paper"),
    **{f"on_{chip}": chip for chip in ("left", "right", "accent")},
}
"""Each color of text, and the color behind it."""

ANSI = "ansi_"
NO_COLOR = f"{ANSI}default"

NEED_ALL_COLORS = "atom-one-dark", "catppuccin-frappe", "catppuccin-latte", "dracula", "nord"
"""Textual's themes in which some text is unreadable in 256 colors."""


class Look(msgspec.Struct, frozen=True):
    """The colors of one theme: #rrggbb, or Textual's names for the terminal's own palette (ansi_…)."""

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
        """A color of text, by its name in `GROUNDS`, and the color behind it."""
        return getattr(self, text), getattr(self, GROUNDS[text])

    def bold(self, text: str) -> str:
        """The style of an emphasized text.

        Many terminals show a bold color of their palette as the bright one of the same name, and black as gray. That is
        readable only on black.
        """
        return "bold" if not self.is_ansi or self.colors(text)[1] in (f"{ANSI}black", NO_COLOR) else "not bold"

    @property
    def is_ansi(self) -> bool:
        """Whether these are colors of the terminal's own palette."""
        return self.table.startswith(ANSI)


UNCOLORED = Look(*[NO_COLOR] * len(Look.__struct_fields__))
"""For people who want no color (NO_COLOR): filled areas are reversed, in the terminal's default colors."""


@cache
def looks_at(depth: Depth, folder: Path = _HERE) -> dict[str, Look]:
    """Our looks for a number of colors, by name. folder: of their tables."""
    looks = _looks_in(folder / ("sixteen_colors.txt" if depth is Depth.SIXTEEN else "colors.txt"))
    return dict.fromkeys(looks, UNCOLORED) if depth is Depth.NONE else looks


@cache
def textual_looks(depth: Depth) -> dict[str, Look]:
    """Textual's own themes that are readable in a number of colors, by name."""
    looks = {} if depth.is_terminals_own else _looks_in(_HERE / "textual_colors.txt")
    return {name: look for name, look in looks.items() if depth is Depth.ALL or name not in NEED_ALL_COLORS}


def _looks_in(file: Path) -> dict[str, Look]:
    """Read looks: each is a column of a table, headed with its name. Empty lines separate tables."""
    found: dict[str, Look] = {}
    for table in file.read_text(encoding="utf-8").split("\n\n"):
        (_, *names), *looks = zip(*(line.split() for line in table.splitlines() if line[0] != "#"), strict=True)
        found |= {name: Look(**dict(zip(names, colors, strict=True))) for name, *colors in looks}
    return found


def known_look(name: str) -> str:
    """The name of a known look: ``name``; otherwise dark or light as the terminal reports (COLORFGBG)."""
    if name in looks_at(Depth.ALL):
        return name
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return "light" if background in ("7", "15") else "dark"


# For Textual


def theme_of(name: str, colors: Look) -> Theme:
    """A look as a theme of Textual, under the name ``cardtui-NAME``."""
    variables = look_variables(colors)
    if colors.is_ansi:  # Textual derives this for the others itself
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
    """Names of a look's colors in style sheets and styles."""
    variables = {name.replace("_", "-"): color for name, color in msgspec.structs.asdict(colors).items()}
    return variables | {
        "strong-style": colors.bold("strong"),
        "prompt-style": colors.bold("prompt"),
        "filled-style": "bold reverse" if colors is UNCOLORED else colors.bold("on_accent"),
        "field-style": "reverse" if colors is UNCOLORED else "none",
    }


def as_shown(color: str, depth: Depth) -> str:
    """A color as shown by a terminal with a number of colors."""
    if depth is Depth.ALL:
        return color
    return RichColor.parse(color).downgrade(ColorSystem.EIGHT_BIT).get_truecolor().hex

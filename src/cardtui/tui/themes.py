"""Our own looks: a lit paper card on a table.

One table of colours for each; a test computes the contrast of every pair.
"""

from __future__ import annotations

import os
from enum import Enum
from typing import NamedTuple

from rich.style import Style


class Ink(Enum):
    """What a run of text is, so that a theme can colour it. The value is how it stands out beside its colour."""

    TABLE = "table"  # the empty table
    PLAIN = "plain"  # words to say, rows to choose
    STRONG = "strong"  # titles and keys
    QUIET = "quiet"  # readable, but not asking for anything
    PAPER = "paper"  # the empty card
    PROMPT = "prompt"  # what the card asks
    RED = "red"  # a red suit's symbol on the card
    BLACK = "black"  # a black suit's symbol on the card
    LEFT = "left"  # the left partner's name
    RIGHT = "right"
    LEFT_CHIP = "left-chip"  # the left partner has the floor
    RIGHT_CHIP = "right-chip"
    KEY_CHIP = "key-chip"  # the one obvious key, where nobody has the floor
    HEART = "heart"  # a heart on the table


class Look(NamedTuple):
    """The colours of one theme, as #rrggbb."""

    table: str
    text: str
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

    def colours(self, ink: Ink) -> tuple[str, str]:
        """Foreground and background of a run."""
        match ink:
            case Ink.TABLE | Ink.PLAIN | Ink.STRONG:
                return self.text, self.table
            case Ink.QUIET:
                return self.quiet, self.table
            case Ink.PAPER | Ink.PROMPT | Ink.BLACK:
                return self.prompt, self.paper
            case Ink.RED:
                return self.red, self.paper
            case Ink.LEFT:
                return self.left, self.table
            case Ink.RIGHT:
                return self.right, self.table
            case Ink.LEFT_CHIP:
                return self.on_left, self.left
            case Ink.RIGHT_CHIP:
                return self.on_right, self.right
            case Ink.KEY_CHIP:
                return self.on_accent, self.accent
            case Ink.HEART:
                return self.heart, self.table

    def style(self, ink: Ink) -> Style:
        """The style of a run."""
        foreground, background = self.colours(ink)
        return Style(color=foreground, bgcolor=background, bold=ink in _BOLD)


_BOLD = {Ink.STRONG, Ink.PROMPT, Ink.LEFT, Ink.RIGHT, Ink.LEFT_CHIP, Ink.RIGHT_CHIP, Ink.KEY_CHIP, Ink.RED, Ink.BLACK}

# Blue and orange of the seats after Okabe and Ito's palette, which colour-blind people can tell apart.
LOOKS: dict[str, Look] = {
    "dark": Look(
        table="#1d1916",
        text="#f5eee3",
        quiet="#c3b9a9",
        paper="#f7ebd9",
        prompt="#2b231e",
        red="#b3211c",
        left="#7cc4ee",
        on_left="#15110e",
        right="#f2a94b",
        on_right="#15110e",
        accent="#e8d9bd",
        on_accent="#1d1916",
        heart="#ff9d8f",
    ),
    "light": Look(
        table="#efe6d5",
        text="#2b231e",
        quiet="#5e5344",
        paper="#fffaf0",
        prompt="#2b231e",
        red="#b3211c",
        left="#00588c",
        on_left="#fffaf0",
        right="#8f4300",
        on_right="#fffaf0",
        accent="#463b30",
        on_accent="#fffaf0",
        heart="#a51e19",
    ),
    "contrast": Look(
        table="#000000",
        text="#ffffff",
        quiet="#e6e6e6",
        paper="#ffffff",
        prompt="#000000",
        red="#8c0000",
        left="#8fd6ff",
        on_left="#000000",
        right="#ffc766",
        on_right="#000000",
        accent="#ffffff",
        on_accent="#000000",
        heart="#ffb0a6",
    ),
}


def look(name: str) -> str:
    """The name of a look that we have: ``name``; if it is empty, dark or light as the terminal says (COLORFGBG)."""
    if name in LOOKS:
        return name
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return "light" if background in ("7", "15") else "dark"

"""Our own looks: a lit paper card on a table.

Two tables of colors for each, one for terminals that have no more than 16; a test computes the contrast of every pair.
"""

from __future__ import annotations

import os
from enum import Enum

import msgspec

from cardtui.system.terminal import Depth

RED_SUITS = "♥♦"
"""Symbols that are red on a card."""

SHAPES = "◄►"
"""Of the left and of the right seat; no suit has them."""


class Ink(Enum):
    """What a text on the screen is: each has a foreground, a ground, and is bold or not."""

    PLAIN = "plain"  # words to say, rows to choose
    STRONG = "strong"  # titles and keys
    QUIET = "quiet"  # readable, but not asking for anything
    PROMPT = "prompt"  # what the card asks, and the symbol of a black suit
    RED = "red"  # a red suit's symbol on the card
    LEFT = "left"  # the left partner's name
    RIGHT = "right"
    LEFT_CHIP = "left-chip"  # the left partner has the floor
    RIGHT_CHIP = "right-chip"
    KEY_CHIP = "key-chip"  # the one obvious key, where nobody has the floor
    HEART = "heart"  # a heart on the table


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
    edge: str  # of a card
    back: str  # of a card that lies face down, or beneath another
    back_edge: str
    pattern: str

    def colors(self, ink: Ink) -> tuple[str, str]:
        """Foreground and background of a text."""
        match ink:
            case Ink.PLAIN:
                return self.text, self.table
            case Ink.STRONG:
                return self.strong, self.table
            case Ink.QUIET:
                return self.quiet, self.table
            case Ink.PROMPT:
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

    def is_bold(self, ink: Ink) -> bool:
        """Whether a text is bold.

        Many terminals show a bold color of their palette as the bright one of the same name, and black as gray. That
        can be read on black alone.
        """
        return ink in _BOLD and (not self.is_ansi or self.colors(ink)[1] in (BLACK, NO_COLOR))

    @property
    def is_ansi(self) -> bool:
        """Whether these are colors of the terminal's own palette."""
        return self.table.startswith(ANSI)


ANSI = "ansi_"
BLACK, NO_COLOR = f"{ANSI}black", f"{ANSI}default"

_BOLD = {Ink.STRONG, Ink.PROMPT, Ink.LEFT, Ink.RIGHT, Ink.LEFT_CHIP, Ink.RIGHT_CHIP, Ink.KEY_CHIP, Ink.RED}

# Blue and orange of the seats after Okabe and Ito's palette, which color-blind people can tell apart.
LOOKS: dict[str, Look] = {
    "dark": Look(
        table="#1f2a26",
        text="#ece6d8",
        strong="#ece6d8",
        quiet="#a7ab9c",
        paper="#f8eedd",
        prompt="#2a2019",
        red="#ab1d1d",
        left="#56b4e9",
        on_left="#16201c",
        right="#e69f00",
        on_right="#16201c",
        accent="#e9dcc4",
        on_accent="#1f2a26",
        heart="#ff9d8f",
        edge="#e7d9bf",
        back="#6b2f35",
        back_edge="#4d2126",
        pattern="#7f3b40",
    ),
    "light": Look(
        table="#dfe5dc",
        text="#26302b",
        strong="#26302b",
        quiet="#4a544d",
        paper="#fffaf0",
        prompt="#2a2019",
        red="#ab1d1d",
        left="#0a4f7f",
        on_left="#fffaf0",
        right="#6e3b00",
        on_right="#fffaf0",
        accent="#26302b",
        on_accent="#fffaf0",
        heart="#9b1c1c",
        edge="#cdbf9f",
        back="#8b3a40",
        back_edge="#6b2c31",
        pattern="#a5585e",
    ),
    "contrast": Look(
        table="#000000",
        text="#ffffff",
        strong="#ffffff",
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
        edge="#ffffff",
        back="#202020",
        back_edge="#808080",
        pattern="#606060",
    ),
}


# Of the 16 only black, white, cyan and blue keep apart from each other on every palette; the tests have three of them.
# The Linux console has no bright grounds, and its yellow is a brown.
SIXTEEN_LOOKS: dict[str, Look] = {
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
        right="ansi_green",
        on_right="ansi_black",
        accent="ansi_white",
        on_accent="ansi_black",
        heart="ansi_bright_red",
        edge="ansi_white",
        back="ansi_black",
        back_edge="ansi_red",
        pattern="ansi_red",
    ),
    "light": Look(
        table="ansi_white",
        text="ansi_black",
        strong="ansi_blue",
        quiet="ansi_black",
        paper="ansi_cyan",
        prompt="ansi_black",
        red="ansi_black",
        left="ansi_blue",
        on_left="ansi_bright_white",
        right="ansi_black",
        on_right="ansi_bright_white",
        accent="ansi_black",
        on_accent="ansi_bright_white",
        heart="ansi_blue",
        edge="ansi_cyan",
        back="ansi_white",
        back_edge="ansi_black",
        pattern="ansi_black",
    ),
    "contrast": Look(
        table="ansi_black",
        text="ansi_bright_white",
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
        heart="ansi_bright_yellow",
        edge="ansi_white",
        back="ansi_black",
        back_edge="ansi_white",
        pattern="ansi_white",
    ),
}

UNCOLORED = Look(*[NO_COLOR] * len(Look.__struct_fields__))
"""For people who want no color (NO_COLOR): what is filled elsewhere is reversed, in whatever colors they have."""


def looks_at(depth: Depth) -> dict[str, Look]:
    """Our looks in so many colors, by their names."""
    return in_depth(depth, LOOKS, SIXTEEN_LOOKS)


def in_depth(depth: Depth, looks: dict[str, Look], sixteen: dict[str, Look]) -> dict[str, Look]:
    """Of two tables of looks the one that fits."""
    match depth:
        case Depth.NONE:
            return dict.fromkeys(looks, UNCOLORED)
        case Depth.SIXTEEN:
            return sixteen
        case _:
            return looks


def look(name: str) -> str:
    """The name of a look that we have: ``name``; if it is empty, dark or light as the terminal says (COLORFGBG)."""
    if name in LOOKS:
        return name
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return "light" if background in ("7", "15") else "dark"

"""Whether the texts of a card fit on the smallest screen that is promised (60x18).

Lines are broken as the screen breaks them; what it has room for is in `cardtui.faces.evening`, and a test holds the
two together.
"""

from __future__ import annotations

from collections.abc import Iterator

from cardtui.lint.text_length import keep_short
from cardtui.lint.written_card import Advice, Passage, Subject
from cardtui.text.layout import drawable, wrap
from cardtui.text.names import LONGEST_NAME

PROMPT_COLUMNS, PROMPT_LINES = 46, 5
"""Cells and lines of a card's face, with a line free above and below."""

STEM_COLUMNS, STEM_LINES = 27, 4
"""Cells and lines of a half below the largest card."""

LISTEN_LINES = 4
"""Lines of a half below what every listener is told. A longer tip is left out there."""

_ROOM = {
    "prompt": (PROMPT_COLUMNS, PROMPT_LINES),
    "stem": (STEM_COLUMNS, STEM_LINES),
    "listen": (STEM_COLUMNS, LISTEN_LINES),
}
"""Columns and lines, by the fields of a card."""

_LONGEST_NAME = "m" * LONGEST_NAME
"""What fits with it fits with every name in narrow letters."""


def fit_the_screen(passage: Passage, subject: Subject) -> Iterator[Advice]:
    """A prompt fits on its card, a stem and a tip into their halves, with the longest name in it."""
    if any(keep_short(passage, subject)):
        return  # One that is too long is told so, and that it does not fit is a consequence.
    columns, most = _ROOM[passage.field]
    text = filled(passage.text)
    lines = len(wrap(drawable(f"“{text}”" if passage.field == "stem" else text), columns))
    if lines > most:
        message = (
            f"on a small screen (60x18) there is room for {most} lines of this, and it may take {lines};"
            f" {'it would be left out' if passage.field == 'listen' else 'it would touch the edge, or be cut'}"
        )
        yield Advice(passage.node, "does-not-fit", message)


def filled(text: str) -> str:
    """The text with the longest name in it."""
    return text.replace("{partner}", _LONGEST_NAME).replace("{Partner}", _LONGEST_NAME)

"""Whether a card fits on the smallest screen that is promised, 60 columns by 18 lines.

Lines are broken as the screen breaks them; what it has room for is in `cardtui.faces.evening`, and a test holds the two
together.
"""

from __future__ import annotations

from collections.abc import Iterator

from cardtui.lint.card_text import Advice, Subject
from cardtui.lint.text_length import is_long
from cardtui.text.layout import drawable, wrap
from cardtui.text.names import LONGEST_NAME

PROMPT_COLUMNS, PROMPT_LINES = 44, 6
"""Cells and lines of a card's face, with a line free above and below."""

STEM_COLUMNS, STEM_LINES = 26, 4
"""Cells and lines of a half below the largest card."""

LISTEN_LINES = 3
"""Lines of a half below what every listener is told. A longer tip is left out there."""

_LONGEST_NAME = "m" * LONGEST_NAME
"""What fits with it fits with every name in narrow letters."""


def fit_the_screen(subject: Subject) -> Iterator[Advice]:
    """A prompt fits on its card, a stem and a tip into their halves, with the longest name in it."""
    for passage, columns, most in (
        (subject.prompt, PROMPT_COLUMNS, PROMPT_LINES),
        (subject.stem, STEM_COLUMNS, STEM_LINES),
        (subject.listen, STEM_COLUMNS, LISTEN_LINES),
    ):
        if passage is None or is_long(passage):
            continue  # One that is too long is told so, and that it does not fit is a consequence.
        text = filled(passage.text)
        lines = len(wrap(drawable(f"“{text}”" if passage is subject.stem else text), columns))
        if lines > most:
            message = (
                f"on a small screen (60x18) there is room for {most} lines of this, and it may take {lines};"
                f" {'it would be left out' if passage is subject.listen else 'it would touch the edge, or be cut'}"
            )
            yield Advice(passage.whole, "does-not-fit", message)


def filled(text: str) -> str:
    """The text with the longest name in it."""
    return text.replace("{partner}", _LONGEST_NAME).replace("{Partner}", _LONGEST_NAME)

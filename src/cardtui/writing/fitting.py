"""Whether a card fits on the smallest screen that is promised, 60 columns by 18 lines.

This only counts cells; how the screen is painted is in `cardtui.tui`, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator

from cardtui.cards.names import LONGEST_NAME
from cardtui.cards.report import cells
from cardtui.writing.subject import Advice, Subject

PROMPT_COLUMNS, PROMPT_LINES = 44, 6
"""Cells and lines of a card's face, with a line free above and below."""

STEM_COLUMNS, STEM_LINES = 26, 4
"""Cells and lines of a half below the largest card."""

_LONGEST_NAME = "m" * LONGEST_NAME
"""What fits with it fits with every name in narrow letters."""


def fit_the_screen(subject: Subject) -> Iterator[Advice]:
    """A prompt fits on its card, and a stem into its half, with the longest name in it."""
    for passage, columns, most in (
        (subject.prompt, PROMPT_COLUMNS, PROMPT_LINES),
        (subject.stem, STEM_COLUMNS, STEM_LINES),
    ):
        if passage is None or len(passage.text) < columns:
            continue
        text = filled(passage.text)
        lines = count_lines(f"“{text}”" if passage is subject.stem else text, columns)
        if lines > most:
            message = (
                f"on a small screen (60x18) there is room for {most} lines of this, and it may take {lines};"
                " what is over would be cut off"
            )
            yield Advice(passage.whole, "does-not-fit", message)


def filled(text: str) -> str:
    """The text with the longest name in it."""
    return text.replace("{partner}", _LONGEST_NAME).replace("{Partner}", _LONGEST_NAME)


def count_lines(text: str, columns: int) -> int:
    """So many lines a text takes, broken between words, or within a word that is longer than a line."""
    lines, used = 1, 0
    for word in text.split(" "):
        width = cells(word)
        if used + width > columns:
            if width > columns:
                # A long word begins in a line of its own, and each letter stays whole.
                lines, used = lines + bool(used), 0
                for letter in word:
                    room = cells(letter)
                    lines, used = (lines + 1, room) if used + room > columns else (lines, used + room)
            else:
                lines, used = lines + 1, width
        else:
            used += width
        used += 1
    return lines

"""Whether a prompt, a stem and a tip are short enough to be read in one go, and fit the smallest screen (60x18).

Lines are wrapped as on the screen; its layout is in `cardtui.faces.evening`, and a test keeps the two in sync.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cardtui.deck.problem import AdviceCode
from cardtui.lint.written_card import Advice, Passage, Subject
from cardtui.text.layout import drawable, wrap
from cardtui.text.names import LONGEST_NAME


class Length(NamedTuple):
    """The limits of a text. characters: for scripts without spaces, and for very long words.

    columns, lines: the space for it on the smallest screen.
    """

    words: int
    characters: int
    columns: int
    lines: int
    code: AdviceCode
    what: str
    way_out: str


LENGTHS = {
    # The face of a card, with a blank line above and below; half the width below the largest card; and the same space
    # below the listener's instructions, where a longer tip is left out.
    "prompt": Length(20, 140, 46, 5, "long-prompt", "a prompt", "keep the sentence that asks"),
    "stem": Length(8, 100, 27, 4, "long-stem", "a stem", "leave the rest to the speaker"),
    "listen": Length(10, 160, 27, 4, "long-listen", "a tip", "say the one thing that helps here"),
}
"""Keyed by the fields of a card."""


def keep_short(passage: Passage, _: Subject) -> Iterator[Advice]:
    """A prompt, a stem and a tip for the listener are within their limits."""
    length = LENGTHS[passage.field]
    words = passage.text.split(" ")
    if len(passage.text) > length.characters:
        begin, found, most = length.characters, f"{len(passage.text)} characters", length.characters
    elif len(words) > length.words:
        begin, found, most = len(" ".join(words[: length.words])) + 1, f"{len(words)} words", length.words
    else:
        return
    message = f"{found}, and {most} is a good end for {length.what}; {length.way_out}"
    yield Advice(passage.span(begin, len(passage.text)), length.code, message)


def fit_the_screen(passage: Passage, subject: Subject) -> Iterator[Advice]:
    """A prompt fits on its card, a stem and a tip into their halves, with the longest name in it."""
    if any(keep_short(passage, subject)):
        return  # It is already reported as too long; not fitting is a consequence.
    length = LENGTHS[passage.field]
    text = filled(passage.text)
    lines = len(wrap(drawable(f"“{text}”" if passage.field == "stem" else text), length.columns))
    if lines > length.lines:
        message = (
            f"on a small screen (60x18) there is room for {length.lines} lines of this, and it may take {lines};"
            f" {'it would be left out' if passage.field == 'listen' else 'it would touch the edge, or be cut'}"
        )
        yield Advice(passage.node, "does-not-fit", message)


def filled(text: str) -> str:
    """The text with the longest name filled in: if that fits, so does every name in narrow letters."""
    name = "m" * LONGEST_NAME
    return text.replace("{partner}", name).replace("{Partner}", name)

"""Whether a prompt, a stem and a tip are short enough to be read in one go, and fit the smallest screen (60x18).

Lines are broken as the screen breaks them; what it has room for is in `cardtui.faces.evening`, and a test holds the
two together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cardtui.deck.problem import AdviceCode
from cardtui.lint.written_card import Advice, Passage, Subject
from cardtui.text.layout import drawable, wrap
from cardtui.text.names import LONGEST_NAME


class Length(NamedTuple):
    """How long a text may be. characters: for scripts without spaces, and for words without end.

    columns, lines: cells and lines that it has on the smallest screen.
    """

    words: int
    characters: int
    columns: int
    lines: int
    code: AdviceCode
    what: str
    way_out: str


LENGTHS = {
    # A card's face, with a line free above and below; a half below the largest card; and one below what every
    # listener is told, where a longer tip is left out.
    "prompt": Length(20, 140, 46, 5, "long-prompt", "a prompt", "keep the sentence that asks"),
    "stem": Length(8, 100, 27, 4, "long-stem", "a stem", "leave the rest to the speaker"),
    "listen": Length(10, 160, 27, 4, "long-listen", "a tip", "say the one thing that helps here"),
}
"""By the fields of a card."""


def keep_short(passage: Passage, _: Subject) -> Iterator[Advice]:
    """A prompt, a stem and a tip for the listener each have their length."""
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
        return  # One that is too long is told so, and that it does not fit is a consequence.
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
    """The text with the longest name in it: what fits with it fits with every name in narrow letters."""
    name = "m" * LONGEST_NAME
    return text.replace("{partner}", name).replace("{Partner}", name)

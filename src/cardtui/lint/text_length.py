"""Whether a prompt, a stem and a tip are short enough to be read in one go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cardtui.deck.problem import AdviceCode
from cardtui.lint.written_card import Advice, Passage, Subject


class Length(NamedTuple):
    """How long a text may be. characters: for scripts without spaces, and for words without end."""

    words: int
    characters: int
    code: AdviceCode
    what: str
    way_out: str


LENGTHS = {
    "prompt": Length(20, 140, "long-prompt", "a prompt", "keep the sentence that asks"),
    "stem": Length(8, 100, "long-stem", "a stem", "leave the rest to the speaker"),
    "listen": Length(10, 160, "long-listen", "a tip", "say the one thing that helps here"),
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

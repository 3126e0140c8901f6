"""How long the texts of a card may be: figures that a tired pair can take in."""

from __future__ import annotations

from collections.abc import Iterator

from cardtui.cards.codes import AdviceCode
from cardtui.writing.subject import Advice, Passage, Subject

PROMPT_WORDS, PROMPT_CHARACTERS = 30, 160
STEM_WORDS, LISTEN_WORDS = 8, 14


def is_long(passage: Passage) -> bool:
    """Whether a prompt or a stem is longer than it may be."""
    words = len(passage.text.split(" "))
    if passage.field == "stem":
        return words > STEM_WORDS
    return words > PROMPT_WORDS or len(passage.text) > PROMPT_CHARACTERS


def keep_short(subject: Subject) -> Iterator[Advice]:
    """A prompt, a stem and a tip for the listener each have their length."""
    prompt = subject.prompt
    if prompt is not None and len(prompt.text) > PROMPT_CHARACTERS:
        way_out = "keep the sentence that asks"
        message = f"{len(prompt.text)} characters, and {PROMPT_CHARACTERS} is a good end for a prompt; {way_out}"
        yield Advice(prompt.span(PROMPT_CHARACTERS, len(prompt.text)), "long-prompt", message)
    elif prompt is not None:
        yield from _words(prompt, PROMPT_WORDS, "long-prompt", "a prompt", "keep the sentence that asks")
    if subject.stem is not None:
        yield from _words(subject.stem, STEM_WORDS, "long-stem", "a stem", "leave the rest to the speaker")
    if subject.listen is not None:
        yield from _words(subject.listen, LISTEN_WORDS, "long-listen", "a tip", "say the one thing that helps here")


def _words(passage: Passage, most: int, code: AdviceCode, what: str, way_out: str) -> Iterator[Advice]:
    words = passage.text.split(" ")
    if len(words) > most:
        begin = len(" ".join(words[:most])) + 1
        message = f"{len(words)} words, and {most} is a good end for {what}; {way_out}"
        yield Advice(passage.span(begin, len(passage.text)), code, message)

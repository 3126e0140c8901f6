"""What is not written yet, and what the file holds but no card shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cardtui.lint.card_text import Advice, Subject

_STANDS_IN = re.compile(r"(?:to ?do|tbd|tba|fixme|xxx+|lorem ipsum\b.*)[\W_]*", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


def write_it_out(subject: Subject) -> Iterator[Advice]:
    """A prompt has words, and not only what stands in for them."""
    prompt = subject.prompt
    if prompt is not None and (_STANDS_IN.fullmatch(prompt.text) or not _LETTER.search(prompt.text)):
        message = "there is nothing to answer, do or tell here yet; write the prompt"
        yield Advice(prompt.whole, "placeholder", message)


def show_it_all(subject: Subject) -> Iterator[Advice]:
    """Nothing that was meant as text is a note to YAML (see `Passage.hidden`)."""
    for passage in subject.passages:
        if passage.hidden is not None:
            message = "what stands from '#' on is a note to YAML, and not on the card; put all of the text in quotes"
            yield Advice(passage.hidden, "hidden-by-hash", message)

"""The words of a card, looked over against the cautions; and the signs that shout."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cardtui.writing.cautions import CAUTIONS
from cardtui.writing.subject import Advice, Subject

# One pass over a text finds all of them: each is a group, by its number. Of two that begin together the first counts.
_WORDS = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'(?P<c{number}>{caution.pattern})' for number, caution in enumerate(CAUTIONS))})(?!\w)",
    re.IGNORECASE,
)

_EXCLAMATION = re.compile(r"[!！¡]+")
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u2604\u2614\u2615\u26a0-\u26ff\u2728\u274c\u2753-\u2757\u2795-\u2797]\ufe0f?|.\ufe0f"
)


def mind_words(subject: Subject) -> Iterator[Advice]:
    """No word that hurts, leaves out or says nothing (English only); no exclamation marks and no emoji at all."""
    for passage in subject.passages:
        if subject.english:
            for match in _WORDS.finditer(passage.text):
                caution = CAUTIONS[int((match.lastgroup or "c0")[1:])]
                if subject.topics.isdisjoint(caution.unless) and passage.field in caution.fields:
                    message = f"'{match.group()}' {caution.reason}; {caution.better}"
                    yield Advice(passage.span(*match.span()), caution.code, message)
        for match in _EMOJI.finditer(passage.text):
            message = "an emoji has another width in each terminal, and says less than a word; leave it out"
            yield Advice(passage.span(*match.span()), "emoji", message)
        for match in _EXCLAMATION.finditer(passage.text):
            message = "an exclamation mark raises the voice; end with a full stop"
            yield Advice(passage.span(*match.span()), "exclamation", message)

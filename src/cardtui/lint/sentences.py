"""The sentences of a prompt, and what in it is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

QUESTION_MARKS = re.compile(r"[?？؟]+")
_SENTENCE = re.compile(r"[^.?!…。？！؟]+[.?!…。？！؟]*[\"”’)]*")
_QUOTED = re.compile(r"“[^”]*”|‘(?:[^’]|’(?=\w))*’|(?<!\w)'[^']*'(?!\w)|\"[^\"]*\"|«[^»]*»|„[^“]*“|「[^」]*」")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a text begins, without the spaces before it, and ends."""
    for match in _SENTENCE.finditer(text):
        yield match.end() - len(match.group().lstrip()), match.end()


def unquoted(text: str) -> str:
    """The text with what is quoted blanked out, so that places stay the same."""
    return _QUOTED.sub(lambda match: "_" * len(match.group()), text)

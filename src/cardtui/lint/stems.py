"""The speaker's own first words: that they are there, and that they are the speaker's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cardtui.lint.card_text import Advice, Subject

_OWN = re.compile(r"\b(?:i|i['’](?:m|d|ve|ll)|my|mine|me|we|we['’](?:d|re|ve|ll)|us|ours?)\b", re.IGNORECASE)
_OF_THE_OTHER = re.compile(r"(?:you|your|yours|you['’](?:re|ve|d|ll)|\{partner\}(?:['’]s)?)(?=\W|$)", re.IGNORECASE)
_PARTNER = re.compile(r"\{partner\}", re.IGNORECASE)

_CLOSING = "\"”’')»“」』 "
"""Marks that may stand behind the dots."""


def give_a_stem(subject: Subject) -> Iterator[Advice]:
    """A card has a stem, unless the dialogue in which it is talked about begins with one."""
    if subject.prompt is None or subject.kind is None or "stem" in subject.text.fields:
        return
    if subject.begun is False:
        message = "first words help a shy speaker begin; add 'stem: I…'"
        yield Advice(subject.prompt.whole, "missing-stem", message)


def begin_own(subject: Subject) -> Iterator[Advice]:
    """A stem speaks for the speaker, I, my, we, and to the partner, you (English only)."""
    stem = subject.stem
    if stem is None or not subject.english:
        return
    other = _OF_THE_OTHER.match(stem.text)
    if other or not _OWN.search(stem.text):
        message = "a stem is the speaker's own first words; let it speak of 'I', 'my' or 'we'"
        yield Advice(stem.span(0, other.end()) if other else stem.whole, "stem-not-own", message)
    elif named := _PARTNER.search(stem.text):
        yield Advice(stem.span(*named.span()), "stem-not-own", "a stem is said to the partner, who is 'you' in it")


def begin_openly(subject: Subject) -> Iterator[Advice]:
    """A stem is a beginning, and ends in "…", so that nobody reads it out and stops."""
    stem = subject.stem
    if stem is None or stem.hidden is not None:
        return
    if not stem.text.rstrip(_CLOSING).endswith(("…", "...", "。。。")):
        message = "a stem is only a beginning; let it end in '…'"
        yield Advice(stem.span(len(stem.text) - 1, len(stem.text)), "stem-not-open", message)

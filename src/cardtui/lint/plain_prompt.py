"""Whether a prompt is understood at first reading: what it wants comes early, in one plain clause (English only)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cardtui.lint.card_text import Advice, Subject
from cardtui.lint.sentences import QUESTION_MARKS, sentences, unquoted

EARLY = 8
"""Words. By then whoever hears a prompt knows what to do with it; a scene or a clause before that is shorter."""

CLAUSES, MANY_CLAUSES, LONG_SENTENCE = 2, 3, 15
"""Clauses beside the main one that are too many to hold: two in a sentence of fifteen words, or three in any."""

_WORD = re.compile(r"\{\w+\}|[^\W_]+(?:['’][^\W_]+)*")
_AUXILIARY = r"(?:do|does|did|is|are|was|were|am|has|have|had|can|could|will|would|shall|should|may|might)(?:n['’]t)?\b"

# A word that asks stands at the beginning, behind a mark, behind a little word ("In which room", "and who"), or before
# a verb that has changed places with its subject.
_ASKS = re.compile(
    r"(?:^|[,;:–—]\s+|\b(?:and|but|or|so|then|in|on|at|to|for|of|with|about|from|by)\s+)"
    rf"(?P<asks>what|which|who|whom|whose|how|why|(?:when|where)(?=['’]s\b|['’]d\b|\s+{_AUXILIARY}))\b"
    rf"|\b(?P<before>(?:what|how|why)(?=\s+{_AUXILIARY}))"
    rf"|^(?P<closed>{_AUXILIARY})|[,;:–—]\s+(?P<late>{_AUXILIARY})",
    re.IGNORECASE,
)

# What a sentence begins with that tells something. Any other one, without a question mark, says what to do.
_TELLING = re.compile(
    r"(?:i|you|he|she|it|we|they|there|here|this|that|these|those|my|your|his|her|its|our|their|the|an?|some|any|no"
    r"|every|(?:some|any|no|every)(?:body|one|thing)|people|one|two|\{partner\}|most|many|much|few|sometimes|often"
    r"|usually|once|yesterday|today|tonight|lately|maybe|perhaps)(?:['’]\w+)?",
    re.IGNORECASE,
)
# What can lead into either: "When you're tired, say so." and "When you were small, you hid somewhere."
_LEADING = re.compile(
    r"when(?:ever)?|if|after|before|while|wherever|as|since|because|(?:al)?though|until|unless|at|in|on|for|during"
    r"|with(?:out)?|from|by|under|over|near|between|next|last",
    re.IGNORECASE,
)
_SUBJECT = (
    r"(?:i|you|we|they|he|she|it|there|this|these|those|\{partner\}|(?:some|any|no|every)(?:body|one|thing)|the|an?|your|my|our"
    r"|their|his|her|its|two|both|one|people|others)\b"
)
# What a clause begins with: a relative word, a joining word before its subject, or nothing ("the way you walk").
_BEGINS_A_CLAUSE = re.compile(
    r"\b(?:which|who|whom|whose|that)\b(?!\s*[,.;:?!]|\s+be\b)"
    rf"|\b(?:when(?:ever)?|where(?:ver)?|because|although|though|while|until|unless|if|since|what|how|why)\s+{_SUBJECT}"
    r"|\b(?:\w*thing|\w+body|\w+one|time|way|part|word|year|people) (?:you|they|we|he|she|i|\{partner\})\s+\w+",
    re.IGNORECASE,
)


class _Task(NamedTuple):
    """Where a prompt says what it wants. sentence: where that sentence begins; at: the words that say it."""

    sentence: int
    at: int


def come_to_the_point(subject: Subject) -> Iterator[Advice]:
    """What is asked, or to be done, is said within the first words, and no scene is told before it."""
    prompt = subject.prompt
    if prompt is None or not subject.english:
        return
    text = unquoted(prompt.text)
    task = _task(text)
    if task is None:
        return
    before = len(_WORD.findall(text, 0, task.sentence))
    if before >= EARLY:
        scene = prompt.span(0, len(text[: task.sentence].rstrip()))
        message = f"{before} words of a scene come before what is asked; ask first, and let the scene follow, or go"
        yield Advice(scene, "scene-first", message)
    elif (words := len(_WORD.findall(text, task.sentence, task.at))) >= EARLY:
        message = f"what is asked comes after {words} words; turn the sentence around, so that it begins with that"
        yield Advice(prompt.span(task.sentence, len(text[: task.at].rstrip())), "late-task", message)


def untangle(subject: Subject) -> Iterator[Advice]:
    """No sentence holds clause within clause."""
    prompt = subject.prompt
    if prompt is None or not subject.english:
        return
    text = unquoted(prompt.text)
    for begin, end in sentences(text):
        asks = _asking(text, begin, end)
        found = [match for match in _BEGINS_A_CLAUSE.finditer(text, begin, end) if match.start() != asks]
        long = len(_WORD.findall(text, begin, end)) >= LONG_SENTENCE
        if len(found) >= (CLAUSES if long else MANY_CLAUSES):
            at = prompt.span(found[0].start(), len(text[:end].rstrip()))
            yield Advice(at, "clause-in-clause", "clause within clause; say it in two sentences, or leave one out")
            return


def _task(text: str) -> _Task | None:
    for begin, end in sentences(text):
        at = _asking(text, begin, end)
        if at is None:
            at = _telling_to(text, begin, end)
        if at is not None:
            return _Task(begin, at)
    return None


def _asking(text: str, begin: int, end: int) -> int | None:
    """Where a question asks; where it begins, if no word is known to ask. None if it is no question."""
    if not QUESTION_MARKS.search(text, begin, end):
        return None
    match = _ASKS.search(text[begin:end])
    return begin + match.start(match.lastgroup or 0) if match else begin


def _telling_to(text: str, begin: int, end: int) -> int | None:
    """Where a sentence says what to do; None if it tells or asks something."""
    first = _WORD.search(text, begin, end)
    if first is None or _TELLING.fullmatch(first.group()):
        return None
    if not _LEADING.fullmatch(first.group()):
        return begin
    comma = text.find(",", first.end(), end)
    after = _WORD.search(text, comma, end) if comma >= 0 else None
    return None if after is None or _TELLING.fullmatch(after.group()) else after.start()

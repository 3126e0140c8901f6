"""How a prompt asks, and how its stem begins: openly, one thing at a time, and plainly enough for a first reading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cardtui.deck.card import Kind
from cardtui.lint.written_card import QUESTION_MARKS, Advice, Passage, Subject, sentences, unquoted

_YES_NO = (
    r"(?:do|does|did|have|has|had|is|are|was|were|am|can|could|will|would|shall|may|might)(?:n['’]t)?"
    r"|won['’]t|can['’]t|shan['’]t"
)
_WHOM = r"you|\{partner\}|it|they|there|that|this|either|anyone|anything|someone|something|one|the two of you"

# A question that is closed from its first word, and a last clause that is: "When you're tired, do you rest?"
_CLOSED = re.compile(rf"(?:(?:so|and|but|or|now|well|then),?\s+)?(?P<said>(?:{_YES_NO})\s+\S+)", re.IGNORECASE)
_CLOSED_CLAUSE = re.compile(rf",\s+(?:and\s+|or\s+)?(?P<said>(?:{_YES_NO})\s+(?:{_WHOM}))\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<said>how\s+(?:many|much|often|long|old|far))\b", re.IGNORECASE)
_NAME = re.compile(
    r"(?P<said>who(?:se|m)?\b|(?:what|which)(?:['’]s|\s+is|\s+was|\s+are)\s+your\s+"
    r"(?:favou?rite|(?:(?:first|middle|last)\s+)?name|age|birthday|star\s+sign))\b",
    re.IGNORECASE,
)

# A request without a question mark that only "yes" answers; "Do it slowly, both of you." is none.
_WHETHER = re.compile(
    r"(?P<said>tell\s+(?:\{partner\}|each\s+other)\s+(?:whether|if)|say\s+yes\s+or\s+no)\b", re.IGNORECASE
)
_REQUEST = re.compile(
    rf"(?!(?:do|have)\s+it\b)(?P<said>(?:{_YES_NO})\s+(?:you|the\s+two\s+of\s+you|\{{partner\}}|there|it)\b)",
    re.IGNORECASE,
)

_OPEN_WORD = re.compile(
    r"\b(?:what|which|where|how|why|when\s+(?:do|does|did|is|was|are|were|will|would))\b", re.IGNORECASE
)


def ask_openly(prompt: Passage, subject: Subject) -> Iterator[Advice]:
    """No question is answered by yes, no, a number or a name alone."""
    text = unquoted(prompt.text)
    for start, stop in sentences(text):
        said = answer = None
        sentence = text[start:stop].rstrip()
        if "?" in sentence:
            said, answer = _closed(sentence, subject.kind)
        elif start == 0:
            said, answer = _REQUEST.match(sentence) or _WHETHER.match(sentence), "yes or no"
        if said:
            begin, end = start + said.start("said"), start + said.end("said")
            message = (
                f"'{prompt.text[begin:end]}…' can be answered with {answer} alone;"
                " ask with what, which, when or how, or for a moment"
            )
            yield Advice(prompt.span(begin, end), "closed-opening", message)
            return


def ask_one_thing(prompt: Passage, _: Subject) -> Iterator[Advice]:
    """One question a card, whatever the language; what is quoted is not asked."""
    marks = list(QUESTION_MARKS.finditer(unquoted(prompt.text)))
    if len(marks) > 1:
        at = prompt.span(*marks[1].span())
        yield Advice(at, "two-questions", "a second question; keep the one that you would rather answer yourself")


def _closed(question: str, kind: Kind | None) -> tuple[re.Match[str] | None, str]:
    """What closes a question, and the answer that would be enough."""
    for pattern, answer in ((_CLOSED, "yes or no"), (_NUMBER, "a number"), (_NAME, "a name")):
        match = pattern.match(question)
        if match is None or (pattern is _NAME and kind is Kind.STORY):
            continue  # "Who was there?" only helps a story along.
        # "Who taught you that, and how?" has opened by its end.
        if pattern is _CLOSED or not _OPEN_WORD.search(question, match.end()):
            return match, answer
    return None if _OPEN_WORD.search(question) else _CLOSED_CLAUSE.search(question), "yes or no"


_OWN = re.compile(r"\b(?:i|i['’](?:m|d|ve|ll)|my|mine|me|we|we['’](?:d|re|ve|ll)|us|ours?)\b", re.IGNORECASE)
_OF_THE_OTHER = re.compile(r"(?:you|your|yours|you['’](?:re|ve|d|ll)|\{partner\}(?:['’]s)?)(?=\W|$)", re.IGNORECASE)
_PARTNER = re.compile(r"\{partner\}", re.IGNORECASE)

_CLOSING = "\"”’')»“」』 "
"""Marks that may stand behind the dots."""


def give_a_stem(prompt: Passage, subject: Subject) -> Iterator[Advice]:
    """A card has a stem, unless the dialogue in which it is talked about begins with one."""
    if subject.kind is not None and "stem" not in subject.text.fields and subject.begun is False:
        yield Advice(prompt.node, "missing-stem", "first words help a shy speaker begin; add 'stem: I…'")


def begin_own(stem: Passage, _: Subject) -> Iterator[Advice]:
    """A stem speaks for the speaker, I, my, we, and to the partner, you."""
    other = _OF_THE_OTHER.match(stem.text)
    if other or not _OWN.search(stem.text):
        message = "a stem is the speaker's own first words; let it speak of 'I', 'my' or 'we'"
        yield Advice(stem.span(0, other.end()) if other else stem.node, "stem-not-own", message)
    elif named := _PARTNER.search(stem.text):
        yield Advice(stem.span(*named.span()), "stem-not-own", "a stem is said to the partner, who is 'you' in it")


def begin_openly(stem: Passage, _: Subject) -> Iterator[Advice]:
    """A stem is a beginning, and ends in "…", so that nobody reads it out and stops."""
    if stem.hidden is None and not stem.text.rstrip(_CLOSING).endswith(("…", "...", "。。。")):
        message = "a stem is only a beginning; let it end in '…'"
        yield Advice(stem.span(len(stem.text) - 1, len(stem.text)), "stem-not-open", message)


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


def come_to_the_point(prompt: Passage, _: Subject) -> Iterator[Advice]:
    """What is asked, or to be done, is said within the first words, and no scene is told before it."""
    text = unquoted(prompt.text)
    task = next(((begin, at) for begin, end in sentences(text) if (at := _task(text, begin, end)) is not None), None)
    if task is None:
        return
    begin, at = task
    before = len(_WORD.findall(text, 0, begin))
    if before >= EARLY:
        scene = prompt.span(0, len(text[:begin].rstrip()))
        message = f"{before} words of a scene come before what is asked; ask first, and let the scene follow, or go"
        yield Advice(scene, "scene-first", message)
    elif (words := len(_WORD.findall(text, begin, at))) >= EARLY:
        message = f"what is asked comes after {words} words; turn the sentence around, so that it begins with that"
        yield Advice(prompt.span(begin, len(text[:at].rstrip())), "late-task", message)


def untangle(prompt: Passage, _: Subject) -> Iterator[Advice]:
    """No sentence holds clause within clause."""
    text = unquoted(prompt.text)
    for begin, end in sentences(text):
        asks = _asking(text, begin, end)
        found = [match for match in _BEGINS_A_CLAUSE.finditer(text, begin, end) if match.start() != asks]
        long = len(_WORD.findall(text, begin, end)) >= LONG_SENTENCE
        if len(found) >= (CLAUSES if long else MANY_CLAUSES):
            at = prompt.span(found[0].start(), len(text[:end].rstrip()))
            yield Advice(at, "clause-in-clause", "clause within clause; say it in two sentences, or leave one out")
            return


def _task(text: str, begin: int, end: int) -> int | None:
    """Where a sentence says what it wants; None if it wants nothing."""
    asks = _asking(text, begin, end)
    return _telling_to(text, begin, end) if asks is None else asks


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

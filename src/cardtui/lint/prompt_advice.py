"""How a prompt asks, and how its stem begins: openly, one thing at a time, and plainly enough for a first reading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cardtui.deck.card import Kind
from cardtui.lint.word_lists import pattern
from cardtui.lint.written_card import QUESTION_MARKS, WORD, Advice, Passage, Subject, sentences, unquoted


def ask_openly(prompt: Passage, subject: Subject) -> Iterator[Advice]:
    """No question can be answered with just yes, no, a number or a name."""
    text = unquoted(prompt.text)
    for start, stop in sentences(text):
        said = answer = None
        sentence = text[start:stop].rstrip()
        if "?" in sentence:
            said, answer = _closed(sentence, subject.kind)
        elif start == 0:
            said, answer = pattern("closed_request").match(sentence) or pattern("whether").match(sentence), "yes or no"
        if said:
            begin, end = start + said.start("said"), start + said.end("said")
            message = (
                f"'{prompt.text[begin:end]}…' can be answered with {answer} alone;"
                " ask with what, which, when or how, or for a moment"
            )
            yield Advice(prompt.span(begin, end), "closed-opening", message)
            return


def ask_one_thing(prompt: Passage, _: Subject) -> Iterator[Advice]:
    """One question per card, in any language; quoted questions don't count."""
    marks = list(QUESTION_MARKS.finditer(unquoted(prompt.text)))
    if len(marks) > 1:
        at = prompt.span(*marks[1].span())
        yield Advice(at, "two-questions", "a second question; keep the one that you would rather answer yourself")


def _closed(question: str, kind: Kind | None) -> tuple[re.Match[str] | None, str]:
    """What makes a question closed, and the answer that would be enough."""
    opens = pattern("opens")
    for name, answer in (("closed", "yes or no"), ("asks_a_number", "a number"), ("asks_a_name", "a name")):
        if name == "asks_a_name" and kind is Kind.STORY:
            continue  # "Who was there?" only helps a story along.
        match = pattern(name).match(question)
        # "Who taught you that, and how?" becomes open by its end.
        if match and (name == "closed" or not opens.search(question, match.end())):
            return match, answer
    return None if opens.search(question) else pattern("closed_clause").search(question), "yes or no"


_CLOSING = "\"”’')»“」』 "
"""Characters that may follow the dots."""


def give_a_stem(prompt: Passage, subject: Subject) -> Iterator[Advice]:
    """A card has a stem, unless its dialogue begins with one."""
    if subject.kind is not None and "stem" not in subject.text.fields and subject.begun is False:
        yield Advice(prompt.node, "missing-stem", "first words help a shy speaker begin; add 'stem: I…'")


def begin_own(stem: Passage, _: Subject) -> Iterator[Advice]:
    """A stem speaks of the speaker as I, my or we, and to the partner as you."""
    other = pattern("of_the_other").match(stem.text)
    if other or not pattern("own").search(stem.text):
        message = "a stem is the speaker's own first words; let it speak of 'I', 'my' or 'we'"
        yield Advice(stem.span(0, other.end()) if other else stem.node, "stem-not-own", message)
    elif named := pattern("partner").search(stem.text):
        yield Advice(stem.span(*named.span()), "stem-not-own", "a stem is said to the partner, who is 'you' in it")


def begin_openly(stem: Passage, _: Subject) -> Iterator[Advice]:
    """A stem is a beginning, and ends in "…", so that nobody reads it out and stops."""
    if stem.hidden is None and not stem.text.rstrip(_CLOSING).endswith(("…", "...", "。。。")):
        message = "a stem is only a beginning; let it end in '…'"
        yield Advice(stem.span(len(stem.text) - 1, len(stem.text)), "stem-not-open", message)


EARLY = 8
"""In words. By then a listener must know what to do; any scene or clause before that is shorter."""

CLAUSES, MANY_CLAUSES, LONG_SENTENCE = 2, 3, 15
"""Too many subordinate clauses: two in a sentence of fifteen words, or three in any."""


def come_to_the_point(prompt: Passage, _: Subject) -> Iterator[Advice]:
    """What is asked, or to be done, comes within the first words, with no scene before it."""
    text = unquoted(prompt.text)
    task = next(((begin, at) for begin, end in sentences(text) if (at := _task(text, begin, end)) is not None), None)
    if task is None:
        return
    begin, at = task
    before = len(WORD.findall(text, 0, begin))
    if before >= EARLY:
        scene = prompt.span(0, len(text[:begin].rstrip()))
        message = f"{before} words of a scene come before what is asked; ask first, and let the scene follow, or go"
        yield Advice(scene, "scene-first", message)
    elif (words := len(WORD.findall(text, begin, at))) >= EARLY:
        message = f"what is asked comes after {words} words; turn the sentence around, so that it begins with that"
        yield Advice(prompt.span(begin, len(text[:at].rstrip())), "late-task", message)


def untangle(prompt: Passage, _: Subject) -> Iterator[Advice]:
    """No sentence has clauses within clauses."""
    text = unquoted(prompt.text)
    for begin, end in sentences(text):
        asks = _asking(text, begin, end)
        found = [match for match in pattern("clause").finditer(text, begin, end) if match.start() != asks]
        long = len(WORD.findall(text, begin, end)) >= LONG_SENTENCE
        if len(found) >= (CLAUSES if long else MANY_CLAUSES):
            at = prompt.span(found[0].start(), len(text[:end].rstrip()))
            yield Advice(at, "clause-in-clause", "clause within clause; say it in two sentences, or leave one out")
            return


def _task(text: str, begin: int, end: int) -> int | None:
    """The offset at which a sentence asks for something; None if it does not."""
    asks = _asking(text, begin, end)
    return _telling_to(text, begin, end) if asks is None else asks


def _asking(text: str, begin: int, end: int) -> int | None:
    """The offset of the question word, or the sentence start if there is none. None if it is not a question."""
    if not QUESTION_MARKS.search(text, begin, end):
        return None
    match = pattern("asks").search(text[begin:end])
    return begin + match.start(match.lastgroup or 0) if match else begin


def _telling_to(text: str, begin: int, end: int) -> int | None:
    """The offset at which a sentence says what to do; None if it is a statement or a question."""
    first = WORD.search(text, begin, end)
    if first is None or pattern("tells").fullmatch(first.group()):
        return None
    if not pattern("leads_in").fullmatch(first.group()):
        return begin
    comma = text.find(",", first.end(), end)
    after = WORD.search(text, comma, end) if comma >= 0 else None
    return None if after is None or pattern("tells").fullmatch(after.group()) else after.start()

"""How a prompt asks: openly, and one thing at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cardtui.deck.card import Kind
from cardtui.lint.card_text import Advice, Subject
from cardtui.lint.sentences import QUESTION_MARKS, sentences, unquoted

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


def ask_openly(subject: Subject) -> Iterator[Advice]:
    """No question is answered by yes, no, a number or a name alone (English only)."""
    prompt = subject.prompt
    if prompt is None or not subject.english:
        return
    text = unquoted(prompt.text)
    for start, end in sentences(text):
        sentence = text[start:end].rstrip()
        found = _closed(sentence, subject.kind) if "?" in sentence else _request(sentence) if start == 0 else None
        if found is not None:
            said, answer = found
            begin = start + said.start("said")
            words = prompt.text[begin : start + said.end("said")]
            yield Advice(
                prompt.span(begin, begin + len(words)),
                "closed-opening",
                f"'{words}…' can be answered with {answer} alone; ask with what, which, when or how, or for a moment",
            )
            return


def ask_one_thing(subject: Subject) -> Iterator[Advice]:
    """One question a card, whatever the language; what is quoted is not asked."""
    prompt = subject.prompt
    if prompt is None:
        return
    marks = list(QUESTION_MARKS.finditer(unquoted(prompt.text)))
    if len(marks) > 1:
        at = prompt.span(*marks[1].span())
        yield Advice(at, "two-questions", "a second question; keep the one that you would rather answer yourself")


def _closed(question: str, kind: Kind | None) -> tuple[re.Match[str], str] | None:
    """What closes a question, and the answer that would be enough."""
    for pattern, answer in ((_CLOSED, "yes or no"), (_NUMBER, "a number"), (_NAME, "a name")):
        match = pattern.match(question)
        if match is None or (pattern is _NAME and kind is Kind.STORY):
            continue  # "Who was there?" only helps a story along.
        # "Who taught you that, and how?" has opened by its end.
        if pattern is _CLOSED or not _OPEN_WORD.search(question, match.end()):
            return match, answer
    clause = _CLOSED_CLAUSE.search(question)
    return (clause, "yes or no") if clause and not _OPEN_WORD.search(question) else None


def _request(sentence: str) -> tuple[re.Match[str], str] | None:
    match = _REQUEST.match(sentence) or _WHETHER.match(sentence)
    return (match, "yes or no") if match else None

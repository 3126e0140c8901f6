"""The marks in front of the items of a list: bullets, boxes to tick, numbers, letters, "Q1:"."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BULLET = re.compile(r"(?:[-*+·–—−⁃∙»→>]\s+|[•‣◦▪▫●○■□▢☐☑☒✓✔✗❏➢➤►▶❑\uf0a7\uf0b7]\s*|o\t\s*|-{1,2}>\s*)")
_BOX = re.compile(r"\[(?:[ xX✓✔-]|)\](?:\s+|$)")
_KEYCAP = re.compile(r"(?:\d\ufe0f?\u20e3)+\s*|[①-⓿❶-➓]\s*")
_QUESTION = re.compile(
    r"(?:(?:Q|Question|Prompt|Card|Nr|No)\.?\s*#?\s*\d{1,4}\s*(?:[:.)\]–—-]\s*|$)|#\s?\d{1,4}(?:[:.)]?\s+|[:.)]?$)"
    r"|№\s*\d{1,4}[:.)]?\s*|(?:Q|Question|Prompt)\s*[:)]\s*)",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"(?:A|Answer|Ans)\.?\s*\d{0,4}\s*[:.)]\s", re.IGNORECASE)

_NUMBER = re.compile(
    r"(?P<open>[(\[]?)(?P<number>\d{1,6})\s?(?P<sign>[.)\]:/–—．、）：-]|\.\))(?P<space>\s+|$|(?=[^\W\d_]))"
)
_LETTER = re.compile(r"(?P<open>\(?)(?P<number>[A-Za-z]|[ivxIVX]{2,5})(?P<sign>[.)])(?P<space>\s+|$)")

_CERTAIN_SIGNS = ").]）、．"
_YEARS = range(1800, 2101)
_MOST_MARKS = 4
"""One behind the other: "- [ ] 1. Q2:"."""


_MAY_BE_MARKED = re.compile(
    r"[\W\d_①-⓿❶-➓]|(?:Q|Question|Prompt|Card|Nr|No|Answer|Ans|[ivx]{1,5}|[a-z])(?:\b|\d)", re.IGNORECASE
)
"""Most lines of a long list are passed over by this alone."""


class ListMarks:
    """Knows the marks of one list. A number is one for certain, or has a neighbor elsewhere in the list.

    Args:
        lines: all lines of the list.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._numbers: set[tuple[str, int]] = set()
        self._asks = False
        for line in lines:
            text = _without_bullets(line.strip())
            if not _MAY_BE_MARKED.match(text):
                continue
            self._asks = self._asks or _QUESTION.match(text) is not None
            for pattern in (_NUMBER, _LETTER):
                if found := pattern.match(text):
                    self._numbers.update((found["sign"], value) for value in _values(found["number"]))

    def strip(self, text: str) -> str:
        """A line without its marks; empty if it is nothing but marks."""
        text = text.strip()
        for _ in range(_MOST_MARKS):
            end = self._end(text)
            if not end:
                break
            text = text[end:].strip()
        return text

    def is_answer(self, text: str) -> bool:
        """Whether a line answers a question above it: the list has lines that begin with "Q:"."""
        return self._asks and _ANSWER.match(_without_bullets(text.strip())) is not None

    def _end(self, text: str) -> int:
        if not _MAY_BE_MARKED.match(text):
            return 0
        for pattern in (_BULLET, _BOX, _KEYCAP, _QUESTION):
            if found := pattern.match(text):
                return found.end()
        if (found := _NUMBER.match(text)) and self._counts(found["number"], found["sign"], bare=not found["space"]):
            return found.end()
        if (found := _LETTER.match(text)) and (found["sign"] == ")" or self._has_neighbor(found)):
            return found.end()
        return 0

    def _counts(self, number: str, sign: str, *, bare: bool) -> bool:
        """Whether a number is the mark of an item. bare: there is no space behind it."""
        neighbor = any((sign, int(number) + step) in self._numbers for step in (-1, 1))
        if bare:
            return sign[0] in _CERTAIN_SIGNS and (neighbor or int(number) == 1)
        return neighbor or (sign[0] in _CERTAIN_SIGNS and int(number) not in _YEARS)

    def _has_neighbor(self, found: re.Match[str]) -> bool:
        return any(
            (found["sign"], value + step) in self._numbers for value in _values(found["number"]) for step in (-1, 1)
        )


def _without_bullets(text: str) -> str:
    if text[:1].isalpha():
        return text
    for pattern in (_BULLET, _BOX):
        if found := pattern.match(text):
            text = text[found.end() :].strip()
    return text


def _values(number: str) -> list[int]:
    """What a number, a letter or a Roman number counts; letters and Roman numbers apart from each other."""
    if number.isdecimal():
        return [int(number)]
    values = [1000 + ord(number.lower())] if len(number) == 1 else []
    if set(number.lower()) <= _ROMAN.keys():
        digits = [_ROMAN[digit] for digit in number.lower()]
        pairs = zip(digits, [*digits[1:], 0], strict=True)
        values.append(2000 + sum(-digit if digit < behind else digit for digit, behind in pairs))
    return values


_ROMAN = {"i": 1, "v": 5, "x": 10}

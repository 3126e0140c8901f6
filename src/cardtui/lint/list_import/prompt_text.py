"""Extracting the text of a prompt: removes HTML, Markdown, invisible characters and list markers."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import partial

from cardtui.text.normal_form import normal

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
"""Successive markers: "- [ ] 1. Q2:"."""


class ListMarks:
    """The markers of one list. A number is a marker if its form is unambiguous or the list has a neighboring number.

    Args:
        lines: all lines of the list.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._numbers: set[tuple[str, int]] = set()
        self._asks = False
        for line in lines:
            text = _without_bullets(line.strip())
            self._asks = self._asks or _QUESTION.match(text) is not None
            for pattern in (_NUMBER, _LETTER):
                if found := pattern.match(text):
                    self._numbers.update((found["sign"], value) for value in _values(found["number"]))

    def strip(self, text: str) -> str:
        """A line without its markers; empty if it has nothing else."""
        text = text.strip()
        for _ in range(_MOST_MARKS):
            end = self._end(text)
            if not end:
                break
            text = text[end:].strip()
        return text

    def is_answer(self, text: str) -> bool:
        """Whether a line answers a question above it: other lines of the list begin with "Q:"."""
        return self._asks and _ANSWER.match(_without_bullets(text.strip())) is not None

    def _end(self, text: str) -> int:
        for pattern in (_BULLET, _BOX, _KEYCAP, _QUESTION):
            if found := pattern.match(text):
                return found.end()
        if (found := _NUMBER.match(text)) and self._is_item(found):
            return found.end()
        if (found := _LETTER.match(text)) and (found["sign"] == ")" or self._has_neighbor(found)):
            return found.end()
        return 0

    def _is_item(self, found: re.Match[str]) -> bool:
        """Whether a number is the marker of an item, and not the first word of a prompt."""
        number, is_certain = int(found["number"]), found["sign"][0] in _CERTAIN_SIGNS
        if not found["space"]:
            return is_certain and (number == 1 or self._has_neighbor(found))
        return self._has_neighbor(found) or (is_certain and number not in _YEARS)

    def _has_neighbor(self, found: re.Match[str]) -> bool:
        beside = [value + step for value in _values(found["number"]) for step in (-1, 1)]
        return any((found["sign"], value) in self._numbers for value in beside)


def _without_bullets(text: str) -> str:
    if text[:1].isalpha():
        return text
    for pattern in (_BULLET, _BOX):
        if found := pattern.match(text):
            text = text[found.end() :].strip()
    return text


def _values(number: str) -> list[int]:
    """The values of a number, a letter or a Roman numeral; letters and Roman numerals have separate ranges."""
    if number.isdecimal():
        return [int(number)]
    values = [1000 + ord(number.lower())] if len(number) == 1 else []
    if set(number.lower()) <= _ROMAN.keys():
        digits = [_ROMAN[digit] for digit in number.lower()]
        pairs = zip(digits, [*digits[1:], 0], strict=True)
        values.append(2000 + sum(-digit if digit < behind else digit for digit, behind in pairs))
    return values


_ROMAN = {"i": 1, "v": 5, "x": 10}


_TAG = re.compile(
    r"</?(?P<name>a|abbr|b|big|blockquote|body|br|cite|code|dd|del|div|dl|dt|em|figure|font|footer|h[1-6]|head|header|hr"
    r"|html|i|img|ins|kbd|li|main|mark|ol|p|pre|q|s|section|small|span|strike|strong|sub|sup|table|tbody|td|th|thead"
    r"|tr|tt|u|ul|wbr)(?:\s+[\w:-]{1,40}\s*=\s*(?:\"[^\"<>]{0,2000}\"|'[^'<>]{0,2000}'|[^\s\"'<>]{1,2000}))*\s*/?>",
    re.IGNORECASE,
)
_WITHIN_A_WORD = frozenset(
    "a abbr b big cite code del em font i ins kbd mark q s small span strike strong sub sup tt u wbr".split()  # noqa: SIM905
)
"""Tags that may occur within a word; all others separate words."""

_COMMENT = re.compile(r"<!--(?:(?!<!--).){0,2000}?-->")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

_MARKDOWN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"!?\[\[(?:[^\[\]|]{1,600}\|)?([^\[\]|]{1,600})\]\]"), r"\1"),
    (
        re.compile(r"!?\[([^\[\]]{1,600})\]\((?:[^()\s]|\([^()\s]{0,600}\)){1,2000}(?:\s+[\"'][^\"']{0,600}[\"'])?\)"),
        r"\1",
    ),
    (re.compile(r"\[([^\[\]]{1,600})\]\[[^\[\]]{0,100}\]"), r"\1"),
    (re.compile(r"\[\^\w{1,30}\]"), ""),
    (re.compile(r"(?<![\\`])(`{1,2})(?=[^`])(.{1,200}?)(?<=[^`])\1(?!`)"), r"\2"),
    (re.compile(r"(?<![\\*])(\*\*\*|\*\*)(?=[^\s*])(.{1,200}?)(?<=[^\s*\\])\1(?!\*)"), r"\2"),
    (re.compile(r"(?<![\w\\*])(\*)(?=[^\s*])(.{1,200}?)(?<=[^\s*\\])\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])(.{1,200}?)(?<=[^\s_\\])\1(?!\w)"), r"\2"),
    (re.compile(r"(?<![\\~])(~~)(?=[^\s~])(.{1,200}?)(?<=[^\s~])\1(?!~)"), r"\2"),
    (re.compile(r"(?<![\\=])(==)(?=[^\s=])(.{1,200}?)(?<=[^\s=])\1(?!=)"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()<>#+\-.!|~\"'&=])"), r"\1"),
)
"""Links, footnotes, code, emphasis, and backslash escapes."""

_MAY_BE_MARKDOWN = re.compile(r"[\[\\`*_~]|==")

_UNSEEN = re.compile("[\xad\u200b\u2060\ufeff]")
"""Characters that come along with text from web pages, and that no script needs."""


def plain_text(text: str) -> tuple[str, tuple[str, ...]]:
    """The plain text: on one line, in its normal form, without HTML and Markdown markup.

    Returns:
        The text, and what was changed, each in a few words.
    """
    changes: list[str] = []
    for what, change in (
        ("HTML became text", _without_html),
        ("marks of Markdown were left out", _without_markdown),
        ("signs that do not show were left out", partial(_UNSEEN.sub, "")),
    ):
        changed = change(text)
        if changed != text:
            changes.append(what)
            text = changed
    return " ".join(normal(text).split()), tuple(changes)


def html_items(text: str) -> list[str]:
    """The parts of a line that are HTML list items."""
    return re.split(r"<li(?:\s[^<>]{0,2000})?>", text, flags=re.IGNORECASE)


def has_words(text: str) -> bool:
    """Whether a text has a letter; if not, as in a rule or a number alone, it is not a prompt."""
    return any(character.isalpha() for character in text)


def _without_html(text: str) -> str:
    if "<" in text:
        text = _COMMENT.sub(" ", text)
        text = _TAG.sub(lambda tag: "" if tag["name"].lower() in _WITHIN_A_WORD else " ", text)
    return _ENTITY.sub(lambda entity: html.unescape(entity.group()), text) if "&" in text else text


def _without_markdown(text: str) -> str:
    if not _MAY_BE_MARKDOWN.search(text):
        return text
    for pattern, better in _MARKDOWN:
        text = pattern.sub(better, text)
    return text

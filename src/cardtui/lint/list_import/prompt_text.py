"""The text of a prompt out of what surrounds it: HTML, Markdown, and signs that nobody sees."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from cardtui.text.normal_form import normal

_TAG = re.compile(
    r"</?(?P<name>a|abbr|b|big|blockquote|body|br|cite|code|dd|del|div|dl|dt|em|figure|font|footer|h[1-6]|head|header|hr"
    r"|html|i|img|ins|kbd|li|main|mark|ol|p|pre|q|s|section|small|span|strike|strong|sub|sup|table|tbody|td|th|thead"
    r"|tr|tt|u|ul|wbr)(?:\s+[\w:-]{1,40}\s*=\s*(?:\"[^\"<>]{0,2000}\"|'[^'<>]{0,2000}'|[^\s\"'<>]{1,2000}))*\s*/?>",
    re.IGNORECASE,
)
_WITHIN_A_WORD = frozenset(
    "a abbr b big cite code del em font i ins kbd mark q s small span strike strong sub sup tt u wbr".split()  # noqa: SIM905
)
"""Tags that may stand in the middle of a word; all others part words."""

_COMMENT = re.compile(r"<!--(?:(?!<!--).){0,2000}?-->")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

_ADDRESS = r"(?:[^()\s]|\([^()\s]{0,600}\)){1,2000}(?:\s+[\"'][^\"']{0,600}[\"'])?"

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
"""Links, footnotes, code, emphasis, and a backslash before a sign that means something."""

_MAY_BE_MARKDOWN = re.compile(r"[\[\\`*_~]|==")

_UNSEEN = re.compile("[\xad\u200b\u2060\ufeff]")
"""What comes along with texts from web pages, and no script needs."""


def plain_text(text: str) -> tuple[str, tuple[str, ...]]:
    """A text as it is meant to be read: in one line, in its normal form, without marks of HTML and Markdown.

    Returns:
        The text, and what was changed, each in a few words.
    """
    changes: list[str] = []
    for what, change in (
        ("HTML became text", _without_html),
        ("marks of Markdown were left out", _without_markdown),
        ("signs that do not show were left out", _without_unseen),
    ):
        changed = change(text)
        if changed != text:
            changes.append(what)
            text = changed
    return " ".join(normal(text).split()), tuple(changes)


def html_items(text: str) -> Iterator[str]:
    """The parts of a line that are items of a list in HTML."""
    if "<" not in text:
        yield text
        return
    yield from re.split(r"<li(?:\s[^<>]{0,2000})?>", text, flags=re.IGNORECASE)


def has_words(text: str) -> bool:
    """Whether there is a letter in a text; what has none, such as a rule or a number alone, is no prompt."""
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


def _without_unseen(text: str) -> str:
    return text if text.isascii() else _UNSEEN.sub("", text)

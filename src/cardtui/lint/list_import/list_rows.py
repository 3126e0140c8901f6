"""What a list is made of: lines and rows."""

from __future__ import annotations

import re
from typing import NamedTuple

from cardtui.lint.list_import.import_log import ImportLog
from cardtui.lint.list_import.prompt_text import plain_text

_LINE_END = re.compile(r"\r\n|\r|\n")


class ListLine(NamedTuple):
    """A line of the list and its number in an editor, from 1."""

    number: int
    text: str


class ListRow(NamedTuple):
    """A prompt as it stood in the list, with what else was said about it. fields: by the fields of a card."""

    line: int
    fields: dict[str, str]
    others: tuple[tuple[str, str], ...] = ()


class Remark(NamedTuple):
    """A line of the list that is no prompt, such as a heading."""

    text: str


def lines_of(text: str) -> list[ListLine]:
    """The lines of a text, numbered as editors do it.

    Word processors and web pages also part lines by characters that most editors show within one (U+2028, a vertical
    tab, a form feed): those parts share a number.
    """
    numbered = enumerate(_LINE_END.split(text), start=1)
    return [ListLine(number, part) for number, line in numbered for part in line.splitlines() or [""]]


def tidy(text: str, line: int, log: ImportLog) -> str:
    """A text of the list as a card can have it; what was changed is told."""
    plain, changes = plain_text(text)
    for change in changes:
        log.changed(change, line)
    return plain

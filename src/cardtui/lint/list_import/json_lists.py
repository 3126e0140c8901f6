"""Lists of prompts in JSON: of texts, or of objects with a prompt and other fields."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from cardtui.lint.list_import.list_rows import CannotImport, ImportLog, ListRow, Remark
from cardtui.lint.list_import.table_reader import Record, TableColumns, columns_of

_SPACE = re.compile(r"[ \t\r\n]*")
_LOOKS_SO = re.compile(r"\s*(?:\[\s*(?:[{\"]|\[\s*[\[{\"])|\{\s*\")")
_DEEPEST = 20


def read_json(text: str, log: ImportLog, *, certain: bool) -> list[ListRow | Remark] | None:
    """The prompts of JSON or JSON Lines text; None if it is neither.

    Args:
        text: the whole file.
        log: records what was skipped or changed.
        certain: the file name says that it is JSON.

    Raises:
        CannotImport: it is JSON by its name or beginning, but invalid.
    """
    if not certain and not _LOOKS_SO.match(text):
        return None
    reader = _Reader(text.replace("\r\n", "\n").replace("\r", "\n"), log)
    try:
        reader.read()
    except json.JSONDecodeError as error:
        raise CannotImport(f"line {error.lineno}: JSON cannot be read here ({error.msg})") from error
    except (RecursionError, ValueError) as error:
        raise CannotImport("line 1: this JSON is nested too deep, or holds a number without end") from error
    return reader.items


class _Reader:
    """Walks through nested lists and objects to the cards, tracking line numbers. Methods return the next offset.

    Python's decoder does not report lines, and returns nothing for text that breaks off at its end.
    """

    def __init__(self, text: str, log: ImportLog) -> None:
        self.items: list[ListRow | Remark] = []
        self._text = text
        self._log = log
        self._decode = json.JSONDecoder(strict=False).raw_decode
        self._counted = (0, 1)

    def read(self) -> None:
        """Read all values."""
        at = self._skip(0)
        while at < len(self._text):
            at = self._skip(self._value(at))

    def _value(self, at: int, depth: int = 0) -> int:
        if depth > _DEEPEST:
            raise ValueError
        if self._text.startswith("[", at):
            return self._each(at, "]", lambda item: self._value(item, depth + 1))
        value, end = self._decode(self._text, at)
        line = self._line(at)
        match value:
            case str():
                self.items.append(ListRow(line, {"prompt": self._log.tidy(value, line)}))
            case dict() if card := _card(value, line):
                columns, record = card
                self.items.append(columns.row(record, self._log))
            case dict():
                # An object of numbered cards, or an object that is not a card itself.
                numbered = all(key.isdecimal() and isinstance(each, str) for key, each in value.items())
                return self._each(at, "}", lambda field: self._field(field, depth, numbered=numbered))
            case _:
                self._log.skipped("no words", line)
        return end

    def _field(self, at: int, depth: int, *, numbered: bool) -> int:
        line = self._line(at)
        key, at = self._decode(self._text, at)
        at = self._skip(self._skip(at) + len(":"))
        if not numbered and self._text.startswith(("[", "{"), at):
            self._remark("heading", key, line)
        elif not numbered:
            said, at = self._decode(self._text, at)
            self._remark("no prompt", f"{key}: {said}", line)
            return at
        return self._value(at, depth + 1)

    def _remark(self, why: str, text: str, line: int) -> None:
        self._log.skipped(why, line)
        self.items.append(Remark(text))

    def _each(self, at: int, end: str, take: Callable[[int], int]) -> int:
        """Read comma-separated items up to the closing bracket."""
        at = self._skip(at + 1)
        while not self._text.startswith(end, at):
            at = self._skip(take(at))
            if self._text.startswith(",", at):
                at = self._skip(at + 1)
            elif not self._text.startswith(end, at):
                raise json.JSONDecodeError(f"',' or '{end}' is missing", self._text, at)
        return at + 1

    def _skip(self, at: int) -> int:
        space = _SPACE.match(self._text, at)
        return space.end() if space else at

    def _line(self, at: int) -> int:
        place, line = self._counted
        self._counted = at, line + self._text.count("\n", place, at)
        return self._counted[1]


def _card(value: dict[str, Any], line: int) -> tuple[TableColumns, Record] | None:
    """An object as a row of a table; None if it has no prompt."""
    names = list(value)
    _, fields = columns_of(names, loose=True)
    if not any(field == "prompt" and isinstance(value[names[place]], str) for place, field in fields.items()):
        return None
    return TableColumns(names, fields), Record(line, [_in_words(each) for each in value.values()])


def _in_words(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False)

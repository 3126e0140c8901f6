"""Lists of prompts in JSON: of texts, or of objects with a prompt and more."""

from __future__ import annotations

import json
import re
from typing import Any

from cardtui.lint.list_import.list_rows import CannotImport, ImportLog, ListRow, Remark
from cardtui.lint.list_import.table_reader import Record, TableColumns, columns_of

_SPACE = re.compile(r"[ \t\r\n]*")
_LOOKS_SO = re.compile(r"\s*(?:\[\s*(?:[{\"]|\[\s*[\[{\"])|\{\s*\")")
_DEEPEST = 20


def read_json(text: str, log: ImportLog, *, certain: bool) -> list[ListRow | Remark] | None:
    """The prompts of a JSON text, or of one with a value in each line; None if it is none.

    Args:
        text: all of it.
        log: hears what was skipped or changed.
        certain: it is JSON, for its file is called so.

    Raises:
        CannotImport: it is certainly JSON, or begins like it, and cannot be read.
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
    """Walks through lists and objects, down to what is a card; knows the line of each. Its methods give where to go on.

    Python's decoder knows no lines, and nothing of a text that goes wrong at its end.
    """

    def __init__(self, text: str, log: ImportLog) -> None:
        self.items: list[ListRow | Remark] = []
        self._text = text
        self._log = log
        self._decode = json.JSONDecoder(strict=False).raw_decode
        self._counted = (0, 1)

    def read(self) -> None:
        """All there is, value by value."""
        at = self._skip(0)
        while at < len(self._text):
            at = self._skip(self._value(at, 0))

    def _value(self, at: int, depth: int) -> int:
        if depth > _DEEPEST:
            raise ValueError
        match self._text[at : at + 1]:
            case "[":
                at = self._skip(at + 1)
                while not self._text.startswith("]", at):
                    at = self._comma(self._value(at, depth + 1), "]")
                return at + 1
            case "{":
                return self._object(at, depth)
        value, end = self._decode(self._text, at)
        line = self._line(at)
        if isinstance(value, str):
            self.items.append(ListRow(line, {"prompt": self._log.tidy(value, line)}))
        else:
            self._log.skipped("no words", line)
        return end

    def _object(self, at: int, depth: int) -> int:
        value, end = self._decode(self._text, at)
        names = list(value)
        _, fields = columns_of(names, loose=True)
        if any(field == "prompt" and isinstance(value[names[place]], str) for place, field in fields.items()):
            record = Record(self._line(at), [_in_words(each) for each in value.values()])
            self.items.append(TableColumns(names, fields).row(record, self._log))
            return end
        # It holds cards, or is none.
        numbered = bool(value) and all(key.isdecimal() and isinstance(each, str) for key, each in value.items())
        at = self._skip(at + 1)
        while not self._text.startswith("}", at):
            line = self._line(at)
            key, at = self._decode(self._text, at)
            at = self._skip(self._skip(at) + len(":"))
            if numbered:
                at = self._value(at, depth + 1)
            elif self._text[at : at + 1] in ("[", "{"):
                self._remark("heading", key, line)
                at = self._value(at, depth + 1)
            else:
                said, at = self._decode(self._text, at)
                self._remark("no prompt", f"{key}: {said}", line)
            at = self._comma(at, "}")
        return at + 1

    def _remark(self, why: str, text: str, line: int) -> None:
        self._log.skipped(why, line)
        self.items.append(Remark(text))

    def _comma(self, at: int, end: str) -> int:
        """Past a comma, or to the end of what is open."""
        at = self._skip(at)
        if self._text.startswith(",", at):
            return self._skip(at + 1)
        if not self._text.startswith(end, at):
            raise json.JSONDecodeError(f"',' or '{end}' is missing", self._text, at)
        return at

    def _skip(self, at: int) -> int:
        space = _SPACE.match(self._text, at)
        return space.end() if space else at

    def _line(self, at: int) -> int:
        place, line = self._counted
        self._counted = at, line + self._text.count("\n", place, at)
        return self._counted[1]


def _in_words(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False)

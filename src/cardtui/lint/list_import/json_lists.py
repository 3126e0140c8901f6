"""Lists of prompts in JSON: of texts, or of objects with a prompt and more."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator, Sequence
from typing import Any, TypeAlias

from cardtui.lint.list_import.import_log import CannotImport, ImportLog
from cardtui.lint.list_import.list_rows import ListRow, Remark, tidy
from cardtui.lint.list_import.table_reader import columns_of

_SPACE = re.compile(r"[ \t\r\n]*")
_LOOKS_SO = re.compile(r"\s*(?:\[\s*(?:[{\"]|\[\s*[\[{\"])|\{\s*\")")
_DEEPEST = 20

Item: TypeAlias = "ListRow | Remark"
Items: TypeAlias = "Generator[Item, None, int]"
"""Yields what it finds; returns where it ends in the text."""


def read_json(text: str, log: ImportLog, *, certain: bool) -> list[Item] | None:
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
        return list(reader.read())
    except json.JSONDecodeError as error:
        raise CannotImport(f"line {error.lineno}: JSON cannot be read here ({error.msg})") from error
    except (RecursionError, ValueError) as error:
        raise CannotImport("line 1: this JSON is nested too deep, or holds a number without end") from error


class _Reader:
    """Walks through lists and objects, down to what is a card; knows the line of each."""

    def __init__(self, text: str, log: ImportLog) -> None:
        self._text = text
        self._log = log
        self._decode = json.JSONDecoder(strict=False).raw_decode
        self._counted = (0, 1)

    def read(self) -> Iterator[Item]:
        """All there is, value by value."""
        at = self._skip(0)
        while at < len(self._text):
            at = self._skip((yield from self._value(at, 0)))

    def _value(self, at: int, depth: int) -> Items:
        """The prompts of the value that begins at a place; returns where it ends."""
        if depth > _DEEPEST:
            raise ValueError
        match self._text[at : at + 1]:
            case "[":
                return (yield from self._list(at, depth))
            case "{":
                return (yield from self._object(at, depth))
            case _:
                value, end = self._decode(self._text, at)
                if isinstance(value, str):
                    yield ListRow(self._line(at), {"prompt": tidy(value, self._line(at), self._log)})
                else:
                    self._log.skipped("no words", self._line(at))
                return end

    def _list(self, at: int, depth: int) -> Items:
        at = self._skip(at + 1)
        while not self._text.startswith("]", at):
            at = self._comma((yield from self._value(at, depth + 1)), "]")
        return at + 1

    def _object(self, at: int, depth: int) -> Items:
        value, end = self._decode(self._text, at)
        columns = columns_of(list(value), loose=True)
        prompt = value[list(value)[columns.fields.index("prompt")]] if columns.known else None
        if isinstance(prompt, str):
            yield self._row(at, value, columns.fields)
            return end
        # It holds cards, or is none.
        numbered = bool(value) and all(key.isdecimal() and isinstance(each, str) for key, each in value.items())
        at = self._skip(at + 1)
        while not self._text.startswith("}", at):
            line = self._line(at)
            key, at = self._decode(self._text, at)
            at = self._skip(at)
            if not self._text.startswith(":", at):
                raise json.JSONDecodeError("':' is missing", self._text, at)
            at = self._skip(at + 1)
            if numbered or self._text[at : at + 1] in ("[", "{"):
                if not numbered:
                    self._log.skipped("heading", line)
                    yield Remark(str(key))
                at = yield from self._value(at, depth + 1)
            else:
                said, at = self._decode(self._text, at)
                self._log.skipped("no prompt", line)
                yield Remark(f"{key}: {said}")
            at = self._comma(at, "}")
        return at + 1

    def _row(self, at: int, value: dict[str, Any], fields: Sequence[str | None]) -> ListRow:
        line = self._line(at)
        given: dict[str, str] = {}
        others = []
        for (name, said), field in zip(value.items(), fields, strict=True):
            text = said if isinstance(said, str) else _in_words(said)
            if not (text := tidy(text, line, self._log)):
                continue
            if field is not None:
                given[field] = text
            else:
                others.append((name, text))
        return ListRow(line, given, tuple(others))

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
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False)

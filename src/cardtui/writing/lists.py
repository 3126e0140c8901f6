"""Lists of prompts as people keep them: one prompt a line, or a table with a header (CSV out of a spreadsheet)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple, TypeAlias

from cardtui.cards.source import SIZE_LIMIT
from cardtui.cards.suggest import shown

_COLUMNS = {
    **{
        name: name
        for name in ("id", "kind", "depth", "prompt", "stem", "listen", "topics", "dialogue", "aliases", "allow")
    },
    **dict.fromkeys(("question", "card", "text", "prompts", "questions"), "prompt"),
    **dict.fromkeys(("type",), "kind"),
    **dict.fromkeys(("level",), "depth"),
    **dict.fromkeys(("starter", "first words"), "stem"),
    **dict.fromkeys(("tip", "listener", "hint"), "listen"),
    **dict.fromkeys(("topic", "tag", "tags"), "topics"),
    **dict.fromkeys(("alias",), "aliases"),
}
"""How the fields of a card are also called at the head of a table."""

_MARK = re.compile(r"\s*(?:[-*•·–—+]|\(?\d{1,3}[.)])\s+")
"""At the beginning of a line, and nowhere else."""

_DIVIDED_BY = re.compile(r"sep=(?P<sign>[,;\t|])\n", re.IGNORECASE)
_LONGEST_HEADER = 10_000
"""Characters. A longer first line is that of no table."""

Note: TypeAlias = Callable[[str, int], None]
"""Takes what has to be told about a line of the list, and its number from 1."""


class Row(NamedTuple):
    """A prompt as it stood in the list, with what else was said about it. fields: by the fields of a card."""

    line: int
    fields: dict[str, str]
    others: tuple[tuple[str, str], ...] = ()


class Remark(NamedTuple):
    """A line of the list that is no prompt, such as a heading."""

    text: str


class CannotImport(Exception):
    """There is nothing in the list that could be a suit. Its text is a sentence for the user."""


def read_list(text: str, note: Note, *, table: bool) -> list[Row | Remark]:
    """Everything that is in a list, in its order.

    Args:
        text: the list. A table has a header with a column called "prompt"; anything else has a prompt in each line.
        note: hears what was left out or changed.
        table: it is certainly a table, for its file is called so.

    Raises:
        CannotImport: it is no text, or a table that cannot be read as one.
    """
    if "\0" in text:
        raise CannotImport("this is not a list of prompts, but a file of another kind: it holds null characters")
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        with _long_cells():
            rows = _table(lines, certain=table)
            return list(rows if rows is not None else _lines(lines, note))
    except csv.Error as error:
        raise CannotImport(f"a cell of this table cannot be read ({error}); is a quotation mark not closed?") from error


def _lines(text: str, note: Note) -> Iterator[Row | Remark]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.lstrip().startswith("#"):
            note("began with '#' and became a comment", number)
            yield Remark(line.strip().lstrip("#").strip())
        elif line.strip():
            mark = _MARK.match(line)
            behind = line[mark.end() :].strip() if mark else ""
            if behind:
                note("began with the mark of a list, which was left out", number)
            yield Row(number, {"prompt": behind or line.strip()})


def _table(text: str, *, certain: bool) -> Iterator[Row] | None:
    """The rows of a table; None if the text is none."""
    # A first line by which a spreadsheet tells another one how its cells are divided.
    told = _DIVIDED_BY.match(text)
    body = text[told.end() if told else 0 :]
    first = body.lstrip("\n").split("\n", 1)[0]
    if not first.strip() or (len(first) > _LONGEST_HEADER and not certain):
        return None
    delimiter = told["sign"] if told else max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=certain)
    names = [" ".join(cell.split()) for cell in next((cells for cells in reader if any(cells)), [])]
    fields = [_COLUMNS.get(name.casefold()) for name in names]
    known = sum(field is not None for field in fields)
    if "prompt" in fields and ("prompt" in map(str.casefold, names) or (len(names) > 1 and 2 * known >= len(names))):
        return _rows(text, delimiter, names, fields, skipped=reader.line_num + bool(told))
    if certain or told:
        there = ", ".join(shown(name) for name in names[:_MOST_NAMED] if name)
        raise CannotImport(f"no column of this table is called 'prompt'; its first line says {there}")
    return None


_MOST_NAMED = 12


def _rows(
    text: str, delimiter: str, names: Sequence[str], fields: Sequence[str | None], *, skipped: int
) -> Iterator[Row]:
    """The rows below the header. skipped: so many lines of the text belong to the header, or stand above it."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while reader.line_num < skipped:
        next(reader)
    begin = reader.line_num + 1
    for cells in reader:
        given: dict[str, str] = {}
        others = []
        for place, cell in enumerate(cells):
            value = " ".join(cell.split())
            field = fields[place] if place < len(fields) else None
            if value and field is not None and field not in given:
                given[field] = value
            elif value:
                others.append((names[place] if place < len(names) else f"column {place + 1}", value))
        if given or others:
            yield Row(begin, given, tuple(others))
        begin = reader.line_num + 1


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let a cell be as long as a file, for the csv module has one limit for everybody."""
    before = csv.field_size_limit(SIZE_LIMIT)
    try:
        yield
    finally:
        csv.field_size_limit(before)

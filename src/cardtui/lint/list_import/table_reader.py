"""Tables of prompts: CSV from spreadsheets and forms, Anki and Quizlet decks, Markdown tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from cardtui.deck.card import DEPTHS, Kind
from cardtui.deck.files.text_readers import is_name
from cardtui.deck.topics import TOPICS
from cardtui.lint.list_import.list_rows import CannotImport, ImportLog, ListLine, ListRow
from cardtui.lint.list_import.prompt_text import has_words
from cardtui.text.normal_form import comparable
from cardtui.text.suggestions import shown

COLUMNS = {
    "prompt": ("prompt", "prompts", "question", "questions", "card", "cards", "text", "front", "term"),
    "id": ("id",),
    "kind": ("kind", "type"),
    "depth": ("depth", "level"),
    "stem": ("stem", "starter", "first words"),
    "listen": ("listen", "tip", "listener", "hint"),
    "topics": ("topics", "topic", "tags", "tag", "category", "categories"),
    "dialogue": ("dialogue",),
    "aliases": ("aliases", "alias"),
    "allow": ("allow",),
}
"""Other names for the fields of a card in a table header. If two columns match, the first name here wins."""

DEPTH_NAMES = {"easy": "1", "open": "2", "tender": "3"}
"""Names of the depths, in place of their numbers."""

_CODES = {
    "kind": frozenset(map(str, Kind)),
    "depth": frozenset((*map(str, DEPTHS), *DEPTH_NAMES)),
    "topics": frozenset(TOPICS),
}
"""The words that a field may hold."""

_HEADINGS = COLUMNS["prompt"][:6]
"""Recognized as the header of a single-column table even without other evidence."""

_ABOUT_QUESTIONS = re.compile(r"\b(?:question|prompt)s?\b")
_LONGEST_HEADER = 10_000
"""In characters. A longer first line is not a table header."""

_MOST_NAMED = 12
_ABOVE_HEADER = 10
"""How many lines may hold the header of a certain table; there may be a title above it."""

_ROWS_COMPARED = 20
_DELIMITERS = ",;\t"
_BAR_SIGN = "|"
"""A delimiter only below a known header: elsewhere it is text, or part of a Markdown table."""

_DIVIDED_BY = re.compile(r"\s*\"?sep=(?P<sign>[^\w\s\"]|\t)\"?\s*", re.IGNORECASE)

_ANKI = re.compile(
    r"#(?P<key>separator|html|columns|(?:notetype|deck|tags|guid)(?P<column> column)?)\s*:(?P<value>.*)", re.IGNORECASE
)
_ANKI_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "pipe": "|", "colon": ":"}

_RULE_OF_MARKDOWN = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?\s*")
_BAR = re.compile(r"(?<!\\)\|")


class Record(NamedTuple):
    """A row as written in the list. line: where it begins."""

    line: int
    cells: list[str]


class TableColumns(NamedTuple):
    """The column names of a table, and which columns are fields of a card, by index."""

    names: Sequence[str]
    fields: dict[int, str]

    @property
    def known(self) -> int:
        """The number of columns that are fields of a card; 0 without the prompt."""
        return len(self.fields) if "prompt" in self.fields.values() else 0

    def row(self, record: Record, log: ImportLog, delimiter: str = "") -> ListRow:
        """A record as a row; empty if all its cells are."""
        cells, last = record.cells, len(self.names) - 1
        if len(cells) > len(self.names) and self.known:
            # Perhaps the prompt has unquoted commas, as in prose.
            at = next(place for place, field in self.fields.items() if field == "prompt")
            end = at + len(cells) - last
            joined = [*cells[:at], delimiter.join(cells[at:end]), *cells[end:]]
            is_prose = all(cell.startswith(" ") for cell in cells[at + 1 : end])
            cells = joined if at == last or (is_prose and self._fit(joined) and not self._fit(cells)) else cells
        given: dict[str, str] = {}
        others = []
        for place, cell in enumerate(cells):
            if value := log.tidy(cell, record.line):
                if field := self.fields.get(place):
                    given[field] = value
                else:
                    others.append((self.names[place] if place <= last else _numbered(place), value))
        return ListRow(record.line, given, tuple(others))

    def _fit(self, cells: Sequence[str]) -> bool:
        """Whether the cells beside the prompt can be what their columns are for; a free text never tells."""
        fields = map(self.fields.get, range(len(self.names)))
        return all(field == "prompt" or _can_be(field, cell) for field, cell in zip(fields, cells, strict=False))

    def rows(self, records: Iterable[Record], log: ImportLog, delimiter: str) -> list[ListRow]:
        """The rows that are not empty."""
        rows = [self.row(record, log, delimiter) for record in records]
        return [row for row in rows if row.fields or row.others]


def _can_be(field: str | None, cell: str) -> bool:
    """Whether a cell holds only words that a field may hold, or names. False for a field of free text."""
    if field is None or field in ("stem", "listen"):
        return False
    words = filter(None, re.split(r"[\s,;|]+", comparable(cell)))
    return all(word in _CODES[field] if field in _CODES else is_name(word) for word in words)


def columns_of(cells: Sequence[str], *, loose: bool) -> TableColumns:
    """Parse a header.

    Args:
        cells: the names.
        loose: also accept a single column whose name contains "question" or "prompt" as the prompts.
    """
    names = [" ".join(cell.split()) or _numbered(place) for place, cell in enumerate(cells)]
    keys = [comparable(name).rstrip(" :") for name in names]
    fields = {}
    for field, known in COLUMNS.items():
        if name := next((name for name in known if name in keys), None):
            fields[keys.index(name)] = field
    if loose and len(names) > 1 and "prompt" not in fields.values():
        about = [place for place, key in enumerate(keys) if place not in fields and _ABOUT_QUESTIONS.search(key)]
        if len(about) == 1:
            fields[about[0]] = "prompt"
    return TableColumns(names, fields)


def _numbered(place: int) -> str:
    return f"column {place + 1}"


def read_table(lines: Sequence[ListLine], log: ImportLog, *, certain: bool) -> list[ListRow] | None:
    """The rows of a table; None if the lines are not a table.

    Args:
        lines: the whole list.
        log: records what was skipped or changed.
        certain: the file name says that it is a table.

    Raises:
        CannotImport: it is certainly a table, but has no column of prompts.
    """
    told = _DIVIDED_BY.fullmatch(lines[0].text)
    body = lines[1:] if told else lines
    first = next((line for line in body if line.text.strip()), None)
    if first is None or (len(first.text) > _LONGEST_HEADER and not certain):
        return None
    if _ANKI.match(first.text):
        return _read_anki(body, log)
    certain = certain or told is not None
    delimiters = told["sign"] if told else sorted(_DELIMITERS, key=first.text.count, reverse=True)
    if not told and _is_divided_by_bars(body) and (header := _find_header(body, _BAR_SIGN, certain=False)):
        return _rows(body, _BAR_SIGN, header, log)
    for loose in (False, True) if certain else (False,):
        for delimiter in delimiters:
            if header := _find_header(body, delimiter, certain=certain, loose=loose):
                return _rows(body, delimiter, header, log)
    if not certain:
        return None
    records = list(_records(body, delimiters[0], ImportLog()))
    if all(len(record.cells) == 1 for record in records):
        # A plain list saved by a spreadsheet.
        return None
    there = ", ".join(shown(name) for name in records[0].cells[:_MOST_NAMED] if name.strip())
    raise CannotImport(
        f"line {records[0].line}: no column of this table is called 'prompt'; its first line says {there}; name one so"
    )


def is_heading(text: str) -> bool:
    """Whether a line only announces that prompts follow: "Questions:"."""
    return comparable(text).rstrip(" :") in _HEADINGS


def unquoted(lines: Sequence[ListLine], log: ImportLog) -> list[ListLine]:
    """The lines of a single-column table without a header, with quotation marks removed."""
    return [ListLine(record.line, record.cells[0]) for record in _records(lines, "\0", log)]


def _is_divided_by_bars(lines: Sequence[ListLine]) -> bool:
    """Whether the first line has cells between bars, and does not begin a Markdown table."""
    first, *rest = [line.text.strip() for line in lines if line.text.strip()]
    return _BAR_SIGN in first and not first.startswith(_BAR_SIGN) and not (rest and is_markdown_rule(rest[0]))


def _find_header(
    lines: Sequence[ListLine], delimiter: str, *, certain: bool, loose: bool = False
) -> tuple[int, TableColumns] | None:
    """The index of the header among the records, and its columns. None if there is no header."""
    records = list(islice(_records(lines, delimiter, ImportLog()), _ROWS_COMPARED))
    found = [(place, columns_of(record.cells, loose=loose)) for place, record in enumerate(records[:_ABOVE_HEADER])]
    if certain:
        heads = [each for each in found[: 1 if loose else None] if each[1].known and not _is_repeated(*each, records)]
        return max(heads, key=lambda each: each[1].known, default=None)
    if not found or not (known := found[0][1].known):
        return None
    keys = [comparable(cell) for cell in records[0].cells]
    if len(keys) == 1:
        is_header = is_heading(keys[0])
    else:
        is_even = len(records) > 1 and all(len(record.cells) == len(keys) for record in records)
        is_header = is_even or 2 * known >= len(keys)
    return found[0] if is_header or "prompt" in keys else None


def _is_repeated(place: int, columns: TableColumns, records: Sequence[Record]) -> bool:
    """Whether a possible header is an ordinary row: it contains a number, or a cell of a row below."""
    keys = [comparable(name) for name in columns.names]
    return any(key.isdecimal() for key in keys) or any(
        at in columns.fields and comparable(cell) == keys[at]
        for record in records[place + 1 :]
        for at, cell in enumerate(record.cells)
    )


def _rows(lines: Sequence[ListLine], delimiter: str, header: tuple[int, TableColumns], log: ImportLog) -> list[ListRow]:
    place, columns = header
    records = _records(lines, delimiter, log)
    for record in islice(records, place):
        log.skipped("above the header", record.line)
    line = next(records).line
    name = next(columns.names[at] for at, field in columns.fields.items() if field == "prompt")
    if comparable(name) not in COLUMNS["prompt"]:
        log.changed(f"{shown(name)} was taken for the column of the prompts", line)
    return columns.rows(records, log, delimiter)


# Cells


def _records(lines: Sequence[ListLine], delimiter: str, log: ImportLog) -> Iterator[Record]:
    """The rows of a table that are not empty.

    Tolerant of common mistakes: a quotation mark within a cell is text, and so is one that is never closed.
    """
    sign = re.escape(delimiter)
    ends = rf"[ ]*(?={sign}|\n|\Z)"
    # In a quoted cell, a doubled quotation mark is an escaped one. A single one is text, unless the next cell begins
    # with it: then the first one was never closed.
    quoted = re.compile(rf'[ ]*"((?>[^"]|""|(?<![\n{sign}])"(?!"|{ends}))*+)"{ends}')
    plain = re.compile(rf"[^{sign}\n]*")
    text = "\n".join(line.text for line in lines)
    at, index = 0, 0
    while at < len(text):
        begin, cells = index, []
        while True:
            if cell := quoted.match(text, at):
                cells.append(cell[1].replace('""', '"'))
                index += cell[1].count("\n")
            else:
                cell = plain.match(text, at)
                assert cell is not None  # it may be empty
                if cell.group().lstrip(" ").startswith('"'):
                    message = "quotation marks that do not go around a whole cell stayed as they are"
                    log.changed(message, lines[index].number)
                cells.append(cell.group())
            at = cell.end()
            if not text.startswith(delimiter, at):
                break
            at += len(delimiter)
        at += 1
        index += 1
        if any(map(str.strip, cells)):
            yield Record(lines[begin].number, cells)


# Anki's text files, also written by other programs


def _read_anki(lines: Sequence[ListLine], log: ImportLog) -> list[ListRow]:
    """Cards of a flashcard program: the first column is the prompt, the others are reported as having no place."""
    head = {}
    body: list[ListLine] = []
    for line in lines:
        if (about := _ANKI.match(line.text)) and not body:
            head[about["key"].lower()] = about["value"].strip(" \r\n")
            log.skipped("settings of a flashcard program", line.number)
        elif not line.text.startswith("#"):
            body.append(line)
    given = head.get("separator", "")
    sign = _ANKI_SEPARATORS.get(given.lower(), given[:1] or "\t")
    records = list(_records(body, sign, log))
    width = max((len(record.cells) for record in records), default=1)
    names = [name.strip() for name in head.get("columns", "").split(sign)] + [""] * width
    special = {
        int(value) - 1: key.removesuffix(" column")
        for key, value in head.items()
        if key.endswith(" column") and value.isdecimal() and 0 < int(value) <= width
    }
    fields = {place: "topics" for place, name in special.items() if name == "tags"}
    fields[next((place for place in range(width) if place not in special), 0)] = "prompt"
    names = [special.get(place) or names[place] or _numbered(place) for place in range(width)]
    return TableColumns(names, fields).rows(records, log, sign)


# Markdown


def is_markdown_rule(text: str) -> bool:
    """Whether a line is the rule below a table header."""
    return "|" in text and _RULE_OF_MARKDOWN.fullmatch(text) is not None


def read_markdown_table(lines: Sequence[ListLine], log: ImportLog) -> list[ListRow]:
    """The rows of a Markdown table; if no column has a known name, the first one with words has the prompts."""
    records = [Record(line.number, _bar_cells(line.text)) for line in lines]
    header = [""] * len(records[0].cells)
    if len(lines) > 1 and is_markdown_rule(lines[1].text):
        header = records[0].cells
        for record in records[:2]:
            log.skipped("head of a table", record.line)
        records = records[2:]
    columns = columns_of(header, loose=True)
    if not columns.known:
        speaks = {place for record in records for place, cell in enumerate(record.cells) if has_words(cell)}
        if free := speaks & set(range(len(header))) - columns.fields.keys():
            columns.fields[min(free)] = "prompt"
    return columns.rows(records, log, _BAR_SIGN)


def _bar_cells(text: str) -> list[str]:
    line = text.strip().removeprefix("|")
    line = line[:-1] if line.endswith("|") and not line.endswith("\\|") else line
    return [cell.strip() for cell in _BAR.split(line)]

"""Lists of prompts in common formats: one prompt per line, Markdown notes, tables, JSON; in any common encoding.

All formats go through the same steps: detect the format, split it into rows with line numbers, and convert each to
plain text. Whatever is not a prompt is reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cardtui.lint.list_import.json_lists import read_json
from cardtui.lint.list_import.list_decoder import decode
from cardtui.lint.list_import.list_rows import CannotImport, ImportLog, ListLine, ListRow, Remark, lines_of
from cardtui.lint.list_import.prompt_text import ListMarks, has_words, html_items, plain_text
from cardtui.lint.list_import.table_reader import (
    is_heading,
    is_markdown_rule,
    read_markdown_table,
    read_table,
    unquoted,
)
from cardtui.text.invisible import is_blank

TABLES = (".csv", ".tsv", ".tab")
JSON = (".json", ".jsonl", ".ndjson")

_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})[\w+-]*\s*")
_QUOTE = re.compile(r"\s*(?:>\s?)+")
_HEADING = re.compile(r"\s*#+\s*(?P<text>.*?)\s*#*\s*")
_NUMBERED = re.compile(r"\s*#\d")
_UNDERLINE = re.compile(r"\s*={3,}\s*")
_MERGE = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |$)")
_FRONT = re.compile(r"(?:[\w-]+:(?:\s.*)?|\s+.*|-\s.*|)")
_LONGEST_FRONT = 40
_TERMINAL = tuple(".?!…。？！؟:")
_ASKING = ("?", "？", "؟", '?"', "?”", "?’")


def read_list(content: bytes, log: ImportLog, suffix: str) -> Sequence[ListRow | Remark]:
    """Everything in a list, in order.

    Args:
        content: the list. A table has a header with a column called "prompt"; anything else has one prompt per line.
        log: records what was left out or changed.
        suffix: the file name suffix, which may determine the format.

    Raises:
        CannotImport: it is not text, or an invalid table or JSON.
    """
    text = decode(content, log).removeprefix("\ufeff")
    lines = lines_of(text)
    for line in lines:
        if "\0" in line.text:
            message = "this is not a list of prompts, but a file of another kind: it holds null characters"
            raise CannotImport(f"line {line.number}: {message}")
        if _MERGE.match(line.text):
            raise CannotImport(f"line {line.number}: an unresolved git merge begins here; resolve it first")
    if (items := read_json(text, log, certain=suffix.lower() in JSON)) is not None:
        return items
    certain = suffix.lower() in TABLES
    if certain or not _is_list_with_heading(lines):
        rows = read_table(lines, log, certain=certain)
        if rows is not None:
            return rows
    return list(_ListReader(unquoted(lines, log) if certain else lines, log).read())


def _is_list_with_heading(lines: Sequence[ListLine]) -> bool:
    """Whether a possible header of a single column is followed by a list with markers."""
    first, *rest = [line.text.strip() for line in lines if line.text.strip()] or [""]
    if not is_heading(first):
        return False
    marks = _marks_of(rest)
    return any(text.startswith(("#", ">")) or marks.strip(text) != text for text in rest)


def _marks_of(lines: Iterable[str]) -> ListMarks:
    return ListMarks(_QUOTE.sub("", plain_text(line)[0]) for line in lines)


class _ListReader:
    """Reads a list line by line."""

    def __init__(self, lines: Sequence[ListLine], log: ImportLog) -> None:
        self._log = log
        self._marks = _marks_of(line.text for line in lines)
        self._lines = self._joined(lines)
        self._column = _column_of_questions([self._cells(line.text) for line in self._lines])

    def read(self) -> Iterator[ListRow | Remark]:
        """The prompts, and the headings between them."""
        at = self._behind_front_matter()
        while at < len(self._lines):
            if table := self._table_at(at):
                yield from read_markdown_table(table, self._log)
            else:
                yield from self._line(at)
            at += len(table) or 1

    def _joined(self, lines: Sequence[ListLine]) -> Sequence[ListLine]:
        """The lines, with each indented line without a marker of its own appended to the item above."""
        joined: list[ListLine] = []
        item = 0
        for line in lines:
            text = line.text.strip()
            if item and text and _indent(line.text) >= item and self._marks.strip(text) == text and has_words(text):
                self._log.changed("was joined to the line above, for it is indented below it", line.number)
                joined[-1] = ListLine(joined[-1].number, f"{joined[-1].text.rstrip()} {text}")
                continue
            joined.append(line)
            is_item = has_words(text) and self._marks.strip(text) != text
            item = _indent(line.text) + 2 if is_item else 0
        return joined

    def _behind_front_matter(self) -> int:
        """The line after the front matter, which is enclosed in `---` lines."""
        for at, line in enumerate(self._lines[:_LONGEST_FRONT]):
            text = line.text.strip()
            if at and text in ("---", "..."):
                for each in self._lines[: at + 1]:
                    self._log.skipped("front matter", each.number)
                return at + 1
            if not (_FRONT.fullmatch(line.text) if at else text == "---"):
                break
        return 0

    def _line(self, at: int) -> Iterator[ListRow | Remark]:
        number, text = self._lines[at]
        if not text.strip():
            return
        if is_blank(text) or _FENCE.fullmatch(text):
            self._log.skipped("no words" if is_blank(text) else "code fence", number)
            return
        if quote := _QUOTE.match(text):
            self._log.changed("the mark of a quotation was left out", number)
            text = text[quote.end() :]
        underline = self._lines[at + 1].text if at + 1 < len(self._lines) else ""
        below = _UNDERLINE.fullmatch(underline) and not text.rstrip().endswith(_TERMINAL)
        is_marked = text.lstrip().startswith("#") and not _NUMBERED.match(text)
        if below or is_marked or is_heading(plain_text(text)[0]):
            heading = _HEADING.fullmatch(text)
            self._log.skipped("heading", number)
            yield Remark((heading["text"] if heading else text).strip())
            return
        for item in html_items(text):
            if item.strip():
                yield from self._item(number, item)

    def _cells(self, text: str) -> list[str]:
        return [cell.strip() for cell in self._marks.strip(text).split("\t")]

    def _item(self, number: int, text: str) -> Iterator[ListRow | Remark]:
        # The marker of an item may look like emphasis, and the other way round.
        cells = self._cells(text)
        place = next((place for place, cell in enumerate(cells) if has_words(cell)), None)
        if self._column is not None and self._column < len(cells) and has_words(cells[self._column]):
            place = self._column
        plain = self._log.tidy(cells[place], number) if place is not None else ""
        if self._marks.is_answer(plain):
            self._log.skipped("answer", number)
            yield Remark(plain)
            return
        prompt = self._marks.strip(plain)
        if not has_words(prompt):
            self._log.skipped("no words", number)
            return
        if prompt != plain or self._marks.strip(text) != text.strip():
            self._log.changed("began with the mark of a list, which was left out", number)
        others = [
            (f"column {each + 1}", self._log.tidy(cell, number))
            for each, cell in enumerate(cells)
            if cell and each != place
        ]
        yield ListRow(number, {"prompt": _without_comma(prompt)}, tuple(others))

    # Tables in Markdown

    def _table_at(self, at: int) -> Sequence[ListLine]:
        """The lines of a table that begins at ``at``, including its header and the line below that."""
        if at + 1 >= len(self._lines) or "|" not in self._lines[at].text:
            return ()
        is_table = is_markdown_rule(self._lines[at + 1].text)
        text = self._lines[at].text.strip()
        if not is_table and not (text.startswith("|") and has_words(text)):
            return ()
        end = at
        while end < len(self._lines) and "|" in self._lines[end].text:
            end += 1
        return self._lines[at:end]


def _column_of_questions(rows: Sequence[Sequence[str]]) -> int | None:
    """The tab-separated column with the most questions; the first of several. None if there are no questions."""
    questions = Counter(place for row in rows if len(row) > 1 for place, cell in enumerate(row) if _is_question(cell))
    return max(questions, key=lambda place: (questions[place], -place), default=None)


def _is_question(cell: str) -> bool:
    return cell.endswith(_ASKING) and has_words(cell)


def _indent(text: str) -> int:
    """Columns before the first character."""
    text = text.expandtabs(4)
    return len(text) - len(text.lstrip())


def _without_comma(text: str) -> str:
    """A string literal followed by a comma, from program code, without its quotation marks: `"What…?",`."""
    found = re.fullmatch(r"([\"'])(.+)\1,", text)
    return found[2] if found else text

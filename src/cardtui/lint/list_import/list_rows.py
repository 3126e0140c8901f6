"""What a list is made of: bytes, lines and rows; and what became of each, since nothing is changed in silence."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from cardtui.lint.list_import.prompt_text import plain_text

_BEGINNING = 4096
_MARKS = (
    # The longest first: it begins with the bytes of another.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DOCUMENTS = {b"{\\rtf": "RTF", b"%PDF-": "PDF"}
"""How files begin that hold text, but among what is none."""

_OTHER_KIND = "this is no text, but a file of another kind, such as a picture or a spreadsheet"


def decode_list(content: bytes, log: ImportLog) -> str:
    """The text of a list in UTF-8, UTF-16 or Windows-1252.

    Args:
        content: all of the file.
        log: hears if the encoding is a guess.

    Raises:
        CannotImport: these are not the bytes of a text.
    """
    if content.startswith(b"PK\x03\x04"):
        raise CannotImport("line 1: this is a spreadsheet or a document; save it as CSV, or as plain text")
    beginning = content.removeprefix(codecs.BOM_UTF8).lstrip()
    for mark, kind in _DOCUMENTS.items():
        if beginning.startswith(mark):
            raise CannotImport(f"line 1: this is {kind}; save it as plain text")
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8-sig")
    if len(content) > 1 and content[:2].count(0) == 1:
        # UTF-16 without a mark: the first character of most texts is one of ASCII.
        encoding = "utf-16-le" if content[1] == 0 else "utf-16-be"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        if b"\0" in content[:_BEGINNING]:
            raise CannotImport(f"line {line}: {_OTHER_KIND}") from error
        if any(character > "\x7f" for character in content.decode("utf-8", "ignore")):
            # Other characters are UTF-8, so that the file is, and something in it is broken.
            byte = f"0x{content[error.start]:02x}"
            raise CannotImport(f"line {line}: this is not UTF-8 (byte {byte}); save the file as UTF-8") from error
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError as not_windows:
            line = content.count(b"\n", 0, not_windows.start) + 1
            raise CannotImport(f"line {line}: {_OTHER_KIND}") from error
        log.changed("not UTF-8, so the file was read as Windows-1252; look at letters like é and ä", line)
        return text


_MOST_LINES, _MOST_SKIPPED, _MOST_NOTES = 5, 20, 20


class CannotImport(Exception):
    """There is nothing in the list that could be a suit. Its text is a sentence for the user, and names a line."""


class ImportLog:
    """Remembers what happened to which lines of the list, which are counted from 1."""

    def __init__(self) -> None:
        self._changed: dict[str, list[int]] = {}
        self._skipped: dict[str, list[int]] = {}

    def changed(self, what: str, line: int) -> None:
        """Something of a line was changed, or has no place on its card."""
        self._changed.setdefault(what, []).append(line)

    def skipped(self, what: str, line: int) -> None:
        """A line is no card. what: a few words, such as "a heading"."""
        self._skipped.setdefault(what, []).append(line)

    def first_skipped(self) -> str:
        """The first line that is no card, as the beginning of the sentence that there are none; empty without one."""
        line, what = min(((lines[0], what) for what, lines in self._skipped.items()), default=(1, ""))
        return f"line {line}{f' ({what})' if what else ''}: "

    def notes(self) -> Iterator[str]:
        """What was changed, a sentence for each kind of change."""
        for what, lines in islice(self._changed.items(), _MOST_NOTES):
            yield f"{_lines(lines)}: {what}"
        if len(self._changed) > _MOST_NOTES:
            yield f"{len(self._changed) - _MOST_NOTES} more columns or fields became comments"

    def summary(self) -> str:
        """What was skipped, and why, in one line; empty if nothing was."""
        count = len({line for lines in self._skipped.values() for line in lines})
        if not count:
            return ""
        kinds = [
            f"{what} ({_lines(lines, _MOST_SKIPPED)})" for what, lines in islice(self._skipped.items(), _MOST_NOTES)
        ]
        return f"{count} line{'' if count == 1 else 's'} skipped: {', '.join(kinds)}"


def _lines(lines: Iterable[int], most: int = _MOST_LINES) -> str:
    distinct = sorted(set(lines))
    shown = ", ".join(map(str, distinct[:most])) + (", …" if len(distinct) > most else "")
    return f"line{'' if len(distinct) == 1 else 's'} {shown}"


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

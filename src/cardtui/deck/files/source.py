"""A file while it is read: its text, positions in it, and the problems found."""

from __future__ import annotations

import re
import stat
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import msgspec

from cardtui.deck.problem import Code, ErrorCode, Problem, Severity
from cardtui.text.invisible import UNSEEN
from cardtui.text.suggestions import closest

SIZE_LIMIT = 4_000_000
"""Bytes. A larger file is rejected before it is read."""

PROBLEM_LIMIT = 10_000
"""Problems listed for one file. It only keeps a hostile file from filling the memory; real files never reach it."""

BEGINNING = 4096
"""Bytes at the start that are searched for a zero, which text files don't have."""

OTHER_KIND = "this is no text, but a file of another kind, such as a picture or a spreadsheet"

# What editors count as the end of a line. YAML 1.1 also counts U+0085, U+2028 and U+2029, so the line numbers of the
# YAML library are not used: a number that disagrees with the writer's editor points to the wrong line.
LINE_END = re.compile(r"\r\n|\r|\n")


_LONGEST_COMPARED = 64
_MOST_COMPARED = 200


class Span(msgspec.Struct, frozen=True, gc=False):
    """A range of a text: character offsets from 0, the end not included."""

    start: int
    end: int


class Source:
    """One file's text, and the problems found in it so far.

    Args:
        path: of the file, as shown in problems.
        text: the whole text, without a byte order mark; None if it could not be read, as `problems` then explains.
    """

    def __init__(self, path: Path, text: str | None) -> None:
        self.path = path
        self.text = text
        self.problems: list[Problem] = []
        self.full = False
        """Whether no more problems are recorded, so that checks can stop."""
        self.compared: dict[tuple[str, tuple[str, ...]], str | None] = {}
        """Results of `nearest` for the words of this file."""
        self._last_line = (0, "")

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1 and counted in characters, of a character offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self.begin(line) + 1

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its end."""
        # Problems in the same line share its text: a line may have millions of characters, and as many mistakes.
        if number != self._last_line[0]:
            begin, end = self._starts[number - 1 : number + 1]
            self._last_line = number, (self.text or "")[begin:end].rstrip("\r\n")
        return self._last_line[1]

    def begin(self, number: int) -> int:
        """The character offset at which a line begins; lines are counted from 1."""
        return self._starts[number - 1]

    def error(self, at: Span, code: ErrorCode, message: str) -> None:
        """Record a problem at `at`. Beyond `PROBLEM_LIMIT` only the fact that there are more is recorded."""
        if self.full:
            return
        if len(self.problems) == PROBLEM_LIMIT:
            code, message = "too-many", f"more than {PROBLEM_LIMIT:,} problems; the rest is not listed"
        self.problems.append(self.problem(at, code, message, Severity.ERROR))
        self.full = len(self.problems) > PROBLEM_LIMIT

    def problem(self, at: Span, code: Code, message: str, severity: Severity) -> Problem:
        """A problem at `at`, with its position and its line. It is not recorded here."""
        line, column = self.place(at.start)
        source = self.line(line)
        # A span over several lines is underlined to the end of the first; at least one character is underlined.
        width = max(1, min(at.end - at.start, len(source) - column + 1))
        return Problem(self.path, line, column, code, message, width, severity, source)

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins, and where the next would. Computed only for files with problems."""
        text = self.text or ""
        return [0, *(end.end() for end in LINE_END.finditer(text)), len(text) + 1]


def read_source(path: Path) -> Source:
    """Read a deck file. Nothing is raised: problems are in the result's `problems`."""
    content = read_content(path)
    return content if isinstance(content, Source) else decode(path, content)


def read_content(path: Path) -> bytes | Source:
    """The bytes of a file; a source with a problem if it cannot be read, or is larger than `SIZE_LIMIT`."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            return _refused(path, "unreadable", "this is no ordinary file, and is not read")
        if about.st_size > SIZE_LIMIT:
            return _refused(path, "too-big", f"at most 4 MB are read; this file has {about.st_size / 1e6:.1f} MB")
        with path.open("rb") as file:
            # One byte more than allowed: it may have grown since.
            content = file.read(SIZE_LIMIT + 1)
    except FileNotFoundError:
        return _refused(path, "not-found", "there is no such file")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return _refused(path, "unreadable", f"this file cannot be read: {reason}")
    if len(content) > SIZE_LIMIT:
        return _refused(path, "too-big", "at most 4 MB are read; this file has more")
    return content


def decode(path: Path, content: bytes) -> Source:
    """A source from all of its bytes. Encoding errors are in the result's `problems`."""
    # UTF-16 without a mark has zeros in its first characters, which are ASCII in any deck file.
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or (content[:2] != b"\0\0" and b"\0" in content[:2]):
        return _refused(path, "not-utf8", "this file is UTF-16; save it as UTF-8")
    try:
        return Source(path, content.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        if b"\0" in content[:BEGINNING]:
            return _refused(path, "not-utf8", OTHER_KIND)
        before = content[: error.start].decode("utf-8").removeprefix("\ufeff")
        # The rest of the line is decoded as well as possible, to show the writer the place.
        shown = Source(path, before + content[error.start :].decode("utf-8", "replace"))
        at = Span(len(before), len(before) + 1)
        message = f"this is not UTF-8 (byte 0x{content[error.start]:02x}); save the file as UTF-8"
        shown.error(at, "not-utf8", message)
        shown.text = None
        return shown


def _refused(path: Path, code: ErrorCode, message: str) -> Source:
    source = Source(path, None)
    source.error(Span(0, 0), code, message)
    return source


def nearest(source: Source, word: str, known: Iterable[str]) -> str | None:
    """The nearest of the known words, ignoring case; None if none is near.

    Comparing is slow. So words longer than any name are not compared, and only a limited number of different words
    is compared per file: a file with more of them has other problems than spelling.
    """
    names = tuple(known)
    compared = source.compared
    if (word, names) not in compared:
        if len(word) > _LONGEST_COMPARED or len(compared) >= _MOST_COMPARED:
            return None
        compared[word, names] = closest(word, names)
    return compared[word, names]


def is_reported(source: Source, at: Span) -> bool:
    """Whether the file itself has an odd character there; then parsing has reported it, and nothing more is said.

    Parsing does not see a character that is written as an escape in double quotes.
    """
    return UNSEEN.search(source.text or "", at.start, at.end) is not None

"""Problems as text for people, as JSON for programs, as annotations for GitHub."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cardtui.deck.problem import Problem, Severity
from cardtui.text.invisible import visible, without_unseen
from cardtui.text.layout import cells
from cardtui.text.suggestions import counted

if TYPE_CHECKING:
    from cardtui.deck.files.suit_file import SuitText

JSON_FORMAT = 1
"""The version of the JSON report; incremented for changes that could break programs."""

WIDTH = 100
"""Maximum columns of a line of source, with its number."""

_BEFORE_CARET = 30


def as_text(problems: Iterable[Problem]) -> str:
    """Each problem as `file:line:col: error[code]: sentence`, its line of source, and a caret below it.

    Every line ends with a line end; without problems the text is empty.
    """
    return "".join(f"{line}\n" for problem in sorted(problems) for line in _text(problem))


def as_json(problems: Iterable[Problem]) -> str:
    """All problems as one JSON object, on one line without its end."""
    ordered = sorted(problems)
    errors, warnings = _count(ordered)
    listed = [
        {
            "path": path_text(problem.path),
            "line": problem.line,
            "column": problem.column,
            "end_column": problem.column + problem.width,
            "severity": str(problem.severity),
            "code": problem.code,
            "message": problem.message,
        }
        for problem in ordered
    ]
    report = {"format": JSON_FORMAT, "problems": listed, "errors": errors, "warnings": warnings}
    return without_unseen(msgspec.json.encode(report).decode())


def as_github(problems: Iterable[Problem]) -> str:
    """Each problem as a workflow command, which GitHub shows beside the line; every line ends with a line end."""
    return "".join(
        f"::{problem.severity} file={_property(visible(path_text(problem.path)))},line={problem.line},"
        f"col={problem.column},title={_property(problem.code)}::{_data(problem.message)}\n"
        for problem in sorted(problems)
    )


def tally(problems: Sequence[Problem], suits: Sequence[SuitText] = (), plans: int = 0) -> str:
    """The summary line: "3 errors, 1 warning in 2 files", or "5 suits, 90 cards, 1 plan: no problems"."""
    if not problems:
        cards = sum(len(suit.cards) for suit in suits)
        looked_at = [counted(len(suits), "suit"), counted(cards, "card")] if suits else []
        looked_at += [counted(plans, "plan")] if plans else []
        return f"{', '.join(looked_at)}: no problems" if looked_at else "no problems"
    errors, warnings = _count(problems)
    counts = [counted(errors, "error")] if errors else []
    counts += [counted(warnings, "warning")] if warnings else []
    return f"{', '.join(counts)} in {counted(len({problem.path for problem in problems}), 'file')}"


def _text(problem: Problem) -> list[str]:
    path = visible(path_text(problem.path))
    # GitHub takes a log line that begins like this for a command, and people who propose changes to a deck name its
    # files.
    place = f"{'./' if path.startswith(('::', '##[')) else ''}{path}:{problem.line}:{problem.column}"
    lines = [f"{place}: {problem.severity}[{problem.code}]: {visible(problem.message)}"]
    if problem.source:
        number = f"{problem.line:4}"
        source, before, covered = _around(problem, WIDTH - len(number) - len(" | "))
        lines.append(f"{number} | {source}".rstrip())
        lines.append(f"{' ' * len(number)} | {' ' * before}{'^' * covered}")
    return lines


def _around(problem: Problem, room: int) -> tuple[str, int, int]:
    """The line of source, cut to ``room`` cells around the caret, the cells before the caret, and those it covers."""
    at = problem.column - 1
    # A line may have millions of characters; no more than `room` on either side can be shown.
    begin = max(0, at - room)
    head, tail = visible(problem.source[begin:at]), visible(problem.source[at : at + room + 1])
    covered = cells(tail[: problem.width])
    if begin or (cells(head) + cells(tail) > room and cells(head) + covered >= room):
        # Too far to the right to show the line from its beginning.
        head = "…" + _first(head[::-1], _BEFORE_CARET)[::-1]
    before = cells(head)
    if cells(tail) > room - before:
        tail = _first(tail, room - before - 1) + "…"
    return head + tail, before, max(1, min(covered, room - before))


def _first(text: str, room: int) -> str:
    """As many characters from the beginning as fit into a number of cells."""
    for count, used in enumerate(accumulate(map(cells, text))):
        if used > room:
            return text[:count]
    return text


def path_text(path: Path) -> str:
    """A path as text; undecodable bytes become U+FFFD."""
    # File names may hold bytes that are not valid text; reports must not fail on them.
    return os.fsencode(path).decode("utf-8", "replace")


def _count(problems: Sequence[Problem]) -> tuple[int, int]:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    return errors, len(problems) - errors


def _data(text: str) -> str:
    # Escaped like GitHub's own toolkit (actions/toolkit, packages/core/src/command.ts).
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

"""Problems as text, JSON and GitHub's annotations."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cardtui.deck.problem import Problem, Severity
from cardtui.deck.problem_report import WIDTH, as_github, as_json, as_text, tally
from deck.deckfiles import SUIT, problems_of, suit_of


def problem(source: str, column: int = 1, width: int = 1, line: int = 9) -> Problem:
    return Problem(Path("deck/a.yaml"), line, column, "some-code", "a sentence", width, source=source)


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        (problem("", 1), []),
        (problem("abc", 2, line=123456), ["123456 | abc", "       |  ^"]),
        # Two wide characters take four cells, the accent none.
        (problem("stem: 連接 e\u0301x bad", 13, 3), ["   9 | stem: 連接 e\u0301x bad", "     |              ^^^"]),
        (problem("a\tb\x1b[2J\u202ec\x7f", 2), ["   9 | a␉b␛[2J\ufffdc␡", "     |  ^"]),
    ],
)
def test_the_caret_stands_below_what_is_meant(found: Problem, shown: list[str]) -> None:
    assert as_text([found]).splitlines()[1:] == shown


@pytest.mark.parametrize("column", [1, 50, 92, 93, 94, 120, 1000, 1999, 2000])
@pytest.mark.parametrize("width", [1, 5, 300])
def test_a_long_line_is_cut_around_its_caret(column: int, width: int) -> None:
    _, source, caret = as_text([problem("x" * (column - 1) + "!" + "y" * (2000 - column), column, width)]).splitlines()
    assert len(source) <= WIDTH
    assert len(caret) <= WIDTH
    assert source[caret.index("^")] == "!"


def test_a_line_of_millions_of_chars_is_cut_fast() -> None:
    _, source, _ = as_text([problem("連" * 3_000_000, 2_000_000)]).splitlines()
    assert len(source) < WIDTH


def test_problems_sort_by_path_line_column_code() -> None:
    found = problems_of("suit: A\nfoo: 1\nbar: 2\nabout: no\nlanguage: xxxxxx\nsymbol: bb\ncards: []\n")
    assert (as_text(reversed(found)), as_json(reversed(found))) == (as_text(found), as_json(found))


def test_json_has_one_object_with_a_version() -> None:
    found = [problem("abcdef", 2, 3), Problem(Path("b"), 1, 1, "w", "why", severity=Severity.WARNING)]
    warning = '"path":"b","line":1,"column":1,"end_column":2,"severity":"warning","code":"w","message":"why"'
    error = '"path":"deck/a.yaml","line":9,"column":2,"end_column":5,"severity":"error","code":"some-code"'
    listed = f'{{{warning}}},{{{error},"message":"a sentence"}}'
    assert as_json(found) == f'{{"format":1,"problems":[{listed}],"errors":1,"warnings":1}}'


def test_annotations_give_github_nothing_to_obey() -> None:
    odd = Problem(Path("a,b:c%.yaml"), 1, 2, "code", "100%\nsure: yes, ::error::")
    assert as_github([odd]) == (
        "::error file=a%2Cb%3Ac%25.yaml,line=1,col=2,title=code::100%25%0Asure: yes, ::error::\n"
    )


def test_a_path_that_is_no_text_breaks_no_report() -> None:
    odd = Problem(Path(os.fsdecode(b"caf\xe9\x1b.yaml")), 1, 1, "code", "why")
    for report in (as_text([odd]), as_json([odd]), as_github([odd])):
        report.encode()
    assert "\x1b" not in as_text([odd])


def test_the_tally_counts_in_words() -> None:
    warning = Problem(Path("b"), 1, 1, "w", "why", severity=Severity.WARNING)
    assert tally([problem("", 1), problem("", 2), problem("", 3), warning]) == "3 errors, 1 warning in 2 files"
    assert tally([warning]) == "1 warning in 1 file"
    assert (tally([], [suit_of(SUIT)]), tally([])) == ("1 suit, 2 cards: no problems", "no problems")

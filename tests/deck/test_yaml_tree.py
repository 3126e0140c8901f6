"""Invalid YAML, empty files, several documents, and how deep a file may go."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from cardtui.deck.files import yaml_tree
from cardtui.deck.files.source import Source
from cardtui.deck.files.yaml_tree import DEPTH_LIMIT, Mapping, parse
from costs import growth
from deck.deckfiles import SUIT, card_with, codes, places, problems_of


def tree_of(text: str) -> tuple[Mapping | None, Source]:
    source = Source(Path("some.yaml"), text)
    return parse(source), source


def test_the_c_parser_is_used_where_there_is_one() -> None:
    if yaml.__with_libyaml__:
        assert issubclass(yaml_tree.Parser, yaml.CBaseLoader)


@pytest.mark.usefixtures("_both_parsers")
@pytest.mark.parametrize(
    ("line", "expected", "said"),
    [
        ("stem: one: two", (10, 14, "syntax"), "a second ': ' in one line; put the text in double quotes"),
        ("stem: {partner} did", (10, 21, "syntax"), "a text that begins with '{' needs double quotes"),
        ("stem: 'tis", (10, 11, "syntax"), "this quotation mark is never closed"),
        ("stem: [a, b", (10, 11, "syntax"), "this '[' is not closed"),
        ("stem: @home", (10, 11, "syntax"), "a text that begins with '@' needs double quotes"),
        ("stem: ? what", (10, 11, "syntax"), "a text that begins with '?' needs double quotes"),
        ("  stem: x", (10, 11, "syntax"), "indented deeper"),
        ("stem no colon", (10, 5, "syntax"), "is a ':' missing here"),
        ("\tstem: x", (10, 5, "tab"), "a tab cannot indent a line"),
        ("stem: a\x07b", (10, 12, "control-character"), ""),
        ("stem: a\u2028b", (10, 12, "control-character"), ""),
        ("# a comment \x1b[2J", (10, 17, "control-character"), ""),
        ("stem\t: x", (10, 9, "tab"), ""),
        ("stem \t : x", (10, 10, "tab"), ""),
        ("stem: |#\n      x", (10, 12, "syntax"), ""),
    ],
)
def test_forbidden_yaml_is_one_problem_in_place(line: str, expected: tuple[int, int, str], said: str) -> None:
    found = problems_of(card_with(line))
    assert places(found) == [expected]
    assert said in found[0].message


@pytest.mark.usefixtures("_both_parsers")
@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((text, "empty-file") for text in ("", "\n\n", "# only a comment\n", "---\n", "---\n...\n")),
        *((text, "not-a-mapping") for text in ("text", "- a\n- b\n", "~", "42", "--- |\n  text\n")),
    ],
)
def test_a_file_without_a_mapping_says_so(text: str, code: str) -> None:
    assert codes(problems_of(text)) == [code]


def test_a_second_document_is_one_problem_beside_the_first() -> None:
    text = SUIT.replace("kind: step", "kind: stp") + "---\nsuit: Other\n"
    assert places(problems_of(text)) == [(16, 11, "bad-kind"), (19, 1, "several-documents")]


@pytest.mark.usefixtures("_both_parsers")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, ["too-deep"]) for text in ("a: " + "[" * 100, "a: " + "{a: " * 100, "- " * 100)),
        ("a: " + "[" * DEPTH_LIMIT + "]" * DEPTH_LIMIT, ["too-deep"]),
        ("a: " + "[" * (DEPTH_LIMIT - 1) + "]" * (DEPTH_LIMIT - 1), []),
    ],
)
def test_nesting_counts_from_the_outermost_level(text: str, expected: list[str]) -> None:
    tree, source = tree_of(text)
    assert (tree is None, codes(source.problems)) == (bool(expected), expected)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: ", "- - ", "!x [", "&x ["])
def test_a_hundred_thousand_levels_end_at_once(opening: str) -> None:
    def read(text: str) -> None:
        tree, source = tree_of(text)
        assert tree is None
        assert source.problems

    # Continuing would crash Python, or compare each level with all above it.
    assert growth(read, opening * 100_000) < 40


def test_only_a_files_first_syntax_error_is_told() -> None:
    text = card_with("stem: one: two") + card_with("stem: 'tis")
    assert places(problems_of(text)) == [(10, 14, "syntax")]


@pytest.mark.usefixtures("_both_parsers")
@pytest.mark.parametrize(
    ("text", "line"),
    [
        *((card_with(f"stem: {value}"), 10) for value in ("!%ed%a0%80 x", "!<%c0%80> x", "!%ff x")),
        *((card_with(f'stem: "{escape}"'), 10) for escape in ("\\U00110000", "\\UFFFFFFFF")),
        *((f"{before}\n---\n{SUIT}", 1) for before in ("%TAG !e! %ed%a0%80", f"%YAML 1.{'9' * 5000}")),
    ],
)
def test_what_trips_the_parser_is_told_in_place(text: str, line: int) -> None:
    # libyaml's binding raises UnicodeDecodeError for the tags, and PyYAML's own parser ValueError or OverflowError.
    (problem,) = problems_of(text)
    assert problem.code in ("syntax", "yaml-tag")
    assert problem.line == line
    assert problem.column >= 11 or line == 1


def test_percent_signs_cost_only_their_length() -> None:
    start = time.process_time()
    problems_of(card_with("prompt: " + "%20" * 100_000 + "x" * 1_000_000 + "\n    stem: !%ff x"))
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "line", ["stem:\tx", "stem: x\t", "stem: x\t# note", "stem: a\tb", 'stem: "a\t:b"', "stem: >- # a\n      #b"]
)
def test_tabs_elsewhere_and_spaced_notes_are_fine(line: str) -> None:
    assert problems_of(card_with(line)) == []

"""Single values: text stays text, names are names, a symbol fits one cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cardtui.deck.files.source import Source
from cardtui.deck.files.value_reader import read_text, text_of
from cardtui.deck.files.yaml_tree import Scalar, may_be_misread, misread
from deck.deckfiles import SUIT, card_with, codes, places, problems_of, suit_of

MISREAD = {
    "no": "false",
    "Yes": "true",
    "on": "true",
    "OFF": "false",
    "true": "true",
    "~": "nothing",
    "null": "nothing",
    "12:30": "the number 750",
    "010": "the number 8",
    "0o10": "the number 8",
    "08": "the number 8",
    "1.10": "the number 1.1",
    "1e3": "the number 1000",
    "1_000": "the number 1000",
    "0x1F": "the number 31",
    "-7": "the number -7",
    ".inf": "the number inf",
    ".NaN": "the number nan",
    "2024-01-31": "a date",
    "2024-02-31": "a date",
    "2024-1-1 10:00:00": "a date",
    "=": "a special sign",
    "<<": "a special sign",
    "9" * 5000: "a number",
}


@pytest.mark.parametrize(("value", "reading"), MISREAD.items(), ids=lambda text: text[:12])
def test_how_yaml_misreads_bare_values_is_told(value: str, reading: str) -> None:
    assert misread(value) == reading
    assert codes(problems_of(card_with(f"stem: {value}"))) == ["quote-this"]


@pytest.mark.parametrize("value", [value for value in MISREAD if len(value) < 30])
def test_the_same_value_in_quotes_is_text(value: str) -> None:
    suit = suit_of(card_with(f"stem: '{value}'")).suit
    assert suit is not None
    assert suit.cards[0].stem == value


@pytest.mark.parametrize(
    "value", ["no one", "12:30 sharp", "1 or 2", "y", "n", "nothing", "on we go", "1.2.3", "12:3x"]
)
def test_text_only_starting_oddly_needs_no_quotes(value: str) -> None:
    assert problems_of(card_with(f"stem: {value}")) == []


_LOOKALIKES = st.text("0123456789_-+.:eExXoObBTZ tyYnNoO~=<infulasra", min_size=1, max_size=12)


@given(_LOOKALIKES)
def test_what_is_no_text_to_pyyaml_needs_quotes(value: str) -> None:
    resolver: Any = yaml.SafeLoader("")
    tag = resolver.resolve(yaml.ScalarNode, value, (True, False))
    if tag != "tag:yaml.org,2002:str":
        assert may_be_misread(value)
        assert misread(value)


def test_text_starting_with_a_brace_needs_quotes() -> None:
    (problem,) = problems_of(card_with("stem: {partner}"))
    assert (problem.line, problem.column, problem.code) == (10, 11, "quote-this")


@pytest.mark.parametrize(
    "written",
    [
        "Walk  a \t little.",
        '"Walk a\\n\\n little. "',
        ">\n      Walk\n\n      a\n      little.",
        "Walk\n      a little.",
    ],
)
def test_text_is_one_paragraph_with_single_spaces(written: str) -> None:
    suit = suit_of(card_with("stem: x").replace("Walk a little.", written)).suit
    assert suit is not None
    assert suit.cards[0].prompt == "Walk a little."


@pytest.mark.parametrize(
    "written",
    [
        "''",
        "'  '",
        '"\\t\\n"',
        '"\\u00a0"',
        "|\n      \n",
        '"\\u200b\\u200d"',
        "'\u3164 \u2800'",
        '"\\u2060\\xad\\ufe0f"',
    ],
)
def test_a_blank_prompt_is_empty(written: str) -> None:
    found = problems_of(card_with("stem: x").replace("Walk a little.", written))
    assert places(found) == [(9, 13, "empty-value")]


@pytest.mark.parametrize("escape", [r"\e[2J", r"\0", r"\x9b", r"\u202e", r"\u2066", r"\N", r"\L", r"\uFEFF", r"\uFFFD"])
def test_a_character_that_does_not_show_is_found_when_written_as_an_escape(escape: str) -> None:
    assert places(problems_of(card_with(f'stem: "a{escape}b"'))) == [(10, 11, "control-character")]


@pytest.mark.parametrize("written", ["'1'", '"2"', "0", "4", "01", "1.0", "+1", "0x1", "one", "[1]", "~", "-1"])
def test_a_depth_is_1_2_or_3_without_quotes(written: str) -> None:
    found = problems_of(card_with("stem: x").replace("depth: 1", f"depth: {written}"))
    assert places(found) == [(8, 12, "bad-depth")]


@pytest.mark.parametrize(
    ("written", "better"),
    [("Small Walk", "small-walk"), ("café_crème!", "cafe-creme"), ("a.b", "a-b"), ("Straße", "strasse")],
)
def test_a_bad_id_comes_with_one_that_could_be(written: str, better: str) -> None:
    (problem,) = problems_of(SUIT.replace("id: small-walk", f"id: {written}"))
    assert problem.code == "bad-id"
    assert f"write '{better}'" in problem.message


def test_an_id_may_have_64_characters_and_no_more() -> None:
    assert problems_of(SUIT.replace("small-walk", "a" * 64)) == []
    (problem,) = problems_of(SUIT.replace("small-walk", "a" * 65))
    assert "at most 64 characters; this one has 65" in problem.message


@pytest.mark.parametrize("written", ["2024", "no", "2024-01-01"])
def test_an_id_that_yaml_misreads_needs_quotes(written: str) -> None:
    assert codes(problems_of(SUIT.replace("small-walk", written))) == ["quote-this"]
    assert problems_of(SUIT.replace("small-walk", f"'{written}'")) == []


@pytest.mark.parametrize("symbol", ["♥", "♦", "♣", "♠", "●", "A", "é", "e\u0301", "#", "≈", "◆"])
def test_a_symbol_of_one_cell_is_taken(symbol: str) -> None:
    assert problems_of(SUIT.replace("♥", symbol)) == []


@pytest.mark.parametrize(
    "symbol", ["ab", "連", "🎉", "❤\ufe0f", "\u200d", "\u0301", "🇫", "👩\u200d🚀", "\u00ad", "\ue000", "\u3000"]
)
def test_a_symbol_of_another_width_is_refused(symbol: str) -> None:
    (problem,) = problems_of(SUIT.replace("♥", symbol))
    assert (problem.line, problem.column) == (2, 9)
    assert problem.code in ("bad-symbol", "empty-value")


def test_norwegian_has_to_be_quoted() -> None:
    assert codes(problems_of(SUIT.replace("language: en", "language: no"))) == ["quote-this"]
    assert problems_of(SUIT.replace("language: en", "language: 'no'")) == []


def test_a_kind_may_be_quoted_or_unquoted() -> None:
    assert problems_of(SUIT.replace("kind: step", 'kind: "step"')) == []


@given(st.text("no 12:30~\t\n\xa0a\u202e\ufffd{[", max_size=8), st.booleans())
def test_the_same_is_text_to_whoever_reads_and_to_whoever_looks_at_the_writing(value: str, plain: bool) -> None:
    source = Source(Path("a.yaml"), "x")
    node = Scalar(0, 1, value, plain)
    assert text_of(node) == read_text(source, node, "'stem'")


def test_nodes_are_values() -> None:
    assert Scalar(0, 1, "a", True) == Scalar(0, 1, "a", True)

"""A suit file: text stays text, names are names, a symbol fits one cell; and what is no suit at all."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cardtui.deck.files.unquoted_values import may_be_misread, misread
from deck.deckfiles import SUIT, card_with, codes, places, problems_of, suit_of


def test_a_number_of_any_length_needs_quotes() -> None:
    assert misread("9" * 5000) == "a number"


_LOOKALIKES = st.text("0123456789_-+.:eExXoObBTZ tyYnNoO~=<infulasra", min_size=1, max_size=12)


@given(_LOOKALIKES)
def test_what_is_no_text_to_pyyaml_needs_quotes(value: str) -> None:
    resolver: Any = yaml.SafeLoader("")
    tag = resolver.resolve(yaml.ScalarNode, value, (True, False))
    if tag != "tag:yaml.org,2002:str":
        assert may_be_misread(value)
        assert misread(value)


@pytest.mark.parametrize(
    "written",
    [
        *("Gehen  w\u00fcr \t nun.", '"Gehen w\u00fcr\\n\\n nun. "', ">\n      Gehen\n\n      w\u00fcr\n      nun."),
        *("Gehen\n      w\u00fcr nun.", "Gehen wu\u0308r nun."),
    ],
)
def test_text_is_one_normal_paragraph_with_single_spaces(written: str) -> None:
    suit = suit_of(card_with("stem: x").replace("Walk a little.", written)).suit
    assert suit.cards[0].prompt == "Gehen w\u00fcr nun."


@pytest.mark.parametrize(
    ("old", "values"),
    [
        ("♥", ("♦", "♣", "♠", "●", "A", "é", "e\u0301", "#", "≈", "◆")),
        ("small-walk", ("a" * 64, "'2024'", "'no'", "'2024-01-01'")),
        ("language: en", ("language: 'no'", "language: pt-BR")),
        ("step", ('"step"',)),
        ("Walk to the window together.", ("no one", "12:30 sharp", "1 or 2", "y", "n", "on we go", "1.2.3", "12:3x")),
    ],
)
def test_what_may_stand_in_a_suit_is_no_problem(old: str, values: tuple[str, ...]) -> None:
    assert [value for value in values if problems_of(SUIT.replace(old, value))] == []


@pytest.mark.parametrize(
    ("old", "values", "expected"),
    [
        ("Walk a little.", ("''", "'  '", '"\\t\\n"', '"\\u00a0"', "|\n      \n"), (9, 13, "empty-value")),
        ("Walk a little.", ('"\\u200b\\u200d"', "'\u3164 \u2800'", '"\\u2060\\xad\\ufe0f"'), (9, 13, "empty-value")),
        ("Walk a little.", (r'"a\e[2J"', r'"\0"', r'"\x9b"', r'"\u202e"', r'"\u2066"'), (9, 13, "control-character")),
        ("Walk a little.", (r'"\N"', r'"\L"', r'"\uFEFF"', r'"\uFFFD"'), (9, 13, "control-character")),
        ("1", ("'1'", '"2"', "0", "4", "01", "1.0", "+1", "0x1", "one", "[1]", "~", "-1"), (8, 12, "bad-depth")),
        ("♥", ("ab", "連", "🎉", "❤\ufe0f", "\u0301", "🇫", "👩\u200d🚀", "\ue000"), (2, 9, "bad-symbol")),
        ("♥", ("\u200d", "\u00ad", "\u3000"), (2, 9, "empty-value")),
        ("en", ("no",), (4, 11, "quote-this")),
        ("a-card", ("2024", "no", "2024-01-01"), (6, 9, "quote-this")),
    ],
)
def test_a_wrong_value_is_one_problem_in_place(
    old: str, values: tuple[str, ...], expected: tuple[int, int, str]
) -> None:
    for value in values:
        assert places(problems_of(card_with("listen: x").replace(old, value, 1))) == [expected], value


def test_each_missing_field_of_a_suit_is_told() -> None:
    found = problems_of("role: repair\n")
    told = [f"a suit needs '{field}'" for field in ("about", "cards", "language", "suit", "symbol")]
    assert [(each.line, each.column, each.message) for each in found] == [(1, 1, sentence) for sentence in told]


@pytest.mark.parametrize("cards", ["cards:", "cards: []", "cards: {}", "cards: none yet"])
def test_a_suit_without_cards_is_one_problem(cards: str) -> None:
    ((line, _, code),) = places(problems_of(SUIT[: SUIT.index("cards:")] + cards + "\n"))
    assert line == 5
    assert code in ("no-cards", "wrong-shape", "empty-value")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: An evening\ncues: [a]\n", ["not-a-suit"]),
        ("dialogues: {}\n", ["not-a-suit"]),
        ("plan: A\nagenda: []\n", ["not-a-suit"]),
        (SUIT.replace("suit:", "siut:").replace("cards:", "card:"), ["unknown-key"] * 2),
    ],
)
def test_a_file_is_a_suit_if_it_means_to_be_one(text: str, expected: list[str]) -> None:
    assert codes(problems_of(text)) == expected

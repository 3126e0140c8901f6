"""Words in another language keep the places that the program fills."""

from __future__ import annotations

from pathlib import Path

import pytest

from cardtui.deck.files.source import Source
from cardtui.deck.files.words_file import read_words
from cardtui.lint.deck_advice import keep_braces
from lint.checked_cards import BASE


def told(line: str) -> list[tuple[int, int, str]]:
    text = read_words(Source(Path("words.yaml"), f"language: de\n{line}\n"), BASE.words)
    assert text.source.problems == []
    return [(problem.line, problem.column, problem.message) for problem in keep_braces(text, BASE.words)]


def test_a_line_missing_whose_turn_is_reported() -> None:
    ((line, column, message),) = told("chip_speaks: spricht")
    assert (line, column) == (2, 14)
    assert message == (
        "'{name}' is missing, and the two would not read what it stands for; as shipped: " + BASE.words.chip_speaks
    )


@pytest.mark.parametrize(
    "line",
    [
        'chip_speaks: "jetzt spricht {name}"',
        "pause_meet: Um {time} wieder hier.",
        "deal_starts: Fang an.",
        "feelings: [froh]",
        "settle_ask: Habt ihr Raum dafür?",
    ],
)
def test_placeholders_may_move_and_names_may_go(line: str) -> None:
    assert told(line) == []


def test_all_that_is_lost_is_named_once() -> None:
    ((_, _, message),) = told("too_small: Zu klein.")
    assert message.startswith("'{needs}' and '{is}' is missing")

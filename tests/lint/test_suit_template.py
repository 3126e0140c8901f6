"""The suit to start from: it is good as it is, and says what its fields mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from cardtui.deck.topics import TOPICS
from cardtui.lint.deck_writer import suit_to_start_from
from lint.checked_cards import advice_on, reading_of

NAMES = [
    *("kitchen.yaml", "no.yaml", "2024.yml", "a: b.yaml", "#1.yaml", "谁.yaml", "-.yaml", "'q'.yaml"),
    "a\nb: {c}.yaml",
]


@pytest.mark.parametrize("name", NAMES)
def test_it_has_no_problem_under_any_file_name(name: str) -> None:
    text = suit_to_start_from(Path(name))
    assert reading_of(text).problems == ()
    assert advice_on(text) == []


def test_it_shows_each_kind_and_names_every_topic() -> None:
    text = suit_to_start_from(Path("kitchen-table.yaml"))
    assert text.startswith("# yaml-language-server: $schema=suit.schema.json\n")
    assert "suit: Kitchen table\n" in text
    assert {f"kind: {kind}" for kind in ("question", "step", "story")} <= {line.strip() for line in text.splitlines()}
    for topic in TOPICS:
        assert topic in text
    assert "{partner}" in text
    assert max(map(len, text.splitlines())) <= 110

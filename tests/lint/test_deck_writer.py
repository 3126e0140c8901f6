"""The new suit and plan: valid as written, and the plan can be led once its contacts are filled in."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from cardtui.deck.card import Deck
from cardtui.deck.files.source import Source
from cardtui.deck.opened_deck import open_deck
from cardtui.deck.topics import TOPICS
from cardtui.lint.deck_writer import plan_to_start_from, suit_to_start_from
from cardtui.lint.plan_advice import advise_on_plan
from cardtui.workshop.plan_file import PlanText, read_plan
from cardtui.workshop.plan_locations import PlanDeck
from cardtui.workshop.workshop_plan import Practice
from lint.checked_cards import advice_on, reading_of

NAMES = [
    *("kitchen.yaml", "no.yaml", "2024.yml", "a: b.yaml", "#1.yaml", "谁.yaml", "-.yaml", "'q'.yaml"),
    "a\nb: {c}.yaml",
]


def shipped() -> Deck:
    deck = open_deck().deck
    assert deck is not None
    return deck


def reading(text: str, deck: Deck) -> PlanText:
    return read_plan(Source(Path("plan.yaml"), text), lambda name, plan: PlanDeck("x", deck))


def practice_of(deck: Deck) -> Practice:
    plan = reading(plan_to_start_from(Path("plan.yaml"), deck), deck).plan
    (practice,) = plan.practices
    return practice


@pytest.mark.parametrize("name", NAMES)
def test_neither_has_a_problem_under_any_file_name(name: str) -> None:
    text = suit_to_start_from(Path(name))
    assert (reading_of(text).problems, advice_on(text)) == ((), [])
    deck = shipped()
    found = reading(plan_to_start_from(Path(name), deck), deck)
    assert found.problems == ()
    assert advise_on_plan(found) == []


def test_the_plan_asks_for_contacts_before_anything_else() -> None:
    text = plan_to_start_from(Path("listening-over-lunch.yaml"), shipped())
    assert text.startswith("# yaml-language-server: $schema=plan.schema.json\n")
    fields = [line for line in text.splitlines() if line and not line.startswith(("#", " "))]
    assert fields[0] == "contacts:"
    assert "plan: Listening over lunch\n" in text


def test_the_plan_shows_an_easy_card_of_the_deck_that_there_is() -> None:
    deck = shipped()
    step = next(card for suit in deck.suits for card in suit.cards if card.kind == "step" and card.depth == 3)
    small = replace(deck, suits=(replace(deck.suits[0], cards=(step,)),))
    assert (practice_of(small).cards[0].card.id, practice_of(deck).cards[0].card.depth) == (step.id, 1)


def test_the_suit_shows_each_kind_and_names_every_topic() -> None:
    text = suit_to_start_from(Path("kitchen-table.yaml"))
    assert text.startswith("# yaml-language-server: $schema=suit.schema.json\n")
    assert "suit: Kitchen table\n" in text
    assert {f"kind: {kind}" for kind in ("question", "step", "story")} <= {line.strip() for line in text.splitlines()}
    for topic in TOPICS:
        assert topic in text
    assert "{partner}" in text
    assert max(map(len, text.splitlines())) <= 110

"""The plan to start from: it can be led as it is, once its contacts are filled in."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from cardtui.deck.card import Deck
from cardtui.deck.files.source import Source
from cardtui.deck.opened_deck import open_deck
from cardtui.lint.deck_writer import plan_to_start_from
from cardtui.lint.plan_advice import advise_on_plan
from cardtui.workshop.plan_file import PlanText, read_plan
from cardtui.workshop.plan_locations import PlanDeck
from cardtui.workshop.workshop_plan import Practice
from lint.test_suit_template import NAMES


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
def test_it_has_no_problem_under_any_file_name(name: str) -> None:
    deck = shipped()
    found = reading(plan_to_start_from(Path(name), deck), deck)
    assert found.problems == ()
    assert advise_on_plan(found) == []


def test_it_asks_for_contacts_before_anything_else() -> None:
    text = plan_to_start_from(Path("listening-over-lunch.yaml"), shipped())
    assert text.startswith("# yaml-language-server: $schema=plan.schema.json\n")
    fields = [line for line in text.splitlines() if line and not line.startswith(("#", " "))]
    assert fields[0] == "contacts:"
    assert "plan: Listening over lunch\n" in text


def test_it_shows_an_easy_card_of_the_deck_that_there_is() -> None:
    deck = shipped()
    step = next(card for suit in deck.suits for card in suit.cards if card.kind == "step" and card.depth == 3)
    small = replace(deck, suits=(replace(deck.suits[0], cards=(step,)),))
    assert (practice_of(small).cards[0].card.id, practice_of(deck).cards[0].card.depth) == (step.id, 1)

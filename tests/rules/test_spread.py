"""Cards that lie face down, of which the first listener picks one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cardtui.deck.card import CardId, Suit
from cardtui.rules.dealer import DrawPile, Seen, deal, spread
from cardtui.rules.evening_arc import SPREAD, next_criteria
from cardtui.rules.evening_plan import Seat
from cardtui.rules.position import Dealt, Position
from decks import card, deck, suit
from evening_builder import DIALOGUES, NOON, Walk
from rules.dealt_evenings import resting, seen

FIVE = deck(60)
NAMES = [each.id for suit in FIVE for each in suit.cards]


def backs(position: Position, history: dict[CardId, Seen] | None = None) -> tuple[Dealt, ...]:
    return spread(DrawPile(FIVE, DIALOGUES, history or {}), position, next_criteria(position, NOON), SPREAD)


def after_one_more(*suits: Suit, **plan: Any) -> Walk:
    """An evening in which the next cards of these suits were dealt."""
    return Walk(resting(spread=True, **plan), suits=suits or FIVE).make("one-more")


@given(seed=st.integers(0, 2**32), met=st.integers(0, 59), tonight=st.integers(0, 6), depth=st.integers(1, 3))
def test_each_of_them_could_be_the_next_card(seed: int, met: int, tonight: int, depth: int) -> None:
    history = seen(*NAMES[:met])
    position = resting(*NAMES[met : met + tonight], seed=seed, depth=depth, laps=1)
    found = backs(position, history)
    assert found[0] == deal(DrawPile(FIVE, DIALOGUES, history), position, next_criteria(position, NOON))
    assert len({each.card.id for each in found}) == len(found) <= SPREAD
    fresh = {each.card.id not in history for each in found}
    assert len(fresh) == 1, "a card of an earlier evening never lies beside one that is new"
    for each in found:
        assert each.card.depth <= depth
        assert each.card.id not in {one.card for one in position.met}


def test_they_are_of_three_suits() -> None:
    for seed in range(30):
        assert len({each.suit for each in backs(resting(seed=seed))}) == SPREAD


def test_none_is_of_the_suit_of_the_card_before() -> None:
    position = replace(resting("connect-1"), next_first=Seat.RIGHT)
    assert "Connect" not in {each.suit for each in backs(position)}


@pytest.mark.parametrize(("count", "place"), [(0, "short"), (1, "offered"), (2, "picking")])
def test_where_fewer_fit_fewer_lie_there(count: int, place: str) -> None:
    walk = after_one_more(suit("Connect", *(card(f"connect-{number}") for number in range(count))))
    assert walk.at == place
    assert place != "picking" or len(walk.place.backs) == count


def test_the_last_one_of_a_lap_lies_there_alone() -> None:
    assert [each.card.id for each in backs(resting(depth=3), seen(*NAMES[1:]))] == NAMES[:1]


def test_another_card_puts_back_only_the_one_that_was_picked() -> None:
    walk = after_one_more()
    picked = walk.place.backs[1].card.id
    walk.make("pick", number=1).make("another")
    assert (walk.at, walk.position.put_back) == ("picking", (picked,))
    assert len({each.suit for each in walk.place.backs}) == SPREAD
    assert picked not in {each.card.id for each in walk.place.backs}


def test_instead_of_a_tender_card_none_is_tender() -> None:
    tender = suit("Create", card("create-1", 3))
    for seed in range(20):
        walk = Walk(after_one_more(tender, seed=seed).position, suits=(*FIVE, tender)).make("another")
        assert all(each.card.depth < 3 for each in walk.place.backs)


def test_something_light_is_none_of_the_cards_that_lie_there() -> None:
    for seed in range(20):
        walk = after_one_more(seed=seed)
        lying = {back.card.id for back in walk.place.backs}
        assert walk.make("time-out agree come-back light").place.dealt.card.id not in lying

"""Cards with a heart that come back on their own, once, after some weeks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cardtui.deck.card import CardId
from cardtui.rules.dealer import DrawPile
from cardtui.rules.evening_arc import move_for, next_criteria
from cardtui.rules.evening_moves import play
from cardtui.rules.evening_plan import Heart
from cardtui.rules.hearted_cards import LATER, SOONEST, due, hearted_card, wait
from cardtui.rules.move import Action
from cardtui.rules.position import Dealt, OnToNext, Position
from decks import card, deck, suit
from evening_builder import DIALOGUES, NOON
from rules.dealt_evenings import resting, seen

FIVE = deck(60)
LONGEST = SOONEST + timedelta(days=LATER)
HEART = Heart(CardId("create-1"), NOON - LONGEST)


def with_heart(*met: str, heart: Heart = HEART, **plan: Any) -> Position:
    return resting(*met, hearts=(heart,), **plan)


def came(position: Position) -> Dealt | None:
    return hearted_card(DrawPile(FIVE, DIALOGUES, {}), position, next_criteria(position, NOON))


def test_it_comes_alone_after_the_first_card_and_says_since_when() -> None:
    assert came(with_heart()) is None
    move = move_for(with_heart("connect-1", spread=True), Action.ONE_MORE, NOON, DrawPile(FIVE, DIALOGUES, {}))
    assert (move.dealt.card.id, move.dealt.heart, move.others) == (HEART.card, HEART.at, ())
    place = play(with_heart("connect-1", spread=True), move).place
    assert place.after == OnToNext()


@given(seed=st.integers(0, 2**32), met=st.integers(0, 59), names=st.sets(st.integers(0, 59), max_size=8))
def test_the_same_seed_and_history_bring_the_same_hearted_card(seed: int, met: int, names: set[int]) -> None:
    ids = [each.id for one in FIVE for each in one.cards]
    hearts = tuple(Heart(ids[name], HEART.at) for name in sorted(names))
    position = resting("connect-1", seed=seed, depth=2, without=("loss",), hearts=hearts)
    first, again = (
        hearted_card(DrawPile(suits, DIALOGUES, seen(*ids[:met])), where, next_criteria(where, NOON))
        for suits, where in (
            (FIVE, position),
            (FIVE[::-1], replace(position, plan=replace(position.plan, hearts=hearts[::-1]))),
        )
    )
    assert first == again
    if first is not None:
        assert first.card.depth <= 2
        assert "loss" not in first.card.topics
        assert first.suit != "Connect"
        assert first.card.id in {heart.card for heart in hearts}


def test_no_second_hearted_card_comes_in_an_evening() -> None:
    two = (HEART, Heart(CardId("repair-1"), HEART.at))
    assert came(resting("connect-1", hearts=two)) is not None
    assert came(resting("connect-1", "create-1", "connect-2", hearts=two)) is None
    assert came(resting("connect-1", put_back=("create-1",), hearts=two)) is None


def test_a_card_is_known_by_an_earlier_id() -> None:
    renamed = [suit("Create", card("new", aliases=(CardId("create-1"),))), *FIVE[:1]]
    found = hearted_card(
        DrawPile(renamed, DIALOGUES, {}), with_heart("connect-1"), next_criteria(with_heart("connect-1"), NOON)
    )
    assert found.card.id == "new"


@given(
    gaps=st.lists(st.integers(1, 100), min_size=1, max_size=40),
    name=st.text("abcdefgh", min_size=1, max_size=8).map(CardId),
)
def test_each_heart_has_one_evening_at_most_after_its_weeks(gaps: list[int], name: CardId) -> None:
    begun: list[datetime] = []
    day = NOON
    chances = []
    heart = Heart(name, NOON + timedelta(hours=1))
    for gap in [0, *gaps]:
        day += timedelta(days=gap)
        if due([heart], begun[-2:][::-1], day):
            chances.append(day)
        begun.append(day)
    assert len(chances) <= 1
    assert all(chance >= heart.at + wait(name) and chance > begun[1] for chance in chances)
    reached = [day for day in begun[2:] if day >= heart.at + wait(name)]
    assert chances == reached[:1], "and whoever plays on for long enough has it"


def test_hearts_of_one_evening_do_not_all_wait_the_same_time() -> None:
    waits = {wait(each.id) for one in FIVE for each in one.cards}
    assert SOONEST <= min(waits) < max(waits) < LONGEST
    assert len(waits) > LATER / 2

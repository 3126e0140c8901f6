"""Cards that lie face down, of which the first listener picks one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cardtui.deck.card import CardId, Suit
from cardtui.rules.dealer import DrawPile, Seen, deal, spread
from cardtui.rules.evening_arc import SPREAD, move_for, next_criteria
from cardtui.rules.evening_moves import legal, play
from cardtui.rules.evening_plan import Seat
from cardtui.rules.move import Action, Deal, IllegalMove, NumberedMove
from cardtui.rules.position import BackTo, Dealt, Offered, OnToNext, Picking, Position, Returned
from decks import card, deck, suit
from evening_builder import DIALOGUES, HEARD, NOON, ROUND, Walk
from rules.dealt_evenings import resting, seen

FIVE = deck(60)


def backs(
    suits: Sequence[Suit], position: Position, history: dict[CardId, Seen] | None = None, count: int = SPREAD
) -> tuple[Dealt, ...]:
    return spread(DrawPile(suits, DIALOGUES, history or {}), position, next_criteria(position, NOON), count)


def dealt_by(position: Position, do: Action, *suits: Suit) -> Deal:
    move = move_for(position, do, NOON, DrawPile(suits, DIALOGUES, {}))
    assert isinstance(move, Deal)
    return move


def picking() -> tuple[Walk, Picking]:
    """An evening in which cards lie face down, and that place."""
    walk = Walk(spread=True).make(Action.SETTLE)
    assert isinstance(walk.position.place, Picking)
    return walk, walk.position.place


@given(seed=st.integers(0, 2**32), met=st.integers(0, 59), tonight=st.integers(0, 6), depth=st.integers(1, 3))
def test_each_of_them_could_be_the_next_card(seed: int, met: int, tonight: int, depth: int) -> None:
    names = [each.id for suit in FIVE for each in suit.cards]
    history = seen(*names[:met])
    position = resting(*names[met : met + tonight], seed=seed, depth=depth, laps=1)
    found = backs(FIVE, position, history)
    assert found[0] == deal(DrawPile(FIVE, DIALOGUES, history), position, next_criteria(position, NOON))
    assert len({each.card.id for each in found}) == len(found) <= SPREAD
    fresh = {each.card.id not in history for each in found}
    assert len(fresh) == 1, "a card of an earlier evening never lies beside one that is new"
    for each in found:
        assert each.card.depth <= depth
        assert each.card.id not in {one.card for one in position.met}


def test_they_are_of_three_suits() -> None:
    for seed in range(30):
        assert len({each.suit for each in backs(FIVE, resting(seed=seed))}) == SPREAD


def test_none_is_of_the_suit_of_the_card_before() -> None:
    position = replace(resting("connect-1"), next_first=Seat.RIGHT)
    assert "Connect" not in {each.suit for each in backs(FIVE, position)}


@pytest.mark.parametrize("count", [0, 1, 2])
def test_where_fewer_fit_fewer_lie_there(count: int) -> None:
    few = suit("Connect", *(card(f"connect-{number}") for number in range(count)))
    position = resting(spread=True)
    assert len(backs([few], position)) == count
    move = dealt_by(position, Action.ONE_MORE, few)
    assert (move.dealt is not None) + len(move.others) == count
    if count == 1:
        assert isinstance(play(position, move).place, Offered), "one alone is turned up at once"


def test_the_last_one_of_a_lap_lies_there_alone() -> None:
    names = [each.id for suit in FIVE for each in suit.cards]
    assert [each.card.id for each in backs(FIVE, resting(depth=3), seen(*names[1:]))] == names[:1]


def test_whoever_listens_first_picks() -> None:
    walk = Walk(spread=True, first=Seat.RIGHT).make(Action.SETTLE)
    place = walk.position.place
    assert isinstance(place, Picking)
    rows = [choice for choice in legal(walk.position) if choice.is_row]
    assert [(choice.what, choice.who, choice.number) for choice in rows] == [
        (Action.PICK, Seat.LEFT, number) for number in range(3)
    ]
    walk.make_numbered(Action.PICK, 1)
    assert walk.position.place == Offered(place.backs[1], Seat.RIGHT, OnToNext())


def test_those_not_picked_are_as_if_never_dealt() -> None:
    walk, place = picking()
    walk.make_numbered(Action.PICK, 2).make(Action.TAKE, *ROUND)
    assert [met.card for met in walk.position.met] == [place.backs[2].card.id]
    assert walk.position.put_back == ()


def test_another_card_puts_back_only_the_one_that_was_picked() -> None:
    walk, place = picking()
    walk.make_numbered(Action.PICK, 1).make(Action.ANOTHER)
    assert isinstance(walk.position.place, Picking)
    assert walk.position.put_back == (place.backs[1].card.id,)


def test_after_another_card_three_others_lie_there() -> None:
    position = resting(spread=True)
    position = play(position, dealt_by(position, Action.ONE_MORE, *FIVE))
    position = play(position, NumberedMove(Action.PICK, NOON, 0))
    again = dealt_by(position, Action.ANOTHER, *FIVE)
    assert again.dealt is not None
    lying = (again.dealt, *again.others)
    assert len({each.suit for each in lying}) == SPREAD
    assert position.place.dealt.card.id not in {each.card.id for each in lying}


def test_instead_of_a_tender_card_none_is_tender() -> None:
    tender = suit("Create", card("create-1", 3))
    position = resting(spread=True)
    picked = replace(dealt_by(position, Action.ONE_MORE, tender), others=())
    assert all(
        each.card.depth < 3
        for seed in range(20)
        for move in [dealt_by(play(resting(spread=True, seed=seed), picked), Action.ANOTHER, *FIVE, tender)]
        for each in (move.dealt, *move.others)
        if each is not None
    )


@pytest.mark.parametrize("number", [-1, 3])
def test_a_number_that_lies_nowhere_is_refused(number: int) -> None:
    with pytest.raises(IllegalMove):
        Walk(spread=True).make(Action.SETTLE).make_numbered(Action.PICK, number)


def test_a_time_out_deals_its_light_card_alone() -> None:
    walk = Walk(spread=True).make(Action.SETTLE, Action.PICK, Action.TAKE, *HEARD, Action.TIME_OUT, Action.AGREE)
    walk.wait(minutes=30).make(Action.COME_BACK)
    assert isinstance(walk.position.place, Returned)
    move = dealt_by(walk.position, Action.LIGHT, *FIVE)
    assert move.dealt is not None
    assert move.others == ()
    place = play(walk.position, move).place
    assert isinstance(place.after, BackTo)
    assert dealt_by(play(walk.position, move), Action.ANOTHER, *FIVE).others == ()


def test_whatever_they_come_back_from_the_same_ones_lie_there() -> None:
    walk, before = picking()
    walk.make(Action.TIME_OUT, Action.AGREE).wait(minutes=40).make(Action.COME_BACK, Action.RESUME)
    assert walk.position.place == before
    assert walk.found_again(hours=5).make(Action.SETTLE).position.place == before


def test_something_light_is_none_of_the_cards_that_lie_there() -> None:
    for seed in range(20):
        position = resting(spread=True, seed=seed)
        walk = Walk(play(position, dealt_by(position, Action.ONE_MORE, *FIVE)))
        place = walk.position.place
        assert isinstance(place, Picking)
        walk.make(Action.TIME_OUT, Action.AGREE).wait(minutes=30).make(Action.COME_BACK)
        light = dealt_by(walk.position, Action.LIGHT, *FIVE).dealt
        assert light.card.id not in {back.card.id for back in place.backs}

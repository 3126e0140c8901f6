"""Moves that turn up a card: their content, the offer when no card is left, and the dialogue for a card."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cardtui.deck.card import Card, CardId, Kind, Role, Suit
from cardtui.deck.dialogue import Dialogue, StageType
from cardtui.rules.dealer import DrawPile
from cardtui.rules.dialogue_choice import dialogue_for
from cardtui.rules.evening_arc import move_for, short_of
from cardtui.rules.evening_moves import begin, can_pause, legal, play
from cardtui.rules.evening_plan import EveningShape, Seat
from cardtui.rules.move import NUMBERED, Action, Choice, Comeback, Deal, Move, NumberedMove, PlainMove, ResumedMove
from cardtui.rules.position import (
    Away,
    BackTo,
    Dealt,
    Doing,
    Ended,
    Offered,
    OnToNext,
    Position,
    Resting,
    Returned,
    Round,
    Settling,
    Short,
    Wider,
    dealt_at,
)
from cardtui.rules.turn_moves import start_turn
from decks import card, deck, suit
from evening_builder import DIALOGUES, NOON, dealt, plan
from rules.dealt_evenings import resting


def pile(*suits: Suit) -> DrawPile:
    """These suits, with no card met."""
    return DrawPile(suits, DIALOGUES, {})


def made(position: Position, do: Action, *suits: Suit) -> Deal | Comeback | PlainMove:
    return move_for(position, do, NOON, pile(*suits))


def turned_up(position: Position, do: Action, *suits: Suit) -> Card | Wider | None:
    """The card that a move turns up, or else how to find one."""
    move = made(position, do, *suits)
    assert isinstance(move, Deal)
    assert move.do is do
    assert move.at == NOON
    return move.dealt.card if move.dealt is not None else move.wider


def offered(one: Card, suit: str = "Connect", **position: Any) -> Position:
    """An evening in which a card lies face up."""
    on_table = replace(dealt(), card=one, suit=suit)
    return replace(resting(**position), place=Offered(on_table, Seat.LEFT, OnToNext()))


# Which moves turn up a card


def test_settling_and_one_more_turn_up_a_whole_card() -> None:
    step = card("a-step", kind=Kind.STEP)
    for position, do in ((begin(plan(), NOON), Action.SETTLE), (resting(), Action.ONE_MORE)):
        move = made(position, do, suit("Create", step))
        assert move == Deal(do, NOON, Dealt(step, "Create", "C", DIALOGUES["step"], 1))


@pytest.mark.parametrize(
    ("position", "do"),
    [
        (begin(plan(new=True), NOON), Action.SETTLE),
        (begin(plan(shape=EveningShape.OWN), NOON), Action.SETTLE),
        (replace(begin(plan(), NOON), place=Settling(then=Resting(late=False))), Action.SETTLE),
        (begin(plan(), NOON), Action.POSTPONE),
        (resting(), Action.CLOSE),
        (offered(card("a")), Action.TAKE),
        (replace(resting(), place=Short(None)), Action.WIDEN),
    ],
)
def test_a_move_that_needs_no_card_is_plain(position: Position, do: Action) -> None:
    assert made(position, do, *deck(10)) == PlainMove(do, NOON)


def test_today_deals_an_everyday_card_if_there_is_one() -> None:
    position = begin(plan(shape=EveningShape.TODAY, cards=1), NOON)
    everyday = suit("Everyday", card("every-day"), role=Role.EVERYDAY)
    others = suit("Connect", *(card(f"other-{n}") for n in range(9)))
    assert turned_up(position, Action.SETTLE, others, everyday) == everyday.cards[0]
    too_deep = suit("Everyday", card("too-deep", 3), role=Role.EVERYDAY)
    assert turned_up(position, Action.SETTLE, others, too_deep) in others.cards


# Another card


def test_another_card_is_of_another_suit_and_not_deeper() -> None:
    here, open_, elsewhere = card("here", 1), card("open", 2), card("elsewhere", 1)
    suits = suit("Connect", card("first"), here), suit("Create", open_, elsewhere)
    assert turned_up(offered(card("first")), Action.ANOTHER, *suits) == elsewhere
    assert turned_up(offered(card("first"), put_back=["elsewhere"]), Action.ANOTHER, *suits) == here
    met = replace(offered(card("first")), met=(replace(resting("met").met[0], suit="Create"),))
    assert turned_up(met, Action.ANOTHER, *suits) == elsewhere, "of two suits, rather the one before"


def passed_over(position: Position, suits: tuple[Suit, ...]) -> list[str]:
    """The suits of nine cards, all put back."""
    seen: list[str] = []
    while len(seen) < 9:
        seen.append(position.place.dealt.suit)
        move = made(position, Action.ANOTHER, *suits)
        position = play(position, move)
    return seen


@pytest.mark.parametrize("met", [(), ("create-1",)])
def test_suits_that_are_passed_over_go_round(met: tuple[str, ...]) -> None:
    suits = deck(200)
    for seed in range(10):
        position = resting(*met, seed=seed)
        position = replace(position, met=tuple(replace(each, suit="Create") for each in position.met))
        move = made(position, Action.ONE_MORE, *suits)
        seen = passed_over(play(position, move), suits)
        round_ = 5 - len(met)
        assert len(set(seen[:round_])) == round_
        assert seen[round_:] == seen[: 9 - round_]


def test_another_card_keeps_to_the_suits_of_its_moment() -> None:
    suits = deck(200)
    five_minutes = begin(plan(shape=EveningShape.TODAY, cards=1), NOON)
    move = made(five_minutes, Action.SETTLE, *suits)
    assert set(passed_over(play(five_minutes, move), suits)) == {"Everyday"}
    returned = replace(resting(), place=Returned(Resting(late=False), again=False, repair=True, light=True))
    move = made(returned, Action.LIGHT, *suits)
    assert set(passed_over(play(returned, move), suits)) == {"Connect", "Communicate", "Create", "Everyday"}


def test_rather_not_changes_a_step_for_another_card() -> None:
    step = card("a-step", kind=Kind.STEP)
    on_table = replace(dealt("a-step", "step"), card=step)
    doing = replace(resting(), place=Doing(Round(on_table, on_table.dialogue, Seat.LEFT, OnToNext())))
    assert turned_up(doing, Action.RATHER_NOT, suit("Connect", step, card("told"))) == card("told")


def test_another_card_may_be_the_least_deep_one_agreed_to() -> None:
    suits = suit("Connect", card("first"), card("tender", 3), card("open", 2))
    assert turned_up(offered(card("first")), Action.ANOTHER, suits) == card("open", 2)
    assert turned_up(offered(card("first"), depth=1), Action.ANOTHER, suits) is Wider.DEPTH


def test_instead_of_a_tender_card_comes_something_gentler() -> None:
    suits = suit("Connect", card("first", 3), card("tender", 3)), suit("Create", card("gentle", 2))
    assert turned_up(offered(card("first", 3)), Action.ANOTHER, *suits) == card("gentle", 2)


def test_a_tender_card_follows_another_only_if_nothing_else_can() -> None:
    suits = suit("Connect", card("first", 3), card("tender", 3)), suit("Create", card("gentle", 2))
    narrow = offered(card("first", 3), suits=("Connect",))
    assert turned_up(narrow, Action.ANOTHER, *suits) is Wider.SUITS
    assert turned_up(narrow, Action.ANOTHER, suits[0]) == card("tender", 3)


def test_with_no_card_left_another_can_be_one_of_tonights() -> None:
    suits = suit("Connect", card("first"), card("met"))
    assert turned_up(offered(card("first")), Action.ANOTHER, suit("Connect", card("first"))) is None
    assert turned_up(replace(offered(card("first")), met=resting("met").met), Action.ANOTHER, suits) is Wider.AGAIN


# Too few cards


def test_no_card_left_widens_suits_then_depth_then_tonights() -> None:
    suits = suit("Connect", card("met"), card("tender", 3)), suit("Create", card("other"))
    position = resting("met", depth=2, suits=("Connect",))
    found = []
    while (wider := short_of(pile(*suits), position, NOON)) is not None:
        found.append(wider)
        position = replace(position, widened=(*position.widened, wider))
    assert found == [Wider.SUITS, Wider.DEPTH, Wider.AGAIN]


def test_a_widening_without_cards_is_not_offered() -> None:
    met = resting("met", depth=2, suits=("Connect",))
    connect, tender = suit("Connect", card("met")), suit("Create", card("tender", 3))
    assert short_of(pile(connect), met, NOON) is Wider.AGAIN
    assert short_of(pile(suit("Connect", card("met"), card("tender", 3))), met, NOON) is Wider.DEPTH
    assert short_of(pile(suit("Create", card("other"))), resting(suits=("Connect",)), NOON) is Wider.SUITS
    # Both are needed, and are offered one after the other.
    assert short_of(pile(tender), resting(depth=2, suits=("Connect",)), NOON) is Wider.SUITS
    assert short_of(pile(), met, NOON) is None


def test_omitted_topics_and_deep_cards_stay_out() -> None:
    suits = [suit("Connect", card("loss", topics=("loss",)), card("tender", 3))]
    assert short_of(pile(*suits), resting(without=("loss",), depth=1), NOON) is None
    assert turned_up(resting(without=("loss",), depth=1), Action.ONE_MORE, *suits) is None


def test_widening_deals_from_the_wider_choice() -> None:
    position = replace(resting(depth=1), place=Short(Wider.DEPTH))
    assert turned_up(position, Action.WIDEN, suit("Connect", card("open", 2))) == card("open", 2)
    narrow = replace(resting(depth=1, suits=("Connect",)), place=Short(Wider.SUITS))
    assert turned_up(narrow, Action.WIDEN, suit("Create", card("open", 2))) is Wider.DEPTH


# Time-outs


def away(**changes: Any) -> Position:
    return replace(
        resting(**changes), place=Away(under=Resting(late=False), since=NOON, until=NOON + timedelta(minutes=30))
    )


REPAIR = suit("Repair", card("mend", 2), role=Role.REPAIR)
LIGHT = suit("Connect", card("light", 1))


@pytest.mark.parametrize(
    ("suits", "depth", "light"),
    [
        *(((REPAIR, LIGHT), 2, True), ((REPAIR,), 2, False), ((REPAIR, LIGHT), 1, True)),
        *(((suit("Connect", card("open", 2)),), 3, False), ((), 3, False)),
    ],
)
def test_coming_back_says_if_something_light_is_there(suits: tuple[Suit, ...], depth: int, light: bool) -> None:
    assert made(away(depth=depth), Action.COME_BACK, *suits) == Comeback(
        Action.COME_BACK, NOON, repair=True, light=light
    )


def test_something_light_that_was_offered_is_dealt() -> None:
    returned = replace(resting(), place=Returned(Resting(late=False), again=False, repair=True, light=True))
    assert turned_up(returned, Action.LIGHT, REPAIR, LIGHT) == LIGHT.cards[0]


def test_a_time_out_without_a_fitting_card_widens_nothing() -> None:
    on_table = replace(dealt(), card=card("light"), suit="Connect")
    position = replace(resting(), place=Offered(on_table, Seat.LEFT, BackTo(Resting(late=False))))
    assert made(position, Action.ANOTHER, suit("Connect", card("light"), card("open", 2))) == Deal(
        Action.ANOTHER, NOON, None
    )


@given(
    seed=st.integers(0, 2**32),
    cards=st.integers(1, 16),
    depth=st.sampled_from((1, 2, 3)),
    suits=st.sampled_from(((), ("Repair",), ("Connect",), ("Everyday", "Repair"))),
    widened=st.lists(st.sampled_from(Wider), unique=True),
    steps=st.integers(0, 12),
    found_again=st.booleans(),
)
def test_a_time_out_never_deals_its_card(
    seed: int, cards: int, depth: int, suits: tuple[str, ...], widened: list[Wider], steps: int, *, found_again: bool
) -> None:
    chance = random.Random(seed)
    made = deck(cards)
    position = replace(begin(plan(seed=seed, depth=depth, suits=suits), NOON), widened=tuple(widened))

    def make(do: Action) -> Position:
        choice = next(one for one in legal(position) if one.what is do)
        return play(position, chosen(position, choice, made))

    position = make(Action.SETTLE)
    for _ in range(steps):
        usual = [
            one
            for one in legal(position)
            if isinstance(one.what, Action) and one.is_row and one.what is not Action.CLOSE
        ]
        position = make(Action(chance.choice(usual).what)) if usual else position
    stopped = dealt_at(position.place)
    if stopped is None or not can_pause(position.place):
        return
    for then in (Action.TIME_OUT, Action.AGREE, Action.COME_BACK):
        position = make(then)
    if found_again:
        position = play(position, ResumedMove(Action.FOUND_AGAIN, NOON + timedelta(days=1), NOON))
        position = make(Action.SETTLE)
    if Action.LIGHT not in {one.what for one in legal(position)}:
        return
    position = make(Action.LIGHT)
    seen: list[CardId] = []
    while isinstance(position.place, Offered) and isinstance(position.place.after, BackTo):
        seen.append(position.place.dealt.card.id)
        position = make(Action.ANOTHER)
    assert seen, "what was offered can be dealt"
    assert stopped.card.id not in seen
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("under", ["offered", "doing", "speaking"])
def test_nothing_light_is_offered_if_only_the_stopped_card_fits(under: str) -> None:
    for one in (card("open", 2), card("light")):
        on_table = replace(dealt(), card=one, suit="A suit")
        round_ = Round(on_table, on_table.dialogue, Seat.LEFT, OnToNext())
        place = {
            "offered": Offered(on_table, Seat.LEFT, OnToNext()),
            "doing": Doing(round_),
            "speaking": start_turn(resting(), round_, Seat.LEFT).place,
        }[under]
        position = replace(away(widened=(Wider.AGAIN,)), place=Away(under=place, since=NOON, until=NOON))
        suits = suit("A suit", one)
        assert made(position, Action.COME_BACK, suits) == Comeback(Action.COME_BACK, NOON, repair=True, light=False)


def test_a_stopped_card_renamed_meanwhile_is_not_dealt() -> None:
    on_table = replace(dealt(), card=card("mend"), suit="Repair")
    position = replace(
        resting(), place=Returned(Offered(on_table, Seat.LEFT, OnToNext()), again=False, repair=True, light=True)
    )
    renamed = card("mended", aliases=(CardId("mend"),))
    assert turned_up(position, Action.LIGHT, suit("Repair", renamed)) is None


# In which dialogue


def talked(one: Card, **changes: object) -> str:
    return dialogue_for(one, plan(**changes), DIALOGUES).name


def test_a_question_goes_the_way_of_the_evening() -> None:
    assert (talked(card("a")), talked(card("a"), dialogue="full")) == ("mirror", "full")
    assert talked(card("a"), dialogue="full", shape=EveningShape.TODAY) == "mirror"


def test_a_story_is_mirrored_a_step_is_done_first() -> None:
    assert talked(card("a", kind=Kind.STORY), dialogue="full") == "mirror"
    assert talked(card("a", kind=Kind.STEP), dialogue="full") == "step"


def test_a_card_may_name_its_own_dialogue() -> None:
    assert talked(card("a", dialogue="bridge"), shape=EveningShape.TODAY) == "bridge"
    assert talked(card("a", dialogue="gone"), dialogue="full") == "full"
    assert talked(card("a"), dialogue="gone") == "mirror"


def test_a_step_with_a_dialogue_is_done_first() -> None:
    step = card("a", kind=Kind.STEP, dialogue="bridge")
    stages = [stage.stage for stage in dialogue_for(step, plan(), DIALOGUES).stages]
    assert stages == [StageType.DO, StageType.SPEAK, StageType.MIRROR, StageType.SUMMARIZE, StageType.THANK]


def test_a_dialogue_gone_from_the_deck_comes_from_the_evening() -> None:
    changed = Dialogue("mirror", "Changed", DIALOGUES["mirror"].stages)
    story, step = card("a", kind=Kind.STORY), card("b", kind=Kind.STEP)
    assert dialogue_for(story, plan(), {"mirror": changed}) == changed
    assert dialogue_for(step, plan(), {"mirror": changed}) == DIALOGUES["step"]
    bare = plan(dialogues={"mirror": changed})
    assert [stage.stage for stage in dialogue_for(step, bare, {}).stages][:2] == [StageType.DO, StageType.SPEAK]


# Whole evenings


def chosen(position: Position, choice: Choice, suits: tuple[Suit, ...]) -> Move:
    assert isinstance(choice.what, Action)
    if choice.what in NUMBERED:
        return NumberedMove(choice.what, NOON, choice.number)
    return move_for(position, choice.what, NOON, pile(*suits))


@given(
    seed=st.integers(0, 2**32),
    cards=st.integers(0, 25),
    depth=st.sampled_from((1, 2, 3)),
    without=st.sampled_from(((), ("home",), ("home", "loss"))),
    suits=st.sampled_from(((), ("Connect",), ("Repair", "Everyday"))),
    shape=st.sampled_from(EveningShape),
)
def test_cards_are_as_agreed_whatever_they_choose(
    seed: int, cards: int, depth: int, without: tuple[str, ...], suits: tuple[str, ...], shape: EveningShape
) -> None:
    chance = random.Random(seed)
    made = deck(cards)
    agreed = plan(seed=seed, depth=depth, without=without, suits=suits, shape=shape)
    position = begin(agreed, NOON)
    shown: list[CardId] = []
    for _ in range(150):
        choices = [choice for choice in legal(position) if isinstance(choice.what, Action)]
        # Closing early would end most evenings before anything happens.
        choices = [one for one in choices if one.what not in {Action.CLOSE, Action.POSTPONE}] or choices
        if not choices:
            break
        move = chosen(position, chance.choice(choices), made)
        before, position = position, play(position, move)
        if isinstance(move, Deal) and move.dealt is not None:
            card = move.dealt.card
            assert card.depth <= position.depth
            assert not set(card.topics) & set(without)
            in_between = isinstance(position.place, Offered) and isinstance(position.place.after, BackTo)
            assert not suits or move.dealt.suit in suits or Wider.SUITS in position.widened or in_between
            again = Wider.AGAIN in position.widened
            assert again or card.id not in {met.card for met in before.met}
            assert card.id not in before.put_back
            shown.append(card.id)
        if isinstance(position.place, Ended):
            break
    assert cards or not shown

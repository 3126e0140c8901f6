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
from cardtui.rules import position as places
from cardtui.rules.dealer import DrawPile
from cardtui.rules.dialogue_choice import dialogue_for
from cardtui.rules.evening_arc import move_for, short_of
from cardtui.rules.evening_moves import begin, can_pause, legal
from cardtui.rules.evening_plan import EveningShape, Seat
from cardtui.rules.move import Action, Comeback, Deal, PlainMove
from cardtui.rules.position import BackTo, Dealt, Offered, OnToNext, Position, Resting, Round, Wider
from cardtui.rules.turn_moves import start_turn
from decks import card, deck, suit
from evening_builder import DIALOGUES, NOON, Walk, dealt, plan
from rules.dealt_evenings import resting

RESTING = Resting(late=False)


def pile(*suits: Suit) -> DrawPile:
    """These suits, with no card met."""
    return DrawPile(suits, DIALOGUES, {})


def made(position: Position, do: str, *suits: Suit) -> Deal | Comeback | PlainMove:
    return move_for(position, Action(do), NOON, pile(*suits))


def turned_up(position: Position, do: str, *suits: Suit) -> Card | Wider | None:
    """The card that a move turns up, or else how to find one."""
    move = made(position, do, *suits)
    assert isinstance(move, Deal)
    assert (move.do, move.at) == (do, NOON)
    return move.dealt.card if move.dealt is not None else move.wider


def offered(one: Card, suit: str = "Connect", **position: Any) -> Position:
    """An evening in which a card lies face up."""
    on_table = replace(dealt(), card=one, suit=suit)
    return replace(resting(**position), place=Offered(on_table, Seat.LEFT, OnToNext()))


def returned(under: Any = RESTING, **position: Any) -> Position:
    """An evening just after a time-out."""
    return replace(resting(**position), place=places.Returned(under, again=False, repair=True, light=True))


def away(under: Any = RESTING, **position: Any) -> Position:
    """An evening in a time-out."""
    return replace(resting(**position), place=places.Away(under, since=NOON, until=NOON + timedelta(minutes=30)))


# Which moves turn up a card


@pytest.mark.parametrize(("position", "do"), [(begin(plan(), NOON), "settle"), (resting(), "one-more")])
def test_settling_and_one_more_turn_up_a_whole_card(position: Position, do: str) -> None:
    step = card("a-step", kind=Kind.STEP)
    move = made(position, do, suit("Create", step))
    assert move == Deal(Action(do), NOON, Dealt(step, "Create", "C", DIALOGUES["step"], 1))


@pytest.mark.parametrize(
    ("position", "do"),
    [
        (begin(plan(new=True), NOON), "settle"),
        (begin(plan(shape=EveningShape.OWN), NOON), "settle"),
        (replace(begin(plan(), NOON), place=places.Settling(then=RESTING)), "settle"),
        (begin(plan(), NOON), "postpone"),
        (resting(), "close"),
        (offered(card("a")), "take"),
        (replace(resting(), place=places.Short(None)), "widen"),
    ],
)
def test_a_move_that_needs_no_card_is_plain(position: Position, do: str) -> None:
    assert made(position, do, *deck(10)) == PlainMove(Action(do), NOON)


def test_today_deals_an_everyday_card_if_there_is_one() -> None:
    position = begin(plan(shape=EveningShape.TODAY, cards=1), NOON)
    everyday = suit("Everyday", card("every-day"), role=Role.EVERYDAY)
    others = suit("Connect", *(card(f"other-{n}") for n in range(9)))
    assert turned_up(position, "settle", others, everyday) == everyday.cards[0]
    too_deep = suit("Everyday", card("too-deep", 3), role=Role.EVERYDAY)
    assert turned_up(position, "settle", others, too_deep) in others.cards


# Another card

FIRST, TENDER_FIRST = card("first"), card("first", 3)
TENDER, OPEN, LIGHT = card("tender", 3), card("open", 2), card("light")
HERE = card("here")
TWO = suit("Connect", FIRST, HERE), suit("Create", OPEN, LIGHT)
GENTLER = suit("Connect", TENDER_FIRST, TENDER), suit("Create", OPEN)
IN_CREATE = (replace(resting("met").met[0], suit="Create"),)


@pytest.mark.parametrize(
    ("position", "suits", "other"),
    [
        (offered(FIRST), TWO, LIGHT),
        (offered(FIRST, put_back=["light"]), TWO, HERE),
        (replace(offered(FIRST), met=IN_CREATE), TWO, LIGHT),
        (offered(FIRST), [suit("Connect", FIRST, TENDER, OPEN)], OPEN),
        (offered(FIRST, depth=1), [suit("Connect", FIRST, TENDER, OPEN)], Wider.DEPTH),
        (offered(TENDER_FIRST), GENTLER, OPEN),
        (offered(TENDER_FIRST, suits=("Connect",)), GENTLER, Wider.SUITS),
        (offered(TENDER_FIRST, suits=("Connect",)), GENTLER[:1], TENDER),
        (offered(FIRST), [suit("Connect", FIRST)], None),
        (replace(offered(FIRST), met=resting("met").met), [suit("Connect", FIRST, card("met"))], Wider.AGAIN),
    ],
    ids=[
        *("of another suit, not deeper", "of this suit", "of two suits, rather the one before", "the least deep"),
        *("not deeper than agreed", "gentler than tender", "tender only if no other can be", "tender after tender"),
        *("none", "of tonight"),
    ],
)
def test_another_card(position: Position, suits: list[Suit], other: Card | Wider | None) -> None:
    assert turned_up(position, "another", *suits) == other


def passed_over(walk: Walk, count: int = 9) -> list[str]:
    """The suits of so many cards, all put back."""
    seen = []
    for _ in range(count):
        seen.append(walk.place.dealt.suit)
        walk.make("another")
    return seen


@pytest.mark.parametrize("met", [(), ("create-1",)])
def test_suits_that_are_passed_over_go_round(met: tuple[str, ...]) -> None:
    for seed in range(10):
        position = resting(*met, seed=seed)
        position = replace(position, met=tuple(replace(each, suit="Create") for each in position.met))
        seen = passed_over(Walk(position, suits=deck(200)).make("one-more"))
        round_ = 5 - len(met)
        assert len(set(seen[:round_])) == round_
        assert seen[round_:] == seen[: 9 - round_]


def test_another_card_keeps_to_the_suits_of_its_moment() -> None:
    five_minutes = Walk(suits=deck(200), shape=EveningShape.TODAY, cards=1).make("settle")
    assert set(passed_over(five_minutes)) == {"Everyday"}
    light = Walk(returned(), suits=deck(200)).make("light")
    assert set(passed_over(light)) == {"Connect", "Communicate", "Create", "Everyday"}


def test_rather_not_changes_a_step_for_another_card() -> None:
    step = card("a-step", kind=Kind.STEP)
    on_table = replace(dealt("a-step", "step"), card=step)
    doing = replace(resting(), place=places.Doing(Round(on_table, on_table.dialogue, Seat.LEFT, OnToNext())))
    assert turned_up(doing, "rather-not", suit("Connect", step, card("told"))) == card("told")


# Too few cards


def test_no_card_left_widens_suits_then_depth_then_tonights() -> None:
    suits = suit("Connect", card("met"), TENDER), suit("Create", card("other"))
    position = resting("met", depth=2, suits=("Connect",))
    found = []
    while (wider := short_of(pile(*suits), position, NOON)) is not None:
        found.append(wider)
        position = replace(position, widened=(*position.widened, wider))
    assert found == [Wider.SUITS, Wider.DEPTH, Wider.AGAIN]


@pytest.mark.parametrize(
    ("suits", "met", "plan", "wider"),
    [
        ([suit("Connect", card("met"))], ["met"], {"depth": 2, "suits": ("Connect",)}, Wider.AGAIN),
        ([suit("Connect", card("met"), TENDER)], ["met"], {"depth": 2, "suits": ("Connect",)}, Wider.DEPTH),
        ([suit("Create", card("other"))], [], {"suits": ("Connect",)}, Wider.SUITS),
        # Both are needed, and are offered one after the other.
        ([suit("Create", TENDER)], [], {"depth": 2, "suits": ("Connect",)}, Wider.SUITS),
        ([], ["met"], {"depth": 2, "suits": ("Connect",)}, None),
        # Topics left out stay out, and so do the deep cards that only they have.
        ([suit("Connect", card("loss", topics=("loss",)), TENDER)], [], {"without": ("loss",), "depth": 1}, None),
    ],
)
def test_a_widening_without_cards_is_not_offered(
    suits: list[Suit], met: list[str], plan: dict[str, Any], wider: Wider | None
) -> None:
    assert short_of(pile(*suits), resting(*met, **plan), NOON) is wider
    assert turned_up(resting(*met, **plan), "one-more", *suits) is wider


# Time-outs

REPAIR = suit("Repair", card("mend", 2), role=Role.REPAIR)
CONNECT = suit("Connect", LIGHT)


@pytest.mark.parametrize(
    ("suits", "depth", "light"),
    [
        ((REPAIR, CONNECT), 2, True),
        ((REPAIR,), 2, False),
        ((REPAIR, CONNECT), 1, True),
        ((suit("Connect", OPEN),), 3, False),
        ((), 3, False),
    ],
)
def test_coming_back_says_if_something_light_is_there(suits: tuple[Suit, ...], depth: int, light: bool) -> None:
    comeback = Comeback(Action.COME_BACK, NOON, repair=True, light=light)
    assert made(away(depth=depth), "come-back", *suits) == comeback


def test_a_time_out_without_a_fitting_card_widens_nothing() -> None:
    on_table = replace(dealt(), card=LIGHT, suit="Connect")
    position = replace(resting(), place=Offered(on_table, Seat.LEFT, BackTo(RESTING)))
    assert turned_up(position, "another", suit("Connect", LIGHT, OPEN)) is None


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
    begun = replace(begin(plan(seed=seed, depth=depth, suits=suits), NOON), widened=tuple(widened))
    walk = Walk(begun, suits=deck(cards)).make("settle")
    for _ in range(steps):
        rows = [one for one in legal(walk.position) if one.is_row and isinstance(one.what, Action)]
        if usual := [row for row in rows if row.what != "close"]:
            walk.make(chance.choice(usual).what)
    stopped = places.dealt_at(walk.place)
    if stopped is None or not can_pause(walk.place):
        return
    walk.make("time-out agree come-back")
    if found_again:
        walk.found_again(days=1).make("settle")
    if not walk.can("light"):
        return
    walk.make("light")
    seen: list[CardId] = []
    while walk.at == "offered" and isinstance(walk.place.after, BackTo):
        seen.append(walk.place.dealt.card.id)
        walk.make("another")
    assert seen, "what was offered can be dealt"
    assert stopped.card.id not in seen
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("under", ["offered", "doing", "speaking"])
@pytest.mark.parametrize("one", [OPEN, LIGHT])
def test_nothing_light_is_offered_if_only_the_stopped_card_fits(under: str, one: Card) -> None:
    on_table = replace(dealt(), card=one, suit="A suit")
    round_ = Round(on_table, on_table.dialogue, Seat.LEFT, OnToNext())
    place = {
        "offered": Offered(on_table, Seat.LEFT, OnToNext()),
        "doing": places.Doing(round_),
        "speaking": start_turn(resting(), round_, Seat.LEFT).place,
    }[under]
    comeback = Comeback(Action.COME_BACK, NOON, repair=True, light=False)
    assert made(away(place, widened=(Wider.AGAIN,)), "come-back", suit("A suit", one)) == comeback


def test_a_stopped_card_renamed_meanwhile_is_not_dealt() -> None:
    on_table = replace(dealt(), card=card("mend"), suit="Repair")
    position = returned(Offered(on_table, Seat.LEFT, OnToNext()))
    assert turned_up(position, "light", suit("Repair", card("mended", aliases=(CardId("mend"),)))) is None


# In which dialogue


@pytest.mark.parametrize(
    ("one", "chosen", "dialogue"),
    [
        ({}, {}, "mirror"),
        ({}, {"dialogue": "full"}, "full"),
        ({}, {"dialogue": "full", "shape": EveningShape.TODAY}, "mirror"),
        ({}, {"dialogue": "gone"}, "mirror"),
        ({"kind": Kind.STORY}, {"dialogue": "full"}, "mirror"),
        ({"kind": Kind.STEP}, {"dialogue": "full"}, "step"),
        ({"dialogue": "bridge"}, {"shape": EveningShape.TODAY}, "bridge"),
        ({"dialogue": "gone"}, {"dialogue": "full"}, "full"),
    ],
)
def test_kind_card_and_evening_choose_a_dialogue(one: dict[str, Any], chosen: dict[str, Any], dialogue: str) -> None:
    assert dialogue_for(card("a", **one), plan(**chosen), DIALOGUES).name == dialogue


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
    agreed = plan(seed=seed, depth=depth, without=without, suits=suits, shape=shape)
    walk = Walk(begin(agreed, NOON), suits=deck(cards))
    for _ in range(150):
        choices = [choice for choice in legal(walk.position) if isinstance(choice.what, Action)]
        # Closing early would end most evenings before anything happens.
        choices = [one for one in choices if one.what not in {"close", "postpone"}] or choices
        if not choices:
            break
        choice = chance.choice(choices)
        before = walk.position
        walk.make(choice.what, number=choice.number)
        move, position = walk.moves[-1], walk.position
        if isinstance(move, Deal) and move.dealt is not None:
            assert cards
            dealt = move.dealt.card
            assert dealt.depth <= position.depth
            assert not set(dealt.topics) & set(without)
            in_between = walk.at == "offered" and isinstance(walk.place.after, BackTo)
            assert not suits or move.dealt.suit in suits or Wider.SUITS in position.widened or in_between
            assert Wider.AGAIN in position.widened or dealt.id not in {met.card for met in before.met}
            assert dealt.id not in before.put_back

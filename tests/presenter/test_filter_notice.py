"""A choice of cards that has no effect on the deck is reported once, when the evening begins."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from cardtui.deck.card import Card, Kind, Suit
from cardtui.deck.topics import TENDER_TOPICS
from couple_session import KNOWN, SHIPPED, Sitting, small_deck
from decks import card, suit
from shipped_words import WORDS, filled

NEW = replace(KNOWN, begun=False)
LOSS = {"without": ("loss",)}
EASY = card("easy", topics=("home",))
DEEP = card("deep", depth=3, topics=("loss",))
OWN = card("own", topics=("home",), dialogue="mirror")
STEP = card("step", topics=("home",), kind=Kind.STEP)


def cards(topics: int, none: int) -> tuple[Card, ...]:
    """So many cards with a topic, home or loss, and so many without."""
    named = (card(f"named-{number}", topics=("loss",) if number % 2 else ("home",)) for number in range(topics))
    return (*named, *(card(f"bare-{number}") for number in range(none)))


def settles(*suits: Suit, **options: Any) -> tuple[str, ...]:
    """The lines added to the first settle of an evening with these suits."""
    sitting = Sitting(deck=replace(small_deck(), suits=suits), **options)
    scene = (sitting if sitting.at == "settling" else sitting.press("enter")).scene
    assert scene.prose[:2] == (WORDS.settle_ask, WORDS.settle_turn)
    return scene.prose[2:]


def untagged(count: int, total: int, line: str = WORDS.filter_untagged) -> str:
    return filled(line, count=str(count), all=str(total))


TOPICS = filled(WORDS.filter_topic, value=f"{WORDS.topic_faith}, {WORDS.topic_money}")
DEPTH = filled(WORDS.filter_depth, value=WORDS.depth_1)
DIALOGUE = filled(WORDS.filter_dialogue, value=SHIPPED.dialogues["full"].title)


@pytest.mark.parametrize(
    ("cards", "options", "line"),
    [
        (cards(0, 1), LOSS, untagged(1, 1)),
        (cards(3, 1), LOSS, untagged(1, 4)),
        (cards(35, 5), LOSS, untagged(5, 40)),
        (cards(0, 5), {"settings": replace(KNOWN, without=("money",))}, untagged(5, 5)),
        # A first evening says what it cannot leave out.
        (cards(2, 5), {"settings": NEW}, untagged(5, 7, WORDS.filter_untagged_first)),
        (cards(2, 5), {"settings": NEW} | LOSS, untagged(5, 7)),
        (cards(2, 0), {"settings": NEW}, None),
        # A well tagged suit is taken at its word.
        (cards(1, 0), {"without": ("home",)}, None),
        (cards(18, 2), {"without": ("home",)}, None),
        (cards(0, 5), {}, None),
        # Topics that no card has; those in the settings are for every deck.
        (cards(5, 0), {"without": ("loss", "faith", "money")}, TOPICS),
        (cards(5, 0), {"without": ("loss", "home")}, None),
        (cards(5, 0), {"settings": replace(KNOWN, without=("faith",))}, None),
        ([EASY], {"depth": 2}, DEPTH),
        ([EASY], {"depth": 1}, None),
        ([EASY, DEEP], {"depth": 2}, None),
        ([OWN, STEP], {"dialogue": "full"}, DIALOGUE),
        ([OWN, STEP], {}, None),
        ([OWN, EASY], {"dialogue": "full"}, None),
    ],
)
def test_a_choice_without_an_effect_is_told(cards: list[Card], options: dict[str, Any], line: str | None) -> None:
    assert settles(suit("Connect", *cards), **options) == ((line,) if line is not None else ())


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"suits": ("Deep",)}, True),
        ({"suits": ("Deep", "Easy")}, True),
        ({"suits": ("Deep",), "depth": 3, "without": ("loss",)}, True),
        ({"suits": ("Deep",), "depth": 3}, False),
        ({"suits": ("Easy",)}, False),
        ({}, False),
    ],
)
def test_a_chosen_suit_empty_tonight_is_reported(options: dict[str, Any], told: bool) -> None:
    line = filled(WORDS.filter_suit, value="Deep")
    assert settles(suit("Deep", DEEP), suit("Easy", EASY), **options) == ((line,) if told else ())


def test_many_tagged_suits_hide_no_untagged_one() -> None:
    suits = (*SHIPPED.suits, suit("Imported", *cards(0, 3)))
    bare = sum(not each.topics for one in suits for each in one.cards)
    assert settles(*suits, **LOSS) == (untagged(bare, sum(len(one.cards) for one in suits)),)
    assert settles(*suits, **LOSS, suits=("Connect",)) == ()


def test_today_counts_the_cards_it_deals_from() -> None:
    assert settles(*small_deck().suits, today=True, **LOSS) == (untagged(10, 10),)


def test_it_is_told_once_and_not_with_the_cards() -> None:
    sitting = Sitting(deck=small_deck(), **LOSS).press("enter")
    line = untagged(30, 30)
    assert line in sitting.text
    assert line not in sitting.until("offered").text


def test_the_shipped_deck_has_nothing_to_tell() -> None:
    assert settles(*SHIPPED.suits, without=TENDER_TOPICS) == settles(*SHIPPED.suits, settings=NEW) == ()


def test_a_name_in_braces_is_filled_but_once() -> None:
    (line,) = settles(suit("{left}", DEEP), suit("B", EASY), suits=("{left}", "B"))
    assert line.endswith("{left}.")


def test_the_topics_page_warns_of_untagged_cards() -> None:
    for some, prose in ((cards(2, 3), (untagged(3, 5),)), (cards(5, 0), ())):
        deck = replace(small_deck(), suits=(suit("Connect", *some),))
        assert Sitting(deck=deck).press("5", "5").scene.prose == prose

"""A choice of cards that has no effect on the deck is reported once, when the evening begins."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from cardtui.deck.card import Card, CardId, Kind
from cardtui.deck.topics import TENDER_TOPICS
from cardtui.deck.words import fill
from couple_session import KNOWN, SHIPPED, Sitting, small_deck
from decks import card, suit
from shipped_words import WORDS


def settles(*cards: Card, new: bool = False, **options: Any) -> tuple[str, ...]:
    """The lines added to the first settle of an evening with these cards."""
    sitting = Sitting(deck=small(*cards), settings=replace(KNOWN, begun=not new), **options)
    return told(sitting if new else sitting.press("enter"))


def small(*cards: Card) -> Any:
    return replace(small_deck(), suits=(suit("Connect", *cards),))


def told(sitting: Sitting) -> tuple[str, ...]:
    assert sitting.at == "settling"
    scene = sitting.scene
    assert scene.prose[:2] == (WORDS.settle_ask, WORDS.settle_turn)
    return scene.prose[2:]


def untagged(count: int, total: int, line: str = WORDS.filter_untagged) -> tuple[str, ...]:
    return (fill(line, {"count": str(count), "all": str(total)}),)


def cards(topics: int, none: int) -> list[Card]:
    named = [card(f"named-{number}", topics=("loss",) if number % 2 else ("home",)) for number in range(topics)]
    return [*named, *(card(f"bare-{number}") for number in range(none))]


@pytest.mark.parametrize(("topics", "none"), [(0, 1), (0, 40), (3, 1), (20, 20), (35, 5)])
def test_topic_filters_report_untagged_cards(topics: int, none: int) -> None:
    assert settles(*cards(topics, none), without=("loss",)) == untagged(none, topics + none)


@pytest.mark.parametrize(("topics", "none"), [(1, 0), (40, 0), (18, 2)])
def test_a_well_tagged_suit_is_taken_at_its_word(topics: int, none: int) -> None:
    assert settles(*cards(topics, none), without=("home",)) == ()


def test_nothing_left_out_means_no_notice() -> None:
    assert settles(*cards(0, 5)) == ()


def test_many_tagged_suits_hide_no_untagged_one() -> None:
    deck = replace(SHIPPED, suits=(*SHIPPED.suits, suit("Imported", *cards(0, 3))))
    sitting = Sitting(deck=deck, without=("loss",)).press("enter")
    bare = sum(not each.topics for one in deck.suits for each in one.cards)
    assert told(sitting) == untagged(bare, sum(len(one.cards) for one in deck.suits))
    assert told(Sitting(deck=deck, without=("loss",), suits=("Connect",)).press("enter")) == ()


def test_topics_left_out_in_settings_count_too() -> None:
    sitting = Sitting(deck=small(*cards(0, 5)), settings=replace(KNOWN, without=("money",))).press("enter")
    assert told(sitting) == untagged(5, 5)


def test_today_counts_the_cards_it_deals_from() -> None:
    assert told(Sitting(deck=small_deck(), today=True, without=("loss",))) == untagged(10, 10)


def test_a_first_evening_says_what_it_cannot_omit() -> None:
    assert settles(*cards(2, 5), new=True) == untagged(5, 7, WORDS.filter_untagged_first)
    assert settles(*cards(2, 5), new=True, without=("loss",)) == untagged(5, 7)
    assert settles(*cards(2, 0), new=True) == ()


def test_it_is_told_once_and_not_with_the_cards() -> None:
    sitting = Sitting(deck=small(*cards(0, 5)), without=("loss",)).press("enter")
    (line,) = told(sitting)
    sitting.until("offered")
    assert line not in sitting.text


def test_the_shipped_deck_has_nothing_to_tell() -> None:
    assert told(Sitting(deck=SHIPPED, without=TENDER_TOPICS).press("enter")) == ()
    assert told(Sitting(deck=SHIPPED, settings=replace(KNOWN, begun=False))) == ()


def test_a_name_in_braces_is_filled_but_once() -> None:
    deck = replace(small_deck(), suits=(suit("{left}", card("deep", depth=3)), suit("B", card("easy"))))
    assert told(Sitting(deck=deck, suits=("{left}", "B")).press("enter"))[0].endswith("{left}.")


# Topics


def test_a_requested_topic_on_no_card_is_reported() -> None:
    line = fill(WORDS.filter_topic, {"value": f"{WORDS.topic_faith}, {WORDS.topic_money}"})
    assert settles(*cards(5, 0), without=("loss", "faith", "money")) == (line,)
    assert settles(*cards(5, 0), without=("loss", "home")) == ()


def test_a_settings_topic_is_for_every_deck() -> None:
    sitting = Sitting(deck=small(*cards(5, 0)), settings=replace(KNOWN, without=("faith",))).press("enter")
    assert told(sitting) == ()


def test_the_topics_page_warns_of_untagged_cards() -> None:
    def prose(*some: Card) -> tuple[str, ...]:
        scene = Sitting(deck=small(*some)).press("5", "5").scene
        return scene.prose

    assert prose(*cards(2, 3)) == untagged(3, 5)
    assert prose(*cards(5, 0)) == ()


# Suits, depth, dialogue


def test_a_chosen_suit_empty_tonight_is_reported() -> None:
    some = (suit("Deep", card("deep", depth=3, topics=("loss",))), suit("Easy", card("easy", topics=("home",))))
    deck = replace(small_deck(), suits=some)

    def choice(**options: Any) -> tuple[str, ...]:
        return told(Sitting(deck=deck, settings=replace(KNOWN, depth=2), **options).press("enter"))

    line = fill(WORDS.filter_suit, {"value": "Deep"})
    assert choice(suits=("Deep",)) == choice(suits=("Deep", "Easy")) == (line,)
    assert choice(suits=("Deep",), depth=3, without=("loss",)) == (line,)
    assert choice(suits=("Deep",), depth=3) == choice(suits=("Easy",)) == choice() == ()


def test_a_requested_depth_on_no_card_is_reported() -> None:
    easy = card("easy", topics=("home",))
    line = fill(WORDS.filter_depth, {"value": WORDS.depth_1})
    assert settles(easy, depth=2) == settles(easy, depth=3) == (line,)
    assert settles(easy, depth=1) == settles(easy) == ()
    assert settles(easy, card("deep", depth=3, topics=("home",)), depth=2) == ()


def test_an_unused_dialogue_asked_for_is_reported() -> None:
    own = Card(CardId("own"), Kind.QUESTION, 1, "What?", topics=("home",), dialogue="mirror")
    step = replace(own, id=CardId("step"), kind=Kind.STEP, dialogue=None)
    line = fill(WORDS.filter_dialogue, {"value": SHIPPED.dialogues["full"].title})
    assert settles(own, step, dialogue="full") == (line,)
    assert settles(own, step) == ()
    assert settles(own, card("asks", topics=("home",)), dialogue="full") == ()

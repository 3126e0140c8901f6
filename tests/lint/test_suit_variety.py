"""What a suit or a deck says too often or too seldom: openings, extras, tricks, and the two of them."""

from __future__ import annotations

import pytest

from lint.checked_cards import advice_on, card, codes_for, suit

LEVELS = ("attic", "cellar", "garden", "stairs", "pantry", "porch", "hallway", "balcony", "garage", "laundry", "shed")


def places(code: str, *suits: str) -> list[int]:
    """The lines at which a code is reported."""
    return [found.line for found in advice_on(*suits) if found.code == code]


def rooms(form: str, count: int) -> list[str]:
    """Cards that say the same about different places, each with some words of its own."""
    return [
        card(form.format(place=place), f"topics: [{topic}]", name=f"card-{place}")
        for place, topic in zip(LEVELS[:count], ["everyday", "play"] * count, strict=False)
    ]


@pytest.mark.parametrize(
    "extra", ["such as a spoon", "however small", "perhaps", "big or small", "if only for a moment", "say a hat"]
)
def test_one_card_in_ten_may_carry_an_extra(extra: str) -> None:
    plain = [card(f"What do you two keep in the {place}?", name=place, kind="step") for place in LEVELS[:4]]
    plain += [card(f"Which {place} would {{partner}} like?", name=place, kind="step") for place in LEVELS[4:8]]
    plain += [card(f"How is a {place} for you two?", name=place, kind="step") for place in LEVELS[8:11]]
    one, two = (card(f"Why is there a {place}, {extra}?", name=f"x-{place}", kind="step") for place in ("map", "key"))
    assert places("tacked-on", suit(*plain, one)) == []
    (found,) = [found for found in advice_on(suit(*plain, one, two)) if found.code == "tacked-on"]
    assert found.source[found.column - 1 :].startswith(extra.split(" ", maxsplit=1)[0])
    assert "tacked-on" in codes_for(f"What is in the attic, {extra}?"), "in a small suit at once"


@pytest.mark.parametrize(
    "form",
    [
        *("Sit in the {place} for one minute.", "Take {{partner}} to the {place} of long ago."),
        *("Each hum the tune of the {place}.", "Whisper like a {place}. Then swap."),
        "Sing in the {place} as if nobody heard.",
    ],
)
def test_a_trick_serves_four_cards_or_one_in_twenty(form: str) -> None:
    assert places("worn-trick", suit(*rooms(form, 4))) == []
    assert len(places("worn-trick", suit(*rooms(form, 6)))) == 2


def test_tricks_are_counted_over_all_suits_of_a_deck() -> None:
    first, second = (suit(*rooms("Sit in the {place} for one minute.", 3)).replace("card-", f"{n}-") for n in "ab")
    assert len(places("worn-trick", first, second.replace("Mornings", "Evenings"))) == 2


def test_a_suit_that_is_hardly_about_the_two_is_told_once() -> None:
    alone = rooms("What is in the {place}?", 9)
    about = card("What did {partner} do lately?", name="us")
    both = card("Where have the two of you laughed?", name="we")

    def told(*cards: str) -> list[int]:
        return places("not-the-two", suit(*cards))

    assert told(*alone[:4]) == [], "too few to say"
    assert told(*alone[:5]) == [9]
    assert told(*alone[:4], about) == []
    assert told(*alone, about) == [9], "one in ten is hardly"
    assert told(*alone[:8], about, both) == []
    steps = rooms("What is in the {place}?", 9)
    assert told(*[step.replace("kind: question", "kind: step") for step in steps]) == [], "steps are done by both"


def test_the_fifth_same_opening_is_reported() -> None:
    cards = [
        card(f"What about this {word} together?", name=word) for word in ("rain", "snow", "wind", "fog", "hail", "sun")
    ]
    found = advice_on(suit(*cards))
    assert [(problem.line, problem.code) for problem in found] == [(29, "repeated-opening"), (34, "repeated-opening")]
    assert "'What about this' opens 5 cards of this suit, the first at line 6" in found[0].message
    assert advice_on(suit(*cards[:3]), suit(*cards[3:]).replace("Mornings", "Evenings")) == []


def test_a_suit_without_an_easy_card_is_told_once() -> None:
    two = card("What about rain?", name="one", depth="2"), card("What of snow, then?", name="two", depth="3")
    (problem,) = advice_on(suit(*two))
    assert (problem.line, problem.column, problem.code) == (8, 12, "no-easy-card")
    assert advice_on(suit(two[0], two[1].replace("depth: 3", "depth: easy"))) == []
    allowed = two[0] + "    allow: [no-easy-card]\n"
    assert advice_on(suit(allowed, two[1])) == []

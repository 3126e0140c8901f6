"""Clear at first hearing: what is asked comes early, in one clause, and no trick or extra is on too many cards."""

from __future__ import annotations

import pytest

from lint.checked_cards import advice_on, card, codes_for, suit

LEVELS = ("attic", "cellar", "garden", "stairs", "pantry", "porch", "hallway", "balcony", "garage", "laundry", "shed")


@pytest.mark.parametrize(
    ("prompt", "tangled"),
    [
        ("What's one thing that people think when they first meet you that you wish was not so?", True),
        ("Which song that somebody near you plays do you hum when you think that nobody hears?", True),
        ("What makes a morning good, and what makes it long?", False),
        ("What do you hum when you think that nobody hears?", False),
        ("What would that be like in the middle of a very long and very quiet summer afternoon?", False),
        ("What has been in the hall since yesterday, until now and for no reason known to you?", False),
    ],
)
def test_clauses_within_clauses_are_told(prompt: str, tangled: bool) -> None:
    assert ("clause-in-clause" in codes_for(prompt)) == tangled


def test_other_languages_are_not_judged_by_english_words() -> None:
    assert (
        codes_for("Wenn der Regen am Abend auf das Dach fällt und alle schlafen, was tut dir gut?", language="de") == []
    )
    assert codes_for("Es regnete stundenlang, und niemand war da. Was war dann?", language="de") == []


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
    assert not [found for found in advice_on(suit(*plain, one)) if found.code == "tacked-on"]
    (found,) = [found for found in advice_on(suit(*plain, one, two)) if found.code == "tacked-on"]
    assert found.source[found.column - 1 :].startswith(extra.split(" ", maxsplit=1)[0])
    assert "tacked-on" in codes_for(f"What is in the attic, {extra}?"), "in a small suit at once"


@pytest.mark.parametrize("extra", ["what might it say", "small or not", "for somebody willing"])
def test_other_endings_are_no_extras(extra: str) -> None:
    assert "tacked-on" not in codes_for(f"What is in the attic, {extra}?")


@pytest.mark.parametrize(
    "form",
    [
        *("Sit in the {place} for one minute.", "Take {{partner}} to the {place} of long ago."),
        *("Each hum the tune of the {place}.", "Whisper like a {place}. Then swap."),
        "Sing in the {place} as if nobody heard.",
    ],
)
def test_a_trick_serves_four_cards_or_one_in_twenty(form: str) -> None:
    def told(count: int) -> list[str]:
        return [found.code for found in advice_on(suit(*rooms(form, count))) if found.code == "worn-trick"]

    assert (told(4), told(6)) == ([], ["worn-trick"] * 2)


def test_tricks_are_counted_over_all_suits_of_a_deck() -> None:
    first, second = (suit(*rooms("Sit in the {place} for one minute.", 3)).replace("card-", f"{n}-") for n in "ab")
    found = advice_on(first, second.replace("Mornings", "Evenings"))
    assert [problem.code for problem in found if problem.code == "worn-trick"] == ["worn-trick"] * 2


def test_a_suit_that_is_hardly_about_the_two_is_told_once() -> None:
    alone = rooms("What is in the {place}?", 9)
    about = card("What did {partner} do lately?", name="us")
    both = card("Where have the two of you laughed?", name="we")

    def told(*cards: str) -> list[int]:
        return [found.line for found in advice_on(suit(*cards)) if found.code == "not-the-two"]

    assert told(*alone[:4]) == [], "too few to say"
    assert told(*alone[:5]) == [9]
    assert told(*alone[:4], about) == []
    assert told(*alone, about) == [9], "one in ten is hardly"
    assert told(*alone[:8], about, both) == []
    steps = rooms("What is in the {place}?", 9)
    assert told(*[step.replace("kind: question", "kind: step") for step in steps]) == [], "steps are done by both"

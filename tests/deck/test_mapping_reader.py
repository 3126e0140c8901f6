"""The fields of suits and cards: which there are, and what is said about the others."""

from __future__ import annotations

import pytest

from cardtui.deck.card import Card, Kind, Role, Suit
from deck.deckfiles import SUIT, card_with, codes, places, problems_of, suit_of


def test_a_good_suit_is_read_as_it_is_written() -> None:
    text = suit_of(SUIT.replace("language: en", "language: en\nrole: repair"))
    assert text.source.problems == []
    assert text.suit == Suit(
        name="Connect",
        symbol="♥",
        about="Knowing each other, and saying what is good.",
        language="en",
        cards=(
            Card(
                "cared-for-lately",  # type: ignore[arg-type]
                Kind.QUESTION,
                1,
                "What did {partner} do lately that made you feel cared for?",
                "I felt cared for when you…",
                "Notice the feeling under it.",
                ("everyday", "home"),
                "full",
                ("old-id",),  # type: ignore[arg-type]
            ),
            Card("small-walk", Kind.STEP, 2, "Walk to the window together."),  # type: ignore[arg-type]
        ),
        role=Role.REPAIR,
    )


def test_every_card_knows_where_its_fields_stand() -> None:
    text = suit_of(SUIT)
    prompt = text.cards[0].fields["prompt"]
    assert text.source.place(prompt.start) == (9, 13)


def test_a_duplicate_key_is_told_at_second_line() -> None:
    (problem,) = problems_of(card_with("prompt: Again."))
    assert (problem.line, problem.column, problem.code) == (10, 5, "duplicate-key")
    assert problem.message == "'prompt' is here twice; the first is in line 9"


@pytest.mark.parametrize("field", ["id", "kind", "depth", "prompt"])
def test_a_missing_field_of_a_card_is_reported_once_at_its_first_line(field: str) -> None:
    lines = card_with("stem: x").splitlines()
    kept = [line for line in lines if f" {field}:" not in line]
    if field == "id":
        kept[5] = "  - kind: step"
    (problem,) = problems_of("\n".join(kept))
    assert (problem.line, problem.column, problem.code) == (6, 5, "missing-key")
    assert problem.message == f"a card needs '{field}'"


@pytest.mark.parametrize("field", ["suit", "symbol", "about", "language", "cards"])
def test_a_missing_field_of_a_suit_is_reported_once_at_its_first_line(field: str) -> None:
    lines = [line for line in SUIT.splitlines() if not line.startswith(f"{field}:")]
    if field == "cards":
        lines = [line for line in lines if not line.startswith(" ")]
    (problem,) = problems_of("\n".join(lines))
    assert (problem.line, problem.column, problem.code) == (1, 1, "missing-key")


def test_an_unknown_key_near_none_lists_them_all() -> None:
    (problem,) = problems_of(card_with("zzzzzz: x"))
    assert problem.message.startswith("'zzzzzz' is not a field of a card; it can have id, kind")


def test_a_key_in_capitals_is_told_apart() -> None:
    (problem,) = problems_of(card_with("Stem: x"))
    assert problem.message == "'Stem' is not a field of a card; did you mean 'stem'?"


@pytest.mark.parametrize("written", ["cards:", "cards: []", "cards: {}", "cards: none yet"])
def test_a_suit_without_cards_is_one_problem(written: str) -> None:
    head = SUIT[: SUIT.index("cards:")]
    found = problems_of(head + written + "\n")
    assert [problem.line for problem in found] == [5]
    assert found[0].code in ("no-cards", "wrong-shape", "empty-value")


@pytest.mark.parametrize("item", ["just text", "[a, b]", "~"])
def test_a_card_that_is_no_mapping_is_one_problem(item: str) -> None:
    assert places(problems_of(SUIT + f"  - {item}\n")) == [(19, 5, "wrong-shape")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("topics: home", (10, 13, "wrong-shape")),
        ("topics: {home: 1}", (10, 13, "wrong-shape")),
        ("topics: [[home]]", (10, 14, "quote-this")),
        ("topics: [home, yes]", (10, 20, "quote-this")),
        ("topics:\n      - home\n      -", (12, 7, "empty-value")),
        ("aliases: [Old Id]", (10, 15, "bad-id")),
        ("allow: closed-opening", (10, 12, "wrong-shape")),
        ("stem:\n      - a", (11, 7, "wrong-shape")),
        ("stem:\n      a: b", (11, 7, "quote-this")),
        ("dialogue: nonesuch", (10, 15, "unknown-dialogue")),
    ],
)
def test_a_value_of_wrong_shape_is_told_in_place(line: str, expected: tuple[int, int, str]) -> None:
    assert places(problems_of(card_with(line))) == [expected]


def test_allow_is_kept_beside_the_card() -> None:
    text = suit_of(card_with("allow: [closed-opening, too-long]"))
    assert text.source.problems == []
    assert [at.value for at in text.cards[0].allow] == ["closed-opening", "too-long"]


def test_a_file_that_is_no_suit_is_one_problem() -> None:
    assert codes(problems_of("title: An evening\ncues: [a]\n")) == ["not-a-suit"]
    assert "dialogues.yaml" in problems_of("dialogues: {}\n")[0].message


def test_a_misspelt_suit_is_still_a_suit() -> None:
    assert codes(problems_of(SUIT.replace("suit:", "siut:").replace("cards:", "card:"))) == ["unknown-key"] * 2

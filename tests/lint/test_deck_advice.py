"""Advice on a deck: its positions, its order, what is reported only once, and what the author allows."""

from __future__ import annotations

from pathlib import Path

import pytest

from cardtui.deck.deck_reader import read_deck
from cardtui.deck.opened_deck import open_deck
from cardtui.deck.problem import Severity
from cardtui.lint.deck_advice import advise
from deck.deckfiles import BASE
from lint.checked_cards import advice_on, card, codes_for, reading_of, suit


def test_the_shipped_deck_allows_little() -> None:
    assert sum(len(text.allow) for suit in open_deck().suits for text in suit.cards) <= 3


def test_advice_points_at_the_very_words() -> None:
    (problem,) = advice_on(suit(card("What do your kids make of the rain, and the kids of the snow?", "allow: [x-y]")))[
        :1
    ]
    assert problem.source[problem.column - 1 : problem.column - 1 + problem.width] == "your kids"
    assert problem.severity is Severity.WARNING


def test_words_are_found_in_a_text_over_several_lines() -> None:
    text = suit(card("x")).replace(
        'prompt: "x"',
        "prompt: >\n      What do you never hear,\n      and what do you never\n      say, or your\n      kids?",
    )
    found = [(problem.line, problem.column, problem.width, problem.code) for problem in advice_on(text)]
    # Text that continues on the next line is underlined to the end of the line.
    assert found == [(10, 19, 5, "all-or-nothing"), (11, 23, 5, "all-or-nothing"), (12, 15, 4, "assumed-life")]


def test_escaped_text_is_pointed_at_as_a_whole() -> None:
    (problem,) = advice_on(suit(card("What do you n\\u0065ver hear?")))
    assert (problem.code, problem.column) == ("all-or-nothing", 13)


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ('"What\n      never\n      never?"', [(10, 7), (11, 7)]),
        ("'What never\n      never?'", [(9, 19), (10, 7)]),
        ("What never\n      never?", [(9, 18), (10, 7)]),
        ("|\n      What never\n      never?", [(10, 12), (11, 7)]),
        (">-\n      What never\n\n      never?", [(10, 12), (12, 7)]),
        ('"What \\tnever?"', [(9, 13)]),
        ("'It''s never?'", [(9, 13)]),
        ("> # What never ends?\n      What never ends?", [(10, 12)]),
        ("3 times you\n      never?", [(10, 7)]),
        ("|-\n      - I never\n      said it", [(10, 11)]),
        ('"Ne\u0301e, what never?"', [(9, 25)]),
    ],
)
def test_words_are_found_however_text_is_written(written: str, places: list[tuple[int, int]]) -> None:
    text = suit(card("x")).replace('prompt: "x"', f"prompt: {written}")
    assert [(problem.line, problem.column) for problem in advice_on(text)] == places


def test_other_languages_are_judged_by_lengths_and_signs_alone() -> None:
    assert codes_for("Was hat he immer never getan?", language="de") == []
    assert codes_for("Es regnete stundenlang, und niemand war da. Was war dann?", language="de") == []
    long = "Wenn der Regen am Abend auf das Dach fällt und alle schlafen, was tut dir gut?"
    assert codes_for(long, language="de") == []
    assert codes_for("Do you?", "stem: Du…", language="fr") == []
    assert codes_for("今天怎么样？昨天呢？", language="zh") == ["two-questions"]
    assert codes_for("¡Cuenta algo!", language="es") == ["exclamation", "exclamation"]
    for begun in ("¿{Partner} te dijo algo?", "«{Partner} est là»", "„{Partner} kommt“", "「{Partner}」"):
        assert codes_for(begun, language="fr") == []
    assert codes_for("Was " + "a " * 29 + "Tag?", language="de") == ["long-prompt"]
    assert codes_for("谁" * 140, language="zh") == ["does-not-fit"]
    assert codes_for("What do you never hear?", language="en-GB") == ["all-or-nothing"]


def test_a_misspelled_language_still_counts() -> None:
    text = suit(card("Do you like rain?"), language="english please")
    assert [problem.code for problem in advice_on(text)] == ["closed-opening"]
    assert advice_on(suit(card("Do you like rain?"), language="enm")) == []


def test_readable_parts_of_a_bad_card_are_checked() -> None:
    text = suit(card("Do you like rain?", "listen: He may.", depth="9", kind="qestion"))
    reading = reading_of(text)
    assert [problem.code for problem in reading.problems] == ["bad-kind", "bad-depth"]
    assert [problem.code for problem in advise(reading)] == ["closed-opening", "gendered-word"]


@pytest.mark.parametrize("written", ['"What do you never\\e[2J hear?"', "12:30", "''"])
def test_no_text_is_judged_that_cannot_be_read(written: str) -> None:
    assert advice_on(suit(card("x")).replace('prompt: "x"', f"prompt: {written}")) == []


def test_allow_on_a_card_with_an_error_is_not_called_unused() -> None:
    text = suit(card("What of rain?", "allow: [closed-opening]", depth="9"))
    assert advice_on(text) == []


def test_only_what_a_card_allows_is_silenced() -> None:
    prompt = "Do you always hear the rain?"
    assert codes_for(prompt) == ["closed-opening", "all-or-nothing"]
    assert codes_for(prompt, "allow: [closed-opening]") == ["all-or-nothing"]
    assert codes_for(prompt, "allow: [closed-opening, all-or-nothing]") == []


def test_a_suit_allows_for_all_its_cards() -> None:
    text = suit(card("Do you always hear the rain?"), card("Which snow?", name="b"))
    allowing = text.replace("cards:", "allow: [closed-opening, long-prompt, x-y]\ncards:")
    found = [(problem.line, problem.column, problem.code) for problem in advice_on(allowing)]
    assert found == [(5, 25, "unused-allow"), (5, 38, "unknown-allow"), (10, 21, "all-or-nothing")]
    unsure = allowing.replace("depth: 1", "depth: 9", 1)
    assert "unused-allow" not in [problem.code for problem in advice_on(unsure)]


def test_likeness_to_another_file_may_be_allowed_when_alone(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(suit(card("Which sentence did you swallow?")), encoding="utf-8")
    other = suit(card("What sentence was it that you swallowed?", "allow: [near-duplicate]", name="b"))
    (tmp_path / "b.yaml").write_text(other.replace("Mornings", "Evenings"), encoding="utf-8")
    assert advise(read_deck(tmp_path, BASE)) == ()
    assert advise(read_deck(tmp_path / "b.yaml", BASE)) == ()


def test_a_trick_of_other_files_may_be_allowed_when_alone(tmp_path: Path) -> None:
    prompts = [f"Which {word} is near? Say it." for word in ("rain", "snow", "hail", "fog", "ice")]
    cards = [card(prompt, name=f"a{number}") for number, prompt in enumerate(prompts[:4])]
    (tmp_path / "a.yaml").write_text(suit(*cards), encoding="utf-8")
    other = suit(card(prompts[4], "allow: [worn-trick]", name="b")).replace("Mornings", "Evenings")
    (tmp_path / "b.yaml").write_text(other, encoding="utf-8")
    for path in (tmp_path, tmp_path / "b.yaml"):
        assert not {"worn-trick", "unused-allow"} & {problem.code for problem in advise(read_deck(path, BASE))}


def test_advice_comes_in_the_order_of_the_files() -> None:
    bad = suit(card("Do you like rain?"), card("Is snow loud?", name="b"))
    found = advice_on(
        bad, bad.replace("a-card", "c").replace("id: b", "id: d").replace("rain", "hail").replace("snow", "sleet")
    )
    assert found == sorted(found)
    assert [problem.path.name for problem in found] == ["a.yaml", "a.yaml", "b.yaml", "b.yaml"]

"""words.yaml: driven by the fields of `Words` and the braces that their types allow."""

from __future__ import annotations

from pathlib import Path
from typing import get_type_hints

import msgspec
import pytest

from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.deck_reader import read_base
from cardtui.deck.files.source import Source
from cardtui.deck.files.words_file import WordsText, read_words, wanted_words
from cardtui.deck.words import Words
from deck.deckfiles import codes, places


@pytest.fixture(scope="module")
def base() -> Words:
    return read_base(shipped_deck()).words


def words_of(text: str, base: Words | None) -> WordsText:
    return read_words(Source(Path("words.yaml"), text), base)


def test_what_is_left_out_comes_from_the_base(base: Words) -> None:
    read = words_of("language: de\nsettle_ask: Habt ihr beide jetzt Raum dafür?\n", base)
    assert read.source.problems == []
    assert read.words == msgspec.structs.replace(base, language="de", settle_ask="Habt ihr beide jetzt Raum dafür?")


def test_without_base_words_each_one_is_required() -> None:
    read = words_of("language: en\n", None)
    assert set(codes(read.source.problems)) == {"missing-key"}
    assert len(read.source.problems) == len(Words.__struct_fields__) - 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("setle_ask: x", (1, 1, "unknown-key")),
        ("settle_ask: a {speeker} b", (1, 15, "unknown-brace")),
        ('settle_ask: "a {time} b"', (1, 16, "unknown-brace")),
        ("settle_ask: [a]", (1, 13, "quote-this")),
        ("settle_ask:\n  - a", (2, 3, "wrong-shape")),
        ("settle_ask: 12:30", (1, 13, "quote-this")),
        ("settle_ask:", (1, 1, "empty-value")),
        ("feelings: glad", (1, 11, "wrong-shape")),
        ("feelings: []", (1, 11, "empty-value")),
        ("feelings: [glad, no]", (1, 18, "quote-this")),
        ("feelings:\n  - glad\n  - a {lift}", (3, 7, "unknown-brace")),
        ("language: English", (1, 11, "bad-language")),
    ],
)
def test_a_words_error_is_one_problem_in_place(text: str, expected: tuple[int, int, str], base: Words) -> None:
    assert places(words_of(text + "\n", base).source.problems) == [expected]


def test_an_unknown_brace_names_the_nearest_one(base: Words) -> None:
    (problem,) = words_of("settle_ask: a {speeker} b\n", base).source.problems
    assert problem.message.endswith("did you mean '{speaker}'?")
    assert problem.width == len("{speeker}")


@pytest.mark.parametrize("braces", ["'{ }'", "'{a b}'", "'{}'", "'{'", "'}{'", "'{a-b}'"])
def test_braces_that_look_like_no_name_are_text(braces: str, base: Words) -> None:
    assert words_of(f"settle_ask: {braces}\n", base).source.problems == []


@pytest.mark.parametrize("brace", ["left", "right", "speaker", "listener", "Speaker", "Listener"])
def test_the_braces_of_a_line_are_taken(brace: str, base: Words) -> None:
    assert words_of(f"settle_ask: a {{{brace}}}\n", base).source.problems == []


def test_every_field_is_wanted_as_its_type_says() -> None:
    hints = get_type_hints(Words, include_extras=True)
    assert wanted_words().keys() == hints.keys()
    for name, wanted in wanted_words().items():
        assert wanted.several == str(hints[name]).startswith("tuple"), name
    assert "time" in wanted_words()["pause_meet"].braces
    assert "time" not in wanted_words()["settle_ask"].braces
    assert wanted_words()["language"].braces == ()

"""words.yaml: driven by the keys and braces of the shipped one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import cardtui.deck
from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.files.source import Source
from cardtui.deck.files.words_file import WordsText, read_words
from cardtui.deck.opened_deck import read_base
from cardtui.deck.words import Words, braces_of
from deck.deckfiles import codes, places

KEYS = Path(cardtui.deck.__path__[0]) / "word_keys.pyi"


@pytest.fixture(scope="module")
def base() -> Words:
    return read_base(shipped_deck()).words


def words_of(text: str, base: Words | None) -> WordsText:
    return read_words(Source(Path("words.yaml"), text), base)


def test_what_is_left_out_comes_from_the_base(base: Words) -> None:
    read = words_of("language: de\nsettle_ask: Habt ihr beide jetzt Raum dafür?\n", base)
    assert read.source.problems == []
    assert read.words == base.changed(language="de", settle_ask="Habt ihr beide jetzt Raum dafür?")


def test_the_shipped_file_says_itself_what_there_is() -> None:
    read = words_of("language: en\nmeet: at {time}\nlines:\n  - a\n  - b {speaker}\n", None)
    assert read.words == Words(language="en", meet="at {time}", lines=("a", "b {speaker}"))


def test_a_misspelt_brace_of_the_shipped_file_is_found() -> None:
    assert codes(words_of("meet: at {tiem}\n", None).source.problems) == ["unknown-brace"]


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


def test_type_checkers_know_the_keys_of_the_shipped_file(base: Words) -> None:
    attributes = re.findall(r"^    (\w+): Final\[(\w+)", KEYS.read_text(encoding="utf-8"), re.MULTILINE)
    assert attributes == [(key, type(texts).__name__) for key, texts in vars(base).items()], "run .ci/generate"


def test_a_brace_is_filled_only_where_the_shipped_text_has_it(base: Words) -> None:
    assert "time" in braces_of(base.pause_meet)
    assert "time" not in braces_of(base.settle_ask)
    assert braces_of(base.too_small) == ("needs", "is")

"""words.yaml: driven by the keys and braces of the shipped one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import cardtui.deck
from cardtui.deck.files.source import Source
from cardtui.deck.files.words_file import WordsText, read_words
from cardtui.deck.words import Words, braces_of
from deck.deckfiles import BASE, codes

KEYS = Path(cardtui.deck.__path__[0]) / "word_keys.pyi"


BASE_WORDS = BASE.words


def words_of(text: str, base: Words | None = BASE_WORDS) -> WordsText:
    return read_words(Source(Path("words.yaml"), text), base)


def test_what_is_left_out_comes_from_the_base() -> None:
    read = words_of("language: de\nsettle_ask: Habt ihr beide jetzt Raum dafür?\n")
    assert read.source.problems == []
    assert read.words == BASE_WORDS.changed(language="de", settle_ask="Habt ihr beide jetzt Raum dafür?")


def test_a_misspelt_brace_of_the_shipped_file_is_found() -> None:
    assert codes(words_of("meet: at {tiem}\n", None).source.problems) == ["unknown-brace"]


def test_the_caret_covers_an_unknown_brace() -> None:
    (problem,) = words_of("settle_ask: a {speeker} b\n").source.problems
    assert problem.width == len("{speeker}")


@pytest.mark.parametrize(
    "braces",
    [
        *("{left}", "{right}", "{speaker}", "{listener}", "{Speaker}", "{Listener}"),
        # They look like no name, and so are text.
        *("{ }", "{a b}", "{}", "{", "}{", "{a-b}"),
    ],
)
def test_other_braces_are_no_mistake(braces: str) -> None:
    assert words_of(f"settle_ask: 'a {braces}'\n").source.problems == []


def test_type_checkers_know_the_keys_of_the_shipped_file() -> None:
    attributes = re.findall(r"^    (\w+): Final\[(\w+)", KEYS.read_text(encoding="utf-8"), re.MULTILINE)
    assert attributes == [(key, type(texts).__name__) for key, texts in vars(BASE_WORDS).items()], "run .ci/generate"


def test_a_brace_is_filled_only_where_the_shipped_text_has_it() -> None:
    assert "time" in braces_of(BASE_WORDS.pause_meet)
    assert "time" not in braces_of(BASE_WORDS.settle_ask)
    assert braces_of(BASE_WORDS.too_small) == ("needs", "is")

"""Whatever is in a file, reading it ends, raises nothing, and points into the file."""

from __future__ import annotations

from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as st

from cardtui.deck.codes import CODES
from cardtui.deck.deck_reader import DeckReading
from cardtui.deck.files.dialogues_file import read_dialogues
from cardtui.deck.files.source import PROBLEM_LIMIT, Source
from cardtui.deck.files.suit_file import SuitText, read_suit
from cardtui.deck.files.words_file import read_words
from cardtui.deck.problem import Severity
from cardtui.deck.problem_report import as_github, as_json, as_text
from cardtui.lint.deck_advice import advise
from cardtui.text.invisible import visible
from deck.deckfiles import DIALOGUES, KNOWN_DIALOGUES, SUIT, suit_of

_PIECES = st.sampled_from(
    [
        *(
            "\n",
            "\r",
            "\r\n",
            "\t",
            "  ",
            ": ",
            "- ",
            "? ",
            "[",
            "]",
            "{",
            "}",
            "'",
            '"',
            "#",
            "&a ",
            "*a",
            "!x ",
            "|\n",
            ">",
        ),
        *("---\n", "...\n", "%TAG", "no", "12:30", "~", "\\", '"\\e[2J"'),
        *("\ufeff", "\x00", "\x1b", "\u202e", "\u2028", "連", "\ufffd", "\ud800"),
        *("id: a\n", "depth: 4\n", "cards:\n", "  - kind: step\n"),
    ]
)


@st.composite
def _damaged(draw: st.DrawFn, good: str) -> str:
    """A good file with up to six pieces cut out, doubled or put in."""
    text = good
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text)))
        length = draw(st.integers(0, 30))
        piece = draw(st.one_of(_PIECES, st.just(text[at : at + length]), st.text(max_size=3)))
        text = text[:at] + piece + text[at + draw(st.integers(0, length)) :]
    return text.encode("utf-8", "replace").decode()


def _advice_is_well_told(source: Source, suit: SuitText) -> None:
    found = advise(DeckReading(None, (), (suit,)))
    assert all(problem.severity is Severity.WARNING for problem in found)
    source.problems += found
    _is_well_told(source)


def _is_well_told(source: Source) -> None:
    lines = (source.text or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in source.problems:
        assert problem.code in CODES
        assert 1 <= problem.line <= len(lines)
        assert problem.source == lines[problem.line - 1]
        assert 1 <= problem.column <= len(problem.source) + 1
        assert 1 <= problem.width <= max(1, len(problem.source) - problem.column + 1)
        assert visible(problem.message) == problem.message
        assert len(problem.message) < 300
    for report in (as_text(source.problems), as_json(source.problems), as_github(source.problems)):
        assert "\x1b" not in report


@given(_damaged(SUIT))
def test_suit_damage_is_reported_not_raised(text: str) -> None:
    source = Source(Path("a.yaml"), text)
    suit = read_suit(source, KNOWN_DIALOGUES)
    assert (suit.suit is None) == bool(source.problems)
    _is_well_told(source)
    _advice_is_well_told(source, suit)


@given(_damaged(DIALOGUES))
def test_dialogue_damage_is_reported_not_raised(text: str) -> None:
    source = Source(Path("dialogues.yaml"), text)
    read = read_dialogues(source)
    assert source.problems or len(read.dialogues) == len(read.names or ())
    _is_well_told(source)


@given(_damaged("language: en\nsettle_ask: Are {left} and {right} here?\nfeelings: [glad, sad]\n"))
def test_words_damage_is_reported_not_raised(text: str) -> None:
    source = Source(Path("words.yaml"), text)
    assert (read_words(source, None).words is None) == bool(source.problems)
    _is_well_told(source)


@given(_damaged(SUIT))
def test_a_good_suit_is_text_to_pyyaml_too(text: str) -> None:
    if suit := suit_of(text).suit:
        loaded = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        assert len(loaded["cards"]) == len(suit.cards)
        for card, raw in zip(suit.cards, loaded["cards"], strict=True):
            for field in ("id", "kind", "prompt", "stem", "listen", "dialogue"):
                written = getattr(card, field)
                assert written == (" ".join(raw[field].split()) if field in raw else None)
            assert raw["depth"] == card.depth
            assert tuple(raw.get("topics", ())) == card.topics


def test_a_hostile_files_problem_count_is_capped() -> None:
    source = Source(Path("a.yaml"), "suit: x\n" + "".join(f"wrong{n}: x\n" for n in range(3 * PROBLEM_LIMIT)))
    read_suit(source, KNOWN_DIALOGUES)
    assert len(source.problems) == PROBLEM_LIMIT + 1
    assert source.problems[-1].code == "too-many"


def test_every_code_is_named_once() -> None:
    assert len(set(CODES)) == len(CODES)
    assert all(code == code.lower() for code in CODES)

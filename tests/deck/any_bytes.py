"""Reads any bytes as a deck file, and says what has to hold whatever they are.

This is shared by the tests that make such bytes (`tests/deck/generated_yaml.py`) and by the coverage-guided fuzzer
(`tests/bench/fuzz_decks.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from cardtui.deck.card import Base, Suit
from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.deck_reader import DeckReading
from cardtui.deck.dialogue import Dialogue
from cardtui.deck.files.dialogues_file import read_dialogues
from cardtui.deck.files.source import PROBLEM_LIMIT, decode
from cardtui.deck.files.suit_file import read_suit
from cardtui.deck.files.words_file import WordsText, read_words
from cardtui.deck.opened_deck import read_base
from cardtui.deck.problem import CODES, Problem, Severity
from cardtui.deck.problem_report import WIDTH, as_github, as_json, as_text
from cardtui.deck.stage_order import misordered
from cardtui.deck.words import Words
from cardtui.lint.deck_advice import advise
from cardtui.text.invisible import UNSEEN, visible
from cardtui.text.layout import cells

Kind = Literal["suit", "dialogues", "words"]
KINDS: tuple[Kind, ...] = ("suit", "dialogues", "words")

BASE: Base = read_base(shipped_deck())

_LINE_END = re.compile(r"\r\n|\r|\n")
_LONGEST_SENTENCE = 400
"""Characters. The longest lists all topics."""


class Outcome(NamedTuple):
    """What came of reading a file. value: None if it has errors. advice: what `check` says besides."""

    value: Suit | dict[str, Dialogue] | Words | None
    errors: tuple[Problem, ...]
    advice: tuple[Problem, ...]


def read(kind: Kind, content: bytes) -> Outcome:
    """Read as `cardtui check` does, advice and all."""
    source = decode(Path(f"{kind}.yaml"), content)
    if kind == "suit":
        suit = read_suit(source, BASE.dialogues.keys())
        reading = DeckReading(None, tuple(source.problems), (suit,), BASE.dialogues)
        return Outcome(suit.suit, tuple(source.problems), advise(reading, BASE.words))
    if kind == "dialogues":
        dialogues = read_dialogues(source)
        good = None if source.problems else dialogues.dialogues
        return Outcome(good, tuple(source.problems), ())
    words: WordsText = read_words(source, BASE.words)
    reading = DeckReading(None, tuple(source.problems), (), BASE.dialogues, words)
    return Outcome(words.words, tuple(source.problems), advise(reading, BASE.words))


def judge(kind: Kind, content: bytes) -> Outcome:
    """Read the bytes, and assert what holds for all bytes: they are good and give a value, or have errors and none."""
    outcome = read(kind, content)
    assert read(kind, content) == outcome, "the same bytes are read alike"
    assert (outcome.value is None) == bool(outcome.errors)
    assert all(problem.severity is Severity.ERROR for problem in outcome.errors)
    assert all(problem.severity is Severity.WARNING for problem in outcome.advice)
    lines = lines_of(content)
    for problems in (outcome.errors, outcome.advice):
        assert len(problems) <= PROBLEM_LIMIT + 1
        assert_well_told(problems, lines)
    match outcome.value:
        case Suit() as suit:
            assert_playable(suit)
        case Words() as words:
            for value in vars(words).values():
                for text in (value,) if isinstance(value, str) else value:
                    _assert_text(text)
        case dict() as dialogues:
            for name, dialogue in dialogues.items():
                assert name == dialogue.name
                assert re.fullmatch(r"[a-z0-9-]{1,64}", name)
                assert misordered(dialogue.stages) is None
                for text in (dialogue.title, dialogue.about):
                    _assert_text(text)
                for stage in dialogue.stages:
                    for text in (stage.stem, stage.ask, stage.aside):
                        _assert_text(text)
        case None:
            pass
    return outcome


def lines_of(content: bytes) -> list[str]:
    """The lines as an editor counts them; what is no text stands as a sign."""
    return _LINE_END.split(content.decode("utf-8", "replace").removeprefix("\ufeff"))


def assert_well_told(problems: Sequence[Problem], lines: Sequence[str]) -> None:
    """Each points into the file, at characters that are there, in a sentence that a terminal only shows."""
    for problem in problems:
        assert problem.code in CODES
        assert 1 <= problem.line <= len(lines), problem
        # A file that is refused as a whole has no line to show.
        assert problem.source in (lines[problem.line - 1], ""), problem
        assert problem.source or not lines[problem.line - 1] or (problem.line, problem.column) == (1, 1), problem
        assert 1 <= problem.column <= len(problem.source) + 1, problem
        assert 1 <= problem.width <= max(1, len(problem.source) - problem.column + 1), problem
        assert visible(problem.message) == problem.message, problem
        assert problem.message.strip(), problem
        assert len(problem.message) < _LONGEST_SENTENCE, problem
    some = problems[:20]
    text = as_text(some)
    for report in (text, as_json(some), as_github(some)):
        assert not UNSEEN.search(report.replace("\ufffd", ""))
    for line in text.splitlines():
        if " | " in line[:8]:
            assert cells(line) <= WIDTH + 2, line  # a mark that joins nothing may count, and a caret stands below it
    carets = [line for line in text.splitlines() if line.rstrip("^") != line and line.lstrip().startswith("|")]
    assert len(carets) == sum(bool(problem.source) for problem in some), text


def assert_playable(suit: Suit) -> None:
    """Every card is what a card is said to be, letter for letter."""
    assert suit.cards
    for text in (suit.name, suit.symbol, suit.about, suit.language):
        _assert_text(text)
    for card in suit.cards:
        for name in (card.id, *card.aliases):
            assert re.fullmatch(r"[a-z0-9-]{1,64}", name)
        assert card.depth in (1, 2, 3)
        assert card.prompt
        for text in (card.prompt, card.stem, card.listen):
            _assert_text(text)
        assert len(set(card.topics)) == len(card.topics)
        assert card.dialogue is None or card.dialogue in BASE.dialogues


def _assert_text(text: str | None) -> None:
    if text is not None:
        assert text
        assert text == text.strip(" \t\r\n")
        assert not UNSEEN.search(text)
        assert not re.search(r"[\t\r\n]|  ", text)

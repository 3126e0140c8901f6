"""Reads any bytes as a deck file, and asserts what must hold for all of them.

This is shared by the tests that make such bytes (`tests/deck/test_any_file.py`) and by the coverage-guided fuzzer
(`tests/bench/fuzz_decks.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from cardtui.deck.card import Suit
from cardtui.deck.deck_reader import DeckReading
from cardtui.deck.dialogue import Dialogue, misordered
from cardtui.deck.files.dialogues_file import read_dialogues
from cardtui.deck.files.source import PROBLEM_LIMIT, decode
from cardtui.deck.files.suit_file import SuitText, read_suit
from cardtui.deck.files.words_file import WordsText, read_words
from cardtui.deck.problem import CODES, Problem, Severity
from cardtui.deck.problem_report import WIDTH, as_github, as_json, as_text
from cardtui.deck.words import Words
from cardtui.lint.deck_advice import advise
from cardtui.text.invisible import UNSEEN, visible
from cardtui.text.layout import cells
from deck.deckfiles import BASE

Kind = Literal["suit", "dialogues", "words"]
KINDS: tuple[Kind, ...] = ("suit", "dialogues", "words")

_LINE_END = re.compile(r"\r\n|\r|\n")
_LONGEST_SENTENCE = 400
"""Characters. The longest lists all topics."""


class Outcome(NamedTuple):
    """The result of reading a file. value: None if it has errors. advice: warnings of `check`."""

    value: Suit | dict[str, Dialogue] | Words | None
    errors: tuple[Problem, ...]
    advice: tuple[Problem, ...]


def read(kind: Kind, content: bytes) -> Outcome:
    """Read like `cardtui check`, including advice."""
    source = decode(Path(f"{kind}.yaml"), content)
    suits: tuple[SuitText, ...] = ()
    words: WordsText | None = None
    match kind:
        case "suit":
            suits = (read_suit(source, BASE.dialogues.keys()),)
            value = suits[0].suit
        case "dialogues":
            dialogues = read_dialogues(source).dialogues
            value = None if source.problems else dialogues
        case "words":
            words = read_words(source, BASE.words)
            value = words.words
    reading = DeckReading(None, tuple(source.problems), suits, BASE.dialogues, words)
    return Outcome(value, reading.problems, advise(reading, BASE.words))


def judge(kind: Kind, content: bytes) -> Outcome:
    """Read the bytes, and assert what holds for all bytes: they give either a value or errors."""
    outcome = read(kind, content)
    assert read(kind, content) == outcome, "the same bytes are read alike"
    assert (outcome.value is None) == bool(outcome.errors)
    assert all(problem.severity is Severity.ERROR for problem in outcome.errors)
    assert all(problem.severity is Severity.WARNING for problem in outcome.advice)
    lines = lines_of(content)
    for problems in (outcome.errors, outcome.advice):
        assert len(problems) <= PROBLEM_LIMIT + 1
        assert_well_told(problems, lines)
    value = outcome.value
    for text in texts_of(vars(value) if isinstance(value, Words) else msgspec.to_builtins(value)):
        assert text == text.strip(" \t\r\n") != ""
        assert not UNSEEN.search(text)
        assert not re.search(r"[\t\r\n]|  ", text)
    match value:
        case Suit(cards=cards):
            assert cards
            for card in cards:
                assert all(re.fullmatch(r"[a-z0-9-]{1,64}", name) for name in (card.id, *card.aliases))
                assert card.depth in (1, 2, 3)
                assert card.prompt
                assert len(set(card.topics)) == len(card.topics)
                assert card.dialogue is None or card.dialogue in BASE.dialogues
        case dict():
            for name, dialogue in value.items():
                assert name == dialogue.name
                assert re.fullmatch(r"[a-z0-9-]{1,64}", name)
                assert misordered(dialogue.stages) is None
        case _:
            pass
    return outcome


def texts_of(value: object) -> Iterator[str]:
    """All texts in plain data."""
    match value:
        case str():
            yield value
        case dict() | list() | tuple():
            for each in value.values() if isinstance(value, dict) else value:
                yield from texts_of(each)
        case _:
            pass


def lines_of(content: bytes) -> list[str]:
    """The lines as an editor counts them; invalid bytes become a replacement character."""
    return _LINE_END.split(content.decode("utf-8", "replace").removeprefix("\ufeff"))


def assert_well_told(problems: Sequence[Problem], lines: Sequence[str]) -> None:
    """Each problem points to existing characters in the file, and its sentence is safe for a terminal."""
    for problem in problems:
        assert problem.code in CODES
        assert 1 <= problem.line <= len(lines), problem
        # A file that is rejected as a whole has no line to show.
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
            assert cells(line) <= WIDTH + 2, line  # a mark without a base may count, and a caret is below it
    carets = [line for line in text.splitlines() if line.rstrip("^") != line and line.lstrip().startswith("|")]
    assert len(carets) == sum(bool(problem.source) for problem in some), text

"""Hostile text on a real terminal: it only ever arrives as letters, and moves nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from full_screens import ENTER, MORE
from hostile_saves import hostile_save
from hostile_texts import SEQUENCES
from program import Program
from shipped_words import WORDS, first_words
from terminal import Drawn

SEQUENCE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-Z\\`-~])"
    r"|[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
"""Any terminal sequence, and any control character except line ends."""

HARMLESS = "What was good about this morning, and who saw it?"
ALL = " ".join(text for name, text in SEQUENCES.items() if name != "lone surrogates")  # a surrogate cannot be stored
OURS = {"\x1b[G"}
"""Moving to a column: needed only after text of uncertain width."""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def kinds(terminal: Drawn) -> set[str]:
    """The sequences written, without their numbers. Fails unless the output is UTF-8."""
    shown = terminal.written.decode()
    return {re.sub(r"[\d;]+", "", sequence) for sequence in SEQUENCE.findall(shown)}


def drawn_from_a_save_file(program: Program, text: str) -> Drawn:
    """The start, an open evening, its help, its path, and the end of it."""
    save = hostile_save(program.home / f"{len(list(program.home.iterdir()))}.db", text)
    with Drawn(program, "--save", str(save), "--reduced-motion") as drawn:
        drawn.until(MORE)
        drawn.press(ENTER, WORDS.settle_title)
        drawn.press("1", WORDS.speak_said, MORE)
        drawn.press("?", first_words(WORDS.why_speak, 1))
        drawn.press(ENTER, WORDS.speak_said)
        drawn.press("g", WORDS.path_title)
        drawn.press(ENTER, WORDS.page_return)
        drawn.press("q")
        assert drawn.wait() == 0
        assert drawn.is_restored
        return drawn


def test_no_saved_sequence_reaches_the_terminal(program: Program) -> None:
    harmless = kinds(drawn_from_a_save_file(program, HARMLESS))
    drawn = drawn_from_a_save_file(program, ALL)
    assert kinds(drawn) <= harmless | OURS
    assert "PWNED" in drawn.shown, "the texts were shown"

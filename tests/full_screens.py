"""Evenings on a real terminal with a deck of three questions, for use by several tests."""

from __future__ import annotations

from pathlib import Path

from decks import write_suit
from program import Program
from shipped_words import WORDS, filled, first_words
from terminal import Drawn

ENTER = "\r"


MORE = f"esc {WORDS.key_esc}"
"""The last words to be painted."""


def small_program(home: Path) -> Program:
    """The program with a deck of three questions."""
    good = ("was good about this morning", "was good about this evening", "will be good about tomorrow")
    write_suit(home / "small.yaml", *(f"What {each}?" for each in good), name="Small")
    return Program(home)


def options(program: Program) -> tuple[str, ...]:
    return "--deck", str(program.home / "small.yaml"), "--save", str(program.save), "--reduced-motion"


def begin(program: Program, left: str = "Ana", right: str = "Ben") -> Drawn:
    """A first evening with cards, up to the note."""
    drawn = Drawn(program, "--no-plain", "--left", left, "--right", right, *options(program))
    return drawn.until(WORDS.note_title)


def speaking(program: Program, left: str = "Ana", right: str = "Ben") -> Drawn:
    """The same, up to the first words."""
    drawn = begin(program, left, right).press(ENTER, WORDS.how_title).press("1", first_words(WORDS.settle_ask))
    return drawn.press(ENTER, filled(WORDS.chip_speaks, name=left).upper())

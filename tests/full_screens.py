"""Evenings on a real terminal with a deck of three questions, for use by several tests."""

from __future__ import annotations

from pathlib import Path

from decks import write_suit
from program import Program
from shipped_words import WORDS, filled, first_words
from terminal import Drawn

ENTER = "\r"


def turn_of(speaker: str, listener: str) -> tuple[str, str, str, str]:
    """The headings of a turn, from first words to thanks, above the acting half, the second above the waiting one."""
    speaks, chooses = (filled(chip, name=speaker).upper() for chip in (WORDS.chip_speaks, WORDS.chip_chooses))
    return speaks, filled(WORDS.chip_waits, name=speaker), chooses, filled(WORDS.chip_thanks, name=listener).upper()


SPEAKS, WAITS, CHOOSES, THANKS = turn_of("Ana", "Ben")
BEN = turn_of("Ben", "Ana")
MORE = f"esc {WORDS.key_esc}"
MIRROR_KEYS = WORDS.mirror_asked, MORE
"""The last line to be painted, at both ends."""


def small_program(home: Path) -> Program:
    """The program with a deck of three questions."""
    good = ("was good about this morning", "was good about this evening", "will be good about tomorrow")
    write_suit(home / "small.yaml", *(f"What {each}?" for each in good), name="Small")
    return Program(home)


def options(program: Program) -> tuple[str, ...]:
    return "--deck", str(program.home / "small.yaml"), "--save", str(program.save), "--reduced-motion"


def begin(program: Program, *more: str) -> Drawn:
    """A first evening with cards, up to the note."""
    drawn = Drawn(program, "--no-plain", "--left", "Ana", "--right", "Ben", *options(program), *more)
    return drawn.until(WORDS.note_title)


def settling(drawn: Drawn) -> Drawn:
    """From the note through how it works to the settle."""
    return drawn.press(ENTER, WORDS.how_title).press("1", first_words(WORDS.settle_ask))


def speaking(drawn: Drawn) -> None:
    """From the note to the first words of the first evening."""
    settling(drawn).press(ENTER, SPEAKS)


def turn(drawn: Drawn, waits: str, chooses: str, thanks: str, then: str) -> None:
    """Somebody speaks, is mirrored and thanked. The same key right after a change counts as held, so two alternate."""
    drawn.press("1", waits)
    drawn.press(ENTER, chooses)
    drawn.press("1", thanks)
    drawn.press(ENTER, then)

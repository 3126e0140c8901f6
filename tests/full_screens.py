"""Evenings on a real terminal with a deck of three questions, as far as several tests need them."""

from __future__ import annotations

from pathlib import Path

from program import Program
from terminal import Drawn

ENTER = "\r"
SPEAKS, WAITS, CHOOSES, THANKS = "ANA SPEAKS", "Ana waits", "ANA CHOOSES", "BEN THANKS"
BEN = ("BEN SPEAKS", "Ben waits", "BEN CHOOSES", "ANA THANKS")
MIRROR_KEYS = "I have asked", "t time-out   ? help   esc more"
"""The last line to be painted, at both its ends."""

DECK = """
suit: Small
symbol: "♥"
about: Three questions.
language: en
cards:
  - id: first-idea
    kind: question
    depth: 1
    prompt: What was good about this morning?
  - id: second-idea
    kind: question
    depth: 1
    prompt: What was good about this evening?
  - id: third-idea
    kind: question
    depth: 1
    prompt: What will be good about tomorrow?
"""


def small_program(home: Path) -> Program:
    """The program with that deck."""
    (home / "small.yaml").write_text(DECK)
    return Program(home)


def options(program: Program) -> tuple[str, ...]:
    return "--deck", str(program.home / "small.yaml"), "--save", str(program.save), "--reduced-motion"


def begin(program: Program, *more: str) -> Drawn:
    """A first evening with cards, up to the note."""
    drawn = Drawn(program, "--no-plain", "--left", "Ana", "--right", "Ben", *options(program), *more)
    return drawn.until("Before you begin")


def speaking(drawn: Drawn) -> None:
    """From the note to the first words of the first evening, and back to where Enter counts."""
    drawn.press("1", "Have you both got room")
    drawn.press(ENTER, SPEAKS)

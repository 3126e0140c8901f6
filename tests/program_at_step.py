"""The real program on the full screen, taken to a place of an evening."""

from __future__ import annotations

from program import Program
from reference import OPTIONS, Step, zone_for_a_program
from shipped_words import WORDS
from terminal import Drawn

OVER_IT = {"menu": ("\x1b", WORDS.menu_title), "path": ("g", WORDS.path_title), "help": ("?", WORDS.help_title)}
"""Views that can cover a talk: the key, and a text that it shows."""


def seated(program: Program, step: Step, place: str = "") -> Drawn:
    """The program at the place of a step."""
    program.save.write_bytes(step.file)
    drawn = Drawn(program, "--save", str(program.save), *OPTIONS, TZ=zone_for_a_program())
    try:
        go_to(drawn, step)
        if place in OVER_IT:
            drawn.press(*OVER_IT[place])
    except BaseException:
        drawn.__exit__(None, None, None)
        raise
    return drawn


def go_to(drawn: Drawn, step: Step) -> None:
    """From the first screen to the place of a step."""
    drawn.until_it(step.start.is_on)
    for key in step.way:
        drawn.type(key.typed)
        drawn.until_it(key.shown.is_on)


def make(drawn: Drawn, step: Step) -> None:
    """Make the step, which stays in the program."""
    assert step.after is not None
    drawn.until_it(step.before.is_on)
    drawn.type(step.typed)
    drawn.until_it(step.after.is_on)

"""The real program on the full screen, taken to a place of an evening."""

from __future__ import annotations

from program import Program
from reference import OPTIONS, Step
from terminal import Drawn

OVER_IT = {"menu": ("\x1b", "What else can be done"), "path": ("g", "Our path"), "help": ("?", "q leaves")}
"""What can lie over a talk: its key, and something that it shows."""


def seated(program: Program, step: Step, place: str = "") -> Drawn:
    """The program, where a step is made."""
    program.save.write_bytes(step.file)
    drawn = Drawn(program, "--save", str(program.save), *OPTIONS)
    try:
        drawn.until_it(step.start.is_on)
        for key in step.way:
            drawn.type(key.typed)
            drawn.until_it(key.shown.is_on)
        if place in OVER_IT:
            drawn.press(*OVER_IT[place])
    except BaseException:
        drawn.__exit__(None, None, None)
        raise
    return drawn

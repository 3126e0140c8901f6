"""The real program on the full screen, taken to a place of an evening."""

from __future__ import annotations

from cardtui.presenter.key_presses import BOUNCE
from program import Program
from reference import OPTIONS, Step, zone_for_a_program
from shipped_words import WORDS
from terminal import Drawn

OVER_IT = {"menu": ("\x1b", WORDS.menu_title), "path": ("g", WORDS.path_title), "help": ("?", WORDS.help_title)}
"""Views that can cover a talk: the key, and a text that it shows."""


def seated(program: Program, step: Step, place: str = "") -> Drawn:
    """The program at the place of a step."""
    program.save.write_bytes(step.file)
    return opened(program, step, place)


def opened(program: Program, step: Step, place: str = "") -> Drawn:
    """The same, with the save file that is there."""
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
    """From the first screen to the place of a step, where its key will not count as held."""
    drawn.until_it(step.start.is_on)
    typed = [*(key.typed for key in step.way), step.typed]
    for key, then in zip(step.way, typed[1:], strict=True):
        drawn.type(key.typed)
        drawn.until_it(key.shown.is_on)
        if key.typed == then:
            drawn.rest(BOUNCE + 0.02)


def make(drawn: Drawn, step: Step) -> None:
    """Make the step, which stays in the program."""
    assert step.after is not None
    before = drawn.until_it(step.before.is_on).text
    drawn.type(step.typed)
    # After "later", only the time changes, and `Shown` ignores times.
    drawn.until_it(lambda screen: screen != before).until_it(step.after.is_on)

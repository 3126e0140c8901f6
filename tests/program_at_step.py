"""The real program on the full screen, taken to a place of an evening."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

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


T = TypeVar("T")


def two_at_a_time(home: Path, cases: Mapping[str, T], act: Callable[[Path, str, T], object]) -> None:
    """Run each case, with its own folder below ``home``, in two windows at a time."""

    def do(name: str, case: T) -> None:
        folder = home / name
        folder.mkdir()
        act(folder, name, case)

    with ThreadPoolExecutor(2) as pool:
        waiting = {name: pool.submit(do, name, case) for name, case in cases.items()}
    failed = {name: found for name, future in waiting.items() if (found := future.exception()) is not None}
    assert not failed, "\n".join(f"{name}: {found}" for name, found in failed.items())

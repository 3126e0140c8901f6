"""The exact colors sent to a real terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from full_screens import ENTER, SPEAKS, WAITS, options, settling, small_program
from palettes import drawn_in
from parts import FRAME
from program import Program
from shipped_words import WORDS, filled
from terminal import Drawn


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return small_program(tmp_path)


def sent(program: Program, *more: str, **environment: str) -> str:
    """Everything sent from the note to the first mirror, and until the program exits."""
    with Drawn(
        program, "--no-plain", "--left", "Ana", "--right", "Ben", *options(program), *more, **environment
    ) as drawn:
        settling(drawn.until(WORDS.note_title)).press(ENTER, SPEAKS).press("1", WAITS)
        drawn.type("q")
        assert drawn.wait() == 0
        return drawn.shown


@pytest.mark.parametrize(
    ("term", "look"), [("xterm", "dark"), ("linux", "contrast"), ("xterm-16color", "light"), ("unheard-of", "dark")]
)
@pytest.mark.sample(1)
def test_16_color_terminals_get_16_legible_colors(program: Program, term: str, look: str) -> None:
    inherited = "truecolor" if term != "xterm" else ""
    shown = sent(program, "--theme", look, TERM=term, COLORTERM=inherited)
    runs = [run for run in drawn_in(shown) if run.text.strip(f" {FRAME}")]
    assert any(filled(WORDS.chip_mirrors, name="Ben").upper() in run.text for run in runs)
    for run in runs:
        assert run.least_contrast >= (7 if look == "contrast" else 4.5), run


@pytest.mark.parametrize("inherited", ["truecolor", ""])
@pytest.mark.sample(1)
def test_gnu_screen_always_gets_256_colors(program: Program, inherited: str) -> None:
    shown = sent(program, TERM="screen", COLORTERM=inherited)
    assert "48;5;" in shown
    assert "8;2;" not in shown


@pytest.mark.long
def test_nobody_who_wants_no_color_gets_one(program: Program) -> None:
    shown = sent(program, NO_COLOR="1", COLORTERM="truecolor")
    assert not {code for run in shown.split("\x1b[")[1:] for code in run.partition("m")[0].split(";")} & {
        *map(str, range(30, 39)),
        *map(str, range(40, 49)),
        *map(str, range(90, 98)),
        *map(str, range(100, 108)),
    }

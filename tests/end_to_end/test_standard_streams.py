"""Drawing goes to the terminal on standard input and output, wherever standard error goes, as that terminal can."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cardtui.commands.shared.face_choice import why_not_drawn
from full_screens import options, small_program
from program import Program, Redirected
from shipped_words import WORDS
from terminal import Drawn, Terminal
from test_lead import PLAN


@pytest.fixture
def home(tmp_path: Path) -> Path:
    small_program(tmp_path)
    (tmp_path / "plan.yaml").write_text(PLAN)
    return tmp_path


COMMANDS = {
    "play": ("--no-plain", "--left", "Ana", "--right", "Ben"),
    "today": ("today", "--no-plain", "--left", "Ana", "--right", "Ben"),
    "lead": ("lead", "plan.yaml"),
    "rehearse": ("lead", "plan.yaml", "--rehearse"),
    "console": ("console",),
}
FIRST = {"lead": "A short evening", "rehearse": "Welcome", "console": "projector"}
TO_A_LOG = "2> ~/log"


@pytest.mark.parametrize(
    ("command", "redirection"),
    [(command, TO_A_LOG) for command in COMMANDS]
    + [("play", redirection) for redirection in ("2>&-", "2> /dev/full", "2< /dev/null")],
)
@pytest.mark.sample(2)
def test_nothing_of_a_full_screen_goes_to_standard_error(home: Path, command: str, redirection: str) -> None:
    program = Redirected(home, redirection)
    arguments = [str(home / word) if word.endswith(".yaml") else word for word in COMMANDS[command]]
    with Drawn(program, *arguments) as drawn:
        drawn.until(FIRST.get(command, WORDS.note_title))
        drawn.type("\x03")
        assert drawn.wait() == 0
        assert drawn.is_restored
    if redirection == TO_A_LOG:
        assert (home / "log").read_bytes() == b""


def test_the_end_of_input_leaves_as_q_does(home: Path) -> None:
    keyboard, inside = os.openpty()
    program = Redirected(home, f"< {os.ttyname(inside)}")
    with Drawn(program, *COMMANDS["play"], *options(program)) as drawn:
        for typed, then in ((b"", WORDS.note_title), (b"1", WORDS.how_title), (b"\r", WORDS.settle_title)):
            os.write(keyboard, typed)
            drawn.until(then)
        os.close(inside)
        os.close(keyboard)
        assert drawn.wait() == 0
        assert drawn.is_restored
        assert drawn.text.strip() == WORDS.parting_kept


@pytest.mark.parametrize(
    ("redirection", "why"),
    [
        *((redirection, "there isn't one here") for redirection in ("> /dev/null", "< /dev/null", "| cat")),
        ("1< /dev/tty", "this one is only open for reading"),
    ],
)
@pytest.mark.sample(1)
def test_one_stream_of_a_terminal_is_not_drawn_on(home: Path, redirection: str, why: str) -> None:
    with Terminal(Redirected(home, redirection), "console") as terminal:
        terminal.wait_for(f"needs a terminal window, and {why}")
        terminal.wait()


@pytest.mark.parametrize("redirection", ["> /dev/null", "| cat"])
@pytest.mark.sample(1)
def test_output_sent_elsewhere_is_not_drawn_on(home: Path, redirection: str) -> None:
    program = Redirected(home, redirection)
    with Terminal(program, *COMMANDS["play"], *options(program)) as terminal:
        terminal.type("\r\rq\r")
        terminal.wait()
    assert "\x1b[?1049h" not in terminal.shown


@pytest.mark.long
def test_a_read_only_terminal_is_not_played_on(home: Path) -> None:
    with Terminal(Redirected(home, "1< /dev/tty"), "--no-plain", "--no-save") as terminal:
        terminal.wait_for("There is nothing to write to")
        assert terminal.wait() == 2


@pytest.mark.parametrize(
    ("term", "why"),
    [
        *(("xterm-ghostty", ""), ("nothing-anyone-knows", "")),
        *((term, f"this one cannot be drawn on (TERM={term})") for term in ("dumb", "unknown")),
        ("", "this one cannot be drawn on (TERM is not set)"),
    ],
)
def test_a_terminal_is_drawn_on_unless_it_is_dumb(monkeypatch: pytest.MonkeyPatch, term: str, why: str) -> None:
    outside, inside = os.openpty()
    with os.fdopen(inside, "r+b", buffering=0) as window, os.fdopen(outside), monkeypatch.context() as in_it:
        in_it.setenv("TERM", term)
        in_it.setattr("sys.stdin", window)
        in_it.setattr("sys.stdout", window)
        assert why_not_drawn() == why


# Colors and sizes


def test_gnu_screen_gets_256_colors_whatever_it_inherits(home: Path) -> None:
    program = Program(home)
    with Drawn(program, *COMMANDS["play"], *options(program), TERM="screen", COLORTERM="truecolor") as drawn:
        drawn.until(WORDS.note_title)
        assert "48;5;" in drawn.shown
        assert "8;2;" not in drawn.shown


def test_a_terminal_of_unknown_name_and_size_is_drawn_on(home: Path) -> None:
    program = Program(home)
    with Drawn(
        program, *COMMANDS["play"], *options(program), TERM="unheard-of", COLUMNS="", LINES="", size=(0, 0)
    ) as drawn:
        drawn.until(WORDS.note_title)


def test_help_and_reports_fit_the_window_width(home: Path) -> None:
    program = Program(home)
    with Terminal(program, "lead", "--help", size=(60, 24)) as terminal:
        assert terminal.wait() == 0
        assert max(map(len, terminal.shown.splitlines())) in range(50, 61)
    with Terminal(program, "lead", str(home / "plan.yaml"), "--ready", size=(61, 19)) as terminal:
        terminal.wait_for("61x19")
        terminal.wait()

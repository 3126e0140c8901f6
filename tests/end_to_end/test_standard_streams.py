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


NAMED = "--no-plain", "--left", "Ana", "--right", "Ben"
COMMANDS = {
    "play": (NAMED, WORDS.note_title),
    "today": (("today", *NAMED), WORDS.note_title),
    "lead": (("lead", "{plan}"), "A short evening"),
    "rehearse": (("lead", "{plan}", "--rehearse"), "Welcome"),
    "console": (("console",), "projector"),
}
"""Whatever draws, and what is then on its screen."""


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("redirection", ["2> {log}", "2>&-", "2> /dev/full", "2< /dev/null"])
@pytest.mark.sample(2)
def test_nothing_of_a_full_screen_goes_to_a_log(home: Path, command: str, redirection: str) -> None:
    log, ours = home / "log", home / "textual.log"
    program = Redirected(home, redirection.format(log=log))
    arguments, shown = COMMANDS[command]
    # What a developer may have left in the environment.
    switches = {"TEXTUAL": "debug,devtools", "TEXTUAL_LOG": str(ours)}
    with Drawn(program, *(each.format(plan=home / "plan.yaml") for each in arguments), **switches) as drawn:
        drawn.until(shown)
        drawn.type("\x03")
        assert drawn.wait() == 0
        assert drawn.is_restored
    assert not ours.exists()
    assert not log.exists() or log.read_bytes() == b""


def test_the_end_of_input_leaves_as_q_does(home: Path) -> None:
    keyboard, inside = os.openpty()
    program = Redirected(home, f"< {os.ttyname(inside)}")
    with Drawn(program, *NAMED, *options(program)) as drawn:
        for typed, then in ((b"", WORDS.note_title), (b"1", WORDS.how_title), (b"\r", WORDS.settle_title)):
            os.write(keyboard, typed)
            drawn.until(then)
        os.close(inside)
        os.close(keyboard)
        assert drawn.wait() == 0
        assert drawn.is_restored
        assert drawn.text.strip() == WORDS.parting_kept


@pytest.mark.parametrize(
    ("command", "redirection", "told", "status"),
    [
        ("console", "> /dev/null", "needs a terminal window, and there isn't one here", 2),
        ("console", "< /dev/null", "needs a terminal window, and there isn't one here", 2),
        ("console", "| cat", "needs a terminal window, and there isn't one here", 0),
        ("console", "1< /dev/tty", "needs a terminal window, and this one is only open for reading", 2),
        ("--no-plain", "1< /dev/tty", "There is nothing to write to", 2),
    ],
)
@pytest.mark.sample(1)
def test_half_a_terminal_is_not_drawn_on(home: Path, command: str, redirection: str, told: str, status: int) -> None:
    with Terminal(Redirected(home, redirection), *command.split()) as terminal:
        terminal.wait_for(told)
        assert terminal.wait() == status


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
    with Drawn(program, *NAMED, *options(program), TERM="screen", COLORTERM="truecolor") as drawn:
        drawn.until(WORDS.note_title)
        assert "48;5;" in drawn.shown
        assert "8;2;" not in drawn.shown


def test_a_terminal_of_unknown_name_and_size_is_drawn_on(home: Path) -> None:
    program = Program(home)
    with Drawn(program, *NAMED, *options(program), TERM="unheard-of", COLUMNS="", LINES="", size=(0, 0)) as drawn:
        drawn.until(WORDS.note_title)


def test_help_and_reports_fit_the_window_width(home: Path) -> None:
    program = Program(home)
    with Terminal(program, "lead", "--help", size=(60, 24)) as terminal:
        assert terminal.wait() == 0
        assert max(map(len, terminal.shown.splitlines())) in range(50, 61)
    with Terminal(program, "lead", str(home / "plan.yaml"), "--ready", size=(61, 19)) as terminal:
        terminal.wait_for("61x19")
        terminal.wait()

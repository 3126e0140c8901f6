"""Drawing goes to the terminal on standard input and output, wherever standard error goes."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import pytest

from full_screens import ENTER, SPEAKS, WAITS, options, settling, small_program
from program import Program
from shipped_words import WORDS
from terminal import Drawn, Terminal
from test_lead import PLAN


class Redirected(Program):
    """The program as a shell starts it with redirected streams."""

    def __init__(self, home: Path, redirection: str) -> None:
        super().__init__(home)
        self._redirection = redirection

    def command(self, *arguments: str) -> list[str]:
        """Start it from a shell."""
        return ["/bin/sh", "-c", f'exec "$@" {self._redirection}', "sh", *super().command(*arguments)]


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
FIRST = {"lead": "Welcome", "rehearse": "Welcome", "console": "projector"}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.sample(1)
def test_nothing_of_a_full_screen_goes_into_a_log(home: Path, command: str) -> None:
    log = home / "log"
    program = Redirected(home, f"2> {quote(str(log))}")
    arguments = [str(home / word) if word.endswith(".yaml") else word for word in COMMANDS[command]]
    with Drawn(program, *arguments) as drawn:
        drawn.until(FIRST.get(command, WORDS.note_title))
        drawn.type("q")
        assert drawn.wait() == 0
        assert drawn.is_restored
    assert log.read_bytes() == b""


@pytest.mark.parametrize("redirection", ["2>&-", "2> /dev/full", "2< /dev/null"])
@pytest.mark.sample(1)
def test_an_evening_needs_no_standard_error(home: Path, redirection: str) -> None:
    program = Redirected(home, redirection)
    with Drawn(program, *COMMANDS["play"], *options(program)) as drawn:
        settling(drawn.until(WORDS.note_title)).press(ENTER, SPEAKS).press("1", WAITS)
        drawn.type("q")
        assert drawn.wait() == 0
        assert drawn.is_restored
        assert drawn.text.strip() == WORDS.parting_kept


@pytest.mark.parametrize("redirection", ["> /dev/null", "< /dev/null", "| cat"])
@pytest.mark.sample(1)
def test_one_stream_of_a_terminal_is_not_drawn_on(home: Path, redirection: str) -> None:
    with Terminal(Redirected(home, redirection), "console") as terminal:
        terminal.wait_for("needs a terminal window, and there isn't one here")
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
def test_a_read_only_terminal_is_not_drawn_on(home: Path) -> None:
    with Terminal(Redirected(home, "1< /dev/tty"), "--no-plain", "--no-save") as terminal:
        terminal.wait_for("There is nothing to write to")
        assert terminal.wait() == 2
    with Terminal(Redirected(home, "1< /dev/tty"), "console") as terminal:
        terminal.wait_for("only open for reading")
        assert terminal.wait() == 2


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
@pytest.mark.sample(1)
def test_an_unknown_terminal_gets_plain_lines(home: Path, term: str) -> None:
    with Terminal(Program(home), "--no-plain", "--no-save", TERM=term) as terminal:
        terminal.wait_for("> ")
        terminal.type("q\r")
        assert terminal.wait() == 0
        assert "\x1b" not in terminal.shown
    with Terminal(Program(home), "console", TERM=term) as terminal:
        terminal.wait_for(f"cannot be drawn on ({f'TERM={term}' if term else 'TERM is not set'})")
        assert terminal.wait() == 2


# Sizes


def test_a_windows_own_size_counts_not_the_variables(home: Path) -> None:
    program = Program(home)
    with Drawn(program, *COMMANDS["play"], *options(program), COLUMNS="20", LINES="9") as drawn:
        drawn.until(WORDS.note_title)
        drawn.resize(50, 24)
        drawn.until("50x24")
        drawn.resize(100, 30)
        drawn.until(WORDS.note_title)


@pytest.mark.long
def test_a_terminal_of_unknown_size_is_drawn_on(home: Path) -> None:
    program = Program(home)
    with Drawn(program, *COMMANDS["play"], *options(program), COLUMNS="", LINES="", size=(0, 0)) as drawn:
        drawn.until(WORDS.note_title)


def test_help_and_reports_fit_the_window_width(home: Path) -> None:
    program = Program(home)
    with Terminal(program, "lead", "--help", size=(60, 24)) as terminal:
        assert terminal.wait() == 0
        assert max(map(len, terminal.shown.splitlines())) in range(50, 61)
    with Terminal(program, "lead", str(home / "plan.yaml"), "--ready", size=(61, 19)) as terminal:
        terminal.wait_for("61x19")
        terminal.wait()

"""Stopped and resumed by a shell: meanwhile the shell has the terminal, and afterwards the place is the same."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from full_screens import MORE
from program import Program
from program_at_step import go_to, make, seated
from reference import ENTER, OPTIONS, Step, remembered
from shipped_words import WORDS
from terminal import Drawn

BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(BASH is None, reason="bash stops and continues its jobs")

READY = "ready> "
CTRL_Z = "\x1a"


class InShell(Program):
    """A shell, from which the program is started."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.environment |= {"PS1": READY, "PS2": ""}

    def command(self, *arguments: str) -> list[str]:
        """The shell. It does not change the terminal's modes while it reads a line."""
        return [str(BASH), "--norc", "--noprofile", "--noediting", "-i"]

    @property
    def line(self) -> str:
        """The command to type in the shell."""
        options = "--save", str(self.save), *OPTIONS
        (self.home / "play").write_text(f"exec {shlex.join(super().command(*options))}\n")
        return "bash ~/play"


class Shell(Drawn):
    """A window with a shell in it."""

    def sit_down(self, program: InShell, step: Step) -> None:
        """Start the program on its save file, and go to where a step is made."""
        if not program.save.exists():
            program.save.write_bytes(step.file)
        self.until(READY.rstrip())
        self.type(program.line + ENTER)
        go_to(self, step)

    def until_ready(self) -> None:
        """Wait for the shell to take the terminal back."""
        self.until_it(lambda screen: screen.rstrip().endswith(READY.rstrip()))
        assert self.is_restored

    def stop(self) -> None:
        """Stop the program, and wait for the shell to say so."""
        self.press(CTRL_Z, "Stopped").until_ready()

    def leave(self) -> None:
        """Leave the program, then the shell."""
        self.type("q")
        self.until_ready()
        self.type("exit $?" + ENTER)
        assert self.wait() == 0


@pytest.mark.parametrize("by_key", [True, False], ids=["key", "signal"])
@pytest.mark.sample(1)
def test_a_stopped_program_comes_back_whole(tmp_path: Path, steps: Mapping[str, Step], by_key: bool) -> None:
    program, step = InShell(tmp_path), steps["asked"]
    with Shell(program) as shell:
        shell.sit_down(program, step)
        for _ in range(2):
            if by_key:
                shell.stop()
            else:
                os.kill(shell.foreground, signal.SIGTSTP)
                shell.until("Stopped").until_ready()
            shell.press("fg" + ENTER).until_it(step.before.is_on)
        make(shell, step)
        assert remembered(program.save) == step.states[-1]
        shell.leave()


@pytest.mark.long
def test_a_name_half_typed_is_there_again_in_any_size(tmp_path: Path, steps: Mapping[str, Step]) -> None:
    program = InShell(tmp_path)
    with Shell(program) as shell:
        shell.sit_down(program, steps["names"])
        shell.stop()
        shell.resize(100, 30)
        shell.press("fg" + ENTER, "Ana", "Ben", WORDS.names_left)
        shell.press("na", "Benna").press(ENTER, WORDS.how_title)
        shell.until_it(lambda screen: MORE in screen.split("\n")[29])
        shell.leave()


@pytest.mark.long
def test_a_program_put_in_the_background_waits(tmp_path: Path, steps: Mapping[str, Step]) -> None:
    program, step = InShell(tmp_path), steps["asked"]
    with Shell(program) as shell:
        shell.sit_down(program, step)
        shell.stop()
        shell.press("bg; wait -f 2> /dev/null; jobs; echo then" + ENTER, "Stopped", "\nthen")
        shell.press("fg" + ENTER).until_it(step.before.is_on).leave()


def test_an_ended_stopped_program_lets_another_in(tmp_path: Path, steps: Mapping[str, Step]) -> None:
    program, step = InShell(tmp_path), steps["asked"]
    with Shell(program) as shell:
        shell.sit_down(program, step)
        shell.stop()
        shell.press("kill %1; while jobs | grep -q Stopped; do sleep 0.02; done; jobs" + ENTER, "Terminated")
        shell.sit_down(program, step)
        shell.leave()


# Without a shell that could wake it


def stop_suddenly(drawn: Drawn) -> None:
    os.kill(drawn.foreground, signal.SIGSTOP)
    os.kill(drawn.foreground, signal.SIGCONT)


@pytest.mark.parametrize(
    "stop",
    [lambda drawn: os.kill(drawn.foreground, signal.SIGCONT), stop_suddenly, lambda drawn: drawn.type(CTRL_Z)],
    ids=["cont", "stop-cont", "ctrl-z"],
)
@pytest.mark.sample(1)
def test_a_stop_without_a_shell_is_harmless(
    tmp_path: Path, steps: Mapping[str, Step], stop: Callable[[Drawn], object]
) -> None:
    with seated(Program(tmp_path), steps["asked"]) as drawn:
        stop(drawn)
        drawn.until_it(lambda _: drawn.shown.count("\x1b[?1049h") == 2)
        make(drawn, steps["asked"])
        assert drawn.signal(signal.SIGTERM) == 128 + signal.SIGTERM
        assert drawn.is_restored

"""Stopped and resumed by a shell: meanwhile the shell has the terminal, and afterwards the place is the same."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
from collections.abc import Mapping
from pathlib import Path

import pytest

from full_screens import MORE
from program import Program
from program_at_step import seated
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
        self.until_it(step.start.is_on)
        for key in step.way:
            self.type(key.typed)
            self.until_it(key.shown.is_on)

    def until_stopped(self) -> None:
        """Wait for the shell to say that the program is stopped, and to take the terminal back."""
        self.until("Stopped")
        self.until_it(lambda screen: screen.rstrip().endswith(READY.rstrip()))
        assert self.is_restored

    def leave(self) -> None:
        """Leave the program, then the shell."""
        self.press("q", WORDS.parting_kept)
        self.until_it(lambda screen: screen.rstrip().endswith(READY.rstrip()))
        assert self.is_restored
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
                shell.type(CTRL_Z)
            else:
                os.kill(shell.foreground, signal.SIGTSTP)
            shell.until_stopped()
            shell.press("fg" + ENTER)
            shell.until_it(step.before.is_on)
        shell.type(step.typed)
        shell.until_it(step.after.is_on)
        assert remembered(program.save) == step.states[-1]
        shell.leave()


@pytest.mark.long
def test_a_stopped_programs_window_may_be_resized(tmp_path: Path, steps: Mapping[str, Step]) -> None:
    program, step = InShell(tmp_path), steps["asked"]
    with Shell(program) as shell:
        shell.sit_down(program, step)
        shell.type(CTRL_Z)
        shell.until_stopped()
        shell.resize(100, 30)
        shell.press("fg" + ENTER, WORDS.mirror_asked)
        shell.until_it(lambda screen: screen.split("\n")[-2].endswith(MORE))
        shell.leave()


@pytest.mark.long
def test_a_name_half_typed_is_there_again(tmp_path: Path, steps: Mapping[str, Step]) -> None:
    program = InShell(tmp_path)
    with Shell(program) as shell:
        shell.sit_down(program, steps["names"])
        shell.type(CTRL_Z)
        shell.until_stopped()
        shell.press("fg" + ENTER, "Ana", "Ben", WORDS.names_left)
        shell.press("na", "Benna")
        shell.press(ENTER, WORDS.how_title)
        shell.leave()


@pytest.mark.long
def test_a_program_put_in_the_background_waits(tmp_path: Path, steps: Mapping[str, Step]) -> None:
    program, step = InShell(tmp_path), steps["asked"]
    with Shell(program) as shell:
        shell.sit_down(program, step)
        shell.type(CTRL_Z)
        shell.until_stopped()
        shell.press("bg; wait -f 2> /dev/null; jobs; echo then" + ENTER, "Stopped", "\nthen")
        shell.press("fg" + ENTER)
        shell.until_it(step.before.is_on)
        shell.leave()


def test_an_ended_stopped_program_lets_another_in(tmp_path: Path, steps: Mapping[str, Step]) -> None:
    program, step = InShell(tmp_path), steps["asked"]
    with Shell(program) as shell:
        shell.sit_down(program, step)
        shell.type(CTRL_Z)
        shell.until_stopped()
        shell.press("kill %1; while jobs | grep -q Stopped; do sleep 0.02; done; jobs" + ENTER, "Terminated")
        shell.sit_down(program, step)
        shell.leave()


@pytest.mark.long
def test_a_program_none_could_wake_is_not_stopped(tmp_path: Path, steps: Mapping[str, Step]) -> None:
    step = steps["asked"]
    with seated(Program(tmp_path), step) as drawn:
        drawn.type(CTRL_Z)
        drawn.until_it(lambda _: drawn.shown.count("\x1b[?1049h") == 2)
        drawn.until_it(step.before.is_on)
        drawn.type(step.typed)
        drawn.until_it(step.after.is_on)
        drawn.type("q")
        assert drawn.wait() == 0
        assert drawn.is_restored


@pytest.mark.parametrize("numbers", [(signal.SIGCONT,), (signal.SIGSTOP, signal.SIGCONT)], ids=["cont", "stop-cont"])
@pytest.mark.sample(1)
def test_a_sudden_stop_is_harmless(
    tmp_path: Path, steps: Mapping[str, Step], numbers: tuple[signal.Signals, ...]
) -> None:
    step = steps["asked"]
    with seated(Program(tmp_path), step) as drawn:
        for number in numbers:
            os.kill(drawn.foreground, number)
        drawn.until_it(lambda _: drawn.shown.count("\x1b[?1049h") == 2)
        drawn.until_it(step.before.is_on)
        drawn.type(step.typed)
        drawn.until_it(step.after.is_on)
        assert drawn.signal(signal.SIGTERM) == 128 + signal.SIGTERM
        assert drawn.is_restored

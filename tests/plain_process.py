"""Plain mode in its own process, one answer at a time, so that something can happen in between."""

from __future__ import annotations

import os
import select
import subprocess

from program import LONGEST, Program, Ran


class Lines(subprocess.Popen[bytes]):
    """The program at the other end of three pipes. ``said`` is its last output."""

    def __init__(self, program: Program, *arguments: str) -> None:
        command = program.command("--plain", "--save", str(program.save), *arguments)
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        super().__init__(command, bufsize=0, cwd=program.home, env=program.environment, **pipes)
        self.said = ""

    def prompted(self) -> str:
        """Its output up to the next prompt."""
        self.said = ""
        while not self.said.endswith("> "):
            ready, _, _ = select.select([self.stdout], [], [], LONGEST)
            more = os.read(self.stdout.fileno(), 65536) if ready else b""
            if not more:
                self.kill()
                raise AssertionError(f"no prompt comes: {self.said!r} {self.communicate()[1]!r}")
            self.said += more.decode()
        return self.said

    def answer(self, key: str = "") -> str:
        """Give an answer ("" is Enter), and return the output after it."""
        self.stdin.write(f"{key}\n".encode())
        return self.prompted()

    def leave(self) -> Ran:
        """End the input, and return how the program ended."""
        out, err = self.communicate(timeout=LONGEST)
        return Ran(self.returncode, out.decode(), err.decode())

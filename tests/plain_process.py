"""Plain mode in its own process, one answer at a time, so that something can happen in between."""

from __future__ import annotations

import os
import select
import subprocess
from types import TracebackType
from typing import Self

from program import LONGEST, Program, Ran


class Lines:
    """The program at the other end of three pipes. ``said`` is its last output."""

    def __init__(self, program: Program, *arguments: str) -> None:
        self._process = subprocess.Popen(
            program.command("--plain", "--save", str(program.save), *arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=program.home,
            env=program.environment,
        )
        self.said = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()

    def prompted(self) -> str:
        """Its output up to the next prompt."""
        stream = self._process.stdout
        assert stream is not None
        self.said = ""
        while not self.said.endswith("> "):
            ready, _, _ = select.select([stream], [], [], LONGEST)
            more = os.read(stream.fileno(), 65536) if ready else b""
            if not more:
                self._process.kill()
                raise AssertionError(f"no prompt comes: {self.said!r} {self._process.communicate()[1]!r}")
            self.said += more.decode()
        return self.said

    def answer(self, key: str = "") -> str:
        """Give an answer ("" is Enter), and return the output after it."""
        stream = self._process.stdin
        stream.write(f"{key}\n".encode())
        stream.flush()
        return self.prompted()

    def leave(self) -> Ran:
        """End the input, and return how the program ended."""
        out, err = self._process.communicate(timeout=LONGEST)
        return Ran(self._process.returncode, out.decode(), err.decode())

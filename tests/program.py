"""The program as a couple's shell runs it: in its own process, with its own home folder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager, nullcontext
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from click.testing import CliRunner

from cardtui.cli import main

SOURCE = Path(__file__).parent.parent / "src"

LONGEST = 60
"""Seconds after which a process is considered hung."""

LOOKS = 100 * LONGEST
"""The number of checks, a hundredth of a second apart, after which a state is given up on."""


@contextmanager
def short_folder() -> Iterator[Path]:
    """A private folder with a path short enough for a socket, wherever the tests keep their files."""
    with tempfile.TemporaryDirectory(dir="/tmp") as made:
        yield Path(made)


class Ran(NamedTuple):
    """How a process ended."""

    status: int
    out: str
    err: str


def assert_refused(ran: Ran, status: int, *words: str) -> None:
    """An invalid request gets a sentence on stderr and nothing else."""
    assert (ran.status, ran.out) == (status, "")
    assert ran.err.startswith("cardtui: ")
    assert "Traceback" not in ran.err
    for word in words:
        assert word in ran.err


class Program:
    """Runs ``cardtui``; everything that it remembers is below ``home``."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.save = home / "save.db"
        # Beside the home, so that a test knows everything in the home.
        runtime = home.with_name(f"{home.name}.run")
        runtime.mkdir(mode=0o700, exist_ok=True)
        self.channel = runtime / "cardtui"
        """Where a console finds a projector."""
        path = os.pathsep.join(filter(None, (str(SOURCE), os.environ.get("PYTHONPATH", ""))))
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": path,
            "PYTHONUTF8": "1",
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_RUNTIME_DIR": str(runtime),
            "TERM": "xterm-256color",
        }

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file below its home, creating parent folders."""
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def command(self, *arguments: str) -> list[str]:
        """The command line, for starting the process in another way."""
        return [sys.executable, "-m", "cardtui", *arguments]

    def run(self, *arguments: str, typed: str | bytes = "", **changes: Any) -> Ran:
        """Run to the end with ``typed`` as its whole input."""
        data = typed.encode() if isinstance(typed, str) else typed
        streams = {"input": data, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        given: dict[str, Any] = streams | {"cwd": self.home, "env": self.environment} | changes
        ended = subprocess.run(self.command(*arguments), timeout=LONGEST, check=False, **given)
        return Ran(ended.returncode, (ended.stdout or b"").decode(), ended.stderr.decode())

    def play(self, *keys: str, options: tuple[str, ...] = ()) -> Ran:
        """Play line by line with the save file of this home; "" is Enter."""
        return self.run("--save", str(self.save), *options, typed="".join(f"{key}\n" for key in keys))

    def export(self) -> Any:
        """What the save file of this home remembers."""
        ran = self.run("export", "--save", str(self.save))
        assert ran.status == 0, ran.err
        return json.loads(ran.out)


class Redirected(Program):
    """The program as a shell starts it with redirected streams."""

    def __init__(self, home: Path, redirection: str) -> None:
        super().__init__(home)
        self._redirection = redirection

    def command(self, *arguments: str) -> list[str]:
        """The command line, through a shell."""
        return ["/bin/sh", "-c", f'exec "$@" {self._redirection}', "sh", *super().command(*arguments)]


class NonBlocking(Program):
    """The program with standard streams that another program left non-blocking."""

    def command(self, *arguments: str) -> list[str]:
        """The command line, through a program that makes them so."""
        code = "import os, sys; os.set_blocking(0, False); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
        return [sys.executable, "-c", code, "-m", "cardtui", *arguments]


class Within(Program):
    """The program without its own process: for running it hundreds of times with line-by-line input.

    folder: its working folder; by default its home, None for that of the test.
    """

    folder: Path | None

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.folder = home

    def run(self, *arguments: str, typed: str | bytes = "", **changes: Any) -> Ran:
        """Run the command line to its end with ``typed`` as its whole input; ``changes`` need a process."""
        if changes:
            return super().run(*arguments, typed=typed, **changes)
        handled = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
        try:
            with (
                chdir(self.folder) if self.folder else nullcontext(),
                patch.dict(os.environ, self.environment, clear=True),
                CliRunner().isolation(typed) as (out, err, _),
            ):
                try:
                    status = main(arguments)
                except SystemExit as left:  # as completion ends
                    status = int(left.code or 0)
        finally:
            for number, handler in handled.items():
                signal.signal(number, handler)
        return Ran(status, out.getvalue().decode(), err.getvalue().decode())

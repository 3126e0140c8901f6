"""How long commands that draw nothing take, compared with bare Python."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from figures import Row, seconds_of, side_by_side
from installed import Installed
from starting import remembering, taking_turns


def rows(installed: Installed, folder: Path, runs: int) -> Iterator[Row]:
    """Each command, alternating with a Python that does nothing."""
    save = str(remembering(folder / "save.db", 10))
    commands = {
        "--help": ("--help",),
        "check, the shipped deck": ("check",),
        "export, 10 evenings": ("export", "--save", save),
        "path": ("path", "--save", save),
    }
    works = {name: partial(_run, installed, installed.command(*arguments)) for name, arguments in commands.items()}
    found = taking_turns({"": partial(_run, installed, [sys.executable, "-c", ""]), **works}, runs)
    for name in commands:
        yield side_by_side(f"cardtui {name}", found[name], found[""], None)


def _run(installed: Installed, command: list[str]) -> float:
    return seconds_of(lambda: subprocess.run(command, env=installed.environment, check=True, stdout=subprocess.DEVNULL))

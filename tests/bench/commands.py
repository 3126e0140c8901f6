"""Commands that draw nothing: they never import Textual or Rich, and their time compared with bare Python."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from figures import Row, side_by_side
from installed import Installed
from starting import remembering, taking_turns

_DRAWS = """
import sys
from cardtui.cli import main
status = main(sys.argv[1:])
sys.exit(status or 100 * bool({"textual", "rich"} & sys.modules.keys()))
"""


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
    drawing = sum(_draws(installed, arguments) for arguments in commands.values())
    yield Row("  commands that import Textual or Rich", str(drawing), "", drawing, 0, "commands")


def _run(installed: Installed, command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, env=installed.environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _draws(installed: Installed, arguments: tuple[str, ...]) -> bool:
    command = [sys.executable, "-c", _DRAWS, *arguments]
    status = subprocess.run(command, env=installed.environment, check=False, stdout=subprocess.DEVNULL).returncode
    assert status in (0, 100), arguments
    return status == 100

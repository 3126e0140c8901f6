"""Checks a file with the program itself, and measures its time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from program import LONGEST, Program

# A process counts the memory of the one that it was forked from as its own; so a small one is in between.
_MEASURING = """
import json, resource, subprocess, sys
ran = subprocess.run(sys.argv[2:], stdin=subprocess.DEVNULL, capture_output=True, timeout=float(sys.argv[1]))
used = resource.getrusage(resource.RUSAGE_CHILDREN)
memory = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
out, err = (text.decode() for text in (ran.stdout, ran.stderr))
json.dump([ran.returncode, used.ru_utime + used.ru_stime, memory, out, err], sys.stdout)
"""


class Measured(NamedTuple):
    """status: of the process. seconds: of CPU time. memory: maximum bytes. out, err: its output."""

    status: int
    seconds: float
    memory: int
    out: str
    err: str


def measure(home: Path, path: Path, *options: str) -> Measured:
    """Run `cardtui check` on a file or folder. home: a folder of its own."""
    program = Program(home)
    command = program.command("check", *options, str(path))
    ran = subprocess.run(
        [sys.executable, "-c", _MEASURING, str(LONGEST), *command],
        capture_output=True,
        check=False,
        env=program.environment,
    )
    assert ran.returncode == 0, ran.stderr.decode()[-1000:]
    return Measured(*json.loads(ran.stdout))

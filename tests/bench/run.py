"""Measures whether the program meets its speed targets, beside yardsticks that run at the same time.

    python tests/bench/run.py [--quick] [PART...]

Prints one table, and ends with status 1 if a target is missed. Ratios are of alternating runs, since the machine is
unknown and may be busy. Parts: {parts}. All take about five minutes; ``--quick`` does fewer runs, and is less reliable.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import idling
import large_decks
import repainting
import starting
import steering
from figures import Row, table
from installed import Installed, install

Part = Callable[[Installed, Path, bool], Iterator[Row]]
"""Measures an installed program in a folder, quickly or thoroughly."""

PARTS: dict[str, Part] = {
    "start": lambda installed, folder, quick: starting.rows(installed, folder, 7 if quick else 25),
    "history": lambda installed, folder, quick: starting.history_rows(installed, folder, 9 if quick else 41),
    "commands": lambda installed, folder, quick: starting.command_rows(installed, folder, 7 if quick else 25),
    "keys": lambda installed, folder, quick: repainting.rows(installed, folder, 120 if quick else 600),
    "idle": lambda installed, folder, quick: idling.rows(installed, folder, 10 if quick else 60),
    "projector": lambda installed, folder, quick: idling.projector_rows(installed, folder, 20 if quick else 60),
    "deck": lambda installed, folder, quick: large_decks.rows(folder, 3 if quick else 11),
    "advice": lambda installed, folder, quick: large_decks.advice_rows(folder, 1 if quick else 5),
    "steering": lambda installed, folder, quick: steering.rows(installed, 100 if quick else 1000),
    "clock": lambda installed, folder, quick: idling.console_rows(installed, 10 if quick else 60),
}


def main() -> int:
    """Measure, and print the results."""
    parser = argparse.ArgumentParser(
        description=__doc__.format(parts=", ".join(PARTS)), formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer runs")
    parser.add_argument("part", nargs="*", help="only these parts")
    asked = parser.parse_args()
    if unknown := set(asked.part) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        installed = install(Path(folder) / "installed")
        for name in asked.part or PARTS:
            print(f"{name}…", file=sys.stderr, flush=True)
            own = Path(folder) / name
            own.mkdir()
            rows += PARTS[name](installed, own, asked.quick)
    print(table(rows))
    return 1 if any(row.missed for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())

"""The result of a measurement: figures beside a yardstick, a target, a verdict; and the table of them."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """One line of the table.

    ours, yardstick: formatted with units; the yardstick may be empty. figure: compared
    with the target, a ratio or a number in the unit of `unit`. target: the maximum; None for a row without one.
    """

    name: str
    ours: str
    yardstick: str
    figure: float
    target: float | None = None
    unit: str = "x"

    @property
    def missed(self) -> bool:
        """Whether it exceeds the target."""
        return self.target is not None and self.figure > self.target


def seconds_of(work: Callable[[], object]) -> float:
    """How long a piece of work takes, with no garbage of earlier work."""
    gc.collect()
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    del result
    return seconds


def median_seconds(work: Callable[[], object], rounds: int) -> float:
    """The median of several rounds."""
    return statistics.median(seconds_of(work) for _ in range(rounds))


def ms(seconds: float) -> str:
    """Milliseconds as text."""
    return f"{seconds * 1000:.1f} ms"


def mb(size: int) -> str:
    """Bytes as megabytes, as text."""
    return f"{size / 1e6:.1f} MB"


def percentile(values: Sequence[float], percent: int) -> float:
    """The percentile: the smallest value that at most that share of all values lies below."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def side_by_side(name: str, ours: Sequence[float], yardstick: Sequence[float], target: float | None) -> Row:
    """The median ratio of alternating runs, since the speed of a machine changes over time."""
    ratio = statistics.median(one / other for one, other in zip(ours, yardstick, strict=True))
    return Row(name, ms(statistics.median(ours)), ms(statistics.median(yardstick)), ratio, target)


def table(rows: Sequence[Row]) -> str:
    """All rows as one table."""
    lines = [("", "cardtui", "yardstick", "figure", "at most", "")]
    for row in rows:
        figure = f"{row.figure:.2f} {row.unit}"
        target = "" if row.target is None else f"{row.target:.2f}"
        verdict = "" if row.target is None else "MISSED" if row.missed else "ok"
        lines.append((row.name, row.ours, row.yardstick, figure, target, verdict))
    widths = [max(len(line[column]) for line in lines) for column in range(6)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in (0, 5) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )

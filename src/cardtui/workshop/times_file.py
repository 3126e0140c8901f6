"""Planned and real times of the items of a run, as a table that a leader can learn from. Nothing in it is of people."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from cardtui.workshop.run_agenda import AgendaLine

HEAD = ("item", "planned", "minutes", "began", "took")

_FORMULA = ("=", "+", "-", "@")
"""With these a spreadsheet begins what it computes."""


def times_text(lines: Sequence[AgendaLine]) -> str:
    """The agenda of a run as CSV (RFC 4180, but for its line ends), with minutes as numbers.

    ``began`` and ``took`` are empty for an item that never was on.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEAD)
    for line in lines:
        title = " ".join(line.title.split())
        shown = f"'{title}" if title.startswith(_FORMULA) else title
        writer.writerow((shown, line.planned, line.minutes, line.began, line.took))
    return text.getvalue()

"""The text of a screen as people read it: column by column, ignoring what is beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

FRAME = "▛▀▜▌▐▙▄▟╳"
"""The edges and backs of cards, which are not text."""

_NO_TEXT = re.compile("[▀▄]*[▛▜▌▐▙▟╳][▛▀▜▌▐▙▄▟╳]*|[▀▄]{4,}")
"""Such edges and backs; the pieces of large digits are shorter."""


_EDGE = 4
"""The number of edge lines that make a side of a card."""


def _without(text: str) -> str:
    return _NO_TEXT.sub(lambda found: " " * len(found[0]), text)


def without_frames(text: str) -> str:
    """The screen without the edges of its cards."""
    return "\n".join(line.rstrip() for line in _without(text).split("\n"))


def readings(text: str) -> Iterator[str]:
    """The text of a screen: as it is, and each of its columns as one line."""
    lines = text.split("\n")
    width = max(map(len, lines), default=0)
    yield without_frames(text)
    edges = Counter(x for line in lines for x, sign in enumerate(line) if sign in "▌▐")
    sides = sorted(x for x, count in edges.items() if count >= _EDGE)
    cuts = [0, *sides, width]
    yield from (_column(lines, first, last) for first, last in pairwise(cuts))
    yield from (_column(lines, first, last) for first, last in ((0, width // 2), (width // 2, width)))


def _column(lines: list[str], first: int, last: int) -> str:
    return " ".join(" ".join(_without(line[first:last]).split()) for line in lines)


def shows(text: str, wanted: str) -> bool:
    """Whether a text is on a screen, within one column, ignoring line breaks and case."""
    wanted = squeezed(wanted).casefold()
    return any(wanted in squeezed(reading).casefold() for reading in readings(text))


def squeezed(*texts: str) -> str:
    """Texts without white space, to be found wherever their lines are broken."""
    return "".join("".join(texts).split())

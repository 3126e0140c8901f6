"""Reads the large clock of the projector and of the console back from its blocks."""

from __future__ import annotations

from cardtui.workshop.projector.large_digits import small

_BLOCKS = "█▀▄"
_GLYPHS = {glyph: small(glyph) for glyph in "0123456789:+"}


def seconds_on(text: str) -> int | None:
    """The seconds that are left by the clock in the text of a screen, below 0 when it is over.

    None without a clock, or with one that is only painted in part.
    """
    lines = text.splitlines()
    top = next((y for y, line in enumerate(lines) if any(block in line for block in _BLOCKS)), None)
    if top is None:
        return None
    rows = ["".join(sign if sign in _BLOCKS else " " for sign in line) for line in lines[top : top + 3]]
    start = min(len(row) - len(row.lstrip()) for row in rows if row.strip())
    width = max(map(len, rows)) + 4
    rows = [row.ljust(width)[start:] for row in rows]
    read = ""
    while any(row.strip() for row in rows):
        found = [glyph for glyph, shape in _GLYPHS.items() if _begins_with(rows, shape)]
        if not found:
            return None
        read += found[0]
        rows = [row[len(_GLYPHS[found[0]][0]) + 1 :] for row in rows]
    if ":" not in read:
        return None
    minutes, _, seconds = read.lstrip("+").partition(":")
    total = int(minutes) * 60 + int(seconds)
    return -total if read.startswith("+") else total


def _begins_with(rows: list[str], shape: tuple[str, ...]) -> bool:
    return all(row[: len(part)] == part for row, part in zip(rows, shape, strict=True))

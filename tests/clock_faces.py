"""Reads the large clock of the wall and the console back from its block characters."""

from __future__ import annotations

from collections.abc import Iterator

from cardtui.faces.screen.large_text import HIGH, LetterSize, large

_BETWEEN = {LetterSize.MEDIUM: 1, LetterSize.HUGE: 2}
"""Cells between two digits."""

_GLYPHS = {size: {glyph: large(glyph, 40, size) or () for glyph in "0123456789:+"} for size in _BETWEEN}


def seconds_on(text: str) -> int | None:
    """The seconds left on the clock on a screen, negative after the end.

    None without a clock, or with a partly drawn one.
    """
    return next(_clocks(text.splitlines()), None)


def _clocks(lines: list[str]) -> Iterator[int]:
    width = max(map(len, lines), default=0) + 4
    for size in _GLYPHS:
        for top in range(len(lines) - HIGH[size] + 1):
            rows = [line.ljust(width) for line in lines[top : top + HIGH[size]]]
            for start in range(width):
                minutes, _, seconds = _read([row[start:] for row in rows], size).partition(":")
                if minutes.lstrip("+") and len(seconds) == 2:
                    total = int(minutes.lstrip("+")) * 60 + int(seconds)
                    yield -total if minutes.startswith("+") else total


def _read(rows: list[str], size: LetterSize) -> str:
    found = ""
    while glyph := next((sign for sign, shape in _GLYPHS[size].items() if _begins_with(rows, shape)), ""):
        found += glyph
        rows = [row[max(map(len, _GLYPHS[size][glyph])) + _BETWEEN[size] :] for row in rows]
    return found


def _begins_with(rows: list[str], shape: tuple[str, ...]) -> bool:
    wide = max(map(len, shape))
    return all(row[:wide] == part.ljust(wide) for row, part in zip(rows, shape, strict=True))

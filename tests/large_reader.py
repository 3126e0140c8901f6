"""Reads text and clocks in large letters back from their block characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cardtui.faces.screen.large_text import _FONTS, _QUARTERS, _SCALE, LetterSize, _letters

_PAIRS = "..", "#.", ".#", "##"
_DOTS = {sign: (_PAIRS[number % 4], _PAIRS[number // 4]) for number, sign in enumerate(_QUARTERS)}
_NONE = _DOTS[" "]


def large_texts(screen: str) -> Iterator[str]:
    """All lines of large letters on a screen, size by size, from top to bottom."""
    lines = screen.splitlines()
    width = max(map(len, lines), default=0)
    rows = [line.ljust(width) for line in lines]
    quarters = ["".join(_DOTS.get(sign, _NONE)[half] for sign in row) for row in rows for half in (0, 1)]
    cells = ["".join("#" if sign == "█" else "." for sign in row) for row in rows]
    for size in LetterSize:
        if size is LetterSize.PLAIN:
            continue
        dots, step = (cells, 1) if _SCALE[size] > 1 else (quarters, 2)
        wide = max(1, _SCALE[size] // 2)
        high = _FONTS[size].rows * wide
        for top in range(0, len(dots) - high + 1, step):
            read = _read([row[::wide] for row in dots[top : top + high : wide]], size)
            if any(map(str.isalnum, read)):  # the edges of letters read as apostrophes
                yield read


def seconds_on(screen: str) -> int | None:
    """The seconds left on the clock on a screen, negative after the end; None without a whole clock."""
    for text in large_texts(screen):
        if clock := re.fullmatch(r"(\+?)(\d+):(\d\d)", text):
            seconds = int(clock[2]) * 60 + int(clock[3])
            return -seconds if clock[1] else seconds
    return None


def _read(rows: list[str], size: LetterSize) -> str:
    """The text in a band of dots; "" if part of it is not a letter."""
    font = _FONTS[size]
    glyphs = _letters(font.file, font.rows)
    found, blank, x = "", 0, 0
    while x < len(rows[0]):
        if all(row[x] == "." for row in rows):
            blank, x = blank + 1, x + 1
            continue
        here = [row[x:] for row in rows]
        fitting = [sign for sign, shape in glyphs.items() if all(map(str.startswith, here, shape))]
        if not fitting:
            return ""
        letter = max(fitting, key=lambda sign: len(glyphs[sign][0]))
        found += " " * (bool(found) and blank >= font.space) + letter
        blank, x = 0, x + len(glyphs[letter][0])
    return found

"""Letters of several lines, made of quarter blocks, for walls whose own letters cannot be read from afar."""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple


class LetterSize(IntEnum):
    """How large letters are."""

    PLAIN = 0
    """The terminal's own."""
    SMALL = 1
    """Three lines high, and two or three cells wide."""
    MEDIUM = 2
    """Four lines high, and three or four cells wide, with thick strokes."""
    LARGE = 3
    """Small ones, twice as high and wide."""
    HUGE = 4
    """Medium ones, twice as high and wide."""
    GREAT = 5
    """Large ones, twice as high and wide."""
    GIANT = 6
    """Huge ones, twice as high and wide."""


HIGH = dict(zip(LetterSize, (1, 3, 4, 6, 8, 12, 16), strict=True))
"""Lines of a letter."""

_GAP = dict(zip(LetterSize, (0, 1, 1, 1, 2, 2, 3), strict=True))
"""Lines between two lines of letters."""

_QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""By the sum of the dots that are set: 1 above left, 2 above right, 4 below left, 8 below right."""

Glyph = tuple[str, ...]
"""Rows of dots."""


class _Font(NamedTuple):
    """A file of glyphs. rows: of each. space, between: dots between words, and letters. marks: what stands above."""

    file: str
    rows: int
    space: int
    between: int
    marks: dict[str, str]


_SMALL_MARKS = {"\u0301": "..#.", "\u0300": ".#..", "\u0302": ".##.", "\u0303": ".#.#", "\u0308": "#..#"}
_MEDIUM_MARKS = {"\u0301": "...##.", "\u0300": ".##...", "\u0302": "..##..", "\u0303": ".###.#", "\u0308": "##..##"}

_SMALL = _Font("small_letters.txt", 6, 3, 1, _SMALL_MARKS)
_MEDIUM = _Font("medium_letters.txt", 8, 6, 2, _MEDIUM_MARKS)
_FONTS = dict(zip(LetterSize, (_SMALL, _SMALL, _MEDIUM, _SMALL, _MEDIUM, _SMALL, _MEDIUM), strict=True))

_CELLS = {LetterSize.LARGE: 1, LetterSize.HUGE: 1, LetterSize.GREAT: 2, LetterSize.GIANT: 2}
"""How many cells high and wide a dot is; of others it is a quarter of one."""


@lru_cache(maxsize=256)
def large(text: str, width: int, size: LetterSize, *, tight: int = 0) -> tuple[str, ...] | None:
    """A text in large letters, broken between words.

    Args:
        text: of letters that there are; Latin ones, digits, and what stands between words.
        width: cells that there are for it.
        size: any but `LetterSize.PLAIN`.
        tight: what small letters have between two of their lines. 0: a free line, as others have; 1: half a one where
            two would touch; 2: nothing.

    Returns:
        Its lines; None if a letter is missing or a word is too long.
    """
    font = _FONTS[size]
    space, between = "." * font.space, "." * font.between
    letters = _letters(font.file, font.rows)
    words: list[Glyph] = []
    for word in text.split():
        shapes = [shape for letter in word if (shape := _shape(letter, letters, font.marks))]
        if len(shapes) < len(word):
            return None
        words.append(tuple(between.join(rows) for rows in zip(*shapes, strict=True)))
    room = width // _CELLS[size] if size in _CELLS else width * 2
    lines: list[list[Glyph]] = []
    used = room
    for drawn in words:
        wide = len(drawn[0])
        if wide > room:
            return None
        if used + len(space) + wide > room:
            lines.append([])
            used = -len(space)
        lines[-1].append(drawn)
        used += len(space) + wide
    drawings = [[space.join(rows) for rows in zip(*line, strict=True)] for line in lines]
    if tight and size is LetterSize.SMALL:
        return _picture(_close(drawings, apart=tight == 1), size)
    gap = ("",) * _GAP[size]
    pictures = [_picture(drawing, size) for drawing in drawings]
    return tuple(row for index, picture in enumerate(pictures) for row in gap * (index > 0) + picture)


def _close(drawings: list[list[str]], *, apart: bool) -> list[str]:
    """Lines of letters one below the other. apart: with a free row where a g would touch the dot of an i."""
    rows: list[str] = []
    for drawing in drawings:
        if apart and rows and any("##" in above + below for above, below in zip(rows[-1], drawing[0], strict=False)):
            rows.append("")
        rows += drawing
    wide = max(map(len, rows), default=0)
    return [f"{row:.<{wide}}" for row in (*rows, *[""] * (len(rows) % 2))]


def _picture(rows: list[str], size: LetterSize) -> tuple[str, ...]:
    """Rows of dots as lines of cells."""
    if cells := _CELLS.get(size):
        lines = ("".join(("█" if dot == "#" else " ") * cells for dot in row) for row in rows)
        return tuple(line for line in lines for _ in range(cells))
    rows = [row + "." * (len(row) % 2) for row in rows]
    return tuple(
        "".join(
            _QUARTERS[(a == "#") + 2 * (b == "#") + 4 * (c == "#") + 8 * (d == "#")]
            for a, b, c, d in zip(upper[::2], upper[1::2], lower[::2], lower[1::2], strict=True)
        )
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )


def _shape(letter: str, letters: dict[str, Glyph], above: dict[str, str]) -> Glyph | None:
    base, *marks = list(unicodedata.normalize("NFD", letter))
    shape = letters.get(base)
    if shape is None or not marks:
        return shape
    if len(marks) > 1 or marks[0] not in above or not base.islower() or (base != "i" and "#" in shape[0]):
        return None
    mark = above[marks[0]]
    wide = max(len(mark), len(shape[0]))
    # The dot of an i gives way to the mark; medium letters leave a row free below it.
    free = len(shape) // 4
    return (f"{mark:.^{wide}}", *["." * wide] * (free - 1), *(f"{row:.^{wide}}" for row in shape[free:]))


@cache
def _letters(file: str, rows: int) -> dict[str, Glyph]:
    lines = files(__package__).joinpath(file).read_text(encoding="utf-8").splitlines()
    found: dict[str, Glyph] = {}
    for top in range(0, len(lines), rows + 1):
        columns = zip(*(row.split(" | ") for row in lines[top + 1 : top + 1 + rows]), strict=True)
        found |= dict(zip(lines[top], columns, strict=True))
    return found

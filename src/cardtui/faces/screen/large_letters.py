"""Letters four lines high, made of quarter blocks, for walls whose own letters cannot be read from afar."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

HIGH = 4
"""Lines of a letter, at scale 1."""

_QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""By the sum of the dots that are set: 1 above left, 2 above right, 4 below left, 8 below right."""

_MARKS = {"\u0301": "...##.", "\u0300": ".##...", "\u0302": "..##..", "\u0303": ".###.#", "\u0308": "##..##"}
"""What stands above a small letter."""

_SPACE, _BETWEEN = 6, 2
"""Dots."""

Glyph = tuple[str, ...]
"""Eight rows of dots."""


def large(text: str, width: int, scale: int = 1) -> tuple[str, ...] | None:
    """A text in large letters, broken between words.

    Args:
        text: of letters that there are; Latin ones, digits, and what stands between words.
        width: cells that there are for it.
        scale: 1 for quarter blocks, 2 for letters twice as wide and high.

    Returns:
        Its lines, with one free line between two lines of letters; None if a letter is missing or a word is too long.
    """
    letters = _letters()
    words: list[Glyph] = []
    for word in text.split():
        shapes = [shape for letter in word if (shape := _shape(letter, letters))]
        if len(shapes) < len(word):
            return None
        words.append(tuple(("." * _BETWEEN).join(rows) for rows in zip(*shapes, strict=True)))
    room = width * 2 // scale
    lines: list[list[Glyph]] = []
    used = room
    for drawn in words:
        wide = len(drawn[0])
        if wide > room:
            return None
        if used + _SPACE + wide > room:
            lines.append([])
            used = -_SPACE
        lines[-1].append(drawn)
        used += _SPACE + wide
    pictures = [_picture([("." * _SPACE).join(rows) for rows in zip(*line, strict=True)], scale) for line in lines]
    return tuple(row for index, picture in enumerate(pictures) for row in ("",) * (index > 0) * scale + picture)


def _picture(rows: list[str], scale: int) -> tuple[str, ...]:
    """Rows of dots as lines of cells; at scale 2 each dot is a whole cell."""
    if scale > 1:
        return tuple("".join("█" if dot == "#" else " " for dot in row) for row in rows)
    rows = [row + "." * (len(row) % 2) for row in rows]
    return tuple(
        "".join(
            _QUARTERS[(a == "#") + 2 * (b == "#") + 4 * (c == "#") + 8 * (d == "#")]
            for a, b, c, d in zip(upper[::2], upper[1::2], lower[::2], lower[1::2], strict=True)
        )
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )


def _shape(letter: str, letters: dict[str, Glyph]) -> Glyph | None:
    base, *marks = list(unicodedata.normalize("NFD", letter))
    shape = letters.get(base)
    if shape is None or not marks:
        return shape
    if len(marks) > 1 or marks[0] not in _MARKS or not base.islower() or (base != "i" and "#" in shape[0]):
        return None
    mark = _MARKS[marks[0]]
    wide = max(len(mark), len(shape[0]))
    return (f"{mark:.^{wide}}", "." * wide, *(f"{row:.^{wide}}" for row in shape[2:]))


@cache
def _letters() -> dict[str, Glyph]:
    lines = files(__package__).joinpath("large_letters.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, Glyph] = {}
    for top in range(0, len(lines), 2 * HIGH + 1):
        columns = zip(*(row.split(" | ") for row in lines[top + 1 : top + 1 + 2 * HIGH]), strict=True)
        found |= dict(zip(lines[top], columns, strict=True))
    return found

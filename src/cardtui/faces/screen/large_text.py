"""Text in letters as large as fit, drawn from blocks for projectors whose terminal font is too small."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import IntEnum
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from textual.content import Content
from textual.geometry import Size

from cardtui.faces.screen.lines import Lines, blank, stack
from cardtui.text.layout import balanced


class LetterSize(IntEnum):
    """Sizes of letters."""

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


SIZES = tuple(reversed(LetterSize))
"""The largest first."""

HEIGHTS = dict(zip(LetterSize, (1, 3, 4, 6, 8, 12, 16), strict=True))
"""Lines of a letter."""

MEASURE = 64
"""Maximum cells of a line in plain letters."""

SPACINGS = {
    LetterSize.GIANT: ((6, 0), (5, 0)),
    LetterSize.GREAT: ((5, 0), (4, 0)),
    LetterSize.HUGE: ((4, 0), (3, 0)),
    LetterSize.LARGE: ((4, 0), (3, 0)),
    LetterSize.MEDIUM: ((4, 0), (2, 0)),
    LetterSize.SMALL: ((3, 0), (2, 0), (2, 1), (2, 2), (1, 1), (1, 2), (0, 2)),
    LetterSize.PLAIN: ((2, 0), (1, 0), (0, 0)),
}
"""Lines between two paragraphs, and the line spacing within one (see `large`); the widest spacing first."""

DENSE, DENSEST = 2, 3
"""Densities of a text: no free lines around it, and also none between its paragraphs; 0 is the widest spacing."""

Block = list[Content]
"""The lines of a paragraph."""


class LargeText(Lines):
    """Paragraphs, all in letters of the same size."""

    style = "$strong $strong-style"
    sizes: Sequence[LetterSize] = SIZES
    """Letters to try, the largest first."""

    framed = False
    """Whether a line above and one below are free, if there is room for them."""

    _largest, _is_close = SIZES[0], False
    _texts: tuple[str, ...] = ()

    def __init__(self, *, id: str) -> None:  # noqa: A002  (Textual's name for it)
        super().__init__(id=id)
        self._drawn: dict[tuple[int, LetterSize, int], list[Block] | None] = {}

    def fill(self, *texts: str) -> None:
        """Set the paragraphs."""
        shown, self._texts = self._texts, tuple(filter(None, texts))
        if shown != self._texts:
            self.renew()

    def renew(self) -> None:
        """Redraw changed text; it is laid out when it is drawn, at the size it then has."""
        self._drawn.clear()
        self._shown_at = None
        self.refresh()

    def limit(self, largest: LetterSize, *, close: bool = False) -> None:
        """Limit the size of the letters. close: whether lines are as close together as possible."""
        if (largest, close) != (self._largest, self._is_close):
            self._largest, self._is_close = largest, close
            self._shown_at = None
            self.refresh()

    @property
    def is_whole(self) -> bool:
        """Whether all of it is visible."""
        return len(self.fitted(self.size)[1]) <= self.size.height

    @property
    def letters(self) -> LetterSize:
        """The size of the letters as shown."""
        return self.fitted(self.size)[0]

    def needs(self, width: int, most: int) -> int:
        """How many of at most ``most`` lines it takes at that width."""
        return min(len(self.fitted(Size(width, most))[1]), most)

    def least(self, width: int, size: LetterSize, density: int) -> int | None:
        """How many lines it takes in letters of a size; None if they cannot show it.

        density: from 0, the widest spacing, to `DENSEST`.
        """
        lines = self._at(self.inside(width), size, *spacing_at(size, density))
        return None if lines is None or size not in self.sizes else len(lines) + self._frames(size)[density]

    def blocks(self, width: int, size: LetterSize, *, tight: int) -> list[Block] | None:
        """The paragraphs in letters of a size; None if they cannot show them."""
        found = [in_letters(each, width, size, self.style, tight=tight) for each in self._texts]
        return found if all(found) else None

    def inside(self, width: int) -> int:
        """Cells of that width for the text."""
        return max(2, width)

    def to_show(self, size: Size) -> Block:
        """See `Lines.to_show`. Most of the free room is below."""
        lines = self.fitted(size)[1]
        return [*blank((size.height - len(lines)) // 4), *lines[: size.height]]

    def fitted(self, room: Size) -> tuple[LetterSize, Block]:
        """The lines, as large as they fit; if even the smallest don't, more lines than there is room for."""
        width, lines = self.inside(room.width), None
        for size in (size for size in self.sizes if size <= self._largest):
            frames, spacings = self._frames(size), SPACINGS[size]
            choices = list(product(dict.fromkeys(frames), spacings))
            if self._is_close:
                # Free space between lines of letters matters more than a line around them.
                choices = [(frame, each) for each in spacings for frame in frames if each[1]] or choices[-1:]
            for frame, spacing in choices:
                lines = self._at(width, size, *spacing)
                if lines is not None and len(lines) <= room.height - frame:
                    return size, lines
        return self.sizes[-1], lines or []

    def _frames(self, size: LetterSize) -> tuple[int, ...]:
        """Free lines above and below, by density."""
        return (2, int(size is not LetterSize.PLAIN), 0, 0) if self.framed else (0, 0, 0, 0)

    def _at(self, width: int, size: LetterSize, gap: int, tight: int) -> Block | None:
        key = width, size, tight
        if key not in self._drawn:
            self._drawn[key] = self.blocks(width, size, tight=tight)
        blocks = self._drawn[key]
        return None if blocks is None else stack(blocks, gap)


def spacing_at(size: LetterSize, density: int) -> tuple[int, int]:
    """One of `SPACINGS`. density: see `LargeText.least`."""
    return SPACINGS[size][1 if not density else -2 if size is LetterSize.SMALL and density < DENSEST else -1]


def in_letters(text: str, width: int, size: LetterSize, style: str, *, tight: int = 0) -> Block:
    """The lines of a text; empty if that size lacks some letters, or has no room for a word."""
    if size is LetterSize.PLAIN:
        lines: Sequence[str] = balanced(text, min(width, MEASURE))
    else:
        lines = large(text, width, size, tight=tight) or ()
    return [Content.styled(line, style) for line in lines]


# Letters of several lines

_GAP = dict(zip(LetterSize, (0, 1, 1, 1, 2, 2, 3), strict=True))
"""Lines between two lines of letters."""

_SCALE = dict(zip(LetterSize, (0, 1, 1, 2, 2, 4, 4), strict=True))
"""Half cells per dot of a glyph across, and half lines down."""

_QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""Index: sum of the dots that are set: 1 above left, 2 above right, 4 below left, 8 below right."""

Glyph = tuple[str, ...]
"""Rows of dots."""


class _Font(NamedTuple):
    """A file of glyphs. rows: of each. space, between: dots between words, and letters. marks: accents above."""

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


@lru_cache(maxsize=256)
def large(text: str, width: int, size: LetterSize, *, tight: int = 0) -> tuple[str, ...] | None:
    """A text in large letters, broken between words.

    Args:
        text: with Latin letters, digits and punctuation.
        width: cells available.
        size: any but `LetterSize.PLAIN`.
        tight: between two lines of small letters. 0: a free line, like other sizes; 1: half a line if two would touch;
            2: nothing.

    Returns:
        The lines; None if a letter is missing or a word is too long.
    """
    font = _FONTS[size]
    space, between = "." * font.space, "." * font.between
    letters = _letters(font.file, font.rows)
    room = 2 * width // _SCALE[size]
    lines: list[list[Glyph]] = []
    used = room
    for word in text.split():
        shapes = [shape for letter in word if (shape := _shape(letter, letters, font.marks))]
        drawn = tuple(between.join(rows) for rows in zip(*shapes, strict=True))
        if len(shapes) < len(word) or len(drawn[0]) > room:
            return None
        if used + len(space) + len(drawn[0]) > room:
            lines.append([])
            used = -len(space)
        lines[-1].append(drawn)
        used += len(space) + len(drawn[0])
    drawings = [[space.join(rows) for rows in zip(*line, strict=True)] for line in lines]
    if tight and size is LetterSize.SMALL:
        return _picture(_close(drawings, apart=tight == 1), size)
    gap = ("",) * _GAP[size]
    pictures = [_picture(drawing, size) for drawing in drawings]
    return tuple(row for index, picture in enumerate(pictures) for row in gap * (index > 0) + picture)


def _close(drawings: list[list[str]], *, apart: bool) -> list[str]:
    """Lines of letters one below the other. apart: with a free row if a g would touch the dot of an i."""
    rows: list[str] = []
    for drawing in drawings:
        if apart and rows and any("##" in above + below for above, below in zip(rows[-1], drawing[0], strict=False)):
            rows.append("")
        rows += drawing
    wide = max(map(len, rows), default=0)
    return [f"{row:.<{wide}}" for row in (*rows, *[""] * (len(rows) % 2))]


def _picture(rows: list[str], size: LetterSize) -> tuple[str, ...]:
    """Rows of dots as lines of cells."""
    if cells := _SCALE[size] // 2:
        lines = (row.replace("#", "█" * cells).replace(".", " " * cells) for row in rows)
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
    # The mark replaces the dot of an i; medium letters leave a row free below it.
    free = len(shape) // 4
    return (f"{mark:.^{wide}}", *["." * wide] * (free - 1), *(f"{row:.^{wide}}" for row in shape[free:]))


@cache
def _letters(file: str, rows: int) -> dict[str, Glyph]:
    lines = Path(__file__).with_name(file).read_text(encoding="utf-8").splitlines()
    found: dict[str, Glyph] = {}
    for top in range(0, len(lines), rows + 1):
        columns = zip(*(row.split(" | ") for row in lines[top + 1 : top + 1 + rows]), strict=True)
        found |= dict(zip(lines[top], columns, strict=True))
    return found

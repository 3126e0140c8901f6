"""Big digits for a clock that is read from the back of a room, made of blocks."""

from __future__ import annotations

_FONT = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ":": (" ", "#", " ", "#", " "),
    "+": ("   ", " # ", "###", " # ", "   "),
}
"""Each sign as five rows of points."""

SMALL, LARGE = 3, 5
"""Lines of the two sizes."""

SIGNS = "00:00"
"""As wide as any time gets."""

_HALVES = {("#", "#"): "█", ("#", " "): "▀", (" ", "#"): "▄", (" ", " "): " "}


def digits(text: str, lines: int) -> tuple[str, ...]:
    """A time as `SMALL` or `LARGE` lines of blocks, all of the same width. text: of 0-9, ":" and "+"."""
    rows = [" ".join(_FONT[sign][row] for sign in text) for row in range(5)]
    if lines == LARGE:
        return tuple("".join("██" if point == "#" else "  " for point in row) for row in rows)
    rows.append(" " * len(rows[0]))
    return tuple("".join(_HALVES[pair] for pair in zip(rows[y], rows[y + 1], strict=True)) for y in (0, 2, 4))


def width(text: str, lines: int) -> int:
    """Cells of `digits`."""
    return len(digits(text, lines)[0])

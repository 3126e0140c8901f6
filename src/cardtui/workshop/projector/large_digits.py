"""A clock of large digits, made of blocks."""

from __future__ import annotations

_SHAPES = {
    "0": "### #.# #.# #.# ###",
    "1": "##. .#. .#. .#. ###",
    "2": "### ..# ### #.. ###",
    "3": "### ..# .## ..# ###",
    "4": "#.# #.# ### ..# ..#",
    "5": "### #.. ### ..# ###",
    "6": "### #.. ### #.# ###",
    "7": "### ..# ..# ..# ..#",
    "8": "### #.# ### #.# ###",
    "9": "### #.# ### ..# ###",
    ":": ". # . # .",
    "+": "... .#. ### .#. ...",
}
"""Five rows of dots each."""

_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def small(text: str) -> tuple[str, ...]:
    """A text of digits, ":" and "+" in three lines: a dot is half a cell high."""
    rows = [*_rows(text), " " * len(_rows(text)[0])]
    return tuple(
        "".join(_HALVES[upper == "#", lower == "#"] for upper, lower in zip(rows[line], rows[line + 1], strict=True))
        for line in range(0, 6, 2)
    )


def large(text: str) -> tuple[str, ...]:
    """The same in five lines: a dot is two cells wide."""
    return tuple("".join("██" if dot == "#" else "  " for dot in row) for row in _rows(text))


def _rows(text: str) -> list[str]:
    """Five rows of dots, the characters one dot apart."""
    shapes = [_SHAPES[character].split() for character in text]
    return [" ".join(shape[row] for shape in shapes) for row in range(5)]

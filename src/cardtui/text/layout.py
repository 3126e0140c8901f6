"""Text in terminal cells: its width, where it breaks, and what of it may be drawn.

Text in a deck, a name or a save file comes from someone else. It is made safe here, once per scene. Its width is that
of the terminal that needs the most cells for it, so that nothing is pushed off the screen.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from operator import is_
from typing import TypeVar

import msgspec

from cardtui.text.invisible import visible
from cardtui.text.names import is_half_a_flag, is_skin_tone, is_within_letter

LONGEST = 4000
"""The longest text drawn, in characters."""

_DRESSED = "\ufe0f"
"""Requests emoji style for the character before it."""

_PLAIN = re.compile(
    "[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u2190-\u2319\u2500-\u25fc]*"
)
"""Text whose width is the same in all terminals: Latin, Greek, Cyrillic, punctuation, plain symbols."""

S = TypeVar("S")


def drawable(value: S) -> S:
    """A scene, or a part of it, with long texts cut and characters that a terminal would act on replaced."""
    if isinstance(value, str):
        # The names of seats and tones are subclasses of str, and our own.
        return _drawable_text(value) if type(value) is str else value  # type: ignore[return-value]
    if isinstance(value, tuple):
        parts = tuple(map(drawable, value))
        return value if all(map(is_, parts, value)) else parts  # type: ignore[return-value]
    if isinstance(value, msgspec.Struct):
        changes = {}
        for name in value.__struct_fields__:
            before = getattr(value, name)
            after = drawable(before)
            if after is not before:
                changes[name] = after
        return msgspec.structs.replace(value, **changes) if changes else value
    return value


def _drawable_text(text: str) -> str:
    if text.isascii() and text.isprintable() and len(text) <= LONGEST:
        return text
    return visible(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")


def is_plain(text: str) -> bool:
    """Whether every terminal agrees with `cells` on the width of a text."""
    return text.isascii() or _PLAIN.fullmatch(text) is not None


def cells(text: str) -> int:
    """The width of a text, in cells, on a terminal that joins as few characters as possible."""
    if is_plain(text):
        return len(text)
    return sum(width for _, width in _letters(text))


def _letters(text: str) -> list[tuple[str, int]]:
    """The letters of a text, each with its marks and anything joined to it, and its width in cells."""
    letters: list[tuple[str, int]] = []
    for at, sign in enumerate(text):
        letter, before = letters[-1] if letters else ("", 0)
        width = _dressed(letter[-1] + sign) if sign == _DRESSED and before else _width(sign)
        if letters and (not width or is_within_letter(text, at)):
            letters[-1] = letter + sign, before + width
        else:
            letters.append((sign, width))
    return letters


@lru_cache(maxsize=4096)
def _width(sign: str) -> int:
    """The width of one character. Spacing marks take one cell in most terminals, but none in Rich's table."""
    if is_half_a_flag(sign) or is_skin_tone(sign):
        return 2
    if unicodedata.category(sign) == "Mc":
        return 1
    # Imported late: only text with unusual characters needs Rich's table, and some commands draw nothing.
    from rich.cells import get_character_cell_size

    return get_character_cell_size(sign)


@lru_cache(maxsize=512)
def _dressed(pair: str) -> int:
    """The cells that an emoji style selector adds to the character before it."""
    from rich.cells import cell_len  # imported late, as above

    return max(0, cell_len(pair) - cell_len(pair[0]))


@lru_cache(maxsize=512)
def wrap(text: str, width: int) -> tuple[str, ...]:
    """Break a text into lines of at most ``width`` cells (2 or more), between words if possible."""
    width = max(2, width)
    lines: list[str] = []
    line, used = "", 0
    for match in _WORD.finditer(text.strip(" ")):
        word = match.group()
        bare = word.rstrip(" ")
        wide = cells(bare)
        if line and used + wide > width:
            lines.append(line)
            line, used = "", 0
        if wide > width:
            *whole, bare = _folded(bare, width)
            lines += whole
            wide = cells(bare)
        line += bare + word[len(word.rstrip(" ")) :]
        used += wide + len(word) - len(word.rstrip(" "))
    stripped = [each.strip(" ") for each in (*lines, line)]
    return tuple(each for each in stripped if each) or ("",)


_WORD = re.compile(r"[^ ]+ *")


def _folded(word: str, width: int) -> list[str]:
    """A word in pieces of at most ``width`` cells, split between letters if possible."""
    pieces, used = [""], 0
    for letter, wide in _letters(word):
        for part, each in [(letter, wide)] if wide <= width else [(sign, cells(sign)) for sign in letter]:
            if used + each > width:
                pieces.append("")
                used = 0
            pieces[-1] += part
            used += each
    return pieces


BALANCED = 8
"""The most lines that are balanced. Longer text is not a card, and balancing it would only take time."""


@lru_cache(maxsize=64)
def balanced(text: str, width: int) -> tuple[str, ...]:
    """Break a text into as few lines as `wrap` does, but of about equal length, so that no last word is left alone."""
    lines = wrap(text, width)
    least, most = width // 2, width
    while 1 < len(lines) <= BALANCED and least < most:
        middle = (least + most) // 2
        if len(wrap(text, middle)) > len(lines):
            least = middle + 1
        else:
            most = middle
    return wrap(text, most)


# Drawn two cells wide and in color by default (Unicode's Emoji_Presentation), or because of a style selector.
_DRAWN = (
    "\U0001f000-\U0001faff\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1"
    "\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e"
    "\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55"
)
# Joined, colored or repeated emoji are one match. Not compiled, since no screen needs it.
EMOJI = f"(?:[{_DRAWN}]|.\ufe0f)(?:[{_DRAWN}\ufe0f\u200d]|.\ufe0f)*"
"""A regular expression for characters drawn as pictures."""

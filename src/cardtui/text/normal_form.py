"""One normal form for texts from outside: the same letters are the same text, whatever bytes spell them.

A keyboard types `ü` as one character; a Mac's file names, and what was copied from there, spell it as `u` and a mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from cardtui.text.invisible import BLANK_RANGES

_NO_WIDTH = re.compile(f"[{BLANK_RANGES}]+")


def normal(text: str) -> str:
    """A text in the form in which it is kept: composed characters (NFC)."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def composed(text: str) -> tuple[str, Sequence[int]]:
    """A text in its normal form, and for each of its characters where it begins in the text as it was written."""
    if (whole := normal(text)) == text:
        return text, range(len(text))
    begins = [at for at, character in enumerate(text) if not at or not _joins(character)]
    offsets = [begin for begin, end in pairwise((*begins, len(text))) for _ in normal(text[begin:end])]
    return (whole, offsets) if len(offsets) == len(whole) else (text, range(len(text)))


def without_signs(text: str) -> str:
    """A text without the signs that have no width, such as a soft hyphen within a word."""
    return text if text.isascii() else _NO_WIDTH.sub("", text)


def comparable(text: str) -> str:
    """A text as a key: equal for two texts that a reader would call the same.

    The normal form without differences of case, of white space, and of signs without a width. Not to be shown.
    """
    if not text.isascii():
        # Case folding can undo composition, and composition can bring letters that fold (Unicode, D145).
        text = without_signs(unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold()))
    return " ".join(text.casefold().split())


def _joins(character: str) -> bool:
    """Whether it may become one character with the one before: a mark, or the vowel or end of a Korean syllable."""
    return unicodedata.combining(character) > 0 or "\u1160" <= character <= "\u11ff"

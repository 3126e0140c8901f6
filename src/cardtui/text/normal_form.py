"""One normal form for text from outside: the same letters are the same text, however they are encoded.

A keyboard types `ü` as one character; file names on a Mac, and text copied from them, spell it as `u` and a mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from cardtui.text.invisible import BLANK_RANGES

_NO_WIDTH = re.compile(f"[{BLANK_RANGES}]+")


def normal(text: str) -> str:
    """A text in the form in which it is stored: composed characters (NFC)."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def composed(text: str) -> tuple[str, Sequence[int]]:
    """A text in its normal form, and the offset of each of its characters in the original text."""
    if (whole := normal(text)) == text:
        return text, range(len(text))
    begins = [at for at, character in enumerate(text) if not at or not _joins(character)]
    offsets = [begin for begin, end in pairwise((*begins, len(text))) for _ in normal(text[begin:end])]
    return (whole, offsets) if len(offsets) == len(whole) else (text, range(len(text)))


def without_signs(text: str) -> str:
    """A text without zero-width characters, such as a soft hyphen within a word."""
    return text if text.isascii() else _NO_WIDTH.sub("", text)


def comparable(text: str) -> str:
    """A text as a key: equal for two texts that a reader would call the same.

    The normal form, ignoring case, white space and zero-width characters. Not for display.
    """
    if not text.isascii():
        # Case folding can undo composition, and composition can create letters that fold (Unicode, D145).
        text = without_signs(unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold()))
    return " ".join(text.casefold().split())


def _joins(character: str) -> bool:
    """Whether a character may compose with the one before: a mark, or the vowel or end of a Korean syllable."""
    return unicodedata.combining(character) > 0 or "\u1160" <= character <= "\u11ff"

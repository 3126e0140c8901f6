"""Names as two people type them: kept unchanged, except to make them safe to draw."""

from __future__ import annotations

import re
import unicodedata

from cardtui.text.invisible import is_blank
from cardtui.text.normal_form import normal

LONGEST_NAME = 24
"""In characters. A longer name would not fit the smallest screen beside what the partner does."""

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode categories that names don't need and terminals may act on: controls, bidi overrides, surrogates."""

_LOST = "\ufffc\ufffd"
"""Traces of lost characters: half a character after Backspace, a byte of another encoding."""

_JOINER = "\u200d"
_JOINERS = {"\u200c", _JOINER}
"""Zero-width (non-)joiners: of category Cf, but needed to spell names in several scripts."""


def clean_name(text: str) -> str:
    """A name in its normal form: no control sequences or characters, single spaces, at most `LONGEST_NAME` characters.

    A name without a visible character becomes empty.
    """
    name = shortened(_single_spaced(text), LONGEST_NAME).strip().rstrip(" \u200c\u200d")
    return "" if is_blank(name) else name


def is_too_long(text: str) -> bool:
    """Whether `clean_name` cuts a name."""
    return len(_single_spaced(text)) > LONGEST_NAME


def _single_spaced(text: str) -> str:
    return " ".join(printable(normal(text)).split())


def printable(text: str) -> str:
    """A name as typed, without control sequences and control characters."""
    return "".join(
        " " if character in "\t\n\r" else character
        for character in without_sequences(text)
        if character in "\t\n\r" or character in _JOINERS or not _is_unseen(character)
    )


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in _UNSEEN or character in _LOST


# Control sequences


# Not compiled here: few names need it, and compiling would delay every start.
_SEQUENCE = (
    # Mouse reports in the old encoding: any three characters.
    r"\x1b\[M[^\n\r]{1,3}"
    # F1 to F5 on the Linux console.
    r"|\x1b\[\[[A-Z]"
    # Control sequences: keys, reports, bracketed paste.
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    # Application mode keys.
    r"|(?:\x1bO|\x8f)[0-9;]*[@-~]?"
    # Strings, up to their terminator; they do not cross a line end.
    r"|(?:\x1b[]PX^_]|[\x90\x98\x9d-\x9f])[^\x03\x07\n\r\x18\x1a\x1b\x9c]*(?:[\x07\x18\x1a\x9c]|\x1b\\)?"
    # Character sets; then Alt with a key.
    r"|\x1b[#%(-/][ -~]?|\x1b[^\x1b\n\r]?"
)


def without_sequences(text: str) -> str:
    """A typed line without escape sequences from keys and terminal replies.

    A sequence is removed as a whole: without its Esc alone, the rest would become text.
    """
    return re.sub(_SEQUENCE, "", text) if _MAY_BE_SEQUENCE.search(text) else text


_MAY_BE_SEQUENCE = re.compile(r"[\x1b\x80-\x9f]")


# Cutting


_SPACING = "\u0e33\u0eb3\uff9e\uff9f"
"""Letters by category, but drawn on the one before."""

_VIRAMA = 9
"""The combining class of signs that join the consonants on both sides of them."""


def shortened(text: str, length: int) -> str:
    """The beginning of a text, of at most ``length`` characters, without cutting through a letter.

    What looks like one letter may be several characters: marks, joined emoji, flags. A single letter longer than
    ``length`` is cut anyway.
    """
    if len(text) <= length:
        return text
    end = length
    while end > 0 and is_within_letter(text, end):
        end -= 1
    return text[: end or length]


def is_within_letter(text: str, at: int) -> bool:
    """Whether the characters before and at an offset belong to one letter. Follows Unicode's grapheme clusters."""
    before, after = text[at - 1], text[at]
    if unicodedata.category(after).startswith("M") or after in _JOINERS or after in _SPACING:
        return True
    if before == _JOINER or is_skin_tone(after):
        return True
    if unicodedata.combining(before) == _VIRAMA and unicodedata.category(after) == "Lo":
        return True
    if is_half_a_flag(after) and is_half_a_flag(before):
        halves = next((n for n, character in enumerate(reversed(text[:at])) if not is_half_a_flag(character)), at)
        return halves % 2 == 1
    return _is_later_jamo(after) or (_is_first_jamo(before) and (_is_first_jamo(after) or _is_syllable(after)))


# Comparisons, because compiling a regular expression of these ranges takes longer than reading all names.


def is_skin_tone(character: str) -> bool:
    """Whether it is an emoji skin tone modifier."""
    return "\U0001f3fb" <= character <= "\U0001f3ff"


def is_half_a_flag(character: str) -> bool:
    """Whether it is a regional indicator, two of which make a flag."""
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_first_jamo(character: str) -> bool:
    return "\u1100" <= character <= "\u115f" or "\ua960" <= character <= "\ua97c"


def _is_later_jamo(character: str) -> bool:
    return "\u1160" <= character <= "\u11ff" or "\ud7b0" <= character <= "\ud7fb"


def _is_syllable(character: str) -> bool:
    return "\uac00" <= character <= "\ud7a3"

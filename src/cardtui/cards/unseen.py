"""Characters that nobody means to write in a card: they do not show, or they change what a terminal shows."""

from __future__ import annotations

import re

from cardtui.cards.source import Source, Span

UNSEEN_RANGES = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters; tabs and line ends are white space here
    r"\u2028\u2029"  # line ends to YAML 1.1, text to YAML 1.2
    r"\u202a-\u202e\u2066-\u2069"  # embedding, override, isolation: text that is not what it looks like
    r"\ufeff\ufffd-\uffff"  # a stray mark, what a damaged file leaves behind
)
"""What a regular expression may have between its brackets, here and in a schema."""

# Halves of characters besides: a file cannot hold them, and not every engine of a schema knows them from whole ones.
UNSEEN = re.compile(rf"[{UNSEEN_RANGES}\ud800-\udfff]")

STAND_IN = "\ufffd"
"""Replaces such a character before parsing: the same length, so that places stay right."""

_NAMES = {
    "\ufeff": "byte order mark",
    "\ufffd": "replacement character: something was lost when this file was saved",
    "\x00": "null character",
    "\x1b": "escape character",
}


def is_reported(source: Source, at: Span) -> bool:
    """Whether the file itself holds such a character there; then parsing has reported it, and nobody says more.

    One that is written as an escape in double quotes is not seen by parsing.
    """
    return UNSEEN.search(source.text or "", at.start, at.end) is not None


def describe(character: str) -> str:
    """One of the characters in words, for a sentence: "U+202E (right-to-left override)"."""
    name = _NAMES.get(character)
    if name is None:
        # Only a file with such a character waits for this import.
        import unicodedata

        name = unicodedata.name(character, "control character").lower()
    return f"U+{ord(character):04X} ({name})"


def sentence(character: str) -> str:
    """What to do about one of the characters."""
    return f"take out {describe(character)}; it does not show, or changes what is shown"


def visible(text: str) -> str:
    """The text with each such character, and each tab, replaced by one visible character of one cell."""
    return _ODD.sub(_picture, text) if _ODD.search(text) else text


_ODD = re.compile(f"[{UNSEEN.pattern[1:-1]}\t\n\r]")


def _picture(match: re.Match[str]) -> str:
    if match.group() < " ":
        # Unicode has a picture for each of the first controls, in their order.
        return chr(ord("\u2400") + ord(match.group()))
    return "\u2421" if match.group() == "\x7f" else STAND_IN

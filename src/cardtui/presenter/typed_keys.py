"""Which key of the rows a typed sign, or a typed line, means."""

from __future__ import annotations

import unicodedata

from cardtui.text.names import printable

_FULL_WIDTH = range(0xFF01, 0xFF5F)
"""As an input method for Chinese, Japanese or Korean sends what stands on the keys: moved by so much."""


def usual(key: str) -> str:
    """The key as rows name it.

    Caps Lock makes no difference, nor does an input method that sends full-width signs; a digit is a digit in every
    script. Letters of other scripts stay what they are: which key of another keyboard they lie on is not known, and a
    key that guesses would do what nobody asked for. Digits, Enter and Esc reach everything.
    """
    if len(key) != 1:
        return key
    if ord(key) in _FULL_WIDTH:
        key = chr(ord(key) - _FULL_WIDTH.start + ord("!"))
    digit = unicodedata.decimal(key, None)
    # A Turkish capital İ is a small i and a dot: two characters.
    return key.lower()[0] if digit is None else str(digit)


NO_KEY = "no key"
"""What a line means that was not typed as one key, or not only: more than one character, which no row has."""


def key_of_line(line: str) -> str:
    """The key that a line means; `NO_KEY` where it holds what is left of a control sequence, or half a character.

    An arrow before Enter is no Enter, and the last letter of a sequence was never typed.
    """
    line = line.strip(" \t\r\n")
    return usual(line.strip()) if printable(line) == line else NO_KEY

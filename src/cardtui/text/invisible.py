"""Characters that nobody writes in a card on purpose.

They are invisible, change what a terminal shows, or look like other characters: wide and curly ones, odd spaces.
"""

from __future__ import annotations

import re

UNSEEN_RANGES = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters; tabs and line ends count as white space here
    r"\u2028\u2029"  # line ends in YAML 1.1, text in YAML 1.2
    r"\u202a-\u202e\u2066-\u2069"  # embedding, override, isolation: they change the displayed order of text
    r"\ufeff\ufffd-\uffff"  # a stray byte order mark, and traces of a damaged file
)
"""The body of a character class, used here and in a schema."""

BLANK_RANGES = (
    r"\xad\u034f\u061c\u180b-\u180f\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff"  # zero-width characters
    r"\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # invisible letters: fillers, the blank Braille pattern
)
"""Invisible characters other than white space (body of a character class)."""

# Surrogates are added here only: a file cannot contain them, and some schema engines cannot match them.
UNSEEN = re.compile(rf"[{UNSEEN_RANGES}\ud800-\udfff]")

STAND_IN = "\ufffd"
"""Replaces such a character before parsing. It has the same length, so offsets stay valid."""

_NAMES = {
    "\ufeff": "byte order mark",
    "\ufffd": "replacement character: something was lost when this file was saved",
    "\x00": "null character",
    "\x1b": "escape character",
}


def describe(character: str) -> str:
    """A description of such a character for use in a sentence: "U+202E (right-to-left override)"."""
    name = _NAMES.get(character)
    if name is None:
        # Imported late: only needed for a file with such a character.
        import unicodedata

        half = "\ud800" <= character <= "\udfff"
        name = unicodedata.name(character, "half of a character" if half else "control character").lower()
    return f"U+{ord(character):04X} ({name})"


def remedy(character: str) -> str:
    """What to do about such a character."""
    return f"take out {describe(character)}; it does not show, or changes what is shown"


MOST_MARKS = 8
"""The number of zero-width characters allowed after one letter: no script, and no regional flag, needs more.

Thousands of them would cover the lines above.
"""


def visible(text: str) -> str:
    """The text with each such character, and each tab, replaced by one visible character of one cell.

    This also replaces what is hidden on purpose: deprecated format characters, tags outside the flag of a region, and
    excess marks on one letter.
    """
    if text.isascii() and text.isprintable():
        return text
    text = re.sub(_ODD, _picture, text)
    return _without_floods(text) if _MAY_BE_A_FLOOD.search(text) else text


def without_unseen(json: str) -> str:
    """A JSON document with each such character escaped, which does not change its meaning."""
    # In JSON such a character can only be inside a string; line ends between values are kept.
    return re.sub(f"[{UNSEEN_RANGES}{_GIVEN_UP}]", lambda match: f"\\u{ord(match.group()):04x}", json)


def is_blank(text: str) -> bool:
    """Whether a text shows nothing: it is empty, or consists of white space, fillers and zero-width characters."""
    # All letters and digits before Korean ones are visible, and nearly every text has one.
    if any(character < "\u1100" and character.isalnum() for character in text):
        return False
    return re.sub(rf"[\s{BLANK_RANGES}]+", "", text) == ""


_GIVEN_UP = r"\u206a-\u206f\ufff9-\ufffc"

# Not compiled here: most decks have none of these characters, and compiling would delay every start.
_ODD = (
    f"[{UNSEEN.pattern[1:-1]}{_GIVEN_UP}\t\n\r\U0001d173-\U0001d17a\U000e0000\U000e0001]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]+"
)

_MAY_BE_A_FLOOD = re.compile(rf"[^\x00-\xac\xae-\u02ff]{{{MOST_MARKS + 1}}}")


def _without_floods(text: str) -> str:
    # Imported late: not needed for most texts.
    import unicodedata

    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me", "Cf") else 0
        if marks <= MOST_MARKS:
            kept.append(character)
        elif marks == MOST_MARKS + 1:
            kept.append(STAND_IN)
    return "".join(kept)


def _picture(match: re.Match[str]) -> str:
    if match.group() < " ":
        # Unicode has a picture of each control character up to 0x1f, in the same order.
        return chr(ord("\u2400") + ord(match.group()))
    return "\u2421" if match.group() == "\x7f" else STAND_IN


# Look-alikes


ODD_SPACES = r"\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that are not white space in YAML (body of a character class)."""

CURLY_QUOTES = "“”„‟‘’‚‛″′«»‹›＂＇〝〞「」『』"

_PLAIN = {
    **dict.fromkeys("：﹕︓∶꞉", ":"),
    **dict.fromkeys("，、﹐", ","),
    **dict.fromkeys("‐‑‒–—―−－﹣", "-"),
    **dict.fromkeys("＃﹟", "#"),
    **dict.fromkeys("［【〔", "["),
    **dict.fromkeys("］】〕", "]"),
    **dict.fromkeys("｛", "{"),
    **dict.fromkeys("｝", "}"),
}
"""Variants of punctuation characters and their plain forms."""

COLONS, DASHES, HASHES = ("".join(sign for sign, plain in _PLAIN.items() if plain == each) for each in ":-#")

_OTHER_ALPHABETS = ("CYRILLIC", "GREEK", "ARMENIAN", "FULLWIDTH", "MATHEMATICAL")


def what_it_is(character: str, around: str = "", *, at_an_end: bool = True) -> str:
    """What to do about a character; empty if it is fine.

    Args:
        character: one of a value, or of what surrounds it.
        around: the whole value; a letter of another alphabet is reported if there are Latin letters beside it.
        at_an_end: it is the first or the last of the value.
    """
    if character.isascii():
        return ""
    if re.match(f"[{ODD_SPACES}]", character):
        return f"{describe(character)} is no space to YAML; type plain spaces"
    if re.match(f"[{BLANK_RANGES}]", character):
        return f"take out {describe(character)}; it does not show"
    if character in _PLAIN:
        plain = _PLAIN[character]
        what = {":": "a wide colon, ", "-": "a longer dash, "}.get(plain, "")
        return f"this is {what}{describe(character)}; type a plain '{plain}'"
    if character in CURLY_QUOTES and at_an_end:
        return f"'{character}' is no quotation mark to YAML, but text; type '\"', or none"
    # Imported late: only needed for a file with such a character.
    import unicodedata

    if unicodedata.name(character, "").startswith(_OTHER_ALPHABETS) and re.search("[A-Za-z]", around):
        return f"'{character}' is {describe(character)}; it only looks like a letter of the Latin alphabet"
    return ""

"""Characters that look like those of YAML and of names, and are others: wide and curly signs, odd spaces, nothing."""

from __future__ import annotations

import re
import unicodedata

from cardtui.text.invisible import BLANK_RANGES, describe

ODD_SPACES = r"\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""White space that YAML does not know, for between the brackets of a regular expression."""

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
"""Signs of other widths and their plain ones."""

COLONS, DASHES, HASHES = ("".join(sign for sign, plain in _PLAIN.items() if plain == each) for each in ":-#")

_ODD_SPACE = re.compile(f"[{ODD_SPACES}]")
_NO_WIDTH = re.compile(f"[{BLANK_RANGES}]")
_OTHER_ALPHABETS = ("CYRILLIC", "GREEK", "ARMENIAN", "FULLWIDTH", "MATHEMATICAL")


def what_it_is(character: str, around: str = "", *, at_an_end: bool = True) -> str:
    """What to do about a character; empty if it is no such one.

    Args:
        character: one of a value, or of what surrounds it.
        around: the whole value; a letter of another alphabet is told if there are Latin ones beside it.
        at_an_end: it is the first or the last of the value.
    """
    if character.isascii():
        return ""
    if _ODD_SPACE.match(character):
        return f"{describe(character)} is no space to YAML; type plain spaces"
    if _NO_WIDTH.match(character):
        return f"take out {describe(character)}; it does not show"
    if character in _PLAIN:
        plain = _PLAIN[character]
        what = {":": "a wide colon, ", "-": "a longer dash, "}.get(plain, "")
        return f"this is {what}{describe(character)}; type a plain '{plain}'"
    if character in CURLY_QUOTES and at_an_end:
        return f"'{character}' is no quotation mark to YAML, but text; type '\"', or none"
    if unicodedata.name(character, "").startswith(_OTHER_ALPHABETS) and re.search("[A-Za-z]", around):
        return f"'{character}' is {describe(character)}; it only looks like a letter of the Latin alphabet"
    return ""

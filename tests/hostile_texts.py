"""Texts as an attacker writes them, and a way to put one wherever text from someone else can occur."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, TypeVar

import msgspec

from cardtui.deck.card import Suit
from cardtui.deck.words import Words
from cardtui.text.invisible import UNSEEN

MARKUP = {
    "an action": "[@click=app.quit]PWNED[/] [@click='app.bell']x[/]",
    "a closing tag": "[/] [/bold] [/b]] [[/",
    "a link of markup": "[link=https://PWNED.example]x[/link] [bold red]loud[/] [blink]x",
    "unfinished markup": "[bold [$primary [@click= [#ff0000 [",
    "backslashes and brackets": "\\[bold] \\\\[/] \\",
    "braces": "{left} {speaker} {partner} {{partner}} {0} {value!r} {__class__}",
    "percent signs": "%s %n %(name)s 100%\\",
    "a command of a workflow": "::error file=PWNED::x ##[add-mask]PWNED %0A::stop-commands::PWNED",
    "yaml": "- id: PWNED\n  kind: question # x",
    "markdown": "# [PWNED](javascript:x) ![](x) <img src=x> **b** `c` @PWNED #1 GH-1 www.PWNED.com a@PWNED.com | -- |",
    "a key of a prompt": "[q] quit\n[1] yes\n> ",
}

SEQUENCES = {
    "a color": "\x1b[31mPWNED\x1b[0m",
    "a clipboard": "\x1b]52;c;UFdORUQ=\x07PWNED",
    "a sequence of one code point": "\x9b31mPWNED\x9d0;PWNED\x9c\x90PWNED\x9c",
    "a sequence without an end": "PWNED \x1b]52;c;",
    "every control character": "PWNED" + "".join(map(chr, (*range(32), *range(127, 160)))),
    "line ends": "one\ntwo\r\nthree\rfour\x85five\u2028six\u2029seven\x0beight\x0cnine",
    "tabs and backspaces": "a\tb\x08\x08\x08PWNED\x7f",
    "overrides": "\u202ePWNED\u202c \u2066a\u2067b\u2068c\u2069 \u202ax\u202by\u202d",
    "lone surrogates": "a\ud800b\udc80\udcffPWNED",
    "a replacement character": "\ufeffa\ufffd\uffff\ufffe",
    "formats given up": "a\u206ab\u206fc\ufff9d\ufffae\ufffb",
}

LETTERS = {
    "Zalgo": "".join(f"{letter}\u0301\u0315\u031b\u0321\u0340\u0489\u20dd\u0336\u0334\u035c" for letter in "what was"),
    "marks upon marks": "a" + "\u0301" * 10_000 + "b",
    "marks on nothing": "\u0301\u0489\u20dd x",
    "joiners": "a\u200db\u200d\u200d \u200dc\u200cd \u200d",
    "nothing to see": "\u200b\u200c\u200d\u2060\ufeff\u2061\u180e",
    "fillers": "\u3164\u115f\u1160\uffa0\u2800",
    "white space": "\xa0\u3000\u2003\u202f\u205f",
    "soft hyphens": "un\xadseen\xad " * 5,
    "variation selectors": "a\ufe0f\ufe0e#\ufe0f❤\ufe0e\ufe0f\U000e0100x\ufe00",
    "tags": "a" + "".join(chr(0xE0000 + ord(sign)) for sign in "PWNED") + "b\U000e007f",
    "a family": "👨‍👩‍👧‍👦 👩🏽‍❤️‍💋‍👨🏿 🏳️‍🌈 🧑🏻‍🦽‍➡️ " * 3,
    "an endless family": "👩\u200d" * 500,
    "skin alone": "🏽🏽 👍🏽🏽 🏿",
    "flags": "🇩🇪🇫🇷 🇪 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇺🇳🇺",
    "keycaps": "1️⃣#️⃣*⃣",
    "wide letters": "谁今天让你觉得被照顾ＡＢＣ가나다" * 3,
    "right to left": "ما الذي جعلك تشعر بالراحة؟ \u200fשלום\u200e 123 abc" * 2,
    "Hebrew with points": "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים",
    "Indic letters": "हिन्दी क्‍ष ශ්‍රී নমস্কার தமிழ் ไทยกำลัง ཧཱུྃ",
    "Korean letters apart": "\u1112\u1161\u11ab\u1100\u1173\u11af" * 6,
    "ligatures": "﷽ ﷺ ⸻ 𒐫 ꧅",
    "a long word": "x" * 300,
    "a long wide word": "谁" * 300,
    "beyond the tables": "\U0001faff\U000e1000\U0010ffff\ue000",
    "capitals that grow": "ßŉǰΐﬃ" * 10,
}

HOSTILE = MARKUP | SEQUENCES | LETTERS

ENDLESS = {
    "words": "word " * 200_000,
    "one word": "a" * 1_000_000,
    "wide": "谁" * 330_000,
    "marks": "e" + "\u0301" * 500_000,
    "escapes": "\x1b[31m" * 200_000,
    "joined": "👩\u200d" * 200_000,
    "dots": "… " * 330_000,
    "quotes": "…" + "”" * 330_000 + "x",
    "braces": "{" + "a" * 1_000_000,
    "blanks": "\xa0" * 500_000,
}
"""Texts of about a megabyte, which must be handled in an instant."""

WRITABLE = {name: text for name, text in HOSTILE.items() if not UNSEEN.search(text)}
"""Texts that a deck file can contain: its reader rejects the others."""

_TEXTS = {"prompt", "stem", "listen", "ask", "aside", "suit", "symbol", "title", "about", "left", "right", "deck"}
_STRAY = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]"
)
_MOST_MARKS = 12

T = TypeVar("T")


def dressed(value: T, text: str) -> T:
    """A position, a deck or words with one text in every place that can hold text from someone else."""
    if isinstance(value, Words):
        return _words(value, text)  # type: ignore[return-value]
    if isinstance(value, msgspec.Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        changes: dict[str, Any] = {
            name: text if name in _TEXTS and type(before) is str else dressed(before, text)
            for name, before in fields.items()
        }
        if isinstance(value, Suit):
            changes["name"] = f"{text} {value.name}"  # suit names stay distinct
        return msgspec.structs.replace(value, **changes)
    if isinstance(value, dict):
        return {key: dressed(each, text) for key, each in value.items()}  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(dressed(each, text) for each in value)  # type: ignore[return-value]
    return value


def _words(words: Words, text: str) -> Words:
    changed: dict[str, Any] = {}
    for name, before in vars(words).items():
        changed[name] = text if isinstance(before, str) else (text,) * len(before)
    return words.changed(**changed)


def assert_inert(shown: str, *, lines: bool = False, data: bool = False) -> None:
    """Nothing shown controls a terminal, or piles marks on a letter.

    lines: line ends are allowed. data: the text is verbatim, so any number of marks is allowed.
    """
    found = _STRAY.search(shown) or (None if lines else re.search("\n", shown))
    assert found is None, (found, shown[:200])
    marks = 0
    for sign in shown:
        marks = marks + 1 if unicodedata.category(sign) in ("Mn", "Me", "Cf") else 0
        assert data or marks <= _MOST_MARKS, shown[:200]

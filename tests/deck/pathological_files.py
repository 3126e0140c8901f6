"""Deck files made to be slow, large in memory, or deep: each shape in any size."""

from __future__ import annotations

from collections.abc import Callable

from cardtui.deck.files.source import SIZE_LIMIT

HEAD = 'suit: Trees\nsymbol: "♥"\nabout: Of trees.\nlanguage: en\ncards:\n'
CARD = "  - id: a\n    kind: step\n    depth: 1\n    prompt: "
"""Up to the prompt, in the middle of its line."""

Shape = Callable[[int], str]
"""Makes about that many characters."""


def _filled(before: str, piece: str, after: str = "") -> Shape:
    return lambda size: before + piece * ((size - len(before) - len(after)) // len(piece)) + after


def _numbered(before: str, piece: str, after: str = "", numbers: int = 1) -> Shape:
    """With one or more numbers in each piece, so that no two are alike."""

    def made(size: int) -> str:
        count = max(1, (size - len(before)) // len(piece % ((0,) * numbers)))
        return before + "".join(piece % ((number,) * numbers) for number in range(count)) + after

    return made


SHAPES: dict[str, Shape] = {
    # Large YAML
    "explicit keys": _filled("", "? a\n"),
    "shallow brackets": _filled("cards: [", "[],", "]"),
    "bracket pairs to the limit": _filled("cards: [", "[" * 30 + "]" * 30 + ",", "]"),
    "empty braces": _filled("cards: [", "{},", "]"),
    "numbers": _filled("cards: [", "1,", "]"),
    "empty items": _filled("cards:\n", "-\n"),
    "colons": _filled("", ":\n"),
    "flow colons": _filled("cards: {", ":,", "}"),
    "commas": _filled("cards: [", ","),
    "keys": _numbered("", "k%07d: x\n"),
    "one key": _filled("suit: x\n", "a: x\n"),
    "one known key": _filled("suit: x\n", "suit: y\n"),
    "empty values": _numbered("", "k%07d:\n"),
    "anchors": _numbered("cards:\n", "- &a%07d x\n"),
    "one anchor": _filled("cards:\n", "- &a x\n"),
    "aliases": _filled("cards:\n- &a x\n", "- *a\n"),
    "billion laughs": lambda size: (
        "a0: &a0 [x]\n"
        + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, max(2, size // 70)))
    ),
    "merge keys": _filled("a: &a {b: c}\ncards:\n", "- <<: *a\n"),
    "merge keys in one": _filled("a: &a {b: c}\nd:\n", "  <<: *a\n"),
    "tags": _filled("cards:\n", "- !!str x\n"),
    "long tags": _filled("cards:\n", "- !<" + "t" * 500 + "> x\n"),
    "directives": _filled("", "%FOO bar\n", "---\na: b\n"),
    "tag directives": _numbered("", "%%TAG !a%07d! tag:a:\n", "---\na: b\n"),
    "documents": _filled("suit: x\n", "---\n"),
    "document ends": _filled("suit: x\n", "...\n"),
    # Text
    "a prompt": _filled(HEAD + CARD, "word "),
    "a prompt without end": _filled(HEAD + CARD, "x"),
    "a quoted prompt": _filled(f'{HEAD}{CARD}"', "word ", '"\n'),
    "escapes": _filled(f'{HEAD}{CARD}"', r"\u0041", '"\n'),
    "escaped controls": _filled(f'{HEAD}{CARD}"', r"\e", '"\n'),
    "bad escapes": _filled(f'{HEAD}{CARD}"', r"\q", '"\n'),
    "open quote": _filled(f'{HEAD}{CARD}"', "word "),
    "open quote over lines": _filled(f'{HEAD}{CARD}"', "word\n"),
    "single quotes": _filled(f"{HEAD}{CARD}'", "''", "'\n"),
    "folded lines": _filled(f"{HEAD}{CARD}>\n", "      word\n"),
    "literal lines": _filled(f"{HEAD}{CARD}|\n", "      word\n"),
    "blank lines in a text": _filled(f"{HEAD}{CARD}|\n", "\n"),
    "a text over lines": _filled(f"{HEAD}{CARD}word\n", "      word\n"),
    "blank lines": _filled("", "\n", "suit: x\n"),
    "spaces": _filled("suit:", " ", "x\n"),
    "deep margin": _filled("cards:\n", " ", "- x\n"),
    "tabs": _filled("suit:", "\t", "x\n"),
    "tab lines": _filled("suit: x\n", "\tx\n"),
    "comments": _filled(HEAD, "# a note\n"),
    "one comment": _filled("# ", "x", f"\n{HEAD}"),
    "carriage returns": _filled("", "\r", "suit: x\r"),
    "controls": _filled("suit: ", "\x01", "\n"),
    "control lines": _filled("", "\x07\n"),
    "next lines": _filled("suit: x", "\x85", "\n"),
    "line separators": _filled("suit: x", "\u2028", "\n"),
    "wide letters": _filled(HEAD + CARD, "連"),
    "marks": _filled(HEAD + CARD + "e", "\u0301"),
    "emoji": _filled(HEAD + CARD, "👩"),
    "a number": _filled(f"{HEAD}{CARD}", "9"),
    "a number in an id": _filled(f"{HEAD}  - id: ", "9", "\n"),
    "a depth": _filled(f"{HEAD}  - depth: ", "1", "\n"),
    "a key": _filled("", "k", ": x\n"),
    "a quoted key": _filled('"', "k", '": x\n'),
    "a symbol": _filled("suit: x\nsymbol: a", "\u0301", "\n"),
    "a language": _filled("suit: x\nlanguage: en", "-a", "\n"),
    # Mistakes
    "cards": _numbered(HEAD, "  - id: c%07d\n    kind: step\n    depth: 1\n    prompt: Walk a bit.\n"),
    "cards with one id": _filled(HEAD, "  - id: a\n    kind: step\n    depth: 1\n    prompt: Walk.\n"),
    "cards alike": _numbered(HEAD, "  - id: c%07d\n    kind: step\n    depth: 1\n    prompt: Which tree?\n"),
    "cards of their own words": _numbered(
        HEAD, "  - {id: c%07d, kind: step, depth: 1, prompt: w%07d v%07d}\n", numbers=3
    ),
    "empty cards": _filled(HEAD, "  - {}\n"),
    "cards that are none": _filled(HEAD, "  - x\n"),
    "misspelt keys": _filled(HEAD, "  - idd: a\n    knd: b\n    depht: 3\n    pompt: c\n"),
    "topics": _numbered(f"{HEAD}{CARD}Walk.\n    topics: [", "t%07d, ", "x]\n"),
    "one topic": _filled(f"{HEAD}{CARD}Walk.\n    topics: [", "home, ", "home]\n"),
    "aliases of a card": _numbered(f"{HEAD}{CARD}Walk.\n    aliases: [", "a%07d, ", "x]\n"),
    "bad ids": _filled(HEAD, "  - id: É Ö\n"),
    "braces": _filled(f"{HEAD}{CARD}Walk ", "{partnr} ", "\n"),
    "wrong values": _filled(HEAD, "  - id: no\n    kind: 12:30\n    depth: ~\n    prompt: 010\n"),
    "dashes for text": _filled(HEAD, "  - - - - a\n"),
}
"""By their content. Suits are read as suits, with advice."""

DIALOGUE_SHAPES: dict[str, Shape] = {
    "dialogues": _numbered("dialogues:\n", "  d%07d: {title: T, stages: [speak, mirror]}\n"),
    "stages": _filled("dialogues:\n  a:\n    title: T\n    stages: [", "speak, mirror, ", "thank]\n"),
    "unknown stages": _numbered("dialogues:\n  a:\n    title: T\n    stages: [", "s%07d, ", "thank]\n"),
    "one dialogue": _filled("dialogues:\n", "  a: {}\n"),
}

WORD_SHAPES: dict[str, Shape] = {
    "unknown braces": _filled("settle_ask: '", "{speeker}", "'\n"),
    "different braces": _numbered("settle_ask: '", "{s%07d}", "'\n"),
    "feelings": _numbered("feelings: [", "f%07d, ", "x]\n"),
    "unknown words": _numbered("", "settle_as%07d: x\n"),
}


def content(shape: Shape, size: int = SIZE_LIMIT) -> bytes:
    """The shape as bytes, at most that many; with multibyte letters there are fewer characters."""
    text = shape(size)
    made = text.encode()
    if len(made) > size:
        made = shape(int(size * len(text) / len(made)) - 100).encode()
    return made[:size].decode("utf-8", "ignore").encode()

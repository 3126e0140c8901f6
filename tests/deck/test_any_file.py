"""Thousands of files that are nearly decks: each is read to its end, and other readers agree on the valid ones."""

from __future__ import annotations

import random
import re
import warnings
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
import pytest
import ruamel.yaml
import yaml

from cardtui.deck.card import Suit
from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.dialogue import Dialogue
from cardtui.deck.words import Words
from cardtui.text.normal_form import normal
from deck.any_bytes import KINDS, Kind, Outcome, judge


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("seeds", "least"),
    [(range(150), 5), pytest.param(range(1000, 31_000), 15, marks=pytest.mark.long)],
    ids=["few", "many"],
)
def test_odd_files_are_reported_without_raising(kind: Kind, seeds: range, least: int) -> None:
    codes: set[str] = set()
    good = 0
    for seed in seeds:
        content = some_bytes(seed, kind)
        try:
            outcome = judge(kind, content)
            assert_others_read_the_same(content, outcome)
        except Exception as error:
            error.add_note(f"some_bytes({seed}, {kind!r}) == {content!r}")
            raise
        good += outcome.value is not None
        codes.update(problem.code for problem in (*outcome.errors, *outcome.advice))
    assert good >= 0.1 * len(seeds), "with too few good files it tests little"
    assert len(codes) > least


# Other readers

_STRICTER = re.compile(r"found character '\\t'|more indented follow up line")


def loaded(text: str) -> Iterator[tuple[str, Any]]:
    """Results of other readers: PyYAML, to which all is text; and editors, which read YAML 1.1 or 1.2."""
    yield "base", yaml.load(text, Loader=yaml.CBaseLoader)
    yield "1.1", yaml.load(text, Loader=yaml.CSafeLoader)
    with warnings.catch_warnings():
        # It warns about a %YAML line, and continues.
        warnings.simplefilter("ignore")
        try:
            value = ruamel.yaml.YAML(typ="safe", pure=True).load(text)
        except ruamel.yaml.scanner.ScannerError as error:
            # It is stricter than YAML about tabs between tokens, as in a blank line, and about a block that begins with
            # a blank line of fewer spaces than its text has; libyaml and editors are not.
            if not _STRICTER.search(str(error)):
                raise
        else:
            yield "1.2", value


def assert_others_read_the_same(content: bytes, outcome: Outcome) -> None:
    """A file without an error has the same texts for every reader of YAML."""
    if outcome.value is None:
        return
    text = content.decode("utf-8").removeprefix("\ufeff")
    for reader, value in loaded(text):
        assert comparable(as_given(outcome.value, value)) == comparable(value), reader


def as_given(ours: Suit | Words | dict[str, Dialogue], theirs: dict[str, Any]) -> dict[str, Any]:
    """Our value, with fields named as in its file."""
    match ours:
        case Suit():
            made = msgspec.to_builtins(ours)
            return {"suit": made.pop("name"), **made}
        case Words():
            return {key: getattr(ours, key) for key in theirs}
        case dict():
            dialogues = msgspec.to_builtins(ours)
            assert [each.pop("name") for each in dialogues.values()] == list(dialogues)
            return {"dialogues": dialogues}


def comparable(value: Any, field: str = "") -> Any:
    """Plain data without allowed differences: white space, normalization, quotes of a depth, `allow`, empty values."""
    match value:
        case dict():
            made = {key: comparable(each, key) for key, each in value.items() if key != "allow"}
            return {key: each for key, each in made.items() if each != []}
        case list() | tuple() if field == "stages":
            return [comparable({"stage": each} if isinstance(each, str) else each) for each in value]
        case list() | tuple():
            return [comparable(each) for each in value]
        case str():
            return normal(re.sub(r"[ \t\r\n]+", " ", value).strip(" "))
        case _:
            return str(value) if field == "depth" else value


# Text that is nearly YAML, and nearly a deck, from a seed: the same bytes on every Python. Valid files are damaged, and
# values in all styles of YAML are inserted carelessly.


_WORDS = (
    *("question", "step", "story", "1", "2", "3", "everyday", "repair", "mirror", "full", "en", "pt-BR", "♥"),
    *("a-card", "What did {partner} do?", "Tell {Partner} of a walk.", "you & me", "why!", "a:b", "a::b", "a#b"),
    *("it's", "x" * 300, "連接 你好", "שלום", "e\u0301", "👩‍👩‍👧", "a\u200db", "a\u00a0b", "a\u00adb", "ﷺ", "🇩🇪"),
    *("\U0010fffd", "a?b", "a,b", "-a"),
)
_ODD_WORDS = (
    *("no", "on", "12:30", "010", "0o17", "0x1F", "1e3", "1.10", "~", "null", ".inf", "-.nan", "2024-01-31", "="),
    *("<<", "9" * 400, "a #b", "-", "?", ":", "- -", "--- a", "...", "%a", "@a", "`a", "{", "}", "{}"),
    *("{{partner}}", "*you*", "\ufe0f", "\u00a0", "[", "a: b", "#", "!", "&", "|", ">", ""),
)
_ODD_KEYS = ("<<", "=", "", "? ", "prmpt", "null", "1", "{a}", "[a]", "'id'", '"id"', "!!str id", "&k id", "*k", "? a")
_INDICATORS = ("|", ">", "|-", ">+", "|2", ">9-", "|0", "|+-", ">x", "|#", "| # c", ">-2", "|10")
_ESCAPES = (
    *(r"\n", r"\t", r"\\", r"\"", r"\x41", r"\u00e9", r"\U0001F600", r"\e[2J", r"\0", r"\L", r"\P", r"\N", r"\_"),
    *(r"\/", r"\x4", r"\uD800", r"\U00110000", r"\q", "\\\n", "\\\r\n  ", r"\u202e", r"\uFEFF"),
)
_TAGS = (
    *("!", "!!str", "!!int", "!x", "!<tag:a,2000:b>", "!!python/object/apply:os.system", "!e!a", "!!binary"),
    *("!%41", "!%ed%a0%80", "!<%ff>"),
)
_BEFORE = ("%YAML 1.1\n---\n", "%YAML 1.2\n---\n", "%YAML 3.0\n---\n", "%TAG ! tag:a:\n---\n", "%\n", "---\n", "\ufeff")
_LINES = ("# a note", "#", " # deep", "#\t\x1b[2J", "#連", "---", "...", "--- a", "...\n---", "---\n---")
_CONTROLS = "\x00\x01\x07\x08\x0b\x0c\x1b\x7f\x80\x85\x9b\u2028\u2029\u202e\u2066\ufeff\ufffd\ufffe\uffff"
_SIGNS = ("'", '"', "[", "]", "{", "}", ":", ": ", "- ", "#", " #", "&a ", "*a", "!", "|", ",", ",]", "}", "]]")
_SPACES = (" ", "  ", "    ", "\t", " \t", "\u00a0", "\u3000")
_LINE_ENDS = ("\n", "\r\n", "\r", "\x85", "\u2028")

_ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig")
_LOSSY_ENCODINGS = ("latin-1", "utf-7", "shift-jis", "cp500")


def some_bytes(seed: int, kind: Kind) -> bytes:
    """A more or less valid deck file of that kind. One in sixteen is in another encoding than UTF-8."""
    chance = random.Random(f"{kind} {seed}")
    text = _damaged(chance, chance.choice(_good(kind)))
    if chance.random() < 0.0625:
        encoding = chance.choice(_ENCODINGS + _LOSSY_ENCODINGS)
        return text.encode(encoding, "surrogatepass" if encoding in _ENCODINGS else "replace")
    content = text.encode("utf-8", "surrogatepass")
    return _spoilt(chance, content) if chance.random() < 0.06 else content


def _spoilt(chance: random.Random, content: bytes) -> bytes:
    """Other, lost or added bytes, as from a bad disk or program."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8))):
        at = chance.randrange(len(changed) + 1)
        changed[at : at + chance.randrange(4)] = chance.randbytes(chance.randrange(4))
    return bytes(changed)


@cache
def _good(kind: Kind) -> tuple[str, ...]:
    """The shipped files of a kind, in pieces short enough that one piece of damage counts."""
    if kind != "suit":
        whole = (shipped_deck() / f"{kind}.yaml").read_text(encoding="utf-8")
        lines = [line for line in whole.splitlines(keepends=True) if not line.startswith("#")]
        if kind == "dialogues":
            return ("".join(lines),)
        return tuple("".join(lines[at : at + 12]) for at in range(0, len(lines), 12))
    found = []
    for path in sorted(shipped_deck().glob("*.yaml")):
        if path.stem in ("dialogues", "words"):
            continue
        head, cards = path.read_text(encoding="utf-8").split("cards:\n", 1)
        each = [f"  - {card}" for card in cards.split("  - ")[1:]]
        found += [f"{head}cards:\n{''.join(each[at : at + 3])}" for at in range(0, len(each), 6)]
    return tuple(found)


def _damaged(chance: random.Random, text: str) -> str:
    """A valid file with a few pieces lost, doubled, moved, or inserted in wrong places."""
    if chance.random() < 0.1:
        text = text.replace("\n", chance.choice(_LINE_ENDS))
    if chance.random() < 0.05:
        text = chance.choice(_BEFORE) + text
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3, 6))):
        if chance.random() < 0.5:
            lines = text.split("\n")
            at = chance.randrange(len(lines))
            key, colon, _ = lines[at].partition(": ")
            with_value = f"{key}{colon}{_value(chance, 6)}"
            moved = chance.choice(_SPACES) + lines[at].removeprefix(" " * chance.randrange(5))
            doubled = "\n".join((chance.choice((*lines, *_LINES)), lines[at]))
            lines[at] = chance.choice((with_value, with_value, with_value, moved, doubled))
            text = "\n".join(lines)
        else:
            place, other = chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)
            end = place + chance.choice((0, 1, 1, 3, 40))
            piece, control = text[place:end], chance.choice(_CONTROLS) * chance.choice((1, 1, 9))
            put = ("", piece * chance.choice((2, 3, 40)), control + piece, chance.choice(_SIGNS) + piece)
            text = text[:place] + chance.choice((*put, text[other : other + 200] + piece)) + text[end:]
    return text


def _value(chance: random.Random, indent: int, levels: int = 2) -> str:
    """A node of any style, sometimes invalid."""
    word = chance.choice(_ODD_WORDS if chance.random() < 0.2 else _WORDS)
    margin = " " * chance.choice((indent,) * 6 + (indent + 2, 0))
    broken = chance.choice(("",) * 6 + (f"\n{margin}b", "\nb", f"{chance.choice(_LINE_ENDS)}\tb", "\n---\n"))
    escaped = "".join(chance.choice((*_WORDS, *_ODD_WORDS, *_ESCAPES)) for _ in range(chance.choice((1, 1, 2, 4))))
    nodes = [_value(chance, indent + 2, levels - 1) for _ in range(chance.randrange(4))] if levels else []
    keys = chance.choices(_ODD_KEYS, k=len(nodes))
    pairs = [f"{key}{chance.choice((': ', ': ', ':', ''))}{node}" for key, node in zip(keys, nodes, strict=True)]
    made = chance.choice(
        (
            *(word, word, f"{word}{chance.choice((broken, ' # a note', '  ', ' #wish'))}"),
            *(f"'{word.replace(chr(39), chr(39) * 2)}{broken}'", f"'{word}'", f'"{word}{broken}"', f'"{escaped}"'),
            f"{chance.choice(_INDICATORS)}\n{margin}{word}\n{margin}{word}",
            *(f"[{', '.join(nodes)}]", f"[{', '.join(nodes)}{chance.choice(_SIGNS)}", f"{{{', '.join(pairs)}}}"),
            *("\n" + "\n".join(f"{margin}{line}" for line in lines) for lines in ([f"- {n}" for n in nodes], pairs)),
        )
    )
    properties = (*("&a0 ", "*a0 ", "& ", "&a &b ", "!!str &a "), *(f"{tag} " for tag in _TAGS))
    return (chance.choice(properties) if chance.random() < 0.1 else "") + made

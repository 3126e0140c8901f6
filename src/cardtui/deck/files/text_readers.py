"""Single values of the kinds that all deck files share: a text, a list of texts, one of a few words, a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from cardtui.deck.codes import ErrorCode
from cardtui.deck.files.source import Source, Span, is_reported, nearest
from cardtui.deck.files.yaml_tree import Broken, Mapping, Node, Scalar, Sequence, may_be_misread, misread
from cardtui.text.invisible import STAND_IN, UNSEEN, is_blank, sentence
from cardtui.text.normal_form import normal
from cardtui.text.suggestions import one_of, shown

NAME_LENGTH = 64
"""Characters that an id, or the name of a dialogue, may have."""

NAME = r"[a-z0-9-]{1,64}"
"""A regular expression for an id, or the name of a dialogue."""

is_name = re.compile(NAME).fullmatch
"""The quick question whether a text could be an id, or the name of a dialogue."""

LANGUAGE = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*"
"""A regular expression for the tag of a language, as far as its shape goes (BCP 47)."""

is_language = re.compile(LANGUAGE).fullmatch
PAIR = 2
"""Nodes of a mapping with one field."""

LONGEST_QUOTED = 100
"""Characters of a text that is shown whole."""

_WHITE_SPACE = re.compile(r"[ \t\r\n]+")

_SPELLED_OUT = str.maketrans(
    {"ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}
    | {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i"}
)
"""Latin letters that are no letter with a mark."""


Reader = Callable[..., Any]
"""Reads a field, by its file, its node, and what a sentence calls it ("'prompt'"); gives None if it is wrong."""


class ReadBy(NamedTuple):
    """Says in the type of a field how it is read. reader: None if whoever reads the file does it, with more at hand.

    Where the type has a least and a greatest value (``ge``, ``le``), the reader gets ``known``, the range of them.
    """

    reader: Reader | None


def read_text(source: Source, node: Node | None, name: str) -> str | None:
    """One paragraph of text in its normal form: each run of white space becomes one space.

    Args:
        source: where problems go.
        node: what was given; None if nothing was.
        name: what a sentence calls it: "'prompt'", "a topic".

    Returns:
        None if nothing was given, or if something is wrong with it, which is then reported.
    """
    if not isinstance(node, Scalar):
        if node is not None:
            _refuse_shape(source, node, name)
        return None
    value = node.value
    if node.plain and may_be_misread(value):
        source.error(node, "quote-this", f"quote this: YAML reads {shown(value, '')} as {misread(value)}, not as text")
        return None
    if not value.isprintable() or "  " in value or STAND_IN in value:
        if odd := UNSEEN.search(value):
            if not is_reported(source, node):
                source.error(node, "control-character", sentence(odd.group()))
            return None
        value = _WHITE_SPACE.sub(" ", value)
    value = value.strip(" ")
    if value and value.isascii():
        return value
    if not value or is_blank(value):
        # Nothing has no width: point at the dash or the comma before it.
        at = node if node.start < node.end else Span(max(0, node.start - 1), node.end)
        source.error(at, "empty-value", f"{name} is empty; write it or take it out")
        return None
    return normal(value)


def read_items(source: Source, node: Node | None, name: str, item: str) -> Iterator[tuple[str, Scalar]]:
    """The texts of a list, each with its node; what is not a text, or is there twice, is reported and left out.

    Args:
        source: where problems go.
        node: what was given; None if nothing was.
        name: what a sentence calls the list: "'topics'".
        item: what a sentence calls one of its items: "a topic".
    """
    if not isinstance(node, Sequence):
        if node is not None and not isinstance(node, Broken) and not is_lookalike(source, node):
            source.error(node, "wrong-shape", f"{name} is a list: put what stands here in '[' and ']'")
        return
    met: set[str] = set()
    for entry in node.items:
        if source.full:
            break
        text = read_word(source, entry, item)
        if text is None or not isinstance(entry, Scalar):
            continue
        if text in met:
            source.error(entry, "duplicate-item", f"{shown(text)} is in this list twice")
            continue
        met.add(text)
        yield text, entry


def read_choice(
    source: Source, node: Node | None, name: str, choices: Iterable[str], code: ErrorCode, otherwise: str = ""
) -> str | None:
    """One of a few words, quoted or not; another one is reported under `code`, with the nearest of them.

    otherwise: what is said if none is near; else all of them are named.
    """
    known = tuple(choices)
    if isinstance(node, Scalar) and node.value in known and not (node.plain and may_be_misread(node.value)):
        return node.value
    value = read_word(source, node, name)
    if value is None or value in known or node is None:
        return value
    if is_lookalike(source, node):
        return None
    meant = nearest(source, value, known)
    way_out = f"did you mean '{meant}'?" if meant else otherwise or f"it can be {one_of(known)}"
    source.error(node, code, f"{shown(value)} is not {name}; {way_out}")
    return None


def read_word(source: Source, node: Node | None, name: str) -> str | None:
    """A value that is no prose but has to be what it is to the letter; otherwise as `read_text`.

    White space around it, which only quotation marks can put there, belongs to it: an editor's schema sees it, too.
    """
    value = read_text(source, node, name)
    return node.value if value is not None and isinstance(node, Scalar) else value


def read_name(source: Source, node: Node | None, name: str, code: ErrorCode) -> str | None:
    """A name that never changes, such as an id: `[a-z0-9-]{1,64}`. Another one is reported, with one that could be."""
    if isinstance(node, Scalar) and is_name(node.value) and not (node.plain and may_be_misread(node.value)):
        return node.value
    value = read_word(source, node, name)
    if value is None or node is None or is_name(value):
        return value
    if is_lookalike(source, node):
        return None
    better = as_name(value)
    way_out = f"; write {shown(better)}" if better else ""
    if len(value) > NAME_LENGTH:
        message = f"{name} has at most {NAME_LENGTH} characters; this one has {len(value)}"
    else:
        message = f"{shown(value)} is not {name}: it is made of a-z, 0-9 and '-' only{way_out}"
    source.error(node, code, message)
    return None


def read_language(source: Source, node: Node | None, name: str) -> str | None:
    """A language by its tag, such as `en` or `pt-BR`."""
    value = read_word(source, node, name)
    if value is None or node is None or is_language(value):
        return value
    if is_lookalike(source, node):
        return None
    source.error(node, "bad-language", f"{shown(value)} is not a language; write its tag, like en, de or pt-BR")
    return None


def is_lookalike(source: Source, node: Node, *, only_ends: bool = False) -> bool:
    """Whether a value that is no prose is wrong by a character that looks like another one; the first is reported.

    It is asked for once a value is known to be wrong: told otherwise, it would seem to be what it should be.

    Args:
        source: the file.
        node: the value.
        only_ends: what stands between its first and last character may be anything.
    """
    # Only somebody who made a mistake waits for this import.
    from cardtui.text.invisible import what_it_is

    if not isinstance(node, Scalar):
        return False
    text = (source.text or "")[node.start : node.end]
    inner = len(text) - len(text.lstrip("\"'"))
    for place, character in enumerate(text):
        at_an_end = place == inner or place == len(text.rstrip("\"'")) - 1
        if only_ends and not at_an_end:
            continue
        if message := what_it_is(character, text, at_an_end=at_an_end):
            at = node.start + place
            source.error(Span(at, at + 1), "look-alike", message)
            return True
    if node.value != node.value.strip(" ") and not node.plain:
        source.error(node, "look-alike", "take out the space between the quotation marks and what stands in them")
        return True
    return False


def _refuse_shape(source: Source, node: Node, name: str) -> None:
    if isinstance(node, Mapping | Sequence):
        text = source.text or ""
        sign = text[node.start : node.start + 1]
        if sign and sign in "{[":
            message = f"quote this: a text that begins with '{sign}' is something else to YAML"
            source.error(node, "quote-this", message)
        else:
            if isinstance(node, Mapping) and len(node.flat) == PAIR and isinstance(node.flat[1], Scalar):
                meant = quoted(text[node.start : node.flat[1].end])
                source.error(node, "quote-this", f"quote this: ': ' makes something else of a text; write {meant}")
                return
            kind = "a list" if isinstance(node, Sequence) else "a mapping"
            source.error(node, "wrong-shape", f"{name} is a text, and this is {kind}")


def quoted(text: str) -> str:
    """A text as YAML takes it for one, for somebody to copy."""
    line = " ".join(text.split())
    if len(line) > LONGEST_QUOTED:
        return "all of it in double quotes"
    return "'" + line.replace("'", "''") + "'" if '"' in line or "\\" in line else f'"{line}"'


def as_name(value: str) -> str:
    """A name made of the letters and digits of a text; empty if it has none of the Latin alphabet."""
    # Play does not wait for this import.
    import unicodedata

    letters = unicodedata.normalize("NFKD", value.translate(_SPELLED_OUT)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")[:NAME_LENGTH].strip("-")


def text_of(node: Node | None) -> str | None:
    """The same text as from `read_text`, for whoever looks at the writing; None where that reports a problem."""
    if not isinstance(node, Scalar) or (node.plain and may_be_misread(node.value)) or UNSEEN.search(node.value):
        return None
    value = _WHITE_SPACE.sub(" ", node.value).strip(" ")
    return None if is_blank(value) else normal(value)

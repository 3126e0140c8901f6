"""Readers of single values for all deck files: a text, a list of texts, one of a few words, a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cardtui.deck.files.source import Source, Span, is_reported, nearest
from cardtui.deck.files.unquoted_values import may_be_misread, misread
from cardtui.deck.files.yaml_tree import Broken, Mapping, Node, Scalar, Sequence
from cardtui.deck.problem import ErrorCode
from cardtui.text.invisible import STAND_IN, UNSEEN, is_blank, remedy
from cardtui.text.normal_form import normal
from cardtui.text.suggestions import one_of, shown

NAME_LENGTH = 64
"""Characters allowed in an id or the name of a dialogue."""

NAME = r"[a-z0-9-]{1,64}"
"""A regular expression for an id, or the name of a dialogue."""

is_name = re.compile(NAME).fullmatch
"""A quick check whether a text could be an id, or the name of a dialogue."""

LANGUAGE = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*"
"""A regular expression for a language tag; it checks only the form (BCP 47)."""

is_language = re.compile(LANGUAGE).fullmatch

LONGEST_QUOTED = 100
"""Characters of a text up to which it is shown completely."""

_WHITE_SPACE = re.compile(r"[ \t\r\n]+")

_SPELLED_OUT = str.maketrans(
    {"ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}
    | {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i"}
)
"""Latin letters that don't decompose into a letter with a mark."""


Reader = Callable[..., Any]
"""Reads a field, given its file, its node, and its name in sentences ("'prompt'"); returns None if it is invalid."""


def read_text(source: Source, node: Node | None, name: str) -> str | None:
    """One paragraph of normalized text: each run of white space becomes one space.

    Args:
        source: collects problems.
        node: the value; None if there is none.
        name: its name in sentences: "'prompt'", "a topic".

    Returns:
        None if there is no value, or if it is invalid, which is then reported.
    """
    if not isinstance(node, Scalar):
        _refuse_shape(source, node, name)
        return None
    value = node.value
    if node.plain and may_be_misread(value):
        source.error(node, "quote-this", f"quote this: YAML reads {shown(value, '')} as {misread(value)}, not as text")
        return None
    if not value.isprintable() or "  " in value or STAND_IN in value:
        if odd := UNSEEN.search(value):
            if not is_reported(source, node):
                source.error(node, "control-character", remedy(odd.group()))
            return None
        value = _WHITE_SPACE.sub(" ", value)
    value = value.strip(" ")
    if value and value.isascii():
        return value
    if is_blank(value):
        # Nothing has no width: point at the dash or the comma before it.
        at = node if node.start < node.end else Span(max(0, node.start - 1), node.end)
        source.error(at, "empty-value", f"{name} is empty; write it or take it out")
        return None
    return normal(value)


def read_items(source: Source, node: Node | None, name: str, item: str) -> Iterator[Scalar]:
    """The texts of a list, as nodes; duplicates and other values are reported and left out.

    Args:
        source: collects problems.
        node: the value; None if there is none.
        name: the list's name in sentences: "'topics'".
        item: the name of one item in sentences: "a topic".
    """
    if not isinstance(node, Sequence):
        if node is not None and not isinstance(node, Broken):
            refuse(source, node, "wrong-shape", f"{name} is a list: put what stands here in '[' and ']'")
        return
    met: set[str] = set()
    for entry in node.items:
        if source.full:
            break
        text = read_word(source, entry, item)
        if text in met:
            source.error(entry, "duplicate-item", f"{shown(text)} is in this list twice")
        elif text is not None and isinstance(entry, Scalar):
            met.add(text)
            yield entry


def read_word(source: Source, node: Node | None, name: str) -> str | None:
    """A value that is not prose but must match exactly; otherwise like `read_text`.

    White space around it, which is only possible in quotation marks, is part of it: an editor's schema sees it, too.
    """
    value = read_text(source, node, name)
    return node.value if value is not None and isinstance(node, Scalar) else value


def read_choice(
    source: Source, node: Node | None, name: str, choices: Iterable[str], code: ErrorCode, otherwise: str = ""
) -> str | None:
    """One of a few words, quoted or not; any other is reported under `code`, with the nearest of them.

    otherwise: what to say if none is near; by default all of them are listed.
    """
    known = tuple(choices)
    value = read_word(source, node, name)
    if value is None or value in known:
        return value
    meant = nearest(source, value, known)
    way_out = f"did you mean '{meant}'?" if meant else otherwise or f"it can be {one_of(known)}"
    refuse(source, node, code, f"{shown(value)} is not {name}; {way_out}")
    return None


def read_name(source: Source, node: Node | None, name: str, code: ErrorCode) -> str | None:
    """A permanent name such as an id: `[a-z0-9-]{1,64}`. Any other is reported, with a valid suggestion."""
    value = read_word(source, node, name)
    if value is None or is_name(value):
        return value
    better = as_name(value)
    message = f"{shown(value)} is not {name}: it is made of a-z, 0-9 and '-' only"
    if len(value) > NAME_LENGTH:
        message = f"{name} has at most {NAME_LENGTH} characters; this one has {len(value)}"
    elif better:
        message += f"; write {shown(better)}"
    refuse(source, node, code, message)
    return None


def read_id(source: Source, node: Node | None, _name: str) -> str | None:
    """The id of a card."""
    return read_name(source, node, "an id", "bad-id")


def read_language(source: Source, node: Node | None, name: str) -> str | None:
    """A language by its tag, such as `en` or `pt-BR`."""
    value = read_word(source, node, name)
    if value is None or is_language(value):
        return value
    message = f"{shown(value)} is not a language; write its tag, like en, de or pt-BR"
    refuse(source, node, "bad-language", message)
    return None


def refuse(source: Source, node: Node | None, code: ErrorCode, message: str) -> None:
    """Report an invalid value that is not prose; if it has a look-alike character, report that instead."""
    if node is not None and not is_lookalike(source, node):
        source.error(node, code, message)


def is_lookalike(source: Source, node: Node, *, only_ends: bool = False) -> bool:
    """Whether a value that is not prose has a look-alike of the right character; the first one is reported.

    Call it only when the value is known to be invalid; the message assumes that.

    Args:
        source: the file.
        node: the value.
        only_ends: check only its first and last character.
    """
    # Only needed after a mistake.
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


def _refuse_shape(source: Source, node: Node | None, name: str) -> None:
    """Report a mapping or a list instead of a text; usually a text in which YAML interprets some sign."""
    text = source.text or ""
    match node:
        case Mapping(start=start) | Sequence(start=start) if (sign := text[start : start + 1]) in ("{", "["):
            message = f"quote this: a text that begins with '{sign}' is something else to YAML"
            source.error(node, "quote-this", message)
        case Mapping(flat=[_, Scalar(end=end)]):
            if is_reported(source, Span(node.start, end)):
                return
            meant = quoted(text[node.start : end])
            source.error(node, "quote-this", f"quote this: ': ' makes something else of a text; write {meant}")
        case Mapping() | Sequence():
            kind = "a list" if isinstance(node, Sequence) else "a mapping"
            source.error(node, "wrong-shape", f"{name} is a text, and this is {kind}")


def quoted(text: str) -> str:
    """A text as YAML accepts it, for copying."""
    line = " ".join(text.split())
    if len(line) > LONGEST_QUOTED:
        return "all of it in double quotes"
    return "'" + line.replace("'", "''") + "'" if '"' in line or "\\" in line else f'"{line}"'


def as_name(value: str) -> str:
    """A valid name from the letters and digits of a text; empty if it has none of the Latin alphabet."""
    # Not needed to play.
    import unicodedata

    letters = unicodedata.normalize("NFKD", value.translate(_SPELLED_OUT)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")[:NAME_LENGTH].strip("-")


def text_of(node: Node | None) -> str | None:
    """The same text as from `read_text`, for checks of the writing; None where that reports a problem."""
    if not isinstance(node, Scalar) or (node.plain and may_be_misread(node.value)) or UNSEEN.search(node.value):
        return None
    value = _WHITE_SPACE.sub(" ", node.value).strip(" ")
    return None if is_blank(value) else normal(value)

"""How the fields of a mapping are declared, by their types, and read: unknown, duplicate, missing, empty.

The types of fields are in forms (`CardForm`), which are never instantiated. The type of a field names the function
that reads it, and the schemas with which editors check deck files (`cardtui.lint.json_schema`) are made from the same
types, so reader and schema always have the same fields. A test compares which values they accept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import partial
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import UNSET, Meta

from cardtui.deck.files.source import Source, Span, is_reported, nearest
from cardtui.deck.files.text_readers import (
    LANGUAGE,
    NAME,
    Reader,
    is_lookalike,
    read_choice,
    read_id,
    read_items,
    read_language,
    read_text,
)
from cardtui.deck.files.yaml_tree import Broken, Mapping, Node, Scalar, Sequence
from cardtui.deck.problem import ErrorCode
from cardtui.deck.topics import TOPICS
from cardtui.text.invisible import BLANK_RANGES, UNSEEN_RANGES
from cardtui.text.suggestions import one_of, shown

Fields = dict[str, Node]
"""The node of each known field in the file, by name."""

N = TypeVar("N", bound=Node)

_MOST_NAMED = 12
_NOTE = re.compile(r":[ \t]+#")


# How fields are declared


def by_hand(_source: Source, _node: Node, _name: str) -> None:
    """Placeholder for fields that the caller reads itself, with more context; it returns nothing."""


OPTIONAL: Any = UNSET
"""The default of a field that may be left out."""

UNIQUE = {"uniqueItems": True}

TEXT = rf"^(?=[\s\S]*[^\s{BLANK_RANGES}])[^{UNSEEN_RANGES}]*$"
"""A regular expression, for JavaScript too: at least one visible character, and no invisible ones."""

LANGUAGE_PATTERN = f"^{LANGUAGE}$"


def describe(field: str) -> Meta:
    """A field's description in an editor."""
    return Meta(description=field)


def _matching(pattern: str, otherwise: str) -> Meta:
    """The pattern of a text. otherwise: the error message of editors with a YAML language server."""
    return Meta(extra_json_schema={"pattern": pattern, "patternErrorMessage": otherwise})


Text = Annotated[str, _matching(TEXT, "A text, with nothing in it that does not show."), read_text]
Name = Annotated[str, _matching(f"^{NAME}$", "Made of a-z, 0-9 and '-' only, at most 64 of them."), read_id]
Language = Annotated[str, _matching(LANGUAGE_PATTERN, "The tag of a language: en, de, pt-BR."), read_language]


def member(of: type[StrEnum], what: str, code: ErrorCode) -> Reader:
    """A member of an enum, by name. what: how sentences call it. code: of the error if it is wrong."""
    names = {str(each): each for each in of}

    def read(source: Source, node: Node, _name: str) -> StrEnum | None:
        return names.get(read_choice(source, node, what, names, code) or "")

    return read


def read_texts(source: Source, node: Node, name: str) -> tuple[str, ...]:
    """A text, or a list of them."""
    if not isinstance(node, Sequence):
        text = read_text(source, node, name)
        return (text,) if text is not None else ()
    read = [read_text(source, item, f"a part of {name}") for item in node.items if not source.full]
    return tuple(text for text in read if text is not None)


def read_topics(source: Source, node: Node, name: str, otherwise: str = "") -> tuple[str, ...]:
    """Topics. otherwise: see `read_choice`."""
    read = [
        read_choice(source, at, "a topic", TOPICS, "unknown-topic", otherwise)
        for at in read_items(source, node, name, "a topic")
    ]
    return tuple([topic for topic in read if topic is not None])


class MappingShape(msgspec.Struct, frozen=True):
    """Which fields a mapping may have.

    what: how sentences call it: "a card". readers: of each field. required: those that must be present. needed: of
    these, those not read by hand. hints: wrong names that people use, and what to say about each.
    """

    what: str
    readers: dict[str, Reader]
    required: tuple[str, ...] = ()
    needed: frozenset[str] = frozenset()
    hints: dict[str, str] = {}

    @classmethod
    def of(cls, what: str, form: type[msgspec.Struct], hints: dict[str, str] | None = None) -> MappingShape:
        """The shape of a form; its fields without a default are required."""
        readers = {name: _reader(hint.__metadata__) for name, hint in form.__annotations__.items()}
        required = tuple(readers)[: len(readers) - len(form.__struct_defaults__)]
        needed = frozenset(name for name in required if readers[name] is not by_hand)
        return cls(what, readers, required, needed, hints or {})


def _reader(about: tuple[Any, ...]) -> Reader:
    """The reader of a field, from its type: the last function in it; it gets ``known``, the range of a number."""
    reader: Reader
    *_, reader = (each for each in about if callable(each))
    for each in about:
        if isinstance(each, Meta) and isinstance(each.ge, int) and isinstance(each.le, int):
            return partial(reader, known=range(each.ge, each.le + 1))
    return reader


# How they are read


def read_mapping(source: Source, mapping: Mapping, shape: MappingShape) -> tuple[Fields, dict[str, Any]]:
    """The known fields of a mapping, and the values of valid ones."""
    fields = read_fields(source, mapping, shape)
    return fields, read_values(source, fields, shape)


def read_values(source: Source, fields: Fields, shape: MappingShape) -> dict[str, Any]:
    """The values of fields, by name, without invalid ones and those that are read by hand."""
    values: dict[str, Any] = {}
    for name, node in fields.items():
        if (value := shape.readers[name](source, node, f"'{name}'")) is not None:
            values[name] = value
    return values


def read_fields(source: Source, mapping: Mapping, shape: MappingShape) -> Fields:
    """The known fields of a mapping. Every unknown, duplicate, empty or missing key is reported.

    A field whose value is empty or broken is included as `Broken`, so that it is not also reported as missing.
    """
    given: Fields = {}
    first: dict[str, Scalar] = {}
    meant: set[str | None] = set()
    for key, value in pairs_of(mapping):
        if source.full:
            break
        if not isinstance(key, Scalar):
            if not isinstance(key, Broken):
                message = f"a field of {shape.what} is a name and a colon; write the name without brackets"
                source.error(key, "key-not-text", message)
        elif (name := key.value) not in shape.readers:
            # A merge key (`<<: *other`) and a name with a reported character already have their problem.
            if not isinstance(value, Broken) and not is_reported(source, key):
                meant.add(_refuse_unknown(source, key, shape))
        elif name in given:
            line, _ = source.place(first[name].start)
            source.error(key, "duplicate-key", f"'{name}' is here twice; the first is in line {line}")
        else:
            first[name], given[name] = key, value
            if isinstance(value, Scalar) and value.start == value.end:
                given[name] = Broken(value.start, value.end)
                way_out = "write one" if name in shape.required else "leave the line out"
                if _NOTE.match(source.text or "", key.end):
                    way_out = "what stands behind '#' is a note to YAML, so put it in quotes"
                source.error(key, "empty-value", f"'{name}' has no value; {way_out}")
    for name in shape.required:
        if name not in given and name not in meant:
            source.error(head(mapping), "missing-key", f"{shape.what} needs '{name}'")
    return given


def pairs_of(mapping: Mapping) -> Iterator[tuple[Node, Node]]:
    """The keys of a mapping, each with its value."""
    nodes = iter(mapping.flat)
    return zip(nodes, nodes, strict=True)


def head(mapping: Mapping) -> Span:
    """Where problems of a mapping as a whole are shown: its first key."""
    return mapping.flat[0] if mapping.flat else Span(mapping.start, mapping.start + 1)


def of_kind(source: Source, node: Node | None, kind: type[N], message: str, at: Span | None = None) -> N | None:
    """The node, if it is a mapping, or a list, as required; else that is reported, unless it already was.

    at: where to report it, if not at the node.
    """
    if isinstance(node, kind):
        return node
    if node is not None and not isinstance(node, Broken):
        source.error(at or node, "wrong-shape", message)
    return None


def _refuse_unknown(source: Source, key: Scalar, shape: MappingShape) -> str | None:
    """Report an unknown key. The result is the field that was meant, which is then not missing."""
    name = shown(key.value) if key.value else "an empty key"
    meant = None
    way_out = shape.hints.get(key.value.lower(), "")
    if not way_out:
        meant = nearest(source, key.value, shape.readers)
        if meant and is_lookalike(source, key):
            return meant
        if meant:
            way_out = f"did you mean '{meant}'?"
        elif len(shape.readers) <= _MOST_NAMED:
            way_out = f"it can have {one_of(shape.readers)}"
    said = f"{name} is not a field of {shape.what}"
    source.error(key, "unknown-key", f"{said}; {way_out}" if way_out else said)
    return meant

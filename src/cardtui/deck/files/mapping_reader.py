"""Which fields a mapping of a deck file has: known or unknown, doubled, missing, empty; and their values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import msgspec

from cardtui.deck.files.source import Source, Span, is_reported, nearest
from cardtui.deck.files.text_readers import ReadBy, Reader, is_lookalike
from cardtui.deck.files.yaml_tree import Broken, Mapping, Node, Scalar
from cardtui.text.suggestions import one_of, shown

Fields = dict[str, Node]
"""What was given for each known field, by its name."""

_MOST_NAMED = 12

_NOTE = re.compile(r":[ \t]+#")


class MappingShape(msgspec.Struct, frozen=True):
    """Which fields a mapping may have.

    what: how a sentence calls it: "a card". hints: names that people give in place of others, and what to say of each.
    readers: of the fields whose types say how they are read, each with what a sentence calls it. needed: those of them
    that are required.
    """

    what: str
    required: tuple[str, ...]
    names: tuple[str, ...]
    known: frozenset[str]
    hints: dict[str, str] = {}
    readers: tuple[tuple[str, str, Reader], ...] = ()
    needed: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, what: str, form: type[msgspec.Struct], *, optional: bool = False, hints: dict[str, str] | None = None
    ) -> MappingShape:
        """The shape of a form (see `cardtui.deck.files.known_fields`); its fields without a default are required.

        optional: none is required, for there is another file below this one.
        """
        names = form.__struct_fields__
        required = () if optional else names[: len(names) - len(form.__struct_defaults__)]
        readers = tuple(_readers(form))
        needed = frozenset(required) & {name for name, _, _ in readers}
        return cls(what, required, names, frozenset(names), hints or {}, readers, needed)


def _readers(form: type[msgspec.Struct]) -> Iterator[tuple[str, str, Reader]]:
    """Of each field; its type names at least one (`ReadBy`), and the last one counts."""
    for name, hint in form.__annotations__.items():
        about = hint.__metadata__
        *_, by = (each for each in about if isinstance(each, ReadBy))
        if by.reader is None:
            continue
        metas = [each for each in about if isinstance(each, msgspec.Meta)]
        low, high = ([bound for each in metas if (bound := getattr(each, end)) is not None] for end in ("ge", "le"))
        yield name, f"'{name}'", partial(by.reader, known=range(low[0], high[0] + 1)) if low else by.reader


def read_values(source: Source, fields: Fields, shape: MappingShape) -> dict[str, Any]:
    """What fields hold, by their names, without those with something wrong, and those whose type names no reader."""
    values: dict[str, Any] = {}
    get = fields.get
    for name, called, read in shape.readers:
        if (node := get(name)) is not None and (value := read(source, node, called)) is not None:
            values[name] = value
    return values


def read_fields(source: Source, mapping: Mapping, shape: MappingShape) -> Fields:
    """The known fields of a mapping. Every key that is unknown, doubled, empty or missing is reported.

    A field whose value is empty or broken is there as `Broken`, so that nobody reports its absence as well.
    """
    given: Fields = {}
    first: dict[str, Scalar] = {}
    meant: list[str | None] = []
    known = shape.known
    pairs = iter(mapping.flat)
    for key, value in zip(pairs, pairs, strict=True):
        if source.full:
            break
        if not isinstance(key, Scalar):
            if not isinstance(key, Broken):
                source.error(
                    key,
                    "key-not-text",
                    f"a field of {shape.what} is a name and a colon; write the name without brackets",
                )
        elif (name := key.value) not in known:
            # A merge key (`<<: *other`) and a name with a reported character have their problem already.
            if not isinstance(value, Broken) and not is_reported(source, key):
                meant.append(_refuse_unknown(source, key, shape))
        elif name in given:
            line, _ = source.place(first[name].start)
            source.error(key, "duplicate-key", f"'{name}' is here twice; the first is in line {line}")
        else:
            first[name] = key
            if isinstance(value, Scalar) and value.start == value.end:
                way_out = "write one" if name in shape.required else "leave the line out"
                if _NOTE.match(source.text or "", key.end):
                    way_out = "what stands behind '#' is a note to YAML, so put it in quotes"
                source.error(key, "empty-value", f"'{name}' has no value; {way_out}")
                given[name] = Broken(value.start, value.end)
            else:
                given[name] = value
    for name in shape.required:
        if name not in given and name not in meant:
            source.error(head(mapping), "missing-key", f"{shape.what} needs '{name}'")
    return given


def head(mapping: Mapping) -> Span:
    """Where a mapping is pointed at as a whole: its first key."""
    return mapping.flat[0] if mapping.flat else Span(mapping.start, mapping.start + 1)


def _refuse_unknown(source: Source, key: Scalar, shape: MappingShape) -> str | None:
    """Report an unknown key. The result is the field it was meant to be, which is then not missing."""
    name = shown(key.value) if key.value else "an empty key"
    if (hint := shape.hints.get(key.value.lower())) is not None:
        source.error(key, "unknown-key", f"{name} is not a field of {shape.what}; {hint}")
        return None
    meant = nearest(source, key.value, shape.names)
    if meant and is_lookalike(source, key):
        return meant
    if meant:
        way_out = f"; did you mean '{meant}'?"
    elif len(shape.names) <= _MOST_NAMED:
        way_out = f"; it can have {one_of(shape.names)}"
    else:
        way_out = ""
    source.error(key, "unknown-key", f"{name} is not a field of {shape.what}{way_out}")
    return meant

"""words.yaml: nodes to the words of a deck, or all that is wrong. The fields of `Words` say what may be there."""

from __future__ import annotations

import re
import sys
from functools import cache
from types import SimpleNamespace
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from cardtui.deck.files.mapping_reader import Fields, MappingShape, read_fields
from cardtui.deck.files.source import Source, Span, nearest
from cardtui.deck.files.value_reader import read_language, read_text
from cardtui.deck.files.yaml_tree import Broken, Node, Sequence, parse
from cardtui.deck.words import Words
from cardtui.text.suggestions import one_of

# What looks like a brace that the program fills. Everything else in braces is text: `{ }`, `{a b}`.
_BRACE = re.compile(r"\{(\w+)\}")

_MOST_NAMED = 8


class WordsText(msgspec.Struct, frozen=True):
    """words.yaml as it stands. `words` is None if anything in it is wrong. fields: the node of each given field."""

    source: Source
    words: Words | None
    fields: Fields = {}


class ExpectedWords(msgspec.Struct, frozen=True):
    """What a field of `Words` takes: one text or several, and the braces that the program fills in it."""

    several: bool
    braces: tuple[str, ...]


def read_words(source: Source, base: Words | None) -> WordsText:
    """Read words.yaml; what is wrong with it is in the source's problems.

    Args:
        source: the file.
        base: where a field comes from that is not in the file; None if every field has to be there.
    """
    tree = parse(source)
    if tree is None:
        return WordsText(source, None)
    wanted = wanted_words()
    shape = MappingShape.of("words.yaml", Words, optional=base is not None)
    values: dict[str, Any] = {}
    fields = read_fields(source, tree, shape)
    for name, node in fields.items():
        if name == "language":
            values[name] = read_language(source, node)
        elif wanted[name].several:
            values[name] = _texts(source, node, name, wanted[name].braces)
        else:
            values[name] = _line(source, node, f"'{name}'", wanted[name].braces)
    if source.problems:
        return WordsText(source, None, fields)
    words = msgspec.structs.replace(base, **values) if base else Words(**values)
    return WordsText(source, words, fields)


def _texts(source: Source, node: Node, name: str, braces: tuple[str, ...]) -> tuple[str, ...]:
    if not isinstance(node, Sequence):
        if not isinstance(node, Broken):
            source.error(node, "wrong-shape", f"'{name}' is a list of texts, each in its own line after '- '")
        return ()
    if not node.items:
        source.error(node, "empty-value", f"'{name}' is empty; leave it out")
    texts = [_line(source, item, f"a line of '{name}'", braces) for item in node.items if not source.full]
    return tuple(text for text in texts if text is not None)


def _line(source: Source, node: Node, name: str, braces: tuple[str, ...]) -> str | None:
    text = read_text(source, node, name)
    if text is not None and "{" in text:
        for match in _BRACE.finditer(text):
            if match[1] not in braces and not source.full:
                _refuse_brace(source, node, match[1], braces)
    return text


def _refuse_brace(source: Source, node: Node, brace: str, braces: tuple[str, ...]) -> None:
    written = f"{{{brace}}}"
    start = (source.text or "").find(written, node.start, node.end)
    at = Span(start, start + len(written)) if start >= 0 else node
    if meant := nearest(source, brace, braces):
        way_out = f"; did you mean '{{{meant}}}'?"
    elif braces and len(braces) <= _MOST_NAMED:
        way_out = f"; it can be {one_of(f'{{{name}}}' for name in braces)}"
    else:
        way_out = "; this text has none" if not braces else ""
    source.error(at, "unknown-brace", f"'{written}' is not a placeholder of this text{way_out}")


@cache
def wanted_words() -> dict[str, ExpectedWords]:
    """What each field of `Words` takes, in their order."""
    # A few hundred fields have a handful of types, and evaluating a type takes longer than reading its line: each once.
    written = Words.__annotations__
    distinct = SimpleNamespace(__annotations__={str(annotation): annotation for annotation in written.values()})
    types = get_type_hints(distinct, vars(sys.modules[Words.__module__]), include_extras=True)
    wanted = {name: _wanted_by(found) for name, found in types.items()}
    return {name: wanted[str(annotation)] for name, annotation in written.items()}


def _wanted_by(found: Any) -> ExpectedWords:
    several = get_origin(found) is tuple
    line = get_args(found)[0] if several else found
    for meta in get_args(line)[1:]:
        if isinstance(meta, msgspec.Meta) and meta.extra and "braces" in meta.extra:
            return ExpectedWords(several, tuple(meta.extra["braces"]))
    return ExpectedWords(several, ())

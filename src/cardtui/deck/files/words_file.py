"""words.yaml: from nodes to the words of a deck, or all problems. The shipped file defines what is allowed."""

from __future__ import annotations

from typing import Any

import msgspec

from cardtui.deck.files.mapping_reader import Fields, MappingShape, by_hand, of_kind, pairs_of, read_fields
from cardtui.deck.files.source import Source, Span, nearest
from cardtui.deck.files.text_readers import read_language, read_text
from cardtui.deck.files.yaml_tree import Mapping, Node, Scalar, Sequence, parse
from cardtui.deck.words import BRACE, Texts, Words, braces_of
from cardtui.text.suggestions import one_of

_MOST_NAMED = 8


class WordsText(msgspec.Struct, frozen=True):
    """words.yaml as written. `words` is None if anything in it is wrong. fields: the node of each given field."""

    source: Source
    words: Words | None = None
    fields: Fields = {}


def read_words(source: Source, base: Words | None) -> WordsText:
    """Read words.yaml; its problems are in the source's.

    Args:
        source: the file.
        base: source of keys that are not in the file; None for the shipped file itself.
    """
    tree = parse(source)
    if tree is None:
        return WordsText(source)
    shipped = vars(base) if base else _own_texts(tree)
    fields = read_fields(source, tree, MappingShape("words.yaml", dict.fromkeys(shipped, by_hand)))
    values: dict[str, Any] = {}
    for name, node in fields.items():
        braces = braces_of(shipped[name])
        if name == "language":
            values[name] = read_language(source, node, "'language'")
        elif isinstance(shipped[name], tuple):
            values[name] = _texts(source, node, name, braces)
        else:
            values[name] = _line(source, node, f"'{name}'", braces)
    return WordsText(source, None if source.problems else Words(**{**shipped, **values}), fields)


def _own_texts(tree: Mapping) -> dict[str, Texts]:
    """The keys of a file and their values, as written there."""
    own: dict[str, Texts] = {}
    for key, node in pairs_of(tree):
        if isinstance(key, Scalar):
            own[key.value] = node.value if isinstance(node, Scalar) else ""
            if isinstance(node, Sequence):
                own[key.value] = tuple(item.value for item in node.items if isinstance(item, Scalar))
    return own


def _texts(source: Source, node: Node, name: str, braces: tuple[str, ...]) -> tuple[str, ...]:
    listed = of_kind(source, node, Sequence, f"'{name}' is a list of texts, each in its own line after '- '")
    if listed and not listed.items:
        source.error(node, "empty-value", f"'{name}' is empty; leave it out")
    items = listed.items if listed else []
    texts = [_line(source, item, f"a line of '{name}'", braces) for item in items if not source.full]
    return tuple(text for text in texts if text is not None)


def _line(source: Source, node: Node, name: str, braces: tuple[str, ...]) -> str | None:
    text = read_text(source, node, name)
    for match in BRACE.finditer(text or ""):
        if match[1] not in braces and not source.full:
            _refuse_brace(source, node, match[1], braces)
    return text


def _refuse_brace(source: Source, node: Node, brace: str, braces: tuple[str, ...]) -> None:
    written = f"{{{brace}}}"
    start = (source.text or "").find(written, node.start, node.end)
    at = Span(start, start + len(written)) if start >= 0 else node
    way_out = ""
    if meant := nearest(source, brace, braces):
        way_out = f"; did you mean '{{{meant}}}'?"
    elif not braces:
        way_out = "; this text has none"
    elif len(braces) <= _MOST_NAMED:
        way_out = f"; it can be {one_of(f'{{{name}}}' for name in braces)}"
    source.error(at, "unknown-brace", f"'{written}' is not a placeholder of this text{way_out}")

"""How fields of cards are read whose values are more than a text: ids, depth, topics, codes, one of an enum."""

from __future__ import annotations

from enum import StrEnum

from cardtui.deck.card import DEPTHS, Depth
from cardtui.deck.files.source import Source, is_reported
from cardtui.deck.files.text_readers import ReadBy, is_lookalike, read_choice, read_items, read_name, read_text
from cardtui.deck.files.yaml_tree import Broken, Node, Scalar, Sequence
from cardtui.deck.problem import ErrorCode
from cardtui.deck.topics import TOPICS
from cardtui.text.suggestions import shown

_DEPTHS: dict[str, Depth] = {str(depth): depth for depth in DEPTHS}
_TOPICS = frozenset(TOPICS)


def member(of: type[StrEnum], what: str, code: ErrorCode) -> ReadBy:
    """One of an enum, by its name, which YAML takes for text. what: how a sentence calls one. code: of a wrong one."""
    names = {str(each): each for each in of}

    def read(source: Source, node: Node, _name: str) -> StrEnum | None:
        if isinstance(node, Scalar) and node.value in names:
            return names[node.value]
        read_choice(source, node, what, names, code)
        return None

    return ReadBy(read)


def read_id(source: Source, node: Node, _name: str) -> str | None:
    """The id of a card."""
    return read_name(source, node, "an id", "bad-id")


def read_ids(source: Source, node: Node, name: str) -> tuple[Scalar, ...]:
    """Ids, where the good ones of them stand."""
    return tuple([at for _, at in read_items(source, node, name, "an id") if read_id(source, at, "")])


def read_codes(source: Source, node: Node, name: str) -> tuple[Scalar, ...]:
    """Codes of advice, where they stand."""
    return tuple([at for _, at in read_items(source, node, name, "a code")])


def read_texts(source: Source, node: Node, name: str) -> tuple[str, ...]:
    """A text, or a list of them."""
    if not isinstance(node, Sequence):
        text = read_text(source, node, name)
        return (text,) if text is not None else ()
    read = [read_text(source, item, f"a part of {name}") for item in node.items if not source.full]
    return tuple(text for text in read if text is not None)


def read_topics(source: Source, node: Node, name: str, otherwise: str = "") -> tuple[str, ...]:
    """Topics. otherwise: see `read_choice`."""
    return tuple(
        [
            topic
            for topic, at in read_items(source, node, name, "a topic")
            if topic in _TOPICS or read_choice(source, at, "a topic", TOPICS, "unknown-topic", otherwise)
        ]
    )


def read_depth(source: Source, node: Node, _name: str) -> Depth | None:
    """How deep a card goes."""
    if isinstance(node, Broken):
        return None
    if not isinstance(node, Scalar):
        source.error(node, "bad-depth", "'depth' is one number: 1, 2 or 3")
    elif is_reported(source, node) or (node.value not in _DEPTHS and is_lookalike(source, node)):
        return None
    elif node.value not in _DEPTHS:
        source.error(node, "bad-depth", f"{shown(node.value)} is not a depth; it is 1, 2 or 3")
    elif not node.plain:
        source.error(node, "bad-depth", f"'depth' is a number; write {node.value} without quotes")
    else:
        return _DEPTHS[node.value]
    return None

"""YAML text to a light tree of nodes with positions. Rejects the YAML features that decks may not use.

One pass over the events of PyYAML's C parser builds our own nodes. It takes a fraction of the time of PyYAML's
composer (`tests/bench/deck_speed.py`), and it stops at the first event that is nested too deep; 30,000 levels crash
the composer with a segfault.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from cardtui.deck.files.source import Source, Span
from cardtui.deck.problem import ErrorCode
from cardtui.text.invisible import STAND_IN, UNSEEN, remedy

# PyYAML built without libyaml has no C parser; its Python one gives the same events, many times slower.
Parser: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

DEPTH_LIMIT = 32
"""Levels of nesting. A suit needs four."""

_DEEPEST_KEPT = 8
"""Levels. No field is nested deeper, so deeper nodes would only fill the memory."""

_MOST_TAG_LINES = 100
_TAG_LINE = re.compile(r"(?:\A|[\r\n])(%TAG\b[^\r\n]*)")
"""The parser compares each with all before it: 200,000 of them, 4 MB, would take a minute."""

_MERGE_SIGNS = {sign * 7 for sign in "<|=>"}
_AT_LINE_BEGIN = tuple(end + sign for sign in _MERGE_SIGNS for end in "\r\n")

# libyaml accepts these two, but other readers of YAML reject the file.
_NOTE_AT_INDICATOR = re.compile(r"[|>][-+1-9]*(#)")
_TAB_BEFORE_COLON = re.compile(r" *(\t)[ \t]*:")


class Scalar(Span, frozen=True, gc=False):
    """A single value. `plain` says that it is unquoted, so YAML may not take it for text."""

    value: str
    plain: bool


class Mapping(Span, frozen=True, gc=True):
    """Keys and values. `flat` is key, value, key, value…: half as many objects as pairs."""

    flat: list[Node]


class Sequence(Span, frozen=True, gc=True):
    """A list of values."""

    items: list[Node]


class Broken(Span, frozen=True, gc=False):
    """Something whose problem is already reported; don't report it again."""


Node: TypeAlias = Scalar | Mapping | Sequence | Broken


def read_plain(path: Path) -> Any:
    """A YAML file of our own that is not a deck file, as dicts, lists and strings."""
    return Parser(path.read_text(encoding="utf-8")).get_single_data()


def parse(source: Source) -> Mapping | None:
    """The tree of a file; None if there is none to check, as the source's problems then explain.

    The result is None after a syntax error, for nesting deeper than `DEPTH_LIMIT`, an empty file or a file that is not
    a mapping. Anchors, aliases, tags and odd characters are all reported, and the rest can still be checked.
    """
    if source.text is None:
        return None
    text = source.text
    for match in UNSEEN.finditer(text):
        if source.full:
            break
        source.error(Span(*match.span()), "control-character", remedy(match.group()))
    text = UNSEEN.sub(STAND_IN, text)
    if "%TAG" in text and len(lines := list(_TAG_LINE.finditer(text))) > _MOST_TAG_LINES:
        source.error(Span(*lines[0].span(1)), "yaml-tag", f"leave the %TAG lines out, all {len(lines):,}; {_NO_TAGS}")
        return None
    if text[:7] in _MERGE_SIGNS or any(sign in text for sign in _AT_LINE_BEGIN):
        from cardtui.deck.files.yaml_errors import refuse_merge  # as below

        if refuse_merge(source):
            return None
    parser = Parser(text)
    try:
        root = _tree(source, text, parser.get_event)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        from cardtui.deck.files.yaml_errors import explain  # its patterns are only needed after a mistake

        explain(source, error, parser)
        return None
    match root:
        case Mapping():
            return root
        case None | Scalar(value="", plain=True):
            source.error(Span(0, 0), "empty-file", "there is nothing in this file, or nothing but comments")
        case Scalar() | Sequence():
            message = "the lines at the top are missing: a deck file begins like 'suit: Connect'; for a list of prompts"
            source.error(root, "not-a-mapping", f"{message} there is 'cardtui import'")
        case Broken():
            pass
    return None


_NO_TAGS = "a deck file has no tags"


def _tree(source: Source, text: str, next_event: Callable[[], Any]) -> Node | None:
    # The children of all open nodes but the innermost, whose children are `into`; `opened` is where each began.
    stack: list[list[Node]] = []
    opened: list[int] = []
    into: list[Node] = []
    documents = 0
    tabs = "\t" in text
    while True:
        event = next_event()
        kind = event.__class__
        if kind is yaml.ScalarEvent:
            start, end, plain = event.start_mark.index, event.end_mark.index, event.implicit[0]
            # The parser drops a lone `!`, but nothing unquoted can begin with it otherwise.
            if event.anchor or event.tag or (plain and start < end and text[start] == "!"):
                _refuse_properties(source, event)
                into.append(Scalar(start, end, event.value, plain=False) if event.value else Broken(start, end))
            else:
                if tabs or not plain:
                    _refuse_around(source, text, start, end)
                into.append(Scalar(start, end, event.value, plain))
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            start = event.start_mark.index
            if len(stack) == DEPTH_LIMIT:
                message = f"nested deeper than {DEPTH_LIMIT} levels; if this is text, put it in quotes"
                source.error(Span(start, start + 1), "too-deep", message)
                return Broken(start, start)
            if event.anchor or event.tag:
                _refuse_properties(source, event)
            stack.append(into)
            opened.append(start)
            into = []
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            made = Mapping if kind is yaml.MappingEndEvent else Sequence
            node = made(opened.pop(), event.end_mark.index, into if len(stack) <= _DEEPEST_KEPT else [])
            into = stack.pop()
            into.append(node)
        elif kind is yaml.AliasEvent:
            said = f"write out what '*{event.anchor}' stands for, or quote it if it is text; '*' makes an alias in YAML"
            into.append(_refuse(source, event, "yaml-alias", said))
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                _refuse(source, event, "several-documents", "a second document begins here; a deck file holds one")
                break
            if event.tags:
                _refuse(source, event, "yaml-tag", f"leave the %TAG line out; {_NO_TAGS}")
        elif kind is yaml.StreamEndEvent:
            break
    return into[0] if into else None


def _refuse_around(source: Source, text: str, start: int, end: int) -> None:
    if tab := _TAB_BEFORE_COLON.match(text, end):
        source.error(Span(*tab.span(1)), "tab", "a tab cannot stand before ':' in YAML; take it out")
    elif note := _NOTE_AT_INDICATOR.match(text, start):
        source.error(Span(*note.span(1)), "syntax", "a space is missing before '#'")


def _refuse_properties(source: Source, event: Any) -> None:
    if name := event.anchor:
        at = Span(event.start_mark.index, event.start_mark.index + 1 + len(name))
        said = f"leave '&{name}' out, or quote it if it is text; '&' makes an anchor in YAML"
        source.error(at, "yaml-anchor", said)
    if not name or event.tag:
        _refuse(source, event, "yaml-tag", "leave it out, or quote it if it is text; '!' makes a tag in YAML")


def _refuse(source: Source, event: Any, code: ErrorCode, message: str) -> Broken:
    broken = Broken(event.start_mark.index, event.end_mark.index)
    source.error(broken, code, message)
    return broken

"""Whether the symbol of a suit is one plain character in one cell."""

from __future__ import annotations

import unicodedata

from cardtui.deck.files.source import Source
from cardtui.deck.files.text_readers import is_lookalike, read_text
from cardtui.deck.files.yaml_tree import Node
from cardtui.text.suggestions import shown


def read_symbol(source: Source, node: Node, name: str) -> str | None:
    """One character in one cell."""
    value = read_text(source, node, name)
    if value is None:
        return None
    if len(value) > 1 and "\ufe0f" in value:
        message = f"{shown(value)} is an emoji; a symbol is one plain character, as wide as a letter, like ♥"
    elif not _one_cell(value) and is_lookalike(source, node, only_ends=True):
        return None
    elif not _one_cell(value):
        message = f"a symbol is one plain character, as wide as a letter, like ♥; {shown(value)} is not"
    else:
        return value
    source.error(node, "bad-symbol", message)
    return None


def _one_cell(value: str) -> bool:
    """Whether every terminal shows it in one cell: one printable narrow character, and marks that combine with it."""
    base, marks = value[0], value[1:]
    if unicodedata.category(base)[0] not in "LNPS" or unicodedata.east_asian_width(base) in "WF":
        return False
    # Half a flag is narrow by the tables, and a wide letter in a frame in most terminals.
    if "\U0001f1e6" <= base <= "\U0001f1ff":
        return False
    return all(unicodedata.combining(mark) for mark in marks)

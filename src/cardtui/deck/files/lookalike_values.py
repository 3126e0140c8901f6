"""Values that hold a character which looks like another one, told at its place."""

from __future__ import annotations

from cardtui.deck.files.source import Source, Span
from cardtui.deck.files.yaml_tree import Scalar
from cardtui.text.lookalikes import what_it_is


def refuse_lookalike(source: Source, node: Scalar, *, only_ends: bool = False) -> bool:
    """Report the first look-alike of a value that is no prose, at its place; whether there is one.

    It is asked for once a value is known to be wrong: told otherwise, it would seem to be what it should be.

    Args:
        source: the file.
        node: the value.
        only_ends: what stands between its first and last character may be anything.
    """
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

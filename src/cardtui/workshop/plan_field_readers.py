"""How fields of a plan are read whose values are more than a text; the types of fields name these."""

from __future__ import annotations

import re

from cardtui.deck.files.source import Source, is_reported
from cardtui.deck.files.text_readers import is_lookalike, read_word
from cardtui.deck.files.yaml_tree import Broken, Node, Scalar
from cardtui.deck.problem import ErrorCode
from cardtui.text.suggestions import one_of, shown
from cardtui.workshop.plan_color import COLOR, COLORS

_NUMBER = re.compile(r"0|[1-9][0-9]{0,3}")
_DURATION = re.compile(
    r"(?:(?P<hours>[0-9]{1,2}) ?(?:h|hrs?|hours?))? ?(?:(?P<minutes>[0-9]{1,4}) ?(?:m|mins?|minutes?|')?)?"
)
_CLOCK = re.compile(r"(?P<hours>[0-9]{1,2}):(?P<minutes>[0-9]{2})")


def read_number(source: Source, node: Node, name: str, *, known: range, code: ErrorCode = "bad-number") -> int | None:
    """A whole number, written as one: no quotes, no 05, no 5.0, of which an editor would say something else."""
    if isinstance(node, Broken) or is_reported(source, node):
        return None
    low, high = min(known), max(known)
    if isinstance(node, Scalar) and node.plain and _NUMBER.fullmatch(node.value) and low <= int(node.value) <= high:
        return int(node.value)
    if is_lookalike(source, node):
        return None
    if code == "bad-minutes" and isinstance(node, Scalar) and (meant := _minutes_of(node.value)) in known:
        source.error(node, code, f"{name} is a plain number of minutes; in place of {shown(node.value)} write {meant}")
        return None
    value = f"{shown(node.value)} is not" if isinstance(node, Scalar) else "a list or mapping is not"
    quoted = " and no quotes" if isinstance(node, Scalar) and not node.plain else ""
    source.error(node, code, f"{name} is a whole number from {low} to {high}, with no leading zero{quoted}; {value}")
    return None


def _minutes_of(text: str) -> int:
    """How many minutes a text such as "3h", "1:30" or "20 min" means; -1 if it means none."""
    found = _DURATION.fullmatch(text.strip().lower()) or _CLOCK.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        return -1
    return 60 * int(found["hours"] or 0) + int(found["minutes"] or 0)


def read_switch(source: Source, node: Node, name: str) -> bool | None:
    """True or false."""
    if isinstance(node, Broken) or is_reported(source, node):
        return None
    if isinstance(node, Scalar) and node.plain and node.value in ("true", "false"):
        return node.value == "true"
    if is_lookalike(source, node):
        return None
    source.error(node, "bad-switch", f"{name} is true or false, without quotes")
    return None


def read_color(source: Source, node: Node, name: str) -> str | None:
    """A color as the plan has it."""
    value = read_word(source, node, name)
    if value is None or re.fullmatch(COLOR[1:-1], value):
        return value
    way_out = f'write six digits in quotes, as in "#2a7f62", or one of {one_of(sorted(COLORS))}'
    source.error(node, "bad-color", f"{shown(value)} is not a color; {way_out}")
    return None

"""The fields of a plan file: the type of each, and how it is read.

See `cardtui.deck.files.mapping_reader` for what the types are used for.
"""

import re
from functools import partial
from typing import Annotated

import msgspec
from msgspec import Meta

from cardtui.deck.files.mapping_reader import (
    OPTIONAL,
    UNIQUE,
    Language,
    Name,
    Text,
    by_hand,
    describe,
    member,
    read_texts,
    read_topics,
)
from cardtui.deck.files.source import Source, is_reported
from cardtui.deck.files.text_readers import is_lookalike, read_word
from cardtui.deck.files.yaml_tree import Broken, Node, Scalar
from cardtui.deck.problem import ErrorCode
from cardtui.deck.topics import Topic
from cardtui.text.suggestions import one_of, shown
from cardtui.workshop.plan_color import COLOR, COLORS
from cardtui.workshop.workshop_plan import ClockKind, ItemKind, LoopKind, Starter

LONGEST = 240
"""Maximum minutes of one item, and of one turn."""

CHOICES = range(2, 5)
"""How many cards a couple can choose from: as many as fit side by side on the screen."""

_NUMBER = re.compile(r"0|[1-9][0-9]{0,3}")
_DURATION = re.compile(
    r"(?:(?P<hours>[0-9]{1,2}) ?(?:h|hrs?|hours?))? ?(?:(?P<minutes>[0-9]{1,4}) ?(?:m|mins?|minutes?|')?)?"
)
_CLOCK = re.compile(r"(?P<hours>[0-9]{1,2}):(?P<minutes>[0-9]{2})")


def read_number(source: Source, node: Node, name: str, *, known: range, code: ErrorCode = "bad-number") -> int | None:
    """A whole number in its plain form: no quotes, no 05, no 5.0, which editors would read as something else."""
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
    """The minutes in a text such as "3h", "1:30" or "20 min"; -1 if there are none."""
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
    """A color as written in the plan."""
    value = read_word(source, node, name)
    if value is None or re.fullmatch(COLOR[1:-1], value):
        return value
    way_out = f'write six digits in quotes, as in "#2a7f62", or one of {one_of(sorted(COLORS))}'
    source.error(node, "bad-color", f"{shown(value)} is not a color; {way_out}")
    return None


MOST_CARDS = CHOICES.stop - 1
"""Also the most on the take-home slip."""

_MINUTES = partial(read_number, code="bad-minutes")

Minutes = Annotated[int, Meta(ge=1, le=LONGEST), _MINUTES]
Some = Annotated[int, Meta(ge=0, le=LONGEST), _MINUTES]
Texts = Annotated[Text | list[Text], read_texts]
Switch = Annotated[bool, read_switch]
ItemName = Annotated[ItemKind, member(ItemKind, "a kind of item", "bad-item")]
ClockName = Annotated[ClockKind, member(ClockKind, "a kind of clock", "bad-item")]
StarterName = Annotated[Starter, member(Starter, "who starts", "bad-item")]
LoopName = Annotated[LoopKind, member(LoopKind, "a way to show a turn", "bad-item")]
Few = Annotated[list[Name], Meta(max_length=MOST_CARDS, extra_json_schema=UNIQUE), by_hand]
"""Cards, by their ids."""


class ItemForm(msgspec.Struct, forbid_unknown_fields=True):
    """One item of the agenda. What belongs to a practice alone: `PRACTICE_ONLY`."""

    kind: Annotated[ItemName, describe("talk, demo, practice, regroup or break.")]
    title: Annotated[Text, describe("What the agenda calls it, and the heading on the screen.")]
    minutes: Annotated[Minutes, describe("How long it is to take; of a practice, with all turns.")] = OPTIONAL
    screen: Annotated[Texts, describe("What the room sees: a text, or a list of paragraphs.")] = OPTIONAL
    notes: Annotated[Texts, describe("What only you see.")] = OPTIONAL
    safety: Annotated[Texts, describe("Notes that you must not miss; they stand above the others.")] = OPTIONAL
    may_drop: Annotated[
        int, Meta(ge=1, le=99, description="May be left out when time runs short: 1 goes first."), read_number
    ] = OPTIONAL
    auto: Annotated[Switch, describe("true: the next thing comes by itself when the time is over.")] = OPTIONAL
    clock: Annotated[
        ClockName, describe("How the room sees the time: bar, digits (breaks, unless you say), hidden.")
    ] = OPTIONAL
    starts: Annotated[StarterName, describe("Who has the first turn: first, unless you say, or second.")] = OPTIONAL
    card: Annotated[Name, describe("The id of the card that everybody talks about."), by_hand] = OPTIONAL
    choose: Annotated[
        Few, Meta(min_length=CHOICES.start, description="The ids of the cards from which each couple chooses one.")
    ] = OPTIONAL
    dialogue: Annotated[Text, describe("How it is talked about: mirror, unless you say."), by_hand] = OPTIONAL
    loop: Annotated[
        LoopName, describe("How the room sees a turn: whole, unless you say; or step, and Enter walks the steps.")
    ] = OPTIONAL
    turn: Annotated[Minutes, describe("Minutes that each partner speaks.")] = OPTIONAL
    change: Annotated[Some, describe("Minutes between the two turns.")] = OPTIONAL


PRACTICE_ONLY = ("starts", "card", "choose", "dialogue", "loop", "turn", "change")

ITEM_RULES = {
    "if": {"properties": {"kind": {"const": str(ItemKind.PRACTICE)}}, "required": ["kind"]},
    "then": {"required": ["turn"], "oneOf": [{"required": ["card"]}, {"required": ["choose"]}]},
    "else": {"required": ["minutes"], "properties": dict.fromkeys(PRACTICE_ONLY, False)},
}
"""What an item needs by its kind, as schema rules; types cannot say it."""


class PlanForm(msgspec.Struct, forbid_unknown_fields=True):
    """A workshop: what happens in it, for how long, and what is said to whom."""

    plan: Annotated[Text, describe("The title of the workshop.")]
    language: Annotated[Language, describe("Its tag: en, de, pt-BR.")]
    starts: Annotated[Text, describe("Who speaks first, so that every couple knows: the partner nearer the window.")]
    agenda: Annotated[list[ItemForm], Meta(min_length=1, description="Each item begins with '- kind:'."), by_hand]
    starts_other: Annotated[
        Text, describe("The same where the other partner does: the partner farther from the window.")
    ] = OPTIONAL
    about: Annotated[Text, describe("What it is for, in one sentence.")] = OPTIONAL
    deck: Annotated[
        Text, describe("The deck of its cards, by name or path; the one it lies in, unless you say."), by_hand
    ] = OPTIONAL
    minutes: Annotated[
        int,
        Meta(ge=1, le=1440, description="How long it is to take in all; the items are checked against it."),
        _MINUTES,
    ] = OPTIONAL
    without: Annotated[
        list[Topic], Meta(description="Topics left out of the room.", extra_json_schema=UNIQUE), read_topics
    ] = OPTIONAL
    contacts: Annotated[Texts, describe("Who can be called here: people and helplines, a line each.")] = OPTIONAL
    two_minutes: Annotated[Switch, describe("true: the wall says quietly when two minutes of a turn are left.")] = (
        OPTIONAL
    )
    lobby: Annotated[Texts, describe("What the wall says before it begins, below its title and the time.")] = OPTIONAL
    host: Annotated[Text, describe("Whose workshop it is; stands quietly on the lobby and on slides.")] = OPTIONAL
    color: Annotated[
        str,
        Meta(
            pattern=COLOR,
            description='Of titles and host: "#2a7f62" in quotes, or a name; made light or dark enough to read.',
        ),
        read_color,
    ] = OPTIONAL
    bell: Annotated[Switch, describe("true: one soft bell when the time of a turn is over.")] = OPTIONAL
    leader: Annotated[Text, describe("Your name and how to reach you, for the slip.")] = OPTIONAL
    take_home: Annotated[
        Few, Meta(min_length=1, description="The ids of the cards on the slip, for the week at home.")
    ] = OPTIONAL

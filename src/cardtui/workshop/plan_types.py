"""What a plan file may hold, as types; see `cardtui.deck.files.file_fields` for what they are good for."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from cardtui.deck.files.file_fields import OPTIONAL, UNIQUE, Language, Name, Text
from cardtui.deck.topics import Topic
from cardtui.workshop.workshop_plan import ClockKind, ItemKind, LoopKind, Starter

LONGEST = 240
"""Minutes of one item, and of one turn, at most."""

CHOICES = range(2, 5)
"""How many cards a couple can be given to choose from: as many as fit on the screen beside each other."""

Minutes = Annotated[int, Meta(ge=1, le=LONGEST)]
Some = Annotated[int, Meta(ge=0, le=LONGEST)]
Texts = Text | list[Text]

COLORS = {
    "red": "#d03030",
    "orange": "#e07b00",
    "yellow": "#e8c000",
    "green": "#3f9142",
    "teal": "#1f8a8a",
    "blue": "#2f6fd0",
    "purple": "#7d4fc4",
    "pink": "#d0508c",
}
"""Colors that have a name in a plan."""

COLOR = f"^(#[0-9a-fA-F]{{6}}|{'|'.join(COLORS)})$"


class ItemForm(msgspec.Struct, forbid_unknown_fields=True):
    """One item of the agenda. What belongs to a practice alone: `PRACTICE_ONLY`."""

    kind: Annotated[ItemKind, Meta(description="talk, demo, practice, regroup or break.")]
    title: Annotated[Text, Meta(description="What the agenda calls it, and the heading on the screen.")]
    minutes: Annotated[Minutes, Meta(description="How long it is to take; of a practice, with all turns.")] = OPTIONAL
    screen: Annotated[Texts, Meta(description="What the room sees: a text, or a list of paragraphs.")] = OPTIONAL
    notes: Annotated[Texts, Meta(description="What only you see.")] = OPTIONAL
    safety: Annotated[Texts, Meta(description="Notes that you must not miss; they stand above the others.")] = OPTIONAL
    may_drop: Annotated[int, Meta(ge=1, le=99, description="May be left out when time runs short: 1 goes first.")] = (
        OPTIONAL
    )
    auto: Annotated[bool, Meta(description="true: the next thing comes by itself when the time is over.")] = OPTIONAL
    clock: Annotated[
        ClockKind, Meta(description="How the room sees the time: bar, digits (breaks, unless you say), hidden.")
    ] = OPTIONAL
    starts: Annotated[Starter, Meta(description="Who has the first turn: first, unless you say, or second.")] = OPTIONAL
    card: Annotated[Name, Meta(description="The id of the card that everybody talks about.")] = OPTIONAL
    choose: Annotated[
        list[Name],
        Meta(
            min_length=CHOICES.start,
            max_length=CHOICES.stop - 1,
            description="The ids of the cards from which each couple chooses one.",
            extra_json_schema=UNIQUE,
        ),
    ] = OPTIONAL
    dialogue: Annotated[Text, Meta(description="How it is talked about: mirror, unless you say.")] = OPTIONAL
    loop: Annotated[
        LoopKind,
        Meta(description="How the room sees a turn: whole, unless you say; or step, and Enter walks the steps."),
    ] = OPTIONAL
    turn: Annotated[Minutes, Meta(description="Minutes that each partner speaks.")] = OPTIONAL
    change: Annotated[Some, Meta(description="Minutes between the two turns.")] = OPTIONAL


PRACTICE_ONLY = ("starts", "card", "choose", "dialogue", "loop", "turn", "change")

ITEM_RULES = {
    "if": {"properties": {"kind": {"const": str(ItemKind.PRACTICE)}}, "required": ["kind"]},
    "then": {
        "required": ["turn"],
        "oneOf": [{"required": ["card"]}, {"required": ["choose"]}],
    },
    "else": {"required": ["minutes"], "properties": dict.fromkeys(PRACTICE_ONLY, False)},
}
"""What an item needs by its kind, as a schema says it; types cannot."""


class PlanForm(msgspec.Struct, forbid_unknown_fields=True):
    """A workshop: what happens in it, for how long, and what is said to whom."""

    plan: Annotated[Text, Meta(description="The title of the workshop.")]
    language: Annotated[Language, Meta(description="Its tag: en, de, pt-BR.")]
    starts: Annotated[
        Text, Meta(description="Who speaks first, so that every couple knows: the partner nearer the window.")
    ]
    agenda: Annotated[list[ItemForm], Meta(min_length=1, description="Each item begins with '- kind:'.")]
    starts_other: Annotated[
        Text, Meta(description="The same where the other partner does: the partner farther from the window.")
    ] = OPTIONAL
    about: Annotated[Text, Meta(description="What it is for, in one sentence.")] = OPTIONAL
    deck: Annotated[
        Text, Meta(description="The deck of its cards, by name or path; the one it lies in, unless you say.")
    ] = OPTIONAL
    minutes: Annotated[
        int, Meta(ge=1, le=1440, description="How long it is to take in all; the items are checked against it.")
    ] = OPTIONAL
    without: Annotated[list[Topic], Meta(description="Topics left out of the room.", extra_json_schema=UNIQUE)] = (
        OPTIONAL
    )
    contacts: Annotated[Texts, Meta(description="Who can be called here: people and helplines, a line each.")] = (
        OPTIONAL
    )
    two_minutes: Annotated[
        bool, Meta(description="true: the wall says quietly when two minutes of a turn are left.")
    ] = OPTIONAL
    lobby: Annotated[Texts, Meta(description="What the wall says before it begins, below its title and the time.")] = (
        OPTIONAL
    )
    host: Annotated[Text, Meta(description="Whose workshop it is; stands quietly on the lobby and on slides.")] = (
        OPTIONAL
    )
    color: Annotated[
        str,
        Meta(
            pattern=COLOR,
            description='Of titles and host: "#2a7f62" in quotes, or a name; made light or dark enough to read.',
        ),
    ] = OPTIONAL
    bell: Annotated[bool, Meta(description="true: one soft bell when the time of a turn is over.")] = OPTIONAL
    leader: Annotated[Text, Meta(description="Your name and how to reach you, for the slip.")] = OPTIONAL
    take_home: Annotated[
        list[Name],
        Meta(
            min_length=1,
            max_length=CHOICES.stop - 1,
            description="The ids of the cards on the slip, for the week at home.",
            extra_json_schema=UNIQUE,
        ),
    ] = OPTIONAL

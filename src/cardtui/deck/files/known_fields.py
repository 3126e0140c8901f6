"""Which fields each kind of deck file may have, as types.

They are never instantiated. The reader takes its fields from them, and how each is read (`ReadBy`;
`cardtui.deck.files.mapping_reader`), and so do the schemas by which an editor checks a deck file
(`cardtui.lint.json_schema`), so the two cannot know different fields. A test compares how they judge
values. The type of words.yaml is in `cardtui.deck.words`.

Annotations are values here, not texts as in other modules: play would wait for the reader to make values of them.
"""

from functools import partial
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta

from cardtui.deck.card import Depth, Kind, Role
from cardtui.deck.dialogue import StageType
from cardtui.deck.files.card_field_readers import member, read_codes, read_depth, read_id, read_ids, read_topics
from cardtui.deck.files.suit_symbol import read_symbol
from cardtui.deck.files.text_readers import LANGUAGE, NAME, ReadBy, read_language, read_text
from cardtui.deck.problem import ALLOWABLE
from cardtui.deck.topics import TOPICS, Topic
from cardtui.text.invisible import BLANK_RANGES, UNSEEN_RANGES

TEXT = rf"^(?=[\s\S]*[^\s{BLANK_RANGES}])[^{UNSEEN_RANGES}]*$"
"""A regular expression, for JavaScript too: something can be seen, and nothing that does not show."""


def describe(field: str) -> Meta:
    """What an editor shows beside a field."""
    return Meta(description=field)


def _matching(pattern: str, otherwise: str) -> Meta:
    """What a text has to match. otherwise: what editors with a YAML language server say where it does not."""
    return Meta(extra_json_schema={"pattern": pattern, "patternErrorMessage": otherwise})


Text = Annotated[str, _matching(TEXT, "A text, with nothing in it that does not show."), ReadBy(read_text)]
Name = Annotated[str, _matching(f"^{NAME}$", "Made of a-z, 0-9 and '-' only, at most 64 of them."), ReadBy(read_id)]
LANGUAGE_PATTERN = f"^{LANGUAGE}$"

Language = Annotated[str, _matching(LANGUAGE_PATTERN, "The tag of a language: en, de, pt-BR."), ReadBy(read_language)]

KindName = Annotated[Kind, member(Kind, "a kind", "bad-kind")]
RoleName = Annotated[Role, member(Role, "a role", "bad-role")]
StageName = Annotated[StageType, member(StageType, "a stage", "unknown-stage")]

# An editor offers the codes there are; one that a later version knows is no error in this one.
Allowed = Annotated[str, Meta(extra_json_schema={"anyOf": [{"enum": list(ALLOWABLE)}, {"pattern": TEXT}]})]

UNIQUE = {"uniqueItems": True}

BY_HAND = ReadBy(None)
"""In the type of a field that whoever reads the file reads: a list of mappings, or what a deck has to know."""

OPTIONAL: Any = UNSET
"""The default of a field that may be left out."""

_TOPICS = Meta(description="What it touches, so that a pair can leave that out.", extra_json_schema=UNIQUE)
_BY_TOPICS = ReadBy(partial(read_topics, otherwise=f"there are {', '.join(TOPICS)}"))
_ALLOW = Meta(description="Warnings not wanted on this card, by their codes.", extra_json_schema=UNIQUE)
_ALLOW_ALL = Meta(description="Warnings not wanted on any of these cards, by their codes.", extra_json_schema=UNIQUE)


class CardForm(msgspec.Struct, forbid_unknown_fields=True):
    """One card: what it asks for, and how deep it goes."""

    id: Annotated[Name, describe("Names the card's idea. It never changes; rewording keeps it.")]
    kind: Annotated[KindName, describe("question: answer it. step: a small thing to do. story: tell it.")]
    depth: Annotated[Depth, describe("1 easy, 2 open, 3 tender."), ReadBy(read_depth)]
    prompt: Annotated[
        Text, describe("What the card says. {partner} becomes the other's name; {Partner} begins a sentence.")
    ]
    stem: Annotated[Text, describe("The speaker's own first words: I…")] = OPTIONAL
    listen: Annotated[Text, describe("A tip for the listener.")] = OPTIONAL
    topics: Annotated[list[Topic], _TOPICS, _BY_TOPICS] = OPTIONAL
    dialogue: Annotated[Text, describe("How it is talked about, if not as usual."), BY_HAND] = OPTIONAL
    aliases: Annotated[
        list[Name], Meta(description="Earlier ids of the same card.", extra_json_schema=UNIQUE), ReadBy(read_ids)
    ] = OPTIONAL
    allow: Annotated[list[Allowed], _ALLOW, ReadBy(read_codes)] = OPTIONAL


class SuitForm(msgspec.Struct, forbid_unknown_fields=True):
    """The cards of one file."""

    suit: Annotated[Text, describe("The name of the suit.")]
    symbol: Annotated[Text, describe("One plain character, one cell wide, like ♥."), ReadBy(read_symbol)]
    about: Annotated[Text, describe("What it is for, in one sentence.")]
    language: Annotated[Language, describe("Its tag: en, de, pt-BR.")]
    cards: Annotated[list[CardForm], Meta(min_length=1, description="Each begins with '- id:'."), BY_HAND]
    role: Annotated[RoleName, describe("everyday: for five minutes. repair: for coming back from a time-out.")] = (
        OPTIONAL
    )
    allow: Annotated[list[Allowed], _ALLOW_ALL, ReadBy(read_codes)] = OPTIONAL


class StageForm(msgspec.Struct, forbid_unknown_fields=True):
    """One stage with words of its own; what is left out comes from words.yaml."""

    stage: Annotated[StageName, describe("What is done. What it leads to is the program's part.")]
    stem: Annotated[Text, describe("The first words of whoever has the floor.")] = OPTIONAL
    ask: Annotated[Text, describe("What they ask at the end.")] = OPTIONAL
    aside: Annotated[Text, describe("A line for the other one.")] = OPTIONAL


class DialogueForm(msgspec.Struct, forbid_unknown_fields=True):
    """How a talk goes: an order of stages."""

    title: Annotated[Text, describe("How a couple reads it.")]
    stages: Annotated[
        list[StageType | StageForm],
        Meta(min_length=1, description="Each 'speak' is followed by a 'mirror'; 'do' comes first, 'thank' last."),
        BY_HAND,
    ]
    about: Annotated[Text, describe("What it is for, in one sentence.")] = OPTIONAL
    sheet: Annotated[Text, describe("What it is called on paper, if not by its title.")] = OPTIONAL


class DialoguesForm(msgspec.Struct, forbid_unknown_fields=True):
    """All dialogues of a deck. One with the name of a shipped dialogue takes its place."""

    dialogues: Annotated[dict[Name, DialogueForm], describe("Each name, a colon, and its fields below it."), BY_HAND]

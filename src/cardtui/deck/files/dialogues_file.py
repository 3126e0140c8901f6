"""dialogues.yaml: its fields, and from nodes to dialogues by name, or all problems.

Annotations are evaluated here, unlike in other modules: converting them from strings would slow the start of play.
"""

from typing import Annotated

import msgspec
from msgspec import Meta

from cardtui.deck.dialogue import Dialogue, Stage, StageType, misordered
from cardtui.deck.files.mapping_reader import (
    OPTIONAL,
    Fields,
    MappingShape,
    Name,
    Text,
    by_hand,
    describe,
    head,
    member,
    of_kind,
    pairs_of,
    read_fields,
    read_mapping,
    read_values,
)
from cardtui.deck.files.source import Source
from cardtui.deck.files.text_readers import read_name
from cardtui.deck.files.yaml_tree import Mapping, Node, Scalar, Sequence, parse


class StageForm(msgspec.Struct, forbid_unknown_fields=True):
    """One stage with words of its own; the rest comes from words.yaml."""

    stage: Annotated[
        StageType,
        describe("What is done. What it leads to is the program's part."),
        member(StageType, "a stage", "unknown-stage"),
    ]
    stem: Annotated[Text, describe("The first words of whoever has the floor.")] = OPTIONAL
    ask: Annotated[Text, describe("What they ask at the end.")] = OPTIONAL
    aside: Annotated[Text, describe("A line for the other one.")] = OPTIONAL


class DialogueForm(msgspec.Struct, forbid_unknown_fields=True):
    """The order of a talk's stages."""

    title: Annotated[Text, describe("How a couple reads it.")]
    stages: Annotated[
        list[StageType | StageForm],
        Meta(min_length=1, description="Each 'speak' is followed by a 'mirror'; 'do' comes first, 'thank' last."),
        by_hand,
    ]
    about: Annotated[Text, describe("What it is for, in one sentence.")] = OPTIONAL
    sheet: Annotated[Text, describe("What it is called on paper, if not by its title.")] = OPTIONAL


class DialoguesForm(msgspec.Struct, forbid_unknown_fields=True):
    """All dialogues of a deck. One with the name of a shipped dialogue replaces it."""

    dialogues: Annotated[dict[Name, DialogueForm], describe("Each name, a colon, and its fields below it."), by_hand]


FILE = MappingShape.of("dialogues.yaml", DialoguesForm)
DIALOGUE = MappingShape.of("a dialogue", DialogueForm)
STAGE = MappingShape.of("a stage", StageForm)


class DialoguesText(msgspec.Struct, frozen=True):
    """dialogues.yaml as written.

    `names` are all that the file tries to define, including broken ones, so that a card which uses one
    is not blamed; None if the file could not be read that far. `dialogues` are the valid ones.
    """

    source: Source
    names: frozenset[str] | None = None
    dialogues: dict[str, Dialogue] = {}


def read_dialogues(source: Source) -> DialoguesText:
    """Read dialogues.yaml; its problems are in the source's."""
    tree = parse(source)
    given = read_fields(source, tree, FILE).get("dialogues") if tree else None
    message = "'dialogues' is a mapping: each name, a colon, and its fields below it"
    mapping = of_kind(source, given, Mapping, message)
    if mapping is None:
        return DialoguesText(source)
    names: dict[str, int] = {}
    dialogues: dict[str, Dialogue] = {}
    for key, value in pairs_of(mapping):
        if source.full:
            break
        name = read_name(source, key, "the name of a dialogue", "bad-name")
        if name in names:
            line, _ = source.place(names[name])
            source.error(key, "duplicate-key", f"'{name}' is here twice; the first is in line {line}")
        elif name is not None:
            names[name] = key.start
            if dialogue := _dialogue(source, name, key, value):
                dialogues[name] = dialogue
    return DialoguesText(source, frozenset(names), dialogues)


def _dialogue(source: Source, name: str, key: Node, node: Node) -> Dialogue | None:
    problems = len(source.problems)
    mapping = of_kind(source, node, Mapping, f"'{name}' is a mapping: below it 'title' and 'stages'", key)
    if mapping is None:
        return None
    fields, values = read_mapping(source, mapping, DIALOGUE)
    stages = _stages(source, fields.get("stages"))
    if len(source.problems) > problems or not values.keys() >= DIALOGUE.needed:
        return None
    return Dialogue(name, stages=stages, **values)


def _stages(source: Source, node: Node | None) -> tuple[Stage, ...]:
    listed = of_kind(source, node, Sequence, "'stages' is a list: '- speak', '- mirror'…")
    if listed is None:
        return ()
    problems = len(source.problems)
    stages = [_stage(source, item) for item in listed.items if not source.full]
    known = tuple(stage for stage in stages if stage is not None)
    # The order is checked only if every stage is known; otherwise the neighbors of an unknown one would be blamed.
    if len(known) == len(stages) and len(source.problems) == problems and (wrong := misordered(known)):
        index, sentence = wrong
        at = listed.items[index] if known else listed
        source.error(head(at) if isinstance(at, Mapping) else at, "bad-order", sentence)
    return known


def _stage(source: Source, node: Node) -> Stage | None:
    fields: Fields = {"stage": node}
    if not isinstance(node, Scalar):
        mapping = of_kind(source, node, Mapping, "a stage is one word, or 'stage:' and what is said in it")
        fields = read_fields(source, mapping, STAGE) if mapping else {}
    values = read_values(source, fields, STAGE)
    return Stage(**values) if values.keys() >= STAGE.needed else None

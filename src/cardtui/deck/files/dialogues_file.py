"""dialogues.yaml: nodes to dialogues by name, or all that is wrong with them."""

from __future__ import annotations

import msgspec

from cardtui.deck.dialogue import Dialogue, Stage
from cardtui.deck.files.known_fields import DialogueForm, DialoguesForm, StageForm
from cardtui.deck.files.mapping_reader import Fields, MappingShape, head, read_fields, read_values
from cardtui.deck.files.source import Source
from cardtui.deck.files.text_readers import read_name
from cardtui.deck.files.yaml_tree import Broken, Mapping, Node, Scalar, Sequence, parse
from cardtui.deck.stage_order import misordered

FILE = MappingShape.of("dialogues.yaml", DialoguesForm)
DIALOGUE = MappingShape.of("a dialogue", DialogueForm)
STAGE = MappingShape.of("a stage", StageForm)


class DialoguesText(msgspec.Struct, frozen=True):
    """dialogues.yaml as it stands.

    `names` are all that the file means to define, also those with something wrong inside, so that a card which asks for
    one is not blamed; None if the file could not be read that far. `dialogues` are the good ones.
    """

    source: Source
    names: frozenset[str] | None
    dialogues: dict[str, Dialogue]


def read_dialogues(source: Source) -> DialoguesText:
    """Read dialogues.yaml; what is wrong with it is in the source's problems."""
    tree = parse(source)
    if tree is None:
        return DialoguesText(source, None, {})
    node = read_fields(source, tree, FILE).get("dialogues")
    if not isinstance(node, Mapping):
        if node is not None and not isinstance(node, Broken):
            source.error(node, "wrong-shape", "'dialogues' is a mapping: each name, a colon, and its fields below it")
        return DialoguesText(source, None, {})
    names: dict[str, int] = {}
    dialogues: dict[str, Dialogue] = {}
    pairs = iter(node.flat)
    for key, value in zip(pairs, pairs, strict=True):
        if source.full:
            break
        name = read_name(source, key, "the name of a dialogue", "bad-name")
        if name is None:
            continue
        if name in names:
            line, _ = source.place(names[name])
            source.error(key, "duplicate-key", f"'{name}' is here twice; the first is in line {line}")
            continue
        names[name] = key.start
        dialogue = _dialogue(source, name, key, value)
        if dialogue is not None:
            dialogues[name] = dialogue
    return DialoguesText(source, frozenset(names), dialogues)


def _dialogue(source: Source, name: str, key: Node, node: Node) -> Dialogue | None:
    if not isinstance(node, Mapping):
        if not isinstance(node, Broken):
            source.error(key, "wrong-shape", f"'{name}' is a mapping: below it 'title' and 'stages'")
        return None
    problems = len(source.problems)
    fields = read_fields(source, node, DIALOGUE)
    values = read_values(source, fields, DIALOGUE)
    stages = _stages(source, fields.get("stages"))
    if len(source.problems) > problems or not values.keys() >= DIALOGUE.needed:
        return None
    return Dialogue(name, stages=stages, **values)


def _stages(source: Source, node: Node | None) -> tuple[Stage, ...]:
    if not isinstance(node, Sequence):
        if node is not None and not isinstance(node, Broken):
            source.error(node, "wrong-shape", "'stages' is a list: '- speak', '- mirror'…")
        return ()
    if not node.items:
        source.error(node, "bad-order", "a dialogue needs a 'speak' and a 'mirror'")
        return ()
    problems = len(source.problems)
    stages = [_stage(source, item) for item in node.items if not source.full]
    known = tuple(stage for stage in stages if stage is not None)
    # The order is judged only when every stage is known; it would blame the neighbors of one that is not.
    if len(known) == len(stages) and len(source.problems) == problems:
        wrong = misordered(tuple(stage.stage for stage in known))
        if wrong is not None:
            index, sentence = wrong
            item = node.items[index]
            source.error(head(item) if isinstance(item, Mapping) else item, "bad-order", sentence)
    return known


def _stage(source: Source, node: Node) -> Stage | None:
    fields: Fields = {"stage": node}
    if isinstance(node, Mapping):
        fields = read_fields(source, node, STAGE)
    elif not isinstance(node, Scalar):
        if not isinstance(node, Broken):
            source.error(node, "wrong-shape", "a stage is one word, or 'stage:' and what is said in it")
        return None
    values = read_values(source, fields, STAGE)
    return Stage(**values) if values.keys() >= STAGE.needed else None

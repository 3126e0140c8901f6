"""JSON schemas with which an editor checks and completes deck files while they are written.

They are generated from the types used by the checker (`cardtui.deck.files.mapping_reader`) and from the shipped words,
so they know the same fields and choices. What a schema cannot express is left to the checker: that an ID is unique,
that a dialogue exists, the order of stages, the width of a symbol, that a depth is written as 1 and not as 01 or 1.0.
Draft 7, because it has the best editor support.
"""

from __future__ import annotations

import json
from typing import Any, Literal, get_args

import msgspec

from cardtui.deck.files.dialogues_file import DialoguesForm
from cardtui.deck.files.mapping_reader import LANGUAGE_PATTERN, TEXT
from cardtui.deck.files.suit_file import SuitForm
from cardtui.deck.words import Words, braces_of
from cardtui.workshop.plan_fields import ITEM_RULES, PlanForm

SchemaName = Literal["suit", "dialogues", "words", "plan"]

SCHEMA_NAMES: tuple[SchemaName, ...] = get_args(SchemaName)

_FORMS: dict[str, type[msgspec.Struct]] = {"suit": SuitForm, "dialogues": DialoguesForm, "plan": PlanForm}

_TITLES = {
    "suit": "A suit of cardtui: the cards of one file",
    "dialogues": "dialogues.yaml of cardtui: how talks go",
    "plan": "A plan of cardtui: the agenda of a workshop",
    "words": "words.yaml of cardtui: every sentence and label that a couple reads",
}


def file_name(name: SchemaName) -> str:
    """The file name of a schema. Deck files beside it refer to it in their first line."""
    return f"{name}.schema.json"


def modeline(name: SchemaName) -> str:
    """The comment with which an editor's YAML language server finds the schema."""
    return f"# yaml-language-server: $schema={file_name(name)}\n"


def schema_text(name: SchemaName, words: Words) -> str:
    """The text of a schema file.

    Args:
        name: for which kind of deck file.
        words: the shipped words, shown beside each field of words.yaml.
    """
    made = _words(words) if name == "words" else _made_of(_FORMS[name])
    if name == "plan":
        made["$defs"]["ItemForm"] |= ITEM_RULES
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": _TITLES[name]}
    return json.dumps({**head, **made}, ensure_ascii=False, indent=2) + "\n"


def _made_of(form: type[msgspec.Struct]) -> dict[str, Any]:
    _, parts = msgspec.json.schema_components([form], ref_template="#/$defs/{name}")
    for part in parts.values():
        del part["title"]  # our class name, which an editor would show
    return {**parts.pop(form.__name__), "$defs": parts}


def _words(words: Words) -> dict[str, Any]:
    language = {"type": "string", "pattern": LANGUAGE_PATTERN, "description": "Its tag: en, de, pt-BR."}
    fields: dict[str, Any] = {"language": language}
    lines: dict[str, Any] = {}
    for name, shipped in vars(words).items():
        if name == "language":
            continue
        braces = braces_of(shipped)
        part = "-".join(("line", *braces))
        lines[part] = _line(braces)
        line = {"$ref": f"#/$defs/{part}"}
        if isinstance(shipped, tuple):
            said = " / ".join(shipped)
            fields[name] = {"type": "array", "items": line, "minItems": 1, "description": f"Shipped: {said}"}
        else:
            # In this draft, keywords beside a `$ref` are ignored.
            fields[name] = {"allOf": [line], "description": f"Shipped: {shipped}"}
    return {"type": "object", "properties": fields, "additionalProperties": False, "$defs": lines}


def _line(braces: tuple[str, ...]) -> dict[str, Any]:
    """A text that contains none but the given braces."""
    known = rf"(?!(?:{'|'.join(braces)})\}})" if braces else ""
    pattern = TEXT.replace("^", rf"^(?![\s\S]*\{{{known}\w+\}})", 1)
    said = ", ".join(f"{{{brace}}}" for brace in braces) or "none"
    return {
        "type": "string",
        "pattern": pattern,
        "patternErrorMessage": f"A text; braces that are filled here: {said}.",
    }

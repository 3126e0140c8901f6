"""The schemas by which an editor checks and completes deck files as they are written.

They are made of the types that the checker reads by (`cardtui.deck.files.known_fields`), and of the shipped words, so
they know the same fields and choices. What no schema can say is left to the checker: that an id is unique, that a
dialogue exists, in which order stages may come, how wide a symbol is, that a depth is written as 1 and not as 01 or
1.0. Draft 7, because editors know it best.
"""

from __future__ import annotations

import json
from typing import Any, Literal, get_args

import msgspec

from cardtui.deck.files.known_fields import LANGUAGE_PATTERN, TEXT, DialoguesForm, SuitForm
from cardtui.deck.words import Texts, Words, braces_of
from cardtui.workshop.plan_fields import ITEM_RULES, PlanForm

SchemaName = Literal["suit", "dialogues", "words", "plan"]

SCHEMA_NAMES: tuple[SchemaName, ...] = get_args(SchemaName)

_TITLES = {
    "suit": "A suit of cardtui: the cards of one file",
    "dialogues": "dialogues.yaml of cardtui: how talks go",
    "plan": "A plan of cardtui: the agenda of a workshop",
    "words": "words.yaml of cardtui: every sentence and label that a couple reads",
}


def file_name(name: SchemaName) -> str:
    """What the file of a schema is called, beside the deck files that name it in their first line."""
    return f"{name}.schema.json"


def modeline(name: SchemaName) -> str:
    """The comment by which an editor with a YAML language server finds the schema."""
    return f"# yaml-language-server: $schema={file_name(name)}\n"


def schema_text(name: SchemaName, words: Words) -> str:
    """A schema as the text of its file.

    Args:
        name: for which kind of deck file.
        words: the shipped words, which are shown beside each field of words.yaml.
    """
    match name:
        case "suit":
            made = _made_of(SuitForm)
        case "dialogues":
            made = _made_of(DialoguesForm)
        case "plan":
            made = _made_of(PlanForm)
            made["$defs"]["ItemForm"] |= ITEM_RULES
        case "words":
            made = _words(words)
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": _TITLES[name]}
    return json.dumps({**head, **made}, ensure_ascii=False, indent=2) + "\n"


def _made_of(form: type[msgspec.Struct]) -> dict[str, Any]:
    _, parts = msgspec.json.schema_components([form], ref_template="#/$defs/{name}")
    for part in parts.values():
        del part["title"]  # the name of our class, which an editor would show
    return {**parts.pop(form.__name__), "$defs": parts}


def _words(words: Words) -> dict[str, Any]:
    language = {"type": "string", "pattern": LANGUAGE_PATTERN, "description": "Its tag: en, de, pt-BR."}
    fields: dict[str, Any] = {"language": language}
    lines: dict[str, Any] = {}
    for name, shipped in vars(words).items():
        if name != "language":
            braces = braces_of(shipped)
            lines[_part(braces)] = _line(braces)
            fields[name] = _field(_part(braces), shipped)
    return {"type": "object", "properties": fields, "additionalProperties": False, "$defs": lines}


def _field(part: str, shipped: Texts) -> dict[str, Any]:
    line = {"$ref": f"#/$defs/{part}"}
    if isinstance(shipped, tuple):
        return {"type": "array", "items": line, "minItems": 1, "description": "Shipped: " + " / ".join(shipped)}
    # Beside a `$ref` itself nothing else counts in this draft.
    return {"allOf": [line], "description": f"Shipped: {shipped}"}


def _part(braces: tuple[str, ...]) -> str:
    return "-".join(("line", *braces))


def _line(braces: tuple[str, ...]) -> dict[str, Any]:
    """A text with no brace that looks like one the program fills, but these."""
    known = rf"(?!(?:{'|'.join(braces)})\}})" if braces else ""
    pattern = TEXT.replace("^", rf"^(?![\s\S]*\{{{known}\w+\}})", 1)
    said = ", ".join(f"{{{brace}}}" for brace in braces) or "none"
    return {
        "type": "string",
        "pattern": pattern,
        "patternErrorMessage": f"A text; braces that are filled here: {said}.",
    }

"""Deck files that commands make: their names, and the schema by which an editor checks them."""

from __future__ import annotations

from pathlib import Path

from cardtui.commands.shared.failures import Failure
from cardtui.commands.shared.new_files import write_new
from cardtui.commands.shared.output import complain, one_line, say
from cardtui.deck.card import Base
from cardtui.deck.deck_locations import SUFFIXES
from cardtui.lint.json_schema import SchemaName, file_name, schema_text
from cardtui.system.paths import leads_somewhere

COPIED: dict[str, SchemaName] = {"dialogues": "dialogues", "words": "words"}


def deck_file(name: str) -> Path:
    """Where to write a deck file: with the right ending, and where a deck would find it."""
    path = Path(name)
    if path.name.startswith("."):
        raise Failure(f"{one_line(path)} would be hidden, and no deck sees hidden files. Choose a name without a dot.")
    if path.suffix.lower() in SUFFIXES:
        return path
    if path.suffix:
        raise Failure(f"A deck file ends with .yaml; {one_line(path)} does not.")
    return path.with_name(f"{path.name}.yaml")


def add_schema(folder: Path, name: SchemaName, base: Base) -> None:
    """Put the schema beside the file, where its first line expects it. It is optional, so errors are only reported."""
    path = folder / file_name(name)
    if leads_somewhere(path):
        return
    try:
        write_new(path, schema_text(name, base.words).encode())
    except Failure as failure:
        complain(f"{failure.message} Only your editor would have used it.")
    else:
        say(f"{one_line(path)}: by it an editor can check and complete what you write.")

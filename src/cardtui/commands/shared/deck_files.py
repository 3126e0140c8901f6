"""Deck files that a command writes: where they go, and the schema beside them."""

from __future__ import annotations

from pathlib import Path

from cardtui.commands.shared.new_files import shown_path, write_new
from cardtui.commands.shared.output import Failure, complain, say
from cardtui.deck.deck_locations import SUFFIXES, is_there
from cardtui.deck.deck_reader import Base
from cardtui.lint.json_schema import SchemaName, file_name, schema_text

COPIED: dict[str, SchemaName] = {"dialogues": "dialogues", "words": "words"}


def deck_file(name: str) -> Path:
    """Where a deck file is to be: with the ending of one, and where a deck would see it."""
    path = Path(name)
    if path.name.startswith("."):
        raise Failure(
            f"{shown_path(path)} would be hidden, and no deck sees hidden files. Choose a name without a dot."
        )
    if path.suffix.lower() in SUFFIXES:
        return path
    if path.suffix:
        raise Failure(f"A deck file ends with .yaml; {shown_path(path)} does not.")
    return path.with_name(f"{path.name}.yaml")


def add_schema(folder: Path, name: SchemaName, base: Base) -> None:
    """Put the schema beside the file, where its first line says it is. A deck does without, so trouble is only told."""
    path = folder / file_name(name)
    if is_there(path):
        return
    try:
        write_new(path, schema_text(name, base.words).encode())
    except Failure as failure:
        complain(f"{failure.message} Only your editor would have used it.")
    else:
        say(f"{shown_path(path)}: by it an editor can check and complete what you write.")

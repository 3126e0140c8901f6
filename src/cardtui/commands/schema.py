"""`schema`: what an editor needs to check and complete deck files."""

from __future__ import annotations

from cardtui.commands.shared.output import explained, write_file
from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.opened_deck import read_base
from cardtui.lint.json_schema import SchemaName, schema_text


def schema(name: SchemaName) -> int:
    """Write a schema to standard output, as it is in its file.

    Raises:
        Failure: the shipped deck is damaged, or nothing can be written.
    """
    with explained():
        write_file(schema_text(name, read_base(shipped_deck()).words))
    return 0

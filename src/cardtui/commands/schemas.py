"""`schema`: what an editor needs to check and complete deck files."""

from __future__ import annotations

from cardtui.cards.deck import read_base
from cardtui.cards.finding import shipped_deck
from cardtui.commands.saying import explained, write_file
from cardtui.writing.schema import SchemaName, schema_text


def schema(name: SchemaName) -> int:
    """Write a schema to standard output, as it is in its file.

    Raises:
        Failure: the shipped deck is damaged, or nothing can be written.
    """
    with explained():
        write_file(schema_text(name, read_base(shipped_deck()).words))
    return 0

"""`schema`: the JSON schemas with which editors check and complete deck files."""

from __future__ import annotations

import click

from cardtui.commands.shared.output import write_file
from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.opened_deck import read_base
from cardtui.lint.json_schema import SCHEMA_NAMES, SchemaName, schema_text


@click.command("schema", help="")
@click.argument("name", type=click.Choice(SCHEMA_NAMES), default="suit")
def schema(name: SchemaName) -> int:
    """Write a schema to standard output, byte for byte as in its file."""
    write_file(schema_text(name, read_base(shipped_deck()).words))
    return 0

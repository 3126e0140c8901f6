"""`export`: all that is remembered, as JSON or Markdown. It only reads, also while a window is open."""

from __future__ import annotations

import click

from cardtui.commands.path import known_prompts
from cardtui.commands.shared.output import clean, write_file
from cardtui.commands.shared.parameters import save_option
from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.opened_deck import read_base
from cardtui.save import export_formats
from cardtui.save.history import History
from cardtui.save.location import save_path


@click.command("export", help="")
@click.option("--format", "style", type=click.Choice(["json", "markdown"]), default="json", help="By default json.")
@save_option
def export(style: str, save: str | None) -> int:
    """Write all that is remembered, evening by evening, however many there are."""
    with History.open(save_path(save), own=save is None) as reading:
        if style == "json":
            for piece in export_formats.json(reading):
                write_file(piece)
        else:
            prompts = known_prompts(None, read_base(shipped_deck()).words)
            for piece in export_formats.markdown(reading, lambda card: prompts.get((None, card))):
                write_file(clean(piece))
    return 0

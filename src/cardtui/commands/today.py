"""`today`: five minutes, one Everyday card; otherwise like `play`."""

from __future__ import annotations

from typing import Any

import click

from cardtui.commands.play import Playing, open_and_play
from cardtui.commands.shared.parameters import playing_options


@click.command("today", cls=Playing, help="")
@playing_options
def today(**options: Any) -> int:
    """Open the save file, find the deck, and play today's five minutes."""
    return open_and_play(**options, today=True)

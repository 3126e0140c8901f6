"""`today`: five minutes, one Everyday card; otherwise as `play`."""

from __future__ import annotations

from msgspec.structs import replace

from cardtui.commands.play import PlayRequest, play


def today(asked: PlayRequest) -> int:
    """Open the save file, find the deck, and play the five minutes of today. Returns the exit status."""
    return play(replace(asked, today=True))

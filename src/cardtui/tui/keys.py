"""Keys as the terminal sends them, made into the keys that the guide knows."""

from __future__ import annotations

from textual.events import Key

_NAMED = {"enter": "enter", "space": "enter", "escape": "esc"}


def key_of(event: Key) -> str | None:
    """The guide's name for a key: "enter", "esc", or one character. None for keys that mean nothing here."""
    if event.key in _NAMED:
        return _NAMED[event.key]
    if event.character is not None and len(event.character) == 1 and event.character.isprintable():
        return event.character
    return None

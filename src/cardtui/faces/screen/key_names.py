"""Keys as the terminal sends them, made into the keys that the presenter knows."""

from __future__ import annotations

import time
import unicodedata

from textual.events import Key
from textual.message import Message

_NAMED = {"enter": "enter", "space": "enter", "escape": "esc"}


def key_of(event: Key) -> str | None:
    """The name of a key: "enter", "esc", or one character. None for keys that mean nothing here."""
    if event.key in _NAMED:
        return _NAMED[event.key]
    if event.character is not None and len(event.character) == 1:
        if unicodedata.category(event.character) == "Zs":
            return "enter"  # the space bar, in other scripts and layouts
        if event.character.isprintable():
            return event.character
    return None


def age_of(message: Message) -> float:
    """Seconds since a key or a click came."""
    return time.monotonic() - message.time

"""The table: what every screen of an evening has in common."""

from __future__ import annotations

from collections.abc import Iterable

from cardtui.faces.evening.playing_card import PlayingCard
from cardtui.faces.screen.sized_screen import Area, Result, SizedScreen


def cards() -> tuple[PlayingCard, PlayingCard, PlayingCard]:
    """The cards of a pile, from the lowest to the one on top."""
    return (
        PlayingCard(id="lowest", classes="-down"),
        PlayingCard(id="lower", classes="-down"),
        PlayingCard(id="card", classes="-down"),
    )


def pile(cards: Iterable[PlayingCard]) -> Area:
    """Cards that lie on each other."""
    return Area(*cards, id="pile")


class TableScreen(SizedScreen[Result]):
    """A screen with a table.

    too_small: what is said where nothing fits.
    """

    def __init__(self, too_small: str) -> None:
        super().__init__(too_small, classes="-page")

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
    """Cards that lie on each other, as they do beside a page."""
    return Area(*cards, id="pile", classes="-page")


class TableScreen(SizedScreen[Result]):
    """A screen with a table.

    too_small: what is said where nothing fits. is_page: there is the deck with a page beside it.
    """

    def __init__(self, too_small: str) -> None:
        super().__init__(too_small)
        self.is_page = True

    def classes_at(self, width: int, height: int) -> dict[str, bool]:
        """See `SizedScreen.classes_at`; and whether a page leaves no more than an edge of the deck."""
        classes = super().classes_at(width, height)
        return {**classes, "-narrow-page": self.is_page and classes["-narrow"]}

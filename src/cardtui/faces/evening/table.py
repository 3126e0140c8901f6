"""The table: what every screen of an evening has in common."""

from __future__ import annotations

from cardtui.faces.evening.playing_card import PlayingCard
from cardtui.faces.screen.sized_screen import Area, Result, SizedScreen


def deck(top: PlayingCard | None = None) -> Area:
    """Cards that lie on each other, face down. top: the uppermost, for whoever turns it up."""
    return pile("deck", top or PlayingCard(classes="top -down"))


def pile(id: str, top: PlayingCard) -> Area:  # noqa: A002  (Textual's name for it)
    """A card on two others."""
    return Area(PlayingCard(classes="lowest -down"), PlayingCard(classes="lower -down"), top, id=id, classes="pile")


class TableScreen(SizedScreen[Result]):
    """A screen with a table.

    too_small: what is said where nothing fits. is_page: there is the deck with a page beside it.
    """

    BLANK = True  # see `Area`

    def __init__(self, too_small: str) -> None:
        super().__init__(too_small)
        self.is_page = True

    def classes_at(self, width: int, height: int) -> dict[str, bool]:
        """See `SizedScreen.classes_at`; and whether a page leaves no more than an edge of the deck."""
        classes = super().classes_at(width, height)
        return {**classes, "-narrow-page": self.is_page and classes["-narrow"]}

"""Our path: what the two have met, as a growing mosaic; never the gaps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from cardtui.presenter.navigation import Navigation
from cardtui.presenter.placeholders import Placeholders
from cardtui.presenter.scene import CardFace, Head, Page, Row
from cardtui.presenter.views.page_views import Pages, PageView, TextView
from cardtui.rules.evening_plan import Seat
from cardtui.save.records import CardMet

TILE, HEART = "▪", "♥"

BREAK = 8
"""Tiles that stand together; between them a line may end, where a suit has more than fit into one."""


class PathView(PageView):
    """The suits with their tiles."""

    def __init__(self, navigation: Navigation) -> None:
        super().__init__(navigation)
        self._met = navigation.session.store.path()
        self._pages = Pages()

    def scene(self) -> Page:
        """A row for each suit in which something was met."""
        if not self._met:
            return Page(title=self.words.path_title, prose=(self.words.path_empty,), rows=(self.back_row(),))
        suits = dict.fromkeys(sorted(met.suit for met in self._met))
        rows = [self._suit_row(suit) for suit in suits]
        return Page(title=self.words.path_title, rows=(*self._pages.rows(rows, self.words.page_more), self.back_row()))

    def _suit_row(self, suit: str) -> Row:
        cards = tuple(met for met in self._met if met.suit == suit)
        return Row((), f"{suit}  {mosaic(cards)}", lambda: self.navigation.show(SuitView(self.navigation, suit, cards)))


def mosaic(cards: Sequence[CardMet]) -> str:
    """A tile for each card, the first one met first."""
    tiles = "".join(HEART if met.heart else TILE for met in reversed(cards))
    return " ".join(tiles[begin : begin + BREAK] for begin in range(0, len(tiles), BREAK))


class SuitView(PageView):
    """The cards of one suit that were met, the latest first."""

    def __init__(self, navigation: Navigation, suit: str, cards: tuple[CardMet, ...]) -> None:
        super().__init__(navigation)
        self._suit = suit
        self._cards = cards
        self._pages = Pages()

    def scene(self) -> Page:
        """A row for each card."""
        rows = [Row((), _text(self.navigation, met), partial(self._open, met), None, met.heart) for met in self._cards]
        return Page(title=self._suit, rows=(*self._pages.rows(rows, self.words.page_more), self.back_row()))

    def _open(self, met: CardMet) -> None:
        if self.navigation.session.card(met.card) is None:
            self.navigation.show(TextView(self.navigation, self._suit, (self.words.path_gone,)))
        else:
            self.navigation.show(CardView(self.navigation, met))


class CardView(PageView):
    """One card, shown again; it can be dealt next."""

    def __init__(self, navigation: Navigation, met: CardMet) -> None:
        super().__init__(navigation)
        self._met = met
        self._wished = False

    def scene(self) -> Page:
        """The card, face up."""
        found = self.navigation.session.card(self._met.card)
        assert found is not None
        face = CardFace(found.suit.symbol, _text(self.navigation, self._met))
        kind: str = getattr(self.words, f"kind_{found.card.kind}")
        deal = Row(("2",), self.words.path_deal, self._deal)
        offers = not self._wished and self.navigation.session.may_come(self._met.card)
        return Page(
            title="",
            head=Head(f"{found.suit.name}  {found.suit.symbol}  {kind}"),
            prose=(self.words.path_dealt,) if self._wished else (),
            face=face,
            rows=(self.back_row(), deal) if offers else (self.back_row(),),
        )

    def _deal(self) -> None:
        self.navigation.session.wish(self._met.card)
        self._wished = True


def _text(navigation: Navigation, met: CardMet) -> str:
    """The prompt as a card speaks, to nobody in particular; the id of a card that is gone."""
    prompt = navigation.session.prompt_of(met.card)
    placeholders = Placeholders(navigation.words, "", "")
    return placeholders.card(prompt, Seat.LEFT) if prompt is not None else met.card

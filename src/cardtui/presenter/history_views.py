"""Our path: the cards the two have met, as small cards by the day; never the gaps, and never a count."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import groupby

from cardtui.deck.card import CardId
from cardtui.deck.words import fill
from cardtui.presenter.date_names import day_name
from cardtui.presenter.help_views import PageView, TextView
from cardtui.presenter.navigation import Navigation
from cardtui.presenter.placeholders import prompt_line
from cardtui.presenter.scene import CardFace, Head, Page, Row, Shelf, Tile
from cardtui.rules.position import Met
from cardtui.text.local_time import evening_of


class PathView(PageView):
    """All cards, one of which is selected."""

    def __init__(self, navigation: Navigation) -> None:
        super().__init__(navigation)
        self._at = 0
        self._read()

    def scene(self) -> Page:
        """The cards by the day, and what can be done with the selected one."""
        words, session = self.words, self.navigation.session
        cards = self._cards
        if not cards:
            return Page(title=words.path_title, prose=(words.path_empty,), rows=(self.back_row(),))
        met = cards[self._at]
        rows = (*self.rows(met, partial(self._deal, met)), Row(("enter",), words.path_read, partial(self._open, met)))
        back = Row(("b", "esc"), words.page_return, self.navigation.close, short=words.foot_back)
        starts = [day[0] for day in self._days]
        later = next((start for start in starts if start > self._at), len(cards) - 1)
        earlier = max((start for start in starts if start < self._at), default=0)
        moves = (
            Row(("+", "right"), words.path_next, partial(self._look, min(self._at + 1, len(cards) - 1))),
            Row(("-", "left"), words.path_previous, partial(self._look, max(self._at - 1, 0))),
            Row(("down",), "", partial(self._look, later)),
            Row(("up",), "", partial(self._look, earlier)),
        )
        looks = tuple(Row((_key(number),), "", partial(self._look, number)) for number in range(len(cards)))
        return Page(
            title=words.path_title,
            prose=(self.line(met, f" · {session.suit_of(met)[0]}"), prompt_line(words, session, met.card)),
            shelves=tuple(self._shelf(numbers, cards) for numbers in self._days),
            rows=rows,
            hidden=(*moves, back, *looks),
        )

    def met(self, card_id: CardId) -> Met | None:
        """When a card was met, and whether it has a heart now."""
        return next((each for each in self._cards if each.card == card_id), None)

    def line(self, met: Met, suit: str = "") -> str:
        """The day of a card, with ``suit`` after it, and whether it has a heart."""
        day = f"{self._day(met)}{suit}"
        return fill(self.words.plain_heart, {"value": day}) if met.heart else day

    def rows(self, met: Met, deal: Callable[[], None]) -> tuple[Row, ...]:
        """What can be done with a card: ``deal`` requests it, and its heart is given or removed."""
        words, session, options = self.words, self.navigation.session, self.navigation.options
        heart = words.night_unheart if met.heart else words.night_heart
        dealt = (Row(("1",), words.path_deal, deal),) if session.may_come(met.card, options) else ()
        hearted = (Row(("2",), heart, partial(self._mark, met)),) if not session.is_open(met.card) else ()
        return *dealt, *hearted

    def _read(self) -> None:
        self._cards = self.navigation.session.path()
        days = groupby(range(len(self._cards)), lambda number: evening_of(self._cards[number].at).date())
        self._days = [list(numbers) for _, numbers in days]

    def _day(self, met: Met) -> str:
        """What happens after midnight belongs to the evening before."""
        return day_name(self.words, evening_of(self.navigation.session.now()), evening_of(met.at))

    def _shelf(self, numbers: list[int], cards: list[Met]) -> Shelf:
        session = self.navigation.session
        return Shelf(
            self._day(cards[numbers[0]]),
            tuple(Tile(session.suit_of(cards[n])[1], cards[n].heart, _key(n), here=n == self._at) for n in numbers),
        )

    def _look(self, number: int) -> None:
        self._at = number

    def _mark(self, met: Met) -> None:
        self.navigation.session.mark(met.card, heart=not met.heart)
        self._read()
        # The file may have been replaced, and this card may be missing in it.
        numbers = (number for number, each in enumerate(self._cards) if each.card == met.card)
        self._at = next(numbers, 0)

    def _deal(self, met: Met) -> None:
        self.navigation.session.wish(met.card)
        self.navigation.show(TextView(self.navigation, self.words.path_title, (self.words.path_dealt,)))

    def _open(self, met: Met) -> None:
        if self.navigation.session.card(met.card) is None:
            self.navigation.show(TextView(self.navigation, met.suit, (self.words.path_gone,)))
        else:
            self.navigation.show(CardView(self.navigation, self, met))


def _key(number: int) -> str:
    """The key for a click on that card; no keyboard has it."""
    return f"card {number}"


class CardView(PageView):
    """One card of ``path``, shown again; it can be dealt next, and given a heart."""

    def __init__(self, navigation: Navigation, path: PathView, met: Met) -> None:
        super().__init__(navigation)
        self._path = path
        self._met = met
        self._wished = False

    def scene(self) -> Page:
        """The card, face up."""
        met = self._path.met(self._met.card) or self._met  # the file may have been replaced
        found = self.navigation.session.card(met.card)
        assert found is not None
        face = CardFace(found.suit.symbol, prompt_line(self.words, self.navigation.session, self._met.card))
        kind: str = getattr(self.words, f"kind_{found.card.kind}")
        rows = (row for row in self._path.rows(met, self._deal) if not self._wished or row.key != "1")
        return Page(
            title="",
            head=Head(f"{found.suit.name}  {found.suit.symbol}  {kind}"),
            prose=(self._path.line(met), *((self.words.path_dealt,) if self._wished else ())),
            face=face,
            rows=(*rows, self.back_row()),
        )

    def _deal(self) -> None:
        self.navigation.session.wish(self._met.card)
        self._wished = True

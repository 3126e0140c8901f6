"""Help, how it works, the list behind Esc, plain texts; and what all pages have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from msgspec.structs import replace

from cardtui.deck.card import Suit
from cardtui.deck.words import Words
from cardtui.presenter.evening_scene import GRATITUDE_SYMBOL
from cardtui.presenter.navigation import Navigation, View
from cardtui.presenter.scene import CardFace, Page, Row
from cardtui.rules.evening_plan import Seat

NAME = "c a r d t u i"

PER_PAGE = 8
"""Rows on one page of a longer list; 9 turns the page."""


class PageView(View):
    """A view that is a page, with ways back."""

    def back_row(self, text: str = "") -> Row:
        """Enter or Esc: back to the view below."""
        return Row(("enter", "esc", "b"), text or self.words.page_return, self.navigation.close)

    def behind_esc(self, *choices: Row) -> tuple[Row, ...]:
        """These, and Esc, which lists them on a page without a way back."""
        menu = MenuView(self.navigation, choices, self.words.page_return)
        return (*choices, Row(("esc",), self.words.key_esc, lambda: self.navigation.show(menu)))


class TextView(PageView):
    """A title and some lines; Enter goes back."""

    def __init__(self, navigation: Navigation, title: str, prose: Sequence[str]) -> None:
        super().__init__(navigation)
        self._title = navigation.line(title)
        self._prose = tuple(navigation.line(text) for text in prose)

    def scene(self) -> Page:
        """The text."""
        return Page(title=self._title, prose=self._prose, rows=(self.back_row(),))


class HowView(TextView):
    """How it works, to be read again."""

    def __init__(self, navigation: Navigation) -> None:
        super().__init__(navigation, navigation.words.how_title, how_it_works(navigation))

    def scene(self) -> Page:
        """The text, and the four letters on the deck."""
        return replace(super().scene(), top=habits_card(self.words))


class HelpView(TextView):
    """Help, which leads to how it works."""

    def scene(self) -> Page:
        """The text, and the row to how it works."""
        scene = super().scene()
        how = Row(("1",), self.words.how_title, lambda: self.navigation.show(HowView(self.navigation)))
        return replace(scene, rows=(how, *scene.rows))


class MenuView(PageView):
    """Everything else that can be done now, numbered."""

    def __init__(self, navigation: Navigation, choices: Sequence[Row], back: str = "") -> None:
        """``back``: the label of the way back; by default it leads to the talk."""
        super().__init__(navigation)
        self._choices = tuple(choices)
        self._back = back or self.words.menu_return

    def scene(self) -> Page:
        """The choices, each with its number and its shortcut."""
        rows = tuple(
            Row((str(number), *row.keys), row.text, partial(self._do, row), short=row.key)
            for number, row in enumerate(self._choices, start=1)
        )
        back = Row(("enter", "esc"), self._back, self.navigation.close)  # b is one of the choices
        return Page(title=self.words.menu_title, rows=(*rows, back))

    def _do(self, row: Row) -> None:
        self.navigation.close()
        row.act()


class Pages:
    """The current part of a long list; at most nine rows, so that each has its digit."""

    def __init__(self, item: int = 0) -> None:
        """``item``: one that is on the first page to be shown."""
        self._page = item // PER_PAGE

    def rows(self, items: Sequence[Row], more: str, from_start: str) -> tuple[Row, ...]:
        """Number the items of this page, with a row that turns it: ``more``, or ``from_start`` on the last page."""
        if len(items) <= PER_PAGE + 1:
            return _numbered(items)
        count = -(-len(items) // PER_PAGE)
        self._page %= count
        shown = items[self._page * PER_PAGE : (self._page + 1) * PER_PAGE]
        return (*_numbered(shown), Row(("9",), more if self._page + 1 < count else from_start, self._turn))

    def _turn(self) -> None:
        self._page += 1


def _numbered(items: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(replace(item, keys=(str(number),)) for number, item in enumerate(items, start=1))


def how_it_works(navigation: Navigation) -> tuple[str, ...]:
    """A turn in four lines, with the left partner as speaker, and the four habits."""
    words, names = navigation.words, navigation.placeholders
    return tuple(names.line(text, Seat.LEFT) for text in (*words.how_turn, "", *words.how_habits))


def habits_card(words: Words) -> CardFace | None:
    """The first letters of the four habits, if they spell a word of the text beside them."""
    about, *habits = words.how_habits
    letters = [habit[:1] for habit in habits]
    return CardFace("", signs=_apart(letters)) if letters and "".join(letters) in about else None


def title_card(suits: Sequence[Suit]) -> CardFace:
    """The suits, and the name of the game."""
    return CardFace(GRATITUDE_SYMBOL, signs=_apart((" ".join(suit.symbol for suit in suits), NAME)))


def _apart(signs: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for sign in signs for line in (sign, ""))[:-1]

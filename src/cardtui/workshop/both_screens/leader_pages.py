"""Pages that a leader opens over the screen of projector or console: the list of all orders, the agenda, help."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import msgspec

from cardtui.deck.words import Words, fill
from cardtui.presenter.help_views import Pages
from cardtui.presenter.key_presses import usual
from cardtui.presenter.scene import Page, Row
from cardtui.workshop.order_keys import TURNING, item_typed, order_rows
from cardtui.workshop.run import Run
from cardtui.workshop.run_clock import RunClock, next_second, run_time
from cardtui.workshop.run_orders import Order, OrderKind, do
from cardtui.workshop.run_schedule import AgendaLine, agenda_lines, ends, left
from cardtui.workshop.workshop_plan import Cue, WorkshopPlan


class Agenda(msgspec.Struct, frozen=True, kw_only=True):
    """The agenda with its times.

    now, ends: texts with the time of day and of the end. planned, actual: column headings. pointed: the index of the
    selected item. items: what a click on each line does. rows: what else can be done.
    """

    title: str
    now: str
    ends: str
    planned: str
    actual: str
    lines: tuple[AgendaLine, ...]
    items: tuple[Row, ...]
    pointed: int
    rows: tuple[Row, ...]
    hint: str = ""


Opened = Page | Agenda

_STEPS = {"up": -1, "down": 1, "pageup": -5, "pagedown": 5}


class LeaderPages:
    """The keys of a leader, and the pages that some of them open. ``over``: the screen was left.

    words: for all texts. help_lines: the text of the help. return_text: the label of the way back.
    """

    plan: WorkshopPlan
    run: Run
    clock: RunClock

    def __init__(self, words: Words, help_lines: tuple[str, ...], return_text: str) -> None:
        self.words, self.help_lines, self.return_text = words, help_lines, return_text
        self.over = False
        self.hint = ""
        self._page: Callable[[], Opened] | None = None
        self._pages = Pages()
        self._pointed = 0
        self._typed = ""

    # What differs between projector and console

    def order(self, order: Order) -> None:
        """Do it, or send it to be done."""
        raise NotImplementedError

    def own_rows(self) -> tuple[Row, ...]:
        """What other keys do on this screen."""
        raise NotImplementedError

    # Keys

    @property
    def cue(self) -> Cue:
        """The current cue."""
        return self.plan.cues[self.run.cue]

    @property
    def takes_digits(self) -> bool:
        """Whether an item is being selected, by its number or with the arrows."""
        return self._page == self._agenda

    def takes_each(self, key: str) -> bool:
        """Whether each repeat of a held key counts: digits of a number are typed fast, arrows are held."""
        return self.takes_digits and (key.isdecimal() or key in _STEPS)

    def press(self, key: str) -> bool:
        """Do what a key does now; whether it did something. "enter", "esc", "space", "up", "down", or a character."""
        key = usual(key)
        self.hint = ""
        if self.takes_digits and self._point(key):
            return True
        row = next((row for row in self.rows_now() if key in row.keys), None)
        if row is None:
            self.hint = self.hint_for_nothing()
            return False
        row.act()
        return True

    def hint_for_nothing(self) -> str:
        """The hint after a key that does nothing."""
        return self.words.key_hint

    def rows_now(self) -> tuple[Row, ...]:
        """All key rows now; with a page open, that page's rows first."""
        if self._page is None:
            return self.screen_rows()
        page = self._page()
        listed = self.menu_items() if self._page == self._menu else ()
        hidden = page.hidden if isinstance(page, Page) else ()
        orders = (row for kind, row in self._orders().items() if kind not in TURNING)
        return (*page.rows, *hidden, *listed, *orders, *self._page_rows(), *self.own_rows())

    def screen_rows(self) -> tuple[Row, ...]:
        """The key rows while no page is open."""
        return (*self.menu_items(with_next=True), Row(("esc",), self.words.key_esc, lambda: self.open(self._menu)))

    def menu_items(self, *, with_next: bool = False) -> tuple[Row, ...]:
        """All that can be done, as listed behind Esc. In that list Enter goes back, not on to the next cue."""
        rows = self._orders()
        go_on = rows.pop(OrderKind.NEXT, None)
        if go_on is not None and not with_next:
            go_on = Row(("",), go_on.text, go_on.act)
        return (*((go_on,) if go_on else ()), *self._page_rows(), *rows.values(), *self.own_rows())

    def _orders(self) -> dict[OrderKind, Row]:
        return order_rows(self.words, self.plan, self.run, self._act)

    def _act(self, order: Order) -> None:
        self.order(order)
        if order.do is OrderKind.RING and not self.hint:  # a hint means that the order did not arrive
            self.open(self._rang)

    def _rang(self) -> Page:
        """What was done to try the bell, in case it was not heard."""
        words = self.words
        again = Row(("1", "t"), words.lead_key_ring_again, lambda: self._act(Order(OrderKind.RING)))
        return Page(title=words.lead_rang_title, prose=words.lead_rang_lines, rows=(again, self.back_row()))

    def _page_rows(self) -> tuple[Row, ...]:
        words = self.words
        return (
            Row(("a", "g"), words.lead_key_agenda, lambda: self.open(self._agenda)),
            Row(("?",), words.key_help, lambda: self.open(self._help), short=words.foot_help),
        )

    # Pages

    def page(self) -> Opened | None:
        """The open page, or None."""
        return self._page() if self._page is not None else None

    def open(self, page: Callable[[], Opened]) -> None:
        """Open a page, or close it if it is open."""
        self._page = None if self._page == page else page
        self._pages, self._typed = Pages(), ""
        if self.takes_digits:
            self._pointed = self.cue.item

    def close(self) -> None:
        """Close the open page."""
        self._page = None

    def back_row(self) -> Row:
        """Enter or Esc: back."""
        return Row(("enter", "esc"), self.return_text, self.close)

    def _menu(self) -> Page:
        items = [
            Row(row.keys, row.text, partial(self._from_menu, row), short=row.key if row.key != "enter" else "")
            for row in self.menu_items()
        ]
        rows = self._pages.rows(items, self.words.page_more, self.words.page_first)
        return Page(title=self.words.menu_title, rows=(*rows, self.back_row()), hint=self.hint)

    def _from_menu(self, row: Row) -> None:
        self.close()
        row.act()

    def _help(self) -> Page:
        return Page(title=self.words.help_title, prose=self.help_lines, rows=(self.back_row(),), hint=self.hint)

    # The agenda

    def _agenda(self) -> Agenda:
        words = self.words
        clock = self.clock.stopped()
        now, end = self.times(clock)
        lines = agenda_lines(self.plan, self.run, clock, words)
        titles = enumerate(line.title for line in lines)
        items = tuple(Row((f"item-{index}",), title, partial(self._point_at, index)) for index, title in titles)
        pointed = min(self._pointed, len(lines) - 1)
        title = {"value": lines[pointed].title}
        rows = [Row(("esc", "a", "g"), self.return_text, self.close)]
        if do(self.run, self.plan, Order(OrderKind.GO, pointed), self.run.since or 0.0) != self.run:
            rows.insert(0, Row(("enter",), fill(words.console_go_row, title), self._go))
        else:
            rows = [Row(("enter", *rows[0].keys), self.return_text, self.close)]
        if pointed > self.cue.item:
            drop = words.lead_key_undrop if lines[pointed].is_dropped else words.lead_key_drop
            rows.insert(1, Row(("d",), fill(drop, title), self._drop))
        return Agenda(
            title=words.console_agenda_title,
            now=now,
            ends=end,
            planned=words.console_agenda_planned,
            actual=words.console_agenda_actual,
            lines=lines,
            items=items,
            pointed=pointed,
            rows=tuple(rows),
            hint=self.hint or words.console_go_hint,
        )

    def times(self, clock: RunClock) -> tuple[str, str]:
        """Texts with the time of day and of the end. clock: the run's, stopped."""
        at = clock.now()
        end = run_time(self.words, clock, ends(self.run, self.plan, at))
        return run_time(self.words, clock, at), fill(self.words.console_ends, {"time": end})

    def until_next_second(self) -> float:
        """Seconds until a displayed time may change.

        One at most: a timer does not run while the machine sleeps, but the time does.
        """
        seconds = left(self.run, self.plan, self.clock.now())
        return 1.0 if seconds is None or self.run.since is None else next_second(seconds)

    def _point_at(self, item: int) -> None:
        self._pointed = min(max(item, 0), len(self.plan.items) - 1)
        self._typed = ""

    def _point(self, key: str) -> bool:
        """Select another item; whether the key did."""
        if key in _STEPS:
            self._point_at(self._pointed + _STEPS[key])
        elif key == "backspace":
            self._typed = self._typed[:-1]
            self._pointed = int(self._typed) - 1 if self._typed else self.cue.item
        elif key.isdecimal():
            self._typed = item_typed(self._typed, key, len(self.plan.items))
            if self._typed:
                self._pointed = int(self._typed) - 1
        else:
            return False
        return True

    def _drop(self) -> None:
        page = self._page
        self.order(Order(OrderKind.DROP, self._pointed))
        self._page = page  # the leader may want to drop another one

    def _go(self) -> None:
        self.close()
        self.order(Order(OrderKind.GO, self._pointed))

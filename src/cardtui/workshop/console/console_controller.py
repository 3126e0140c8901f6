"""What the console shows, and what each of its keys does there or orders the projector to do."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import msgspec

from cardtui.deck.words import Words, fill
from cardtui.presenter.debounce import KeyFilter
from cardtui.presenter.scene import Page, Row
from cardtui.presenter.views.page_views import Pages
from cardtui.workshop.console.console_scene import ConsoleScene, glance, minutes_text
from cardtui.workshop.cues import Cue, cues
from cardtui.workshop.order_keys import MAY_REPEAT, ORDER_KEYS, item_typed
from cardtui.workshop.remote.channel import State
from cardtui.workshop.remote.client import ConsoleSearch, News
from cardtui.workshop.run import Order, OrderKind, Shown, is_last, left
from cardtui.workshop.run_agenda import AgendaLine, agenda_lines
from cardtui.workshop.run_clock import RunClock, Steady, Wall, next_second, steady


class ConsoleAgenda(msgspec.Struct, frozen=True, kw_only=True):
    """The agenda with its times.

    chosen: the place, from 0, of the one to go to; None while it is only looked at. rows: what can be done.
    """

    title: str
    planned: str
    actual: str
    lines: tuple[AgendaLine, ...]
    chosen: int | None
    rows: tuple[Row, ...]
    hint: str = ""


class ConsoleNotes(msgspec.Struct, frozen=True, kw_only=True):
    """The console as it is most of the time. gone: that the projector has gone, "" while it is there."""

    glance: ConsoleScene
    rows: tuple[Row, ...]
    hidden: tuple[Row, ...]
    labels: Words
    gone: str = ""
    hint: str = ""


Sight = Page | ConsoleAgenda | ConsoleNotes
"""What is on the console."""

_MAY_REPEAT = MAY_REPEAT | {"up", "down"}


class ConsoleController:
    """Covered at first. ``over`` says that it was left.

    words: until the projector tells those of its deck. send: hands an order to the projector. choose: takes one of
    several projectors. steady_, wall: the clocks. key_clock: monotonic seconds, for repeated keys.
    """

    def __init__(
        self,
        words: Words,
        send: Callable[[Order], None],
        choose: Callable[[str], None],
        *,
        steady_: Steady = steady,
        wall: Wall | None = None,
        key_clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.words = self._own_words = words
        self.over = False
        self._send = send
        self._choose = choose
        self._steady = steady_
        self._wall = wall
        self._filter = KeyFilter(key_clock)
        self._covered = True
        self._state: State | None = None
        self._sequence: tuple[Cue, ...] = ()
        self._looking: ConsoleSearch | None = ConsoleSearch()
        self._page: Callable[[], Sight] | None = None
        self._pages = Pages()
        self._chosen: int | None = None
        self._typed = ""
        self._hint = ""

    # What comes in

    def heard(self, news: News) -> None:
        """Take in what the projector told, or that it has gone."""
        if isinstance(news, ConsoleSearch):
            self._looking = news
            return
        self._looking = None
        self._state = news
        self.words = news.words or self._own_words
        self._sequence = cues(news.plan)
        if news.asks:  # until that is answered there is nothing to steer
            self._close()
        if self._chosen is not None:
            self._chosen = min(self._chosen, len(news.plan.items) - 1)

    def press(self, key: str) -> bool:
        """Do what a key does now; whether it did something. "enter", "esc", "space", "up", "down", or a character."""
        key = key.lower()
        if key not in _MAY_REPEAT and not (self._chosen is not None and key.isdigit()):
            if self._filter.drops(key):
                return False
            self._filter.changed(key)
        self._hint = ""
        if self._chosen is not None and self._pick(key):
            return True
        row = next((row for row in self._all_rows() if key in row.keys), None)
        if row is None:
            covered = self._page is None and self._covered
            self._hint = self.words.console_keys_here if covered else self.words.key_hint
            return False
        row.act()
        return True

    def click(self, row: Row) -> None:
        """Do what a row says that was clicked; the second one of a double click is a slip."""
        if self._filter.drops("click"):
            return
        self._filter.changed("click")
        self._hint = ""
        row.act()

    # What is shown

    @property
    def is_asking(self) -> bool:
        """Whether an item is being chosen, so that arrows point and don't scroll."""
        return self._chosen is not None

    @property
    def seconds(self) -> float:
        """Seconds of the run; 0 before anything was heard of one."""
        return self._clock().now() if self._state is not None else 0.0

    @property
    def until_next(self) -> float | None:
        """Seconds until something on the screen may change by itself; None if nothing does."""
        if self._state is None or self._state.asks or (self._covered and self._page is None):
            return None
        remains = left(self._state.run, self._sequence, self.seconds)
        return 1.0 if remains is None or self._state.run.since is None else next_second(remains)

    def place(self) -> object:
        """What changes with the item that is on, so that notes begin at their beginning again."""
        return len(self._state.run.visits) if self._state is not None else None

    def sight(self) -> Sight:
        """What is on the screen now."""
        if self._page is not None:
            return self._page()
        if self._state is None and self._to_choose:
            return self._several()
        if self._covered or self._state is None or self._state.asks:
            return self._cover()
        return self._notes(self._state)

    def _all_rows(self) -> tuple[Row, ...]:
        sight = self.sight()
        rows = sight.rows if isinstance(sight, ConsoleAgenda) else (*sight.rows, *sight.hidden)
        if self._page == self._menu:
            rows = (*rows, *self._items())  # its letters work on each of its pages
        elif self._page is not None:
            rows = (*rows, Row(("x",), self.words.console_key_cover, self._cover_again))
        return rows

    def _clock(self) -> RunClock:
        assert self._state is not None
        return RunClock(self._state.began_at, self._steady, self._wall)

    # Pages

    def _cover(self) -> Page:
        words = self.words
        leave = Row(("q",), words.console_key_quit, self._leave)
        if self._covered:
            there = words.console_there if self._looking is None else words.console_waiting
            show = Row(("enter", "1"), words.console_cover_show, self._uncover)
            prose = (*words.console_cover_lines, there)
            return Page(title=words.console_cover_title, prose=prose, rows=(show,), hidden=(leave,), hint=self._hint)
        cover = Row(("x",), words.console_key_cover, self._cover_again)
        row = Row(("q", "1"), words.console_key_quit, self._leave)
        return Page(
            title=words.console_none_title,
            prose=(
                words.console_resume if self._state is not None and self._looking is None else words.console_waiting,
            ),
            rows=(row,),
            hidden=(cover,),
            hint=self._hint,
        )

    @property
    def _to_choose(self) -> tuple[str, ...]:
        """The words of the projectors to choose between."""
        return self._looking.words if self._looking is not None else ()

    def _several(self) -> Page:
        words = self.words
        found = [Row((word,), word, partial(self._take, word)) for word in self._to_choose]
        back = (self._back_row(),) if self._state is not None else ()
        leave = Row(("q",), words.console_key_quit, self._leave)
        return Page(
            title=words.console_several_title,
            prose=(words.console_several_ask,),
            rows=(*self._pages.rows(found, words.page_more), *back),
            hidden=(leave,),
            hint=self._hint,
        )

    def _menu(self) -> Page:
        rows = self._pages.rows(self._items(), self.words.page_more)
        return Page(title=self.words.menu_title, rows=(*rows, self._back_row()), hint=self._hint)

    def _items(self) -> list[Row]:
        assert self._state is not None
        return [
            Row(row.keys, row.text, partial(self._from_menu, row), short=row.key) for row in self._others(self._state)
        ]

    def _help(self) -> Page:
        words = self.words
        return Page(title=words.help_title, prose=words.console_help_lines, rows=(self._back_row(),), hint=self._hint)

    def _notes(self, state: State) -> ConsoleNotes:
        words = self.words
        others = self._others(state)
        run = state.run
        go_on = words.console_foot_end if is_last(run, self._sequence) else words.console_foot_next
        pause = words.console_foot_go_on if run.paused else words.console_foot_pause
        rows = (self._order_row(OrderKind.NEXT, go_on), self._order_row(OrderKind.PAUSE, pause))
        esc = Row(("esc",), words.key_esc, lambda: self._open(self._menu))
        return ConsoleNotes(
            glance=glance(state, self.seconds, words),
            rows=rows if run.ended is None else (),
            hidden=(*others, esc),
            labels=words,
            gone=words.console_gone if self._looking is not None else "",
            hint=self._hint,
        )

    def _others(self, state: State) -> tuple[Row, ...]:
        """All that can be done now but Enter, the most needed first."""
        words, run = self.words, state.run
        cue = self._sequence[run.cue]
        shown = run.shown
        clock = words.console_key_clock_off if run.clock else words.console_key_clock_on
        hold = words.console_key_hold_end if shown is Shown.HELD else words.console_key_hold
        blank = words.console_key_blank_end if shown is Shown.BLANK else words.console_key_blank
        pause = words.console_key_go_on if run.paused else words.console_key_pause
        order_row = self._order_row
        rows = [
            order_row(OrderKind.PAUSE, pause),
            order_row(OrderKind.BACK, words.console_key_back, short=words.foot_back),
        ]
        if self._to_choose:
            rows.insert(0, Row(("p",), words.console_key_choose, lambda: self._open(self._several)))
        if cue.seconds:
            rows.append(order_row(OrderKind.MORE, words.console_key_longer))
            rows.append(order_row(OrderKind.LESS, words.console_key_shorter))
        rows.append(order_row(OrderKind.HOLD, hold))
        rows.append(order_row(OrderKind.BLANK, blank))
        rows.append(Row(("a",), words.console_key_agenda, lambda: self._open(self._agenda)))
        rows.append(Row(ORDER_KEYS[OrderKind.GO], words.console_key_go, self._ask_where))
        if state.plan.items[cue.item].practice is not None:
            rows.append(order_row(OrderKind.SWAP, words.console_key_swap))
        rows.append(order_row(OrderKind.CLOCK, clock))
        rows.append(Row(("x",), words.console_key_cover, self._cover_again))
        rows.append(Row(("?",), words.key_help, lambda: self._open(self._help), short=words.foot_help))
        rows.append(Row(("q",), words.console_key_quit, self._leave))
        return tuple(rows)

    def _agenda(self) -> ConsoleAgenda:
        state, words = self._state, self.words
        assert state is not None
        asks = self._chosen is not None
        lines = agenda_lines(
            state.plan,
            state.run,
            self._clock(),
            words,
            minutes=lambda number: minutes_text(number, words),
            act=self._point_at if asks else None,
        )
        if self._chosen is not None:
            text = fill(words.console_go_row, {"value": lines[self._chosen].title})
            rows = (
                Row(("enter",), text, self._go),
                Row(("esc", *ORDER_KEYS[OrderKind.GO], "a"), words.console_menu_return, self._close),
            )
        else:
            rows = (
                Row(("enter", "esc", "a"), words.console_menu_return, self._close),
                Row(ORDER_KEYS[OrderKind.GO], words.console_key_go, self._ask_where),
            )
        return ConsoleAgenda(
            title=words.console_go_title if asks else words.console_agenda_title,
            planned=words.console_agenda_planned,
            actual=words.console_agenda_actual,
            lines=lines,
            chosen=self._chosen,
            rows=rows,
            hint=self._hint or (words.console_go_hint if asks else ""),
        )

    # What is done

    def _order_row(self, what: OrderKind, text: str, *, short: str = "") -> Row:
        return Row(ORDER_KEYS[what], text, lambda: self._tell(Order(what)), short=short)

    def _tell(self, order: Order) -> None:
        if self._looking is not None:
            self._hint = self.words.console_gone_hint
        else:
            self._send(order)

    def _take(self, word: str) -> None:
        self._close()
        self._choose(word)

    def _uncover(self) -> None:
        self._covered = False

    def _cover_again(self) -> None:
        self._close()
        self._covered = True

    def _leave(self) -> None:
        self.over = True

    def _open(self, page: Callable[[], Sight]) -> None:
        self._pages = Pages()
        self._page = page

    def _close(self) -> None:
        self._page = None
        self._chosen = None
        self._typed = ""

    def _from_menu(self, row: Row) -> None:
        self._close()
        row.act()

    def _back_row(self) -> Row:
        return Row(("enter", "esc"), self.words.console_menu_return, self._close)

    # Going to an item

    def _ask_where(self) -> None:
        assert self._state is not None
        self._open(self._agenda)
        self._chosen = self._sequence[self._state.run.cue].item
        self._typed = ""

    def _point_at(self, index: int) -> None:
        self._chosen = index
        self._typed = ""

    def _pick(self, key: str) -> bool:
        """Point at another item; whether the key did."""
        assert self._state is not None
        assert self._chosen is not None
        last = len(self._state.plan.items) - 1
        if key in ("up", "down"):
            self._point_at(min(max(self._chosen + (1 if key == "down" else -1), 0), last))
            return True
        if not (key.isascii() and key.isdigit()):
            return False
        typed = item_typed(self._typed, key, last + 1)
        if typed == self._typed:
            self._hint = self.words.console_go_hint
        else:
            self._point_at(int(typed) - 1)
            self._typed = typed
        return True

    def _go(self) -> None:
        chosen = self._chosen
        self._close()
        if chosen is not None:
            self._tell(Order(OrderKind.GO, chosen))

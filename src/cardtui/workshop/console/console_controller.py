"""What the console shows, and what its keys do there or order the projector to do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import msgspec
from msgspec.structs import replace

from cardtui.deck.words import Words, fill
from cardtui.presenter.scene import Head, Page, Row
from cardtui.workshop.both_screens.leader_pages import LeaderPages, Opened
from cardtui.workshop.console.console_scene import ConsoleScene, glance
from cardtui.workshop.console_link.channel import State
from cardtui.workshop.console_link.console_client import News
from cardtui.workshop.console_link.tickets import Ticket
from cardtui.workshop.order_keys import TURNING
from cardtui.workshop.room_scene import Quiet, RoomClock, RoomScene, tell_clock, tell_room
from cardtui.workshop.run import Shown
from cardtui.workshop.run_clock import RunClock, Steady, Wall, run_time, steady
from cardtui.workshop.run_orders import Order, OrderKind, do


class ConsoleNotes(msgspec.Struct, frozen=True, kw_only=True):
    """The usual screen of the console. gone: the text when the projector has gone, else "".

    preview, preview_clock: what the next Enter shows. wall: its window's columns and lines; 0 if unknown.
    looks_ahead: whether only the preview is shown.
    """

    glance: ConsoleScene
    rows: tuple[Row, ...]
    labels: Words
    preview: RoomScene
    preview_clock: RoomClock | None
    wall: tuple[int, int] = (0, 0)
    looks_ahead: bool = False
    gone: str = ""
    hint: str = ""


Sight = Opened | ConsoleNotes
"""What is on the console."""


class ConsoleController(LeaderPages):
    """Covered at first. ``over``: the console was left.

    words: until the projector sends those of its deck. send: passes an order to the projector. choose: takes one of
    several projectors. steady_, wall: the clocks.
    """

    def __init__(
        self,
        words: Words,
        send: Callable[[Order], None],
        choose: Callable[[str], None],
        *,
        steady_: Steady = steady,
        wall: Wall | None = None,
    ) -> None:
        super().__init__(words, words.console_help_lines, words.console_menu_return)
        self._send = send
        self._choose = choose
        self._steady = steady_
        self._wall = wall
        self._covered = True
        self._looks_ahead = False
        self._state: State | None = None
        self._looking: tuple[Ticket, ...] | None = ()

    # Input

    def heard(self, news: News) -> None:
        """Process what the projector sent, or that it has gone."""
        if isinstance(news, tuple):
            self._looking = news
            return
        if self._gone:
            self.hint = ""  # found again
        self._looking = None
        self._state = news
        self.plan, self.run = news.plan, news.run
        self.clock = RunClock(news.began_at, self._steady, self._wall)
        self.words = news.words
        self.help_lines, self.return_text = self.words.console_help_lines, self.words.console_menu_return
        if news.asks:  # until that is answered there is nothing to control
            self.close()

    def order(self, order: Order) -> None:
        """See `LeaderPages`."""
        self.close()
        self._looks_ahead = False
        if self._gone:
            self.hint = self.words.console_gone_hint
        else:
            self._send(replace(order, place=self.run.place) if order.do in TURNING else order)

    @property
    def _steers(self) -> bool:
        """Whether there is a run to control."""
        return self._state is not None and not self._state.asks

    @property
    def _gone(self) -> str:
        """The text when the projector has gone, and how; "" while it is there."""
        if self._state is not None and self._state.closed:
            return self.words.console_closed
        return self.words.console_gone if self._looking is not None else ""

    def hint_for_nothing(self) -> str:
        """See `LeaderPages`."""
        if self._covered and self.page() is None:
            return self.words.console_keys_here
        return self.words.key_hint if self._steers else self.words.page_hint

    # What is shown

    def until_next(self, sight: Sight) -> float | None:
        """Seconds until the screen may change without a key; None if it does not. sight: what is on it now."""
        return None if isinstance(sight, Page) and not sight.head.left else self.until_next_second()

    def place(self) -> object:
        """Changes with the current item, so that its notes start at the top."""
        return len(self._state.run.visits) if self._state is not None else None

    def sight(self) -> Sight:
        """What is on the screen now."""
        if (page := self.page()) is not None:
            return self._with_times(page) if isinstance(page, Page) and self._steers else page
        if self._state is None and self._to_choose:
            return self._several()
        if self._covered or self._state is None or self._state.asks:
            self._looks_ahead = False
            return self._cover()
        clock = self.clock.stopped()
        preview, preview_clock = self._ahead(clock)
        return ConsoleNotes(
            glance=glance(self._state, clock, self.words),
            rows=self.screen_rows(),
            labels=self.words,
            preview=preview,
            preview_clock=preview_clock,
            wall=(self._state.columns, self._state.rows),
            looks_ahead=self._looks_ahead,
            gone=self._gone if self._state.closed or self.run.ended is None else "",
            hint=self.hint,
        )

    def _with_times(self, page: Page) -> Page:
        """A page with the time of day and the end: a leader needs them on every page."""
        return replace(page, head=Head(*self.times(self.clock.stopped())))

    def _ahead(self, clock: RunClock) -> tuple[RoomScene, RoomClock | None]:
        """What the next Enter shows."""
        at = clock.now()
        after = do(self.run, self.plan, Order(OrderKind.NEXT), at)
        if after.ended is not None and self.run.shown is Shown.CUE:
            return Quiet(self.words.console_end), None
        scene = tell_room(self.plan, self.words, after, clock)
        return scene, tell_clock(self.plan, self.words, after, at)

    def _look_ahead(self) -> None:
        self._looks_ahead = not self._looks_ahead

    def rows_now(self) -> tuple[Row, ...]:
        """See `LeaderPages`. Without a run to control, only the rows on the screen work."""
        sight = self.sight()
        if isinstance(sight, Page) and (self._covered or not self._steers):
            return (*sight.rows, *sight.hidden)
        return super().rows_now()

    def own_rows(self) -> tuple[Row, ...]:
        """See `LeaderPages`."""
        words = self.words
        others = (Row(("w",), words.console_key_choose, lambda: self.open(self._several)),) if self._to_choose else ()
        ahead = Row(("v",), words.console_key_preview, self._look_ahead)
        return (*others, ahead, Row(("x",), words.console_key_cover, self._cover_again), self._quit_row("q"))

    def _quit_row(self, *keys: str) -> Row:
        return Row(keys, self.words.console_key_quit, self._leave)

    # Pages

    def _cover(self) -> Page:
        words = self.words
        if self._covered:
            there = words.console_there if self._looking is None else words.console_waiting
            show = Row(("enter", "1"), words.console_cover_show, self._uncover)
            prose = (*words.console_cover_lines, there)
            hidden = (self._quit_row("q"),)
            return Page(title=words.console_cover_title, prose=prose, rows=(show,), hidden=hidden, hint=self.hint)
        waits = words.console_resume if self._state is not None and self._looking is None else words.console_waiting
        cover = Row(("x",), words.console_key_cover, self._cover_again)
        rows = (self._quit_row("q", "1"),)
        return Page(title=words.console_none_title, prose=(waits,), rows=rows, hidden=(cover,), hint=self.hint)

    @property
    def _to_choose(self) -> tuple[Ticket, ...]:
        """The projectors to choose between."""
        return self._looking or ()

    def _several(self) -> Page:
        words = self.words
        found = [Row((each.word,), self._found_text(each), partial(self._take, each.word)) for each in self._to_choose]
        back = (self.back_row(),) if self._state is not None else ()
        return Page(
            title=words.console_several_title,
            prose=(words.console_several_ask,),
            rows=(*self._pages.rows(found, words.page_more, words.page_first), *back),
            hidden=(self._quit_row("q"),),
            hint=self.hint,
        )

    def _found_text(self, found: Ticket) -> str:
        """A projector's word, start time and plan, in case the word was forgotten."""
        since = run_time(self.words, RunClock(found.since, self._steady, self._wall), 0.0)
        text = fill(self.words.console_found, {"value": found.word, "time": since})
        return f"{text} · {found.title}" if found.title else text

    # Actions

    def _take(self, word: str) -> None:
        self.close()
        self._choose(word)

    def _uncover(self) -> None:
        self._covered = False

    def _cover_again(self) -> None:
        self.close()
        self._covered = True

    def _leave(self) -> None:
        self.over = True

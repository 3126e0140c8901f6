"""Leading a workshop: what is on the projector, what each key does there, and what happens as time passes."""

from __future__ import annotations

from collections.abc import Callable

from cardtui.deck.words import Words, fill
from cardtui.presenter.scene import Page, Row
from cardtui.workshop.both_screens.leader_pages import LeaderPages, Opened
from cardtui.workshop.console_link.channel import State
from cardtui.workshop.order_keys import EMPTYING
from cardtui.workshop.projector.bell import Bell
from cardtui.workshop.room_scene import RoomClock, RoomScene, tell_clock, tell_room
from cardtui.workshop.run import Run, Shown, first_run, is_last
from cardtui.workshop.run_clock import RunClock, run_time
from cardtui.workshop.run_file import RunFile
from cardtui.workshop.run_orders import Order, OrderKind, do, end
from cardtui.workshop.run_resumption import Resume
from cardtui.workshop.run_schedule import goes_on
from cardtui.workshop.workshop_plan import WorkshopPlan


class ProjectorController(LeaderPages):
    """One run of a plan on the projector.

    words: the deck's. keeping: None if nothing is saved. tell: called with each change. resume: how to resume the
    run, if another process left it; the leader may be asked first. None for a new run. due, begin_at: for a new run,
    seconds from now until it should begin, and its first item; None for the lobby. look: the name of the wall's, for
    consoles.
    """

    def __init__(
        self,
        plan: WorkshopPlan,
        words: Words,
        clock: RunClock,
        run: Run,
        keeping: RunFile | None = None,
        tell: Callable[[State], None] | None = None,
        resume: Resume | None = None,
        due: float | None = None,
        begin_at: int | None = None,
        look: str = "",
    ) -> None:
        super().__init__(words, words.lead_help_lines, words.lead_menu_return)
        self.plan, self.clock, self.run = plan, clock, run
        self._keeping = keeping
        self._tell = tell
        self._usual = "1" if resume is Resume.ASK else "2"
        """The answer that Enter gives when the leader is asked about resuming."""
        self._due = clock.now() + due if due is not None else None
        self._begin_at = begin_at
        self._look = look
        self._size = (0, 0)
        self._bell = Bell(plan, run, clock.now())
        if resume in (Resume.ASK, Resume.ASK_ANEW):
            self.open(self._resume)
        self._changed()

    @property
    def is_over(self) -> bool:
        """Whether the end of the plan is on the screen."""
        return is_last(self.run, self.plan) and not self.asks_to_resume

    @property
    def keeps(self) -> bool:
        """Whether the run can be resumed after leaving; in the lobby and at the end there is nothing to resume."""
        return self.asks_to_resume or not (self.is_over or self.run.shown is Shown.LOBBY)

    @property
    def asks_to_resume(self) -> bool:
        """Whether the leader is asked about resuming this run, which was left. Until then it does not change."""
        return self._page == self._resume

    # Input

    def order(self, order: Order) -> None:
        """Do an order, from here or from the console; pages that cover the room's screen are closed."""
        if not self.asks_to_resume:
            self.close()
            self._do(order)

    def order_from_console(self, order: Order) -> None:
        """Do what the console ordered. A page opened here is closed, since the console can neither see nor close it.

        A number being typed here stays, unless the room's screen should be empty at once. If both continue at
        the same moment, only one order counts: no part of the plan is skipped unseen.
        """
        if not self.asks_to_resume and order.place in (None, self.run.place):
            if not self.takes_digits or order.do in EMPTYING:
                self.close()
            self._do(order)

    def _do(self, order: Order) -> None:
        if order.do is OrderKind.RING:
            self._bell.try_out()
        before = self.run
        self.run = do(before, self.plan, order, self.clock.now())
        if self.run != before:
            self._changed()

    def rows_now(self) -> tuple[Row, ...]:
        """See `LeaderPages`."""
        leave = Row(("q",), self.words.lead_key_quit, self.leave)
        return (*self._resume_rows(), leave) if self.asks_to_resume else super().rows_now()

    def own_rows(self) -> tuple[Row, ...]:
        """See `LeaderPages`."""
        return (Row(("q",), self._leave_text, self.leave if self.is_over else lambda: self.open(self._ask_to_leave)),)

    @property
    def _leave_text(self) -> str:
        return self.words.lead_key_quit if self.keeps else self.words.lead_key_quit_over

    def _ask_to_leave(self) -> Page:
        words = self.words
        leave = Row(("q", "1"), self._leave_text, self.leave)
        return Page(title=words.lead_leave_title, prose=words.lead_leave_lines, rows=(leave, self.back_row()))

    def leave(self, *, for_good: bool = True) -> None:
        """Leave, and notify consoles; the run is saved, unless nothing of it is left: then it has ended.

        for_good: whether the leader wants to leave; if the window was closed instead, even a lobby is saved.
        """
        self.over = True
        if self.is_over and self.run.shown is not Shown.LOBBY:
            self.run = end(self.run, self.clock.now())
        self._changed()
        if self._keeping is not None and not self.keeps and (for_good or self.is_over):
            self._keeping.forget()

    # The effects of time

    def tick(self) -> bool:
        """Check the clock: continue where the plan says so; whether the bell rings now."""
        if self.asks_to_resume:
            return False
        at = self.clock.now()
        rings = self._bell.rings(self.run, at)
        if goes_on(self.run, self.plan, at):
            self._do(Order(OrderKind.SKIP))
        return rings

    def wait(self) -> float | None:
        """Seconds until something may change without a key; None if nothing will."""
        return None if self.asks_to_resume else self.until_next_second()

    def note_size(self, columns: int, rows: int) -> None:
        """Send the size of the wall's window to consoles, so that their preview looks the same."""
        if (columns, rows) != self._size:
            self._size = columns, rows
            self._tell_state()

    def note_time(self) -> None:
        """Save the run with the current time, so that another process knows how long it was not led."""
        if not self.asks_to_resume and self.run.ended is None:
            self._changed()

    # What is shown

    def scene(self) -> RoomScene | Opened:
        """What is on the projector now: what the room sees, or what the leader opened over it."""
        if (page := self.page()) is not None:
            return page
        return tell_room(self.plan, self.words, self.run, self.clock)

    def clock_shown(self) -> RoomClock | None:
        """The clock beside it; None if no clock is shown."""
        if self.page() is not None:
            return None
        return tell_clock(self.plan, self.words, self.run, self.clock.now())

    # A run that was left

    def _resume(self) -> Page:
        return Page(title=self.words.lead_resume_title, prose=(self.words.lead_resume_ask,), rows=self._resume_rows())

    def _resume_rows(self) -> tuple[Row, ...]:
        began = run_time(self.words, self.clock, self.run.visits[0].since)
        title = self.plan.items[self.cue.item].title
        go_on = fill(self.words.lead_resume_go_on, {"value": title, "time": began})
        anew = self.words.lead_resume_anew
        if self._begin_at is not None:
            anew = fill(self.words.lead_resume_from, {"value": self.plan.items[self._begin_at].title})
        rows = (("1", go_on, self._go_on), ("2", anew, self._begin_anew))
        return tuple(Row((key, "enter") if key == self._usual else (key,), text, act) for key, text, act in rows)

    def _go_on(self) -> None:
        self.close()
        self._changed()

    def _begin_anew(self) -> None:
        due = self._due - self.clock.now() if self._due is not None else None
        self.clock = self.clock.anew()
        self.run = first_run(self.plan, due, self._begin_at)
        self._bell.begin_anew()
        self._go_on()

    # Changes

    def _changed(self) -> None:
        self._kept = self._keep()
        self._tell_state()

    def _tell_state(self) -> None:
        if self._tell is not None:
            run = (self.plan, self.run, self.clock.began_at, self._kept)
            self._tell(State(*run, self.words, self.asks_to_resume, self.over, self._look, *self._size))

    def _keep(self) -> bool:
        if self._keeping is None:
            return False
        if self.asks_to_resume:
            return True  # unchanged: the time since it was left must not be lost
        is_bare_lobby = self.run.shown is Shown.LOBBY and not (self.run.dropped or self.run.muted)
        if self.run.ended is not None or is_bare_lobby:
            self._keeping.clear()
            return True
        return self._keeping.keep(self.run, self.clock)

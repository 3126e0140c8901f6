"""Leading a workshop: what stands on the projector, what each key does there, and what a second makes of it."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from typing import Protocol

import msgspec

from cardtui.deck.words import Words, fill
from cardtui.presenter.scene import Page, Row
from cardtui.presenter.views.page_views import Pages
from cardtui.workshop.cues import Cue, cues
from cardtui.workshop.order_keys import ORDER_KEYS, REMOTE_KEYS, item_typed
from cardtui.workshop.projector.room_scene import RoomAgenda, RoomClock, RoomScene, tell_clock, tell_shown
from cardtui.workshop.remote.channel import State
from cardtui.workshop.run import Order, OrderKind, Run, Shown, begin, do, goes_on, is_last, left, runs_out
from cardtui.workshop.run_agenda import AgendaLine, agenda_lines
from cardtui.workshop.run_clock import RunClock, next_second, run_time
from cardtui.workshop.run_file import Resume
from cardtui.workshop.workshop_plan import WorkshopPlan


class RunKeeping(Protocol):
    """What keeps a run for the case of a crash."""

    def keep(self, run: Run, clock: RunClock) -> bool:
        """Write a run down; whether that could be done."""
        ...

    def clear(self) -> None:
        """The run is over, though still shown."""
        ...

    def forget(self) -> None:
        """The run is over, and no longer shown."""
        ...


class _ProjectorView(Enum):
    RESUME = auto()
    ROOM = auto()
    MENU = auto()
    AGENDA = auto()
    GO = auto()
    HELP = auto()


class _KeyBinding(msgspec.Struct, frozen=True):
    """What keys do anywhere. The first one is shown."""

    keys: tuple[str, ...]
    text: str
    act: Callable[[], None]


class ProjectorController:
    """One run of a plan on the projector.

    words: the deck's. keeping: None where nothing is kept. tell: hears of each change. found: how to go on with the
    run, if it was left by another process; the leader may be asked first.
    """

    def __init__(
        self,
        plan: WorkshopPlan,
        words: Words,
        clock: RunClock,
        run: Run,
        keeping: RunKeeping | None = None,
        tell: Callable[[State], None] | None = None,
        found: Resume = Resume.AT_ONCE,
    ) -> None:
        self.plan = plan
        self.words = words
        self.clock = clock
        self.run = run
        self.cues: tuple[Cue, ...] = cues(plan)
        self.over = False
        """Whether the program is to be left."""
        self._keeping = keeping
        self._tell = tell
        self._found = found
        self._view = _ProjectorView.ROOM if found is Resume.AT_ONCE else _ProjectorView.RESUME
        self._pages = Pages()
        self._typed = ""
        self._focus = 0
        # A time that was over when this process began was told by the one before.
        self._told_over = {run.cue} if runs_out(run, self.cues, clock.now()) else set[int]()
        self._changed()

    @property
    def cue(self) -> Cue:
        """The cue that is shown."""
        return self.cues[self.run.cue]

    @property
    def is_over(self) -> bool:
        """Whether the last thing of the plan is on the screen."""
        return is_last(self.run, self.cues) and not self.asks_to_resume

    @property
    def asks_to_resume(self) -> bool:
        """Whether the leader is asked if this run, which was left, is to go on. Until then nothing becomes of it."""
        return self._view is _ProjectorView.RESUME

    @property
    def is_asking(self) -> bool:
        """Whether the number of an item is being typed."""
        return self._view is _ProjectorView.GO

    # What comes in

    def order(self, order: Order) -> None:
        """Do what was ordered, here or from the console; what was opened over the room's screen goes away."""
        if not self.asks_to_resume:
            self._view = _ProjectorView.ROOM
            self._do(order)

    def order_from_elsewhere(self, order: Order) -> None:
        """Do what the console ordered, or the plan: whoever is typing a number here goes on typing it."""
        if not self.asks_to_resume:
            self._do(order)

    def _do(self, order: Order) -> None:
        before = self.run
        self.run = do(before, self.cues, order, self.clock.now())
        if self.run != before:
            self._changed()

    def press(self, key: str) -> None:
        """Do what a key does: "enter", "esc", "space", "left", "pagedown" and the like, or one character."""
        key = key.lower() if len(key) == 1 else key
        if self._view is _ProjectorView.GO and self._type(key):
            return
        rows = (*self._rows(), *(self._menu_items() if self._view is _ProjectorView.MENU else ()))
        row = next((row for row in rows if key in row.keys), None)
        if row is not None:
            row.act()
            return
        if self._view is _ProjectorView.AGENDA and (step := _STEPS.get(key)):
            self._focus = min(max(self._focus + step, 0), len(self.plan.items) - 1)
            return
        found = next((each for each in self._keys() if key in each.keys), None)
        if found is not None and self._takes(found.keys[0]):
            found.act()

    def _takes(self, key: str) -> bool:
        """Whether a key of the room's screen does anything below what lies over it."""
        match self._view:
            case _ProjectorView.ROOM:
                return True
            case _ProjectorView.RESUME:
                return key == "q"
            case _:
                return key not in _TURNING

    def tick(self) -> bool:
        """See what the clock says: go on where the plan says so; whether the bell rings now."""
        if self.asks_to_resume:
            return False
        at = self.clock.now()
        rings = False
        if runs_out(self.run, self.cues, at) and self.run.cue not in self._told_over:
            self._told_over.add(self.run.cue)
            rings = self.plan.bell and self.cue.is_turn
        if goes_on(self.run, self.plan, self.cues, at):
            self.order_from_elsewhere(Order(OrderKind.NEXT))
        return rings

    def wait(self) -> float | None:
        """Seconds until something can have changed by itself; None if nothing will.

        Never more than one: a machine that sleeps makes no timer wait less, and afterwards the time has gone on.
        """
        shows_times = self._view in (_ProjectorView.AGENDA, _ProjectorView.GO) and self.run.ended is None
        clock = self._clock_wait()
        return 1.0 if clock is None and shows_times else clock

    def _clock_wait(self) -> float | None:
        if self.run.since is None or self.asks_to_resume:
            return None
        seconds = left(self.run, self.cues, self.clock.now())
        if seconds is None:
            return None
        if self.clock_shown() is not None or seconds > 0:
            return next_second(seconds)
        return None

    def note_time(self) -> None:
        """Keep the run with the time that is now: by that another process knows for how long nobody led it."""
        if not self.asks_to_resume and self.run.ended is None:
            self._changed()

    # What is to be seen

    def scene(self) -> RoomScene:
        """What stands on the projector now."""
        match self._view:
            case _ProjectorView.RESUME:
                usual = fill(self.words.lead_resume_usual, {"value": self._usual_answer})
                return Page(title=self.words.lead_resume_title, prose=(usual,), rows=self._rows())
            case _ProjectorView.ROOM:
                return tell_shown(self.plan, self.words, self.cues, self.run)
            case _ProjectorView.MENU:
                return Page(title=self.words.menu_title, rows=self._rows())
            case _ProjectorView.HELP:
                return Page(title=self.words.help_title, prose=self.words.lead_help_lines, rows=self._rows())
            case _ProjectorView.AGENDA:
                lines = self._agenda()
                words = self.words
                return RoomAgenda(
                    words.lead_key_agenda,
                    words.lead_agenda_planned,
                    words.lead_agenda_actual,
                    lines,
                    focus=self._focus,
                    back=self._rows()[-1],
                )
            case _ProjectorView.GO:
                words = self.words
                hint = f"{self._typed}_  {words.lead_go_hint}" if self._typed else words.lead_go_hint
                focus = int(self._typed) - 1 if self._typed else self.cue.item
                return RoomAgenda(
                    words.lead_go_title,
                    words.lead_agenda_planned,
                    words.lead_agenda_actual,
                    self._agenda(self._go),
                    hint,
                    min(max(focus, 0), len(self.plan.items) - 1),
                    self._rows()[-1],
                )

    def clock_shown(self) -> RoomClock | None:
        """The clock beside it; None where none is to be seen."""
        if self._view is not _ProjectorView.ROOM:
            return None
        return tell_clock(self.words, self.cues, self.run, self.clock.now())

    # Views

    def _rows(self) -> tuple[Row, ...]:
        """What can be chosen in what lies over the room's screen."""
        back = Row(("enter", "esc"), self.words.lead_menu_return, self._show_room)
        match self._view:
            case _ProjectorView.RESUME:
                return self._resume_rows()
            case _ProjectorView.ROOM:
                return ()
            case _ProjectorView.MENU:
                return (*self._pages.rows(self._menu_items(), self.words.page_more), back)
            case _:
                return (back,)

    def _resume_rows(self) -> tuple[Row, ...]:
        began = run_time(self.words, self.clock, self.run.visits[0].since)
        title = self.plan.items[self.cue.item].title
        go_on = fill(self.words.lead_resume_go_on, {"value": title, "time": began})
        rows = (("1", go_on, self._go_on), ("2", self.words.lead_resume_anew, self._begin_anew))
        return tuple(Row((key, "enter") if key == self._usual_answer else (key,), text, act) for key, text, act in rows)

    @property
    def _usual_answer(self) -> str:
        return "1" if self._found is Resume.ASK else "2"

    def _go_on(self) -> None:
        self._view = _ProjectorView.ROOM
        self._changed()

    def _begin_anew(self) -> None:
        self.clock = self.clock.anew()
        self.run = begin(self.cues)
        self._told_over.clear()
        self._go_on()

    def _menu_items(self) -> list[Row]:
        """What the list behind Esc holds on all its pages, each with its own keys."""
        return [
            Row(_in_menu(each), each.text, partial(self._from_menu, each), short=_in_menu(each)[0])
            for each in self._keys()
            if each.text
        ]

    def _from_menu(self, key: _KeyBinding) -> None:
        self._show_room()
        key.act()

    def _show_room(self) -> None:
        self._view = _ProjectorView.ROOM

    def _open(self, view: _ProjectorView) -> None:
        self._view = _ProjectorView.ROOM if self._view is view else view
        self._pages, self._typed, self._focus = Pages(), "", self.cue.item

    def _type(self, key: str) -> bool:
        """Take a digit of an item's number; whether the key was meant for it."""
        if key.isascii() and key.isdigit():
            self._typed = item_typed(self._typed, key, len(self.plan.items))
        elif key == "backspace":
            self._typed = self._typed[:-1]
        elif key == "enter" and self._typed:
            self._go(int(self._typed) - 1)
        else:
            return False
        return True

    def _agenda(self, act: Callable[[int], None] | None = None) -> tuple[AgendaLine, ...]:
        return agenda_lines(self.plan, self.run, self.clock, self.words, act=act)

    def _go(self, item: int) -> None:
        self.order(Order(OrderKind.GO, item))

    # Keys

    def _keys(self) -> tuple[_KeyBinding, ...]:
        """All keys of the room's screen; those without a text are in no list, for everybody finds them."""
        words, run = self.words, self.run

        def binding(what: OrderKind, text: str) -> _KeyBinding:
            return _KeyBinding(ORDER_KEYS[what] + REMOTE_KEYS.get(what, ()), text, lambda: self.order(Order(what)))

        return (
            binding(OrderKind.NEXT, words.lead_key_end if self.is_over else words.lead_key_next),
            binding(OrderKind.PAUSE, words.lead_key_resume if run.paused else words.lead_key_pause),
            binding(OrderKind.MORE, words.lead_key_more),
            binding(OrderKind.LESS, words.lead_key_less),
            binding(OrderKind.HOLD, words.lead_key_hold_end if run.shown is Shown.HELD else words.lead_key_hold),
            binding(OrderKind.BLANK, words.lead_key_blank_end if run.shown is Shown.BLANK else words.lead_key_blank),
            _KeyBinding(ORDER_KEYS[OrderKind.GO], words.lead_key_go, lambda: self._open(_ProjectorView.GO)),
            _KeyBinding(("a",), words.lead_key_agenda, lambda: self._open(_ProjectorView.AGENDA)),
            binding(OrderKind.SWAP, words.lead_key_swap),
            binding(OrderKind.BACK, words.lead_key_back),
            binding(OrderKind.CLOCK, words.lead_key_clock_off if run.clock else words.lead_key_clock_on),
            _KeyBinding(("?",), words.key_help, lambda: self._open(_ProjectorView.HELP)),
            _KeyBinding(("q",), words.lead_key_quit_over if self.is_over else words.lead_key_quit, self.leave),
            _KeyBinding(("esc",), "", lambda: self._open(_ProjectorView.MENU)),
        )

    def leave(self) -> None:
        """Leave; the run is kept, unless nothing of it is left to come."""
        self.over = True
        if self.is_over and self._keeping is not None:
            self._keeping.forget()

    # What happens

    def _changed(self) -> None:
        kept = self._keep()
        if self._tell is not None:
            self._tell(State(self.plan, self.run, self.clock.began_at, kept, self.words, self.asks_to_resume))

    def _keep(self) -> bool:
        if self._keeping is None:
            return False
        if self.asks_to_resume:
            return True  # as it was left: how long ago that is must not be forgotten
        if self.run.ended is not None:
            self._keeping.clear()
            return True
        return self._keeping.keep(self.run, self.clock)


def _in_menu(key: _KeyBinding) -> tuple[str, ...]:
    """Its keys in the list behind Esc. Those that go on in the room lead back to it there, or do nothing."""
    return key.keys if key.keys[0] not in ORDER_KEYS[OrderKind.NEXT] else ("",)


_STEPS = {"up": -1, "down": 1, "pageup": -5, "pagedown": 5}
_TURNING = (*ORDER_KEYS[OrderKind.NEXT], *ORDER_KEYS[OrderKind.BACK])
"""Keys that would change what the room sees below something that lies over it."""

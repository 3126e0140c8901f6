"""A run: where a workshop stands, as a value, and what each order of its leader makes of it. Pure; knows no clock.

All times are seconds since the run began, on a clock that nothing sets (`cardtui.workshop.run_clock`). A run says
nothing about the people in the room: which cue is shown, for how long, and when each item began.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec
from msgspec.structs import replace

from cardtui.workshop.workshop_plan import MINUTE, Cue, first_cue

SHORTEST = MINUTE
"""Seconds that are left of a time when it is shortened again and again; a time of zero would mean no clock."""


class OrderKind(StrEnum):
    """What the leader can order, from the projector or from the console."""

    NEXT = "next"
    SKIP = "skip"
    """The next thing, past the steps of this one; what a clock orders."""
    BACK = "back"
    PAUSE = "pause"
    MORE = "more"
    LESS = "less"
    CLOCK = "clock"
    HOLD = "hold"
    BLANK = "blank"
    SWAP = "swap"
    LOOP = "loop"
    """All steps of a turn at once, or one after the other."""
    GO = "go"
    DROP = "drop"
    MUTE = "mute"
    RING = "ring"
    """Try the bell; nothing comes of it."""


class Order(msgspec.Struct, frozen=True):
    """An order.

    item: from 0; where to go, or which one is dropped or taken up again. place: what was on for whoever orders to go
    on or back; None where that does not matter.
    """

    do: OrderKind
    item: int = 0
    place: tuple[int, int] | None = None


class Shown(StrEnum):
    """What the projector shows."""

    LOBBY = "lobby"
    """Doors are open, and nothing has begun."""
    CUE = "cue"
    HELD = "held"
    """Quiet minutes; the clock stands still."""
    BLANK = "blank"
    """Nothing; the clock runs on."""


class Visit(msgspec.Struct, frozen=True):
    """The time in which an item was on the screen. until: None while it still is."""

    item: int
    since: float
    until: float | None = None


class Run(msgspec.Struct, frozen=True):
    """Where a workshop stands.

    cue: the place of the one that is shown. spent: seconds that each cue has had, by its place, without the time since
    ``since``; None there says that the clock stands still. extra: seconds added to a cue's time, or taken from it.
    paused: whether the leader stopped the clock. clock: whether it is shown. muted: whether the bell is.
    swapped: whether the second partner has the first turn; swaps: the same of items that were left, by their place.
    visits: when each item was on, in the order in which that was. dropped: items to come that are left out. due: when
    the run should begin; None where nobody said. ended: when the leader said at the last cue that it is over; None
    before that. step: the place of the step that is shown, where the leader walks through a turn. other_loop: whether
    the leader has this item's turns shown otherwise than the plan: as a whole, or by step.
    """

    cue: int = 0
    spent: dict[int, float] = {}
    extra: dict[int, float] = {}
    since: float | None = None
    paused: bool = False
    shown: Shown = Shown.CUE
    clock: bool = True
    muted: bool = False
    swapped: bool = False
    swaps: dict[int, bool] = {}
    visits: tuple[Visit, ...] = ()
    dropped: tuple[int, ...] = ()
    due: float | None = None
    ended: float | None = None
    step: int = 0
    other_loop: bool = False

    @property
    def place(self) -> tuple[int, int]:
        """What is on: the place of its cue, and of the step."""
        return self.cue, self.step


def begin(sequence: tuple[Cue, ...], at: float = 0.0, item: int = 0) -> Run:
    """The run at its beginning. item: where it begins, from 0."""
    cue = first_cue(sequence, item)
    return Run(cue=cue, since=at, visits=(Visit(item, at),))


def lobby(sequence: tuple[Cue, ...], due: float | None = None) -> Run:
    """The run before its beginning. due: see `Run`."""
    return replace(begin(sequence), since=None, shown=Shown.LOBBY, due=due)


def first_run(sequence: tuple[Cue, ...], due: float | None = None, item: int | None = None) -> Run:
    """The run that a projector starts with: at an item, or in the lobby. due: see `Run`."""
    return lobby(sequence, due) if item is None else replace(begin(sequence, item=item), due=due)


def do(run: Run, sequence: tuple[Cue, ...], order: Order, at: float) -> Run:
    """What an order makes of a run. An order that fits nothing now leaves it as it is.

    Enter and back while the screen is held or blank show it again first, so that nobody goes on past what is unseen.
    Where a turn is shown by step they go from one step to the other.
    Enter at the last cue ends the run; back, going to an item, or bringing one back that was left out, takes that back.
    Back from the first cue leads to the lobby again while nothing else was shown, so that a look at the first slide
    costs nothing.
    """
    match order.do:
        case OrderKind.NEXT if run.shown is Shown.LOBBY:
            return _tick(replace(run, shown=Shown.CUE, visits=(Visit(sequence[run.cue].item, at),)), at)
        case OrderKind.DROP | OrderKind.MUTE:
            pass
        case _ if run.shown is Shown.LOBBY:
            return run
        case OrderKind.BACK if run.shown is Shown.CUE and run.cue == 0 and len(run.visits) == 1:
            return replace(lobby(sequence, run.due), dropped=run.dropped, muted=run.muted)
    match order.do:
        case OrderKind.NEXT | OrderKind.SKIP | OrderKind.BACK if run.shown is not Shown.CUE:
            return _show(run, Shown.CUE, at)
        case OrderKind.SKIP:
            return _to(run, sequence, beside(run, sequence, 1), at)
        case OrderKind.NEXT if is_last(run, sequence):
            return end(run, at)
        case OrderKind.NEXT:
            cue, step = coming(run, sequence)
            return replace(_to(run, sequence, cue, at), step=step)
        case OrderKind.BACK if run.ended is not None:
            return _tick(replace(run, ended=None), at)
        case OrderKind.BACK if run.step and walks(run, sequence):
            return replace(run, step=run.step - 1)
        case OrderKind.PAUSE | OrderKind.MORE | OrderKind.LESS | OrderKind.LOOP if run.ended is not None:
            return run
        case OrderKind.BACK:
            run = _to(run, sequence, beside(run, sequence, -1), at)
            return replace(run, step=sequence[run.cue].steps - 1) if walks(run, sequence) else run
        case OrderKind.GO:
            item = min(max(order.item, 0), sequence[-1].item)
            if run.ended is not None:
                run = _tick(replace(run, ended=None), at)
            run = replace(run, dropped=tuple(each for each in run.dropped if each != item))
            return _to(_show(run, Shown.CUE, at), sequence, first_cue(sequence, item), at)
        case OrderKind.DROP:
            if not sequence[run.cue].item < order.item <= sequence[-1].item:
                return run
            run = replace(run, dropped=tuple(sorted({*run.dropped} ^ {order.item})))
            return run if run.ended is None or is_last(run, sequence) else _tick(replace(run, ended=None), at)
        case OrderKind.PAUSE:
            return _tick(replace(_stop(run, at), paused=not run.paused), at)
        case OrderKind.MORE | OrderKind.LESS:
            return _stretch(run, sequence, MINUTE if order.do is OrderKind.MORE else -MINUTE)
        case OrderKind.CLOCK:
            return replace(run, clock=not run.clock)
        case OrderKind.MUTE:
            return replace(run, muted=not run.muted)
        case OrderKind.RING:
            return run
        case OrderKind.HOLD:
            return _show(run, Shown.CUE if run.shown is Shown.HELD else Shown.HELD, at)
        case OrderKind.BLANK:
            return _show(run, Shown.CUE if run.shown is Shown.BLANK else Shown.BLANK, at)
        case OrderKind.SWAP:
            return replace(run, swapped=not run.swapped)
        case OrderKind.LOOP:
            return replace(run, other_loop=not run.other_loop)


def end(run: Run, at: float) -> Run:
    """The run, over; as it is where it was already."""
    return run if run.ended is not None else replace(_stop(run, at), ended=at)


def _show(run: Run, shown: Shown, at: float) -> Run:
    return run if run.shown is shown else _tick(replace(_stop(run, at), shown=shown), at)


def _to(run: Run, sequence: tuple[Cue, ...], cue: int, at: float) -> Run:
    if cue == run.cue:
        return run
    before, after = sequence[run.cue].item, sequence[cue].item
    run = replace(_stop(run, at), cue=cue, paused=False, step=0)
    if before != after:
        visits = (*run.visits[:-1], replace(run.visits[-1], until=at), Visit(after, at))
        swaps = {**run.swaps, before: run.swapped}
        run = replace(run, visits=visits, swaps=swaps, swapped=swaps.get(after, False), other_loop=False)
    return _tick(run, at)


def _stretch(run: Run, sequence: tuple[Cue, ...], seconds: float) -> Run:
    planned = sequence[run.cue].seconds
    if not planned:
        return run
    extra = max(run.extra.get(run.cue, 0.0) + seconds, SHORTEST - planned)
    return replace(run, extra={**run.extra, run.cue: extra})


def _stop(run: Run, at: float) -> Run:
    """The same with the time since it ran put down."""
    if run.since is None:
        return run
    spent = run.spent.get(run.cue, 0.0) + max(0.0, at - run.since)
    return replace(run, since=None, spent={**run.spent, run.cue: spent})


def _tick(run: Run, at: float) -> Run:
    """The same with its clock running, if it may."""
    stands = run.paused or run.shown is Shown.HELD or run.ended is not None
    return run if stands else replace(run, since=at)


def beside(run: Run, sequence: tuple[Cue, ...], by: int) -> int:
    """The place of the cue after (1) or before (-1) this one, past dropped items; its own if there is none."""
    cues = range(run.cue + by, len(sequence) if by > 0 else -1, by)
    return next((cue for cue in cues if sequence[cue].item not in run.dropped), run.cue)


def walks(run: Run, sequence: tuple[Cue, ...]) -> bool:
    """Whether the cue is a turn that is shown by step."""
    cue = sequence[run.cue]
    return cue.is_turn and cue.by_step is not run.other_loop


def coming(run: Run, sequence: tuple[Cue, ...]) -> tuple[int, int]:
    """What the next Enter shows: the place of a cue, and of a step of it. What is shown now if nothing comes."""
    if walks(run, sequence) and run.step + 1 < sequence[run.cue].steps:
        return run.cue, run.step + 1
    cue = beside(run, sequence, 1)
    return cue, run.step if cue == run.cue else 0


def is_last(run: Run, sequence: tuple[Cue, ...]) -> bool:
    """Whether nothing comes after what is shown."""
    return coming(run, sequence) == run.place

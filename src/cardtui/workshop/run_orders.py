"""The orders of a leader, and how each changes a run. Pure; knows no clock."""

from __future__ import annotations

from enum import StrEnum

import msgspec
from msgspec.structs import replace

from cardtui.workshop.run import Place, Run, Shown, Visit, beside, coming, is_last, lobby, walks
from cardtui.workshop.workshop_plan import MINUTE, WorkshopPlan, first_cue

SHORTEST = MINUTE
"""Minimum seconds of a time that is shortened repeatedly; a time of zero would mean no clock."""


class OrderKind(StrEnum):
    """What the leader can order, from the projector or from the console."""

    NEXT = "next"
    SKIP = "skip"
    """The next cue, past the steps of this one; ordered by the clock."""
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
    """Try the bell; the run does not change."""


class Order(msgspec.Struct, frozen=True):
    """An order.

    item: from 0; where to go, or which one is dropped or restored. place: what was on when the leader ordered to go
    on or back; None if that does not matter.
    """

    do: OrderKind
    item: int = 0
    place: Place | None = None


def do(run: Run, plan: WorkshopPlan, order: Order, at: float) -> Run:
    """The run after an order. An order that has no meaning now leaves it unchanged.

    Enter and back while the screen is held or blank first show it again, so that nothing is skipped unseen.
    If a turn is shown by step, they move between the steps. Enter at the last cue ends the run; back, going to an item,
    or restoring a dropped one undoes that. Back from the first cue returns to the lobby while nothing else was shown,
    so that a look at the first slide costs nothing.
    """
    match order.do:
        case OrderKind.NEXT if run.shown is Shown.LOBBY:
            return _tick(replace(run, shown=Shown.CUE, visits=(Visit(plan.cues[run.cue].item, at),)), at)
        case OrderKind.DROP | OrderKind.MUTE:
            pass
        case _ if run.shown is Shown.LOBBY:
            return run
        case OrderKind.BACK if run.ended is None and run.shown is Shown.CUE and run.cue == 0 and len(run.visits) == 1:
            return replace(lobby(plan, run.due), dropped=run.dropped, muted=run.muted)
    match order.do:
        case OrderKind.NEXT | OrderKind.SKIP | OrderKind.BACK if run.shown is not Shown.CUE:
            return _show(run, Shown.CUE, at)
        case OrderKind.SKIP:
            return _to(run, plan, beside(run, plan, 1), at)
        case OrderKind.NEXT if is_last(run, plan):
            return end(run, at)
        case OrderKind.NEXT:
            cue, step = coming(run, plan)
            return replace(_to(run, plan, cue, at), step=step)
        case OrderKind.BACK if run.ended is not None:
            return _tick(replace(run, ended=None), at)
        case OrderKind.BACK if run.step and walks(run, plan):
            return replace(run, step=run.step - 1)
        case OrderKind.PAUSE | OrderKind.MORE | OrderKind.LESS | OrderKind.LOOP if run.ended is not None:
            return run
        case OrderKind.BACK:
            run = _to(run, plan, beside(run, plan, -1), at)
            return replace(run, step=plan.cues[run.cue].steps - 1) if walks(run, plan) else run
        case OrderKind.GO:
            item = min(max(order.item, 0), plan.cues[-1].item)
            if run.ended is not None:
                run = _tick(replace(run, ended=None), at)
            run = replace(run, dropped=tuple(each for each in run.dropped if each != item))
            return _to(_show(run, Shown.CUE, at), plan, first_cue(plan, item), at)
        case OrderKind.DROP:
            if not plan.cues[run.cue].item < order.item <= plan.cues[-1].item:
                return run
            run = replace(run, dropped=tuple(sorted({*run.dropped} ^ {order.item})))
            return run if run.ended is None or is_last(run, plan) else _tick(replace(run, ended=None), at)
        case OrderKind.PAUSE:
            return _tick(replace(_stop(run, at), paused=not run.paused), at)
        case OrderKind.MORE | OrderKind.LESS:
            return _stretch(run, plan, MINUTE if order.do is OrderKind.MORE else -MINUTE)
        case OrderKind.CLOCK:
            return replace(run, clock=not run.clock)
        case OrderKind.MUTE:
            return replace(run, muted=not run.muted)
        case OrderKind.RING:
            return run
        case OrderKind.HOLD | OrderKind.BLANK:
            shown = Shown.HELD if order.do is OrderKind.HOLD else Shown.BLANK
            return _show(run, Shown.CUE if run.shown is shown else shown, at)
        case OrderKind.SWAP:
            return replace(run, swapped=not run.swapped)
        case OrderKind.LOOP:
            return replace(run, other_loop=not run.other_loop)


def end(run: Run, at: float) -> Run:
    """The run, ended; unchanged if it has ended already."""
    return run if run.ended is not None else replace(_stop(run, at), ended=at)


def _show(run: Run, shown: Shown, at: float) -> Run:
    return run if run.shown is shown else _tick(replace(_stop(run, at), shown=shown), at)


def _to(run: Run, plan: WorkshopPlan, cue: int, at: float) -> Run:
    if cue == run.cue:
        return run
    before, after = plan.cues[run.cue].item, plan.cues[cue].item
    run = replace(_stop(run, at), cue=cue, paused=False, step=0)
    if before != after:
        visits = (*run.visits[:-1], replace(run.visits[-1], until=at), Visit(after, at))
        swaps = {**run.swaps, before: run.swapped}
        loops = {**run.loops, before: run.other_loop}
        run = replace(run, visits=visits, swaps=swaps, swapped=swaps.get(after, False))
        run = replace(run, loops=loops, other_loop=loops.get(after, False))
    return _tick(run, at)


def _stretch(run: Run, plan: WorkshopPlan, seconds: float) -> Run:
    planned = plan.cues[run.cue].seconds
    if not planned:
        return run
    extra = max(run.extra.get(run.cue, 0.0) + seconds, SHORTEST - planned)
    return replace(run, extra={**run.extra, run.cue: extra})


def _stop(run: Run, at: float) -> Run:
    """The same with its clock stopped, and the time since it started added to the cue."""
    if run.since is None:
        return run
    spent = run.spent.get(run.cue, 0.0) + max(0.0, at - run.since)
    return replace(run, since=None, spent={**run.spent, run.cue: spent})


def _tick(run: Run, at: float) -> Run:
    """The same with its clock running, if it may."""
    stands = run.paused or run.shown is Shown.HELD or run.ended is not None
    return run if stands else replace(run, since=at)

"""What a room sees: a cue of a workshop's plan as a scene, and its clock. It never contains a private note."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from cardtui.deck.words import Words, fill
from cardtui.workshop.dialogue_script import TurnStep, card_text, one_step, partner, rail, turn_loop
from cardtui.workshop.run import Run, Shown, walks
from cardtui.workshop.run_clock import RunClock, clock_text, run_time
from cardtui.workshop.run_schedule import allowed, elapsed, left
from cardtui.workshop.workshop_plan import (
    MINUTE,
    ClockKind,
    Cue,
    CuePart,
    ItemKind,
    Practice,
    WorkshopPlan,
    card_numbers,
)

LAST_MINUTES = 2 * MINUTE
"""Remaining seconds of a turn when the wall says so."""


class RoomFace(msgspec.Struct, frozen=True):
    """A card. number: among several to choose from, else empty."""

    symbol: str
    text: str
    number: str = ""


class Slide(msgspec.Struct, frozen=True):
    """A title and some paragraphs. host: whose workshop it is. back: a text with the end of a break."""

    title: str
    prose: tuple[str, ...] = ()
    host: str = ""
    back: str = ""


class CardsShown(msgspec.Struct, frozen=True):
    """The card, or those to choose from, before the first turn. ask: what to do. below: who begins, and how long."""

    title: str
    faces: tuple[RoomFace, ...]
    ask: str = ""
    below: tuple[str, ...] = ()


class TurnShown(msgspec.Struct, frozen=True):
    """A turn. speaks, listens: labels of the partners. second: whether the second partner speaks.

    loop: all steps; or only one with its ways back, and then `whole` has all, `rail` their names, and `here` is its
    index there.
    """

    faces: tuple[RoomFace, ...]
    speaks: str
    listens: str
    second: bool
    loop: tuple[TurnStep, ...]
    rail: tuple[str, ...] = ()
    here: int = 0
    whole: tuple[TurnStep, ...] = ()


class Quiet(msgspec.Struct, frozen=True):
    """One line in the middle, or nothing at all."""

    text: str = ""


CueScene = Slide | CardsShown | TurnShown
"""A cue, as shown on the wall, on slides and on paper."""

RoomScene = CueScene | Quiet


class RoomClock(msgspec.Struct, frozen=True):
    """The clock as shown. part: of the time that is left, 0 to 1. sign: a word beside it. time: in large digits."""

    part: float
    sign: str = ""
    time: str = ""


def starting(plan: WorkshopPlan, words: Words, *, second: bool) -> str:
    """The sentence that says who speaks first, with the partner's name as used in the turns.

    second: whether it is the second partner.
    """
    name = partner(words, second=second)
    if not plan.starts:
        return fill(words.lead_starts, {"name": name})
    sentence = (plan.starts_other or words.lead_other_starts) if second else plan.starts
    return fill(words.lead_starter, {"name": name, "value": sentence})


def speaking(words: Words, *, second: bool) -> str:
    """The label that says who speaks in a turn, the same everywhere. second: whether it is the second partner."""
    return fill(words.chip_speaks, {"name": partner(words, second=second)})


def tell_cue(
    plan: WorkshopPlan,
    words: Words,
    cue: Cue,
    *,
    swapped: bool = False,
    back_at: str = "",
    step: int | None = None,
) -> CueScene:
    """The scene of a cue.

    swapped: whether the leader has swapped the two partners. back_at: when a break is over. step: of a turn, from 0;
    None for the whole loop.
    """
    item = plan.items[cue.item]
    practice = item.practice
    second = item.second_speaks(cue.part, swapped=swapped)
    if practice is None:
        back = fill(words.lead_back_at, {"time": back_at}) if back_at and item.kind is ItemKind.BREAK else ""
        return Slide(item.title, item.screen, plan.host, back)
    match cue.part:
        case CuePart.SLIDE | CuePart.CARDS:
            # A plan with words of its own for this says there what to do.
            asks = len(practice.cards) > 1 and not item.screen
            each = fill(words.lead_each, {"value": str(practice.turn)})
            starts = starting(plan, words, second=second)
            below = (*item.screen, f"{starts} {each}.")
            return CardsShown(item.title, _faces(words, practice), words.lead_choose if asks else "", below)
        case CuePart.CHANGE:
            speaks = fill(words.lead_speaks_next, {"name": partner(words, second=second)})
            return Slide(words.lead_change, (*words.lead_change_lines, speaks))
        case CuePart.FIRST | CuePart.SECOND:
            return _turn(words, practice, step, second=second)


def tell_all(plan: WorkshopPlan, words: Words, cue: Cue, back_at: str = "") -> tuple[CueScene, ...]:
    """All scenes of a cue, one after the other: a turn shown by step has one for each step.

    back_at: see `tell_cue`.
    """
    steps = range(cue.steps) if cue.by_step else (None,)
    return tuple(tell_cue(plan, words, cue, step=step, back_at=back_at) for step in steps)


def tell_room(plan: WorkshopPlan, words: Words, run: Run, clock: RunClock) -> RoomScene:
    """The scene of a run now: the lobby, its cue, quiet minutes, or nothing. clock: the run's."""
    at = clock.now()
    moment = run.due if run.shown is Shown.LOBBY else at + (left(run, plan, at) or 0.0)
    time = run_time(words, clock, moment) if moment is not None else ""
    match run.shown:
        case Shown.LOBBY:
            is_to_come = moment is not None and moment > at
            when = fill(words.lead_begins, {"time": time}) if is_to_come else words.lead_begins_soon
            return Slide(plan.title, (when, *plan.lobby), plan.host)
        case Shown.HELD:
            return Quiet(words.lead_held)
        case Shown.BLANK:
            return Quiet()
        case Shown.CUE:
            step = run.step if walks(run, plan) else None
            back_at = time if run.ended is None else ""
            return tell_cue(plan, words, plan.cues[run.cue], swapped=run.swapped, back_at=back_at, step=step)


def tell_clock(plan: WorkshopPlan, words: Words, run: Run, at: float) -> RoomClock | None:
    """The clock at ``at`` seconds of the run; None if no clock is shown, or once the time is over."""
    seconds = left(run, plan, at)
    kind = plan.items[plan.cues[run.cue].item].clock
    if seconds is None or seconds <= 0 or not run.clock or run.shown is not Shown.CUE or kind is ClockKind.HIDDEN:
        return None
    part = min(1.0, seconds / allowed(run, plan))
    time = clock_text(seconds) if kind is ClockKind.DIGITS else ""
    warns = _last_minutes_begin(run, plan, at)
    sign = words.lead_paused if run.paused else words.lead_two_minutes if warns else ""
    return RoomClock(part, sign, time)


def _turn(words: Words, practice: Practice, step: int | None, *, second: bool) -> TurnShown:
    several = len(practice.cards) > 1
    loop = turn_loop(words, practice.dialogue, None if several else practice.cards[0].card)
    listens = fill(words.chip_listens, {"name": partner(words, second=not second)})
    whole = TurnShown(_faces(words, practice), speaking(words, second=second), listens, second, loop)
    return whole if step is None else replace(whole, loop=one_step(loop, step), rail=rail(loop), here=step, whole=loop)


def _faces(words: Words, practice: Practice) -> tuple[RoomFace, ...]:
    return tuple(
        RoomFace(each.symbol, card_text(words, each.card.prompt), number)
        for each, number in zip(practice.cards, card_numbers(practice), strict=True)
    )


def _last_minutes_begin(run: Run, plan: WorkshopPlan, at: float) -> bool:
    """Whether the wall says, for one minute, that the last two minutes of a turn have begun, if the plan wants it."""
    time = allowed(run, plan)
    is_wanted = plan.two_minutes and plan.cues[run.cue].is_turn and time > LAST_MINUTES
    return is_wanted and LAST_MINUTES - MINUTE < time - elapsed(run, at) <= LAST_MINUTES

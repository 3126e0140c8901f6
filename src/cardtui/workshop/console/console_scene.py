"""What the leader of a workshop needs to know at one moment: the projector's state, as text.

Nothing here is drawn, and nothing reads a running clock: the same state at the same second gives the same glance.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cardtui.deck.words import Words, fill
from cardtui.workshop.console_link.channel import State
from cardtui.workshop.dialogue_script import partner, rail, turn_loop
from cardtui.workshop.room_scene import (
    CardsShown,
    Quiet,
    RoomFace,
    RoomScene,
    Slide,
    TurnShown,
    speaking,
    tell_room,
)
from cardtui.workshop.run import Run, Shown, coming, walks
from cardtui.workshop.run_clock import RunClock, clock_text, run_time
from cardtui.workshop.run_schedule import behind, drops, ends, expected_times, left
from cardtui.workshop.workshop_plan import MINUTE, CuePart, Item, Practice, WorkshopPlan


class ConsoleScene(msgspec.Struct, frozen=True, kw_only=True):
    """All texts of the console.

    head: the plan's title. place: which item of how many. item: its title. part: the current part of it, empty for an
    item shown as a whole. clock: minutes and seconds, "" without one; clock_says: what they mean. pace: whether the run
    is on time. now, ends: the time of day, and of the end. drops: what could be left out if the run is late, and the
    minutes that saves. signs: what is unusual on the projector. safety: how many notes, from the first, are about
    safety.
    room: what the room sees. next: the next part of the same item, or empty.
    coming: the later items with their times; then: the text if there are none. saved: whether the run is saved on the
    disk; empty once it has ended.
    """

    head: str
    place: str
    item: str
    part: str
    clock: str
    clock_says: str
    pace: str
    now: str
    ends: str
    coming: tuple[str, ...]
    drops: tuple[str, ...]
    signs: tuple[str, ...]
    notes: tuple[str, ...]
    safety: int
    room: tuple[str, ...]
    next: str
    then: str
    saved: str


def glance(state: State, clock: RunClock, words: Words) -> ConsoleScene:
    """What there is to know now. clock: the run's, stopped."""
    plan, run, at = state.plan, state.run, clock.now()
    cue = plan.cues[run.cue]
    item = plan.items[cue.item]
    expected = expected_times(run, plan, clock, words)
    remains = left(run, plan, at)
    left_text, over = (clock_text(remains), remains <= 0) if remains is not None else ("", False)
    says = words.console_no_clock if not left_text else words.console_over if over else words.console_left
    room = tell_room(plan, words, run, clock)
    return ConsoleScene(
        head=plan.title,
        place=f"{cue.item + 1}/{len(plan.items)}",
        item=item.title,
        part=_part(run, plan, item, words),
        clock=left_text,
        clock_says=says,
        pace=pace(behind(run, plan, at), words),
        now=run_time(words, clock, at),
        ends=fill(words.console_ends, {"time": run_time(words, clock, ends(run, plan, at))}),
        coming=tuple(f"{time}  {plan.items[index].title}" for index, time in expected.items()),
        drops=tuple(_saves(plan.items[index], won, words) for index, won in drops(run, plan, at).items()),
        signs=tuple(_signs(run, words)),
        notes=item.notes,
        safety=item.safety,
        room=tuple(_room(room, (plan.title, item.title), item.practice, words)),
        next=_next(run, plan, item, words),
        then="" if expected else words.console_end,
        saved="" if run.ended is not None else words.console_saved if state.saved else words.not_saved,
    )


def pace(late: float, words: Words) -> str:
    """The run compared to its plan. late: seconds, below 0 when it is ahead. Less than a minute is on time."""
    minutes = int(abs(late) // MINUTE)
    if not minutes:
        return words.console_on_time
    return fill(words.console_behind if late > 0 else words.console_ahead, {"value": str(minutes)})


def _part_text(part: CuePart, item: Item, practice: Practice, words: Words, *, swapped: bool) -> str:
    """The current part of a practice. swapped: whether the leader has swapped the two partners."""
    if part is CuePart.CARDS:
        return words.console_room_choice if len(practice.cards) > 1 else words.console_room_cards
    if part is CuePart.CHANGE:
        return words.console_room_change
    return speaking(words, second=item.second_speaks(part, swapped=swapped))


def _part(run: Run, plan: WorkshopPlan, item: Item, words: Words) -> str:
    if item.practice is None:
        return ""
    shown = plan.cues[run.cue].part
    part = _part_text(shown, item, item.practice, words, swapped=run.swapped)
    if shown in (CuePart.CARDS, CuePart.CHANGE):
        who = partner(words, second=item.second_speaks(shown, swapped=run.swapped))
        begins = words.lead_starts if shown is CuePart.CARDS else words.lead_speaks_next
        part = f"{part} · {fill(begins, {'name': who})}"
    return f"{part} · {_step_text(run.step, item.practice, words)}" if walks(run, plan) else part


def _step_text(place: int, practice: Practice, words: Words) -> str:
    """The current step of a turn, and the number of steps."""
    names = rail(turn_loop(words, practice.dialogue))
    return f"{place + 1}/{len(names)} {names[place]}"


def _signs(run: Run, words: Words) -> Iterator[str]:
    if run.ended is not None:
        return iter((words.console_ended,))
    signs = (
        (run.shown is Shown.LOBBY, words.console_lobby),
        (run.paused, words.console_paused),
        (run.shown is Shown.HELD, words.console_held),
        (run.shown is Shown.BLANK, words.console_blank),
        (not run.clock, words.console_clock_off),
        (run.muted, words.console_muted),
    )
    return (sign for is_on, sign in signs if is_on)


def _room(scene: RoomScene, known: tuple[str, ...], practice: Practice | None, words: Words) -> Iterator[str]:
    """What the room sees now, in its order. known: titles that are on the console already."""
    match scene:
        case Slide():
            yield from (text for text in (scene.title, scene.back, *scene.prose) if text and text not in known)
        case CardsShown():
            yield from _faces(scene.faces)
            yield from filter(None, (scene.ask, *scene.below))
        case TurnShown():
            yield from _faces(scene.faces)
            if practice is not None:
                yield f"{practice.dialogue.title}: {' · '.join(rail(turn_loop(words, practice.dialogue)))}"
            if scene.rail:
                yield from (f"{step.label}: {' '.join(step.says)}" for step in scene.loop)
        case Quiet():
            yield scene.text or words.console_room_blank


def _faces(faces: tuple[RoomFace, ...]) -> Iterator[str]:
    for face in faces:
        yield " ".join(filter(None, (face.number, face.symbol, face.text)))


def _next(run: Run, plan: WorkshopPlan, item: Item, words: Words) -> str:
    here, (after, step), practice = run.cue, coming(run, plan), item.practice
    if practice is None:
        return ""
    if after == here and step != run.step:
        return _step_text(step, practice, words)
    if here + 1 == len(plan.cues) or (cue := plan.cues[here + 1]).item != plan.cues[here].item:
        return ""
    part = _part_text(cue.part, item, practice, words, swapped=run.swapped)
    return f"{part} · {fill(words.console_minutes, {'value': str(cue.seconds // MINUTE)})}"


def _saves(item: Item, seconds: float, words: Words) -> str:
    return f"{item.title} · {fill(words.console_saves, {'value': str(int(seconds // MINUTE))})}"

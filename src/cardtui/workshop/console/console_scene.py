"""What the leader of a workshop has to know at one moment: a state of the projector, told in words.

Nothing here is drawn, and nothing waits for a clock: the same state at the same second gives the same glance.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cardtui.deck.words import Words, fill
from cardtui.workshop.cues import Cue, CuePart, cues
from cardtui.workshop.projector.room_scene import LETTERS
from cardtui.workshop.remote.channel import State
from cardtui.workshop.run import Shown, behind, drops, left
from cardtui.workshop.run_clock import clock_text
from cardtui.workshop.turn_script import card_text
from cardtui.workshop.workshop_plan import MINUTE, Item, Practice, WorkshopPlan


class ConsoleScene(msgspec.Struct, frozen=True, kw_only=True):
    """All texts of the console.

    head: the plan's title. place: which item of how many. item: its title. part: what of it is on, empty for one
    that is shown whole. clock: minutes and seconds, "" without one; clock_says: what they mean. pace: how the run
    stands to the plan; drops: what could be left out, if it is late. signs: what is otherwise than usual on the
    projector. room: what is to be seen there. next: what
    comes in the same item, empty if nothing does; then: the next item. saved: whether
    the run is kept on the disk, said, empty once it has ended; is_saved: the same, for colouring.
    """

    head: str
    place: str
    item: str
    part: str
    clock: str
    clock_says: str
    pace: str
    drops: tuple[str, ...]
    signs: tuple[str, ...]
    notes: tuple[str, ...]
    room: tuple[str, ...]
    next: str
    then: str
    saved: str
    is_saved: bool


def glance(state: State, at: float, words: Words) -> ConsoleScene:
    """What there is to know at ``at`` seconds of the run."""
    plan, run = state.plan, state.run
    sequence = cues(plan)
    cue = sequence[run.cue]
    item = plan.items[cue.item]
    remains = left(run, sequence, at)
    clock, over = (clock_text(remains), remains <= 0) if remains is not None else ("", False)
    says = words.console_no_clock if not clock else words.console_over if over else words.console_left
    return ConsoleScene(
        head=plan.title,
        place=f"{cue.item + 1}/{len(plan.items)}",
        item=item.title,
        part=part_text(cue.part, item, words, swapped=run.swapped) if item.practice is not None else "",
        clock=clock,
        clock_says=says,
        pace=pace(behind(run, plan, sequence, at), words),
        drops=tuple(_with_minutes(plan.items[index], words) for index in drops(run, plan, sequence, at)),
        signs=tuple(_signs(state, words)),
        notes=item.notes,
        room=tuple(_room(state, cue, item, words)),
        next=_next(sequence, run.cue, item, words, swapped=run.swapped),
        then=_then(plan, cue.item, words),
        saved="" if run.ended is not None else words.console_saved if state.saved else words.not_saved,
        is_saved=state.saved,
    )


def pace(late: float, words: Words) -> str:
    """How a run stands to its plan. late: seconds, below 0 when it is ahead. Less than a minute is on time."""
    minutes = int(abs(late) // MINUTE)
    if not minutes:
        return words.console_on_time
    return fill(words.console_behind if late > 0 else words.console_ahead, {"value": str(minutes)})


def part_text(part: CuePart, item: Item, words: Words, *, swapped: bool) -> str:
    """What of a practice is on. swapped: whether the second partner has the first turn."""
    match part:
        case CuePart.SLIDE:
            return item.title
        case CuePart.CARDS:
            several = item.practice is not None and len(item.practice.cards) > 1
            return words.console_room_choice if several else words.console_room_cards
        case CuePart.CHANGE:
            return words.console_room_change
        case CuePart.FIRST | CuePart.SECOND:
            first = (part is CuePart.FIRST) is not swapped
            return words.console_room_first if first else words.console_room_second


def _signs(state: State, words: Words) -> Iterator[str]:
    run = state.run
    if run.ended is not None:
        yield words.console_ended
        return
    if run.paused:
        yield words.console_paused
    if run.shown is Shown.HELD:
        yield words.console_held
    if run.shown is Shown.BLANK:
        yield words.console_blank
    if not run.clock:
        yield words.console_clock_off


def _room(state: State, cue: Cue, item: Item, words: Words) -> Iterator[str]:
    """What the room sees now."""
    if state.run.shown is Shown.HELD:
        yield words.console_room_held
        return
    if state.run.shown is Shown.BLANK:
        yield words.console_room_blank
        return
    if item.practice is None:
        yield from item.screen
        return
    if cue.part is CuePart.CARDS:
        yield state.plan.starts
        yield from item.screen
    yield from _practice(item.practice, words)


def _practice(practice: Practice, words: Words) -> Iterator[str]:
    several = len(practice.cards) > 1
    for index, shown in enumerate(practice.cards):
        letter = f"{LETTERS[index % len(LETTERS)]} " if several else ""  # as on the projector
        yield f"{letter}{shown.symbol} {card_text(words, shown.card.prompt)}"
    stages = [getattr(words, f"rail_{stage.stage}", str(stage.stage)) for stage in practice.dialogue.stages]
    yield f"{practice.dialogue.title}: {' · '.join(stages)}"


def _next(sequence: tuple[Cue, ...], here: int, item: Item, words: Words, *, swapped: bool) -> str:
    if here + 1 == len(sequence) or (cue := sequence[here + 1]).item != sequence[here].item:
        return ""
    return f"{part_text(cue.part, item, words, swapped=swapped)} · {minutes_text(cue.seconds // MINUTE, words)}"


def _then(plan: WorkshopPlan, item: int, words: Words) -> str:
    return _with_minutes(plan.items[item + 1], words) if item + 1 < len(plan.items) else words.console_end


def _with_minutes(item: Item, words: Words) -> str:
    return f"{item.title} · {minutes_text(item.minutes, words)}"


def minutes_text(minutes: int, words: Words) -> str:
    """How a number of minutes reads."""
    return fill(words.console_minutes, {"value": str(minutes)})

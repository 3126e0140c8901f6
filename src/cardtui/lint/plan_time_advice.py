"""Advice on the times of a plan, for its leader: where time will be short."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from cardtui.deck.dialogue import StageType
from cardtui.workshop.workshop_plan import ItemKind, Practice, WorkshopPlan

LEAST_WHOLE, LEAST_SHORT = 5, 3
"""Minutes of a turn below which few couples come to the end of a dialogue: with making sense or feeling with, without.

Leaders of published couples' workshops give ten minutes and more to the former.
"""

LONGEST_SITTING = 60
"""Minutes after which people need a break."""

_LONG = {StageType.SUMMARIZE, StageType.VALIDATE, StageType.EMPATHIZE, StageType.ANSWER}


class TightCause(StrEnum):
    """Why time will be short."""

    SHORT_TURN = "short-turn"
    """The turns of a practice have fewer minutes than its dialogue takes."""
    NO_READING = "no-reading"
    """A practice has no minutes but those of its turns: none to read the card and to turn to each other."""
    NO_CHANGE = "no-change"
    """The second turn begins right after the first."""
    NO_BREAK = "no-break"
    """People sit for long."""
    NOTHING_TO_DROP = "nothing-to-drop"
    """No item may be left out, so whatever takes longer makes the end later."""
    NO_TIME_TO_ANSWER = "no-time-to-answer"
    """Nothing but practice and talk: questions of the room will take minutes of something else."""


class TightSpot(msgspec.Struct, frozen=True):
    """A place where time will be short.

    item: its place in the agenda, from 0; None for the whole plan. minutes: what there is. least: what it takes.
    """

    why: TightCause
    item: int | None = None
    minutes: int = 0
    least: int = 0


def tight_spots(plan: WorkshopPlan) -> tuple[TightSpot, ...]:
    """Where time will be short, in the order of the agenda, what concerns all of it at the end."""
    return tuple(_spots(plan))


def least_turn(practice: Practice) -> int:
    """Minutes that a turn of its dialogue takes at least."""
    return LEAST_WHOLE if any(stage.stage in _LONG for stage in practice.dialogue.stages) else LEAST_SHORT


def _spots(plan: WorkshopPlan) -> Iterator[TightSpot]:
    sitting = 0
    for index, item in enumerate(plan.items):
        practice = item.practice
        if practice is not None:
            least = least_turn(practice)
            if practice.turn < least:
                yield TightSpot(TightCause.SHORT_TURN, index, practice.turn, least)
            if item.minutes <= practice.minutes:
                yield TightSpot(TightCause.NO_READING, index)
            if not practice.change:
                yield TightSpot(TightCause.NO_CHANGE, index)
        before = sitting
        sitting = 0 if item.kind is ItemKind.BREAK else sitting + item.minutes
        if before <= LONGEST_SITTING < sitting:
            yield TightSpot(TightCause.NO_BREAK, index, sitting, LONGEST_SITTING)
    if not plan.droppable:
        yield TightSpot(TightCause.NOTHING_TO_DROP)
    if not any(item.kind in (ItemKind.REGROUP, ItemKind.BREAK) for item in plan.items):
        yield TightSpot(TightCause.NO_TIME_TO_ANSWER)

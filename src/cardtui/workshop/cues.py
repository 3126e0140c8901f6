"""Cues: what the projector shows one after the other, and for how long."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from cardtui.workshop.workshop_plan import MINUTE, Item, LoopKind, WorkshopPlan


class CuePart(StrEnum):
    """Which part of an item a cue is."""

    SLIDE = "slide"
    """All there is to show of an item that is no practice."""
    CARDS = "cards"
    """The card, or those to choose from, and who starts; before the first turn."""
    FIRST = "first"
    """The first partner speaks."""
    CHANGE = "change"
    """Between the two turns."""
    SECOND = "second"
    """The second partner speaks."""


class Cue(msgspec.Struct, frozen=True):
    """One thing that is shown.

    item: its place in the agenda, from 0. seconds: planned for it; 0 for no clock. steps: of a turn, how many there
    are; else 1. by_step: whether the plan has the leader walk through them.
    """

    item: int
    part: CuePart
    seconds: int
    steps: int = 1
    by_step: bool = False

    @property
    def is_turn(self) -> bool:
        """Whether one of the partners speaks."""
        return self.part in (CuePart.FIRST, CuePart.SECOND)


def cues(plan: WorkshopPlan) -> tuple[Cue, ...]:
    """All cues of a plan, in order; each item has at least one."""
    return tuple(cue for index, item in enumerate(plan.items) for cue in _of_item(index, item))


def first_cue(sequence: tuple[Cue, ...], item: int) -> int:
    """The place of an item's first cue."""
    return next(index for index, cue in enumerate(sequence) if cue.item == item)


def _of_item(index: int, item: Item) -> tuple[Cue, ...]:
    practice = item.practice
    if practice is None:
        return (Cue(index, CuePart.SLIDE, item.minutes * MINUTE),)
    # What the turns leave of the item's time is for reading the card and settling down.
    before = max(0, item.minutes - practice.minutes)
    change = (Cue(index, CuePart.CHANGE, practice.change * MINUTE),) if practice.change else ()
    steps, by_step = len(practice.dialogue.stages), item.loop is LoopKind.STEP
    first, second = (
        Cue(index, part, practice.turn * MINUTE, steps, by_step) for part in (CuePart.FIRST, CuePart.SECOND)
    )
    return (Cue(index, CuePart.CARDS, before * MINUTE), first, *change, second)

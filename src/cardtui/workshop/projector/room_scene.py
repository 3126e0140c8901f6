"""What a room sees: a cue of a workshop's plan as a scene, and its clock. No private note is ever in it."""

from __future__ import annotations

import msgspec

from cardtui.deck.words import Words, fill
from cardtui.presenter.scene import Page, Row
from cardtui.workshop.cues import Cue, CuePart
from cardtui.workshop.run import Run, Shown, left
from cardtui.workshop.run_agenda import AgendaLine
from cardtui.workshop.run_clock import clock_text
from cardtui.workshop.turn_script import TurnStep, card_text, turn_loop
from cardtui.workshop.workshop_plan import Practice, RoomCard, WorkshopPlan

LETTERS = "ABCDEFGH"
"""How the cards of a choice are called."""

_MOST_MINUTES, _MOST_OVERTIME = 100, 10
"""Minutes from which the clock hides its seconds."""


class RoomFace(msgspec.Struct, frozen=True):
    """A card. letter: what it is called where there is a choice, else empty."""

    symbol: str
    text: str
    letter: str = ""


class Slide(msgspec.Struct, frozen=True):
    """A title and some paragraphs."""

    title: str
    prose: tuple[str, ...] = ()


class CardsShown(msgspec.Struct, frozen=True):
    """The card, or those to choose from, before the first turn. ask: what to do. below: who begins, and how long."""

    title: str
    faces: tuple[RoomFace, ...]
    ask: str = ""
    below: tuple[str, ...] = ()


class TurnShown(msgspec.Struct, frozen=True):
    """A turn. speaks, listens: labels of the partners. second: whether it is the second partner who speaks.

    instead: what stands for several cards, where they do not fit beside the whole loop.
    """

    faces: tuple[RoomFace, ...]
    speaks: str
    listens: str
    second: bool
    loop: tuple[TurnStep, ...]
    instead: str = ""


class Quiet(msgspec.Struct, frozen=True):
    """One line in the middle, or nothing at all."""

    text: str = ""


class RoomAgenda(msgspec.Struct, frozen=True):
    """The agenda. planned, actual: heads of the columns. hint: below it. focus: the line that has to be seen."""

    title: str
    planned: str
    actual: str
    lines: tuple[AgendaLine, ...]
    hint: str = ""
    focus: int = 0
    back: Row | None = None


RoomScene = Slide | CardsShown | TurnShown | Quiet | RoomAgenda | Page


class RoomClock(msgspec.Struct, frozen=True):
    """The clock as it is shown. time: at most five signs. sign: a word below it."""

    time: str
    sign: str = ""


def tell_cue(plan: WorkshopPlan, words: Words, cue: Cue, *, swapped: bool = False) -> RoomScene:
    """The scene of a cue. swapped: whether the second partner has the first turn."""
    item = plan.items[cue.item]
    practice = item.practice
    if practice is None:
        return Slide(item.title, item.screen)
    match cue.part:
        case CuePart.SLIDE | CuePart.CARDS:
            # A plan with words of its own for this says there what to do.
            asks = len(practice.cards) > 1 and not item.screen
            each = fill(words.lead_each, {"value": str(practice.turn)})
            starts = words.lead_other_starts if swapped else plan.starts
            return CardsShown(
                item.title,
                _faces(words, practice.cards),
                words.lead_choose if asks else "",
                (*item.screen, f"{starts} {each}." if starts else f"{each}."),
            )
        case CuePart.CHANGE:
            speaker = words.lead_first if swapped else words.lead_second
            prose = (*words.lead_change_lines, fill(words.lead_speaks_next, {"name": speaker}))
            return Slide(words.lead_change, prose)
        case CuePart.FIRST | CuePart.SECOND:
            return _turn(words, practice, second=(cue.part is CuePart.SECOND) is not swapped)


def tell_shown(plan: WorkshopPlan, words: Words, sequence: tuple[Cue, ...], run: Run) -> RoomScene:
    """The scene of a run: its cue, quiet minutes, or nothing."""
    match run.shown:
        case Shown.HELD:
            return Quiet(words.lead_held)
        case Shown.BLANK:
            return Quiet()
        case Shown.CUE:
            return tell_cue(plan, words, sequence[run.cue], swapped=run.swapped)


def tell_clock(words: Words, sequence: tuple[Cue, ...], run: Run, at: float) -> RoomClock | None:
    """The clock at ``at`` seconds of the run; None where none is to be seen."""
    seconds = left(run, sequence, at)
    if seconds is None or not run.clock or run.shown is not Shown.CUE:
        return None
    return RoomClock(room_clock_text(seconds), words.lead_paused if run.paused else "")


def room_clock_text(seconds: float) -> str:
    """Seconds that are left, short enough for the clock's place: "9:41", "+0:40", "120"."""
    return clock_text(seconds, most_minutes=_MOST_MINUTES, most_overtime=_MOST_OVERTIME)


def _turn(words: Words, practice: Practice, *, second: bool) -> TurnShown:
    names = (words.lead_first, words.lead_second)
    speaker, listener = names[::-1] if second else names
    several = len(practice.cards) > 1
    return TurnShown(
        _faces(words, practice.cards),
        fill(words.chip_speaks, {"name": speaker}),
        fill(words.chip_listens, {"name": listener}),
        second,
        turn_loop(words, practice.dialogue, None if several else practice.cards[0].card),
        words.lead_chosen if several else "",
    )


def _faces(words: Words, cards: tuple[RoomCard, ...]) -> tuple[RoomFace, ...]:
    several = len(cards) > 1
    return tuple(
        RoomFace(each.symbol, card_text(words, each.card.prompt), LETTERS[index % len(LETTERS)] if several else "")
        for index, each in enumerate(cards)
    )

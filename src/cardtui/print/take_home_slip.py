"""What couples take home, as a value: paper and page draw the same."""

from __future__ import annotations

import msgspec

from cardtui.deck.card import Deck
from cardtui.deck.dialogue import Dialogue
from cardtui.deck.words import Words
from cardtui.print.dialogue_text import sheet_title, told
from cardtui.workshop.turn_script import TurnStep, turn_loop
from cardtui.workshop.workshop_plan import WorkshopPlan

_USUAL_DIALOGUE = "mirror"


class SlipCard(msgspec.Struct, frozen=True):
    """A card for the week. stem: in quotation marks, or empty."""

    symbol: str
    prompt: str
    stem: str


class Slip(msgspec.Struct, frozen=True):
    """All that stands on a slip.

    plan: its title. dialogue: what the turn is called. time_out: the last line of it asks for a time. later: how the
    next weeks go. program: what this one is. contacts, leader: empty where the plan names none, and whoever has the
    slip writes them.
    """

    plan: str
    dialogue: str
    turn: tuple[TurnStep, ...]
    time_out: tuple[str, ...]
    coming_back: str
    cards: tuple[SlipCard, ...]
    later: str
    program: str
    contacts: tuple[str, ...]
    leader: str


def slip(plan: WorkshopPlan, deck: Deck) -> Slip:
    """The slip of a plan. ``deck``: the plan's."""
    words, dialogue = deck.words, _dialogue_to_take_home(plan, deck)
    return Slip(
        plan.title,
        sheet_title(dialogue, words),
        turn_loop(words, dialogue),
        (words.pause_title, *words.pause_lines, words.pause_ask),
        f"{words.return_title} {words.return_ask}",
        tuple(
            SlipCard(each.symbol, told(each.card.prompt, words), _quoted(each.card.stem, words))
            for each in plan.take_home
        ),
        words.print_next_weeks,
        words.print_program,
        plan.contacts,
        plan.leader if plan.leader and plan.leader.strip("….") else "",
    )


def _dialogue_to_take_home(plan: WorkshopPlan, deck: Deck) -> Dialogue:
    """The dialogue with most stages that couples practice; in a plan without practices, mirroring."""
    return max(plan.dialogues, key=lambda each: len(each.stages), default=deck.dialogues[_USUAL_DIALOGUE])


def _quoted(stem: str | None, words: Words) -> str:
    return f"“{told(stem, words)}”" if stem else ""

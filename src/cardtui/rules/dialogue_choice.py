"""In which dialogue a card is talked about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from msgspec.structs import replace

from cardtui.deck.card import Card, Kind
from cardtui.deck.dialogue import Dialogue, Stage, StageType
from cardtui.rules.evening_plan import EveningShape, Plan


def dialogue_for(card: Card, plan: Plan, dialogues: Mapping[str, Dialogue]) -> Dialogue:
    """Find the dialogue in which ``card`` is talked about.

    It is the one that the card names; else by its kind: a step is done and then told, a story is only mirrored, and a
    question goes the way of the evening. ``dialogues`` are the deck's; a name it has not (any more) is looked up in
    the plan's, then `mirror` stands in. A step always begins by doing it.
    A deck always has a `mirror`, shipped if not its own.
    """
    known = {**plan.dialogues, **dialogues}
    names = (card.dialogue, _usual(card, plan), "mirror")
    dialogue = known[next(name for name in names if name in known)]
    if card.kind is Kind.STEP and dialogue.stages[0].stage is not StageType.DO:
        return replace(dialogue, stages=(Stage(StageType.DO), *dialogue.stages))
    return dialogue


def _usual(card: Card, plan: Plan) -> str:
    if card.kind is Kind.QUESTION and plan.shape is EveningShape.TODAY:
        return "mirror"
    return usual_dialogue(card.kind) or plan.dialogue


def usual_dialogue(kind: Kind) -> str | None:
    """The name of the dialogue in which such a card is talked about, unless it names one.

    None for one that goes the way of the evening.
    """
    match kind:
        case Kind.STEP:
            return "step"
        case Kind.STORY:
            return "mirror"
        case Kind.QUESTION:
            return None
        case _:
            assert_never(kind)

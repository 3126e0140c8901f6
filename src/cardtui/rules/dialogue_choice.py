"""In which dialogue a card is talked about."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from cardtui.deck.card import Card, Kind
from cardtui.deck.dialogue import Dialogue, Stage, StageType
from cardtui.rules.evening_plan import EveningShape, Plan


def dialogue_for(card: Card, plan: Plan, dialogues: Mapping[str, Dialogue]) -> Dialogue:
    """Return the dialogue for ``card``.

    The card's own one comes first. Else the kind decides: a step is done and then told, a story is only mirrored, and a
    question uses the evening's dialogue. ``dialogues`` are the deck's; a name missing there is looked up in the plan's,
    and `mirror` is the fallback. A step always begins with doing it.

    A deck always has a `mirror`: its own or the shipped one.
    """
    known = {**plan.dialogues, **dialogues}
    is_brief = card.kind is Kind.QUESTION and plan.shape is EveningShape.TODAY
    usual = "mirror" if is_brief else usual_dialogue(card.kind) or plan.dialogue
    names = (card.dialogue, usual, "mirror")
    dialogue = known[next(name for name in names if name in known)]
    if card.kind is Kind.STEP and dialogue.stages[0].stage is not StageType.DO:
        return replace(dialogue, stages=(Stage(StageType.DO), *dialogue.stages))
    return dialogue


def usual_dialogue(kind: Kind) -> str | None:
    """The dialogue for a card of that kind that names none; None for the evening's own."""
    return {Kind.STEP: "step", Kind.STORY: "mirror", Kind.QUESTION: None}[kind]

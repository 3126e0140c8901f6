"""Whether a decoded position or move can be played on: what its types alone do not say.

The rules build nothing else; but a save file can be damaged, or be someone else's, and a stage number past the end
of its dialogue would stop the program in the middle of a talk.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from cardtui.deck.dialogue import Dialogue, StageType, misordered
from cardtui.rules.evening_plan import Plan
from cardtui.rules.move import HeartMove, Move
from cardtui.rules.position import (
    Answering,
    Dealt,
    Empathizing,
    EmpathyVerdict,
    Met,
    Mirroring,
    MirrorVerdict,
    Naming,
    Pausing,
    Position,
    Round,
    Speaking,
    Summarizing,
    SummaryVerdict,
    Thanking,
    Turn,
    Validating,
)
from cardtui.rules.timeout import LONGEST

_YEARS = range(1970, 9000)
"""Years whose times can be shifted to any zone and lengthened by any time-out."""

_ID = 64
"""Characters of the longest card id."""

_AT_WORK: dict[type, StageType] = {
    Summarizing: StageType.SUMMARIZE,
    SummaryVerdict: StageType.SUMMARIZE,
    Validating: StageType.VALIDATE,
    Empathizing: StageType.EMPATHIZE,
    EmpathyVerdict: StageType.EMPATHIZE,
    Answering: StageType.ANSWER,
    Thanking: StageType.THANK,
}
"""The places that belong to just one stage of the dialogue."""


def unsound(value: Position | Move) -> str | None:
    """Say in a few words, without quoting it, why ``value`` could not be played on; None if it can.

    Raises RecursionError for values nested deeper than any evening can nest them.
    """
    for part in _parts(value):
        what = _wrong(part)
        if what is not None:
            return what
    if isinstance(value, Position) and any(
        isinstance(part, Naming) and part.dialogue not in value.plan.dialogues for part in _parts(value.place)
    ):
        return "a way to talk that the evening does not know"
    return None


def _parts(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            field = getattr(value, name)
            if not isinstance(field, str | int | None):
                yield from _parts(field)
    elif isinstance(value, tuple):
        for item in value:
            yield from _parts(item)


def _wrong(part: Any) -> str | None:
    match part:
        case datetime() if part.tzinfo is None or part.year not in _YEARS:
            return "a time without its offset, or out of range"
        case Met(card=card, lap=lap) if not 0 < len(card) <= _ID or lap < 1:
            return "a card met that cannot be"
        case Dealt(card=card, lap=lap) if not 0 < len(card.id) <= _ID or lap < 1:
            return "a card dealt that cannot be"
        case Pausing(minutes=minutes) if not 0 < minutes <= LONGEST:
            return "a time-out that is too long"
        case HeartMove(number=number) if number < 0:
            return "a heart for no card"
        case Plan(dialogues=dialogues) if not all(map(_can_be_talked, dialogues.values())):
            return "a dialogue that cannot be talked"
        case Plan(dialogues=dialogues, dialogue=usual) if not {usual, "appreciation"} <= dialogues.keys():
            return "a plan without the dialogues it needs"
        case Round(dialogue=dialogue) if not _can_be_talked(dialogue):
            return "a dialogue that cannot be talked"
        case Turn(round=round_, stage=stage) if not 0 <= stage < len(round_.dialogue.stages):
            return "a stage past the end"
        case Speaking(turn=turn, send=send) | Mirroring(turn=turn, send=send) | MirrorVerdict(turn=turn, send=send):
            return None if _can_follow(turn, send.then) else "a stage that cannot follow"
        case _ if (stage_type := _AT_WORK.get(type(part))) is not None:
            turn = part.turn
            sound = 0 <= turn.stage < len(turn.round.dialogue.stages) and turn.now.stage is stage_type
            return None if sound else "a stage that is not at work"
        case _:
            return None


def _can_be_talked(dialogue: Dialogue) -> bool:
    return bool(dialogue.stages) and misordered(tuple(stage.stage for stage in dialogue.stages)) is None


def _can_follow(turn: Turn, index: int) -> bool:
    stages = turn.round.dialogue.stages
    if index == len(stages):
        return True
    return 0 <= index < len(stages) and stages[index].stage not in (StageType.MIRROR, StageType.DO)

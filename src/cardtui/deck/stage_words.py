"""What a stage says on the screen, in a room and on paper: the words of its author, else those of the deck."""

from __future__ import annotations

import msgspec

from cardtui.deck.dialogue import Stage
from cardtui.deck.words import Words


class StageWords(msgspec.Struct, frozen=True):
    """The words of a stage; "" where it has none, as `speak` has no usual stem. See `Stage` for the fields."""

    stem: str
    ask: str
    aside: str


def stage_words(stage: Stage, words: Words) -> StageWords:
    """What its author left out is in the deck's words, under the stage's name: ``mirror_stem``, ``thank_aside``."""

    def usual(field: str) -> str:
        text: str = getattr(words, f"{stage.stage}_{field}", "")
        return text

    return StageWords(stage.stem or usual("stem"), stage.ask or usual("ask"), stage.aside or usual("aside"))

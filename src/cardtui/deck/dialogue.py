"""A dialogue: the named order in which a talk goes. The loops belong to the stage types, in ``cardtui.rules``."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from cardtui.deck.words import Words


class StageType(StrEnum):
    """One thing that one role does, by the method's own terms."""

    DO = "do"
    SPEAK = "speak"
    MIRROR = "mirror"
    SUMMARIZE = "summarize"
    VALIDATE = "validate"
    EMPATHIZE = "empathize"
    ANSWER = "answer"
    THANK = "thank"


class Stage(msgspec.Struct, frozen=True, omit_defaults=True):
    """One stage as the deck's author worded it; what is left out comes from the deck's words.

    stem: the first words of whoever has the floor. ask: what they ask at the end. aside: a line for the other one.
    """

    stage: StageType
    stem: str | None = None
    ask: str | None = None
    aside: str | None = None


class Dialogue(msgspec.Struct, frozen=True, omit_defaults=True):
    """A sequence of stages. ``title`` is how a couple reads it; ``name`` is how a card names it.

    sheet: what it is called on paper, where nothing around it says what it is; None if its title will do.
    """

    name: str
    title: str
    stages: tuple[Stage, ...]
    about: str | None = None
    sheet: str | None = None


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

"""A dialogue: the named order of a talk's stages, and which orders are valid.

The loops belong to the stage types, in ``cardtui.rules``.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from cardtui.deck.words import Words


class StageType(StrEnum):
    """One thing that one role does, in the method's own terms."""

    DO = "do"
    SPEAK = "speak"
    MIRROR = "mirror"
    SUMMARIZE = "summarize"
    VALIDATE = "validate"
    EMPATHIZE = "empathize"
    ANSWER = "answer"
    THANK = "thank"


class Stage(msgspec.Struct, frozen=True, omit_defaults=True):
    """One stage as the deck's author worded it; missing texts come from the deck's words.

    stem: the first words of the partner who has the floor. ask: their question at the end. aside: a line for the other.
    """

    stage: StageType
    stem: str | None = None
    ask: str | None = None
    aside: str | None = None


class Dialogue(msgspec.Struct, frozen=True, omit_defaults=True):
    """A sequence of stages. ``title`` is what couples see; ``name`` is what cards refer to.

    sheet: its title on paper, where there is no context; None if its usual title is enough.
    """

    name: str
    title: str
    stages: tuple[Stage, ...]
    about: str | None = None
    sheet: str | None = None


def misordered(stages: Sequence[Stage]) -> tuple[int, str] | None:
    """The first invalid place in an order of stages, as (index, one plain sentence); None if it is valid.

    A talk needs each ``mirror`` right after a ``speak`` and each ``speak`` right before a ``mirror``, so that all that
    is said is heard; ``do`` only comes first; ``summarize``, ``validate``, ``empathize`` and
    ``answer`` come after a ``mirror``; ``thank`` only comes last.
    """
    order = [None, *(stage.stage for stage in stages), None]
    heard = False
    for index in range(len(stages)):
        before, stage, after = order[index : index + 3]
        match stage:
            case StageType.DO if index:
                return index, "'do' can only come first"
            case StageType.SPEAK if after is not StageType.MIRROR:
                return index, "'speak' needs a 'mirror' right after it, so that it is heard"
            case StageType.MIRROR if before is not StageType.SPEAK:
                return index, "'mirror' needs a 'speak' right before it"
            case StageType.MIRROR:
                heard = True
            case StageType.SUMMARIZE | StageType.VALIDATE | StageType.EMPATHIZE | StageType.ANSWER if not heard:
                return index, f"'{stage}' needs a 'mirror' somewhere before it"
            case StageType.THANK if after is not None:
                return index, "'thank' can only come last"
            case _:
                pass
    return None if heard else (len(stages) - 1, "a dialogue needs a 'speak' and a 'mirror'")


class StageWords(msgspec.Struct, frozen=True):
    """The words of a stage; "" if it has none, as `speak` has no default stem. See `Stage` for the fields."""

    stem: str
    ask: str
    aside: str


def stage_words(stage: Stage, words: Words) -> StageWords:
    """Texts that the author left out come from the deck's words: ``mirror_stem``, ``thank_aside``."""

    def usual(field: str) -> str:
        text: str = getattr(words, f"{stage.stage}_{field}", "")
        return text

    return StageWords(stage.stem or usual("stem"), stage.ask or usual("ask"), stage.aside or usual("aside"))


def own_stem(dialogue: Dialogue, index: int, stem: str | None) -> str | None:
    """A card's stem where it takes the place of the dialogue's: at the first `speak`. None at any other stage.

    index: of the stage. stem: the card's, if it has one.
    """
    *before, stage = (each.stage for each in dialogue.stages[: index + 1])
    return stem if stage is StageType.SPEAK and stage not in before else None

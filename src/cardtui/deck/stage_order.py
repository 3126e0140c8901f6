"""Which orders of stages a dialogue can have."""

from __future__ import annotations

from collections.abc import Sequence

from cardtui.deck.dialogue import Stage, StageType


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

"""Paints a turn for a room: the card, who speaks, and the whole loop with its stems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cardtui.faces.screen.canvas import Canvas
from cardtui.faces.screen.themes import Ink
from cardtui.text.layout import cells, fit, wrap
from cardtui.workshop.projector.room_layout import RoomLayout, card_lines, paint_room_card
from cardtui.workshop.projector.room_scene import RoomFace, TurnShown
from cardtui.workshop.turn_script import TurnRole, TurnStep

FIRST, SECOND, BOTH = "◆", "●", "◆●"
"""The partners' signs, the same as those of the two seats in an evening."""


class PaintedTurn(NamedTuple):
    """whole: whether all of it is there. stood_in: whether something shorter stands for the cards of a choice."""

    canvas: Canvas
    whole: bool = True
    stood_in: bool = False


class _Spacing(NamedTuple):
    """Empty lines: within the card, between card and speaker, speaker and loop, and the loop's stages."""

    card: int
    above: int
    below: int
    stages: int


_SPACINGS = (
    _Spacing(2, 2, 1, 1),
    _Spacing(1, 2, 1, 1),
    _Spacing(1, 1, 1, 1),
    _Spacing(1, 2, 1, 0),
    _Spacing(1, 1, 1, 0),
    _Spacing(0, 1, 1, 0),
    _Spacing(0, 1, 0, 0),
    _Spacing(0, 0, 0, 0),
)


class _LoopLine(NamedTuple):
    sign: str
    label: str
    text: str
    begins_stage: bool


def paint_turn(canvas: Canvas, room: RoomLayout, scene: TurnShown) -> PaintedTurn:
    """Paint a turn as airily as there is room for; where the cards of a choice have none, a word stands for them."""
    loop = _loop_lines(scene, room.width)
    chips = _chip_lines(scene, room.width)
    shown = [(scene.faces, False)]
    if scene.instead:
        shown.append(((RoomFace("", scene.instead),), True))
    for faces, stood_in in shown:
        for spacing in _SPACINGS:
            cards = card_lines(faces, room.beside, spacing.card if len(faces) == 1 else 0)
            between = min(spacing.card, 1)
            high = sum(map(len, cards)) + between * (len(cards) - 1)
            top = max(high + spacing.above, room.below_sign - room.y)
            stages = spacing.stages * sum(line.begins_stage for line in loop)
            needed = top + chips + spacing.below + len(loop) + stages
            if needed <= room.height:
                _paint_turn_so(canvas, room, scene, faces, cards, spacing, loop)
                return PaintedTurn(canvas, whole=True, stood_in=stood_in)
    _paint_turn_so(canvas, room, scene, faces, cards, _SPACINGS[-1], loop)
    return PaintedTurn(canvas, whole=False)


def _paint_turn_so(
    canvas: Canvas,
    room: RoomLayout,
    scene: TurnShown,
    faces: Sequence[RoomFace],
    cards: Sequence[Sequence[str]],
    spacing: _Spacing,
    loop: Sequence[_LoopLine],
) -> None:
    y = room.y
    for face, card in zip(faces, cards, strict=True):
        paint_room_card(canvas, room.x, y, room.beside, face, card)
        y += len(card) + min(spacing.card, 1)
    y = max(y - min(spacing.card, 1) + spacing.above, room.below_sign)
    y = _paint_chips(canvas, room, scene, y) + spacing.below
    labels = max(cells(line.label) for line in loop)
    for line in loop:
        y += spacing.stages if line.begins_stage else 0
        if y >= room.bottom:
            return
        canvas.put(room.x, y, line.sign, Ink.HEART)
        canvas.put(room.x + _SIGN, y, line.label, Ink.QUIET)
        canvas.put(room.x + _SIGN + labels + 2, y, line.text, Ink.PLAIN)
        y += 1


_SIGN = 3
"""Cells for whose part a line is."""


def _loop_lines(scene: TurnShown, measure: int) -> list[_LoopLine]:
    speaker, listener = (SECOND, FIRST) if scene.second else (FIRST, SECOND)
    signs = {TurnRole.SPEAKER: speaker, TurnRole.LISTENER: listener, TurnRole.BOTH: BOTH}
    room = measure - _SIGN - max(cells(step.label) for step in scene.loop) - 2
    lines: list[_LoopLine] = []
    for index, step in enumerate(scene.loop):
        for part, text in enumerate(_said(step, room)):
            first = part == 0
            begins = first and index > 0 and not step.leads_back
            lines.append(_LoopLine(signs[step.who] if first else "", step.label if first else "", text, begins))
    return lines


def _said(step: TurnStep, measure: int) -> Iterator[str]:
    """What is said in a step: on one line if there is room for it, else each text on its own."""
    whole = "  ".join(step.says)
    if cells(whole) <= measure:
        yield whole
    else:
        for text in step.says:
            yield from wrap(text, measure)


def _chip_texts(scene: TurnShown) -> tuple[str, str]:
    speaker, listener = (SECOND, FIRST) if scene.second else (FIRST, SECOND)
    return f" {speaker} {scene.speaks.upper()} ", f"{listener}  {scene.listens}"


def _chip_lines(scene: TurnShown, measure: int) -> int:
    speaks, listens = _chip_texts(scene)
    return 1 if cells(speaks) + 3 + cells(listens) <= measure else 2


def _paint_chips(canvas: Canvas, room: RoomLayout, scene: TurnShown, y: int) -> int:
    """Who speaks, lit, and who listens; returns the line after them."""
    speaks, listens = _chip_texts(scene)
    end = canvas.put(room.x, y, fit(speaks, room.width), Ink.KEY_CHIP)
    if _chip_lines(scene, room.width) == 1:
        canvas.put(end + 3, y, listens, Ink.STRONG)
        return y + 1
    canvas.put(room.x + 1, y + 1, fit(listens, room.width - 1), Ink.STRONG)
    return y + 2

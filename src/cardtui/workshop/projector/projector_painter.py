"""Paints what a room sees, for a few cells in a huge font: one thing at a time, and the clock always in its corner."""

from __future__ import annotations

from typing import assert_never

from cardtui.faces.screen.canvas import Canvas
from cardtui.faces.screen.page_painter import paint_page
from cardtui.faces.screen.themes import Ink
from cardtui.presenter.scene import Page
from cardtui.text.layout import balanced, cells, drawable, wrap
from cardtui.workshop.projector.agenda_painter import paint_agenda
from cardtui.workshop.projector.room_layout import (
    MEASURE,
    RoomLayout,
    card_lines,
    paint_clock,
    paint_room_card,
    paint_title,
    paragraphs,
    put_lines,
    room_of,
    title_fits,
)
from cardtui.workshop.projector.room_scene import CardsShown, Quiet, RoomAgenda, RoomClock, RoomScene, Slide, TurnShown
from cardtui.workshop.projector.room_turn_painter import PaintedTurn, paint_turn

PROJECTOR_SMALLEST = (56, 17)
"""Columns and lines of the smallest screen on which everything that is not the plan's own fits."""


def paint_room(scene: RoomScene, columns: int, lines: int, clock: RoomClock | None = None) -> PaintedTurn:
    """Paint a scene, and its clock, on a canvas of ``columns`` x ``lines`` cells."""
    canvas = Canvas(columns, lines)
    room = room_of(columns, lines)
    scene = drawable(scene)
    match scene:
        case Slide():
            painted = PaintedTurn(canvas, _paint_slide(canvas, room, scene))
        case CardsShown():
            painted = PaintedTurn(canvas, _paint_cards(canvas, room, scene))
        case TurnShown():
            painted = paint_turn(canvas, room, scene)
        case Quiet():
            painted = PaintedTurn(canvas, _paint_quiet(canvas, room, scene.text))
        case RoomAgenda():
            painted = PaintedTurn(canvas, paint_agenda(canvas, room, scene))
        case Page():
            page = paint_page(scene, columns, lines)
            painted = PaintedTurn(page.canvas, not page.hidden)
        case _:
            assert_never(scene)
    if clock is not None:
        paint_clock(canvas, room, clock)
    return painted


# Slides


def _paint_slide(canvas: Canvas, room: RoomLayout, slide: Slide) -> bool:
    paint_title(canvas, room, slide.title)
    measure = min(room.width, MEASURE)
    y = _body(room)
    for gap in (1, 0):
        lines = paragraphs(slide.prose, measure, gap)
        for top in (y, room.below_clock):
            if (free := room.bottom - top - len(lines)) >= 0:
                put_lines(canvas, room.x, top + free // 4, lines, Ink.PLAIN)
                return title_fits(room, slide.title)
    put_lines(canvas, room.x, y, lines[: max(0, room.bottom - y)], Ink.PLAIN)
    return False


def _body(room: RoomLayout) -> int:
    return room.below_clock + (1 if room.height >= 20 else 0)  # noqa: PLR2004


# Cards


def _paint_cards(canvas: Canvas, room: RoomLayout, scene: CardsShown) -> bool:
    paint_title(canvas, room, scene.title)
    measure = min(room.width, MEASURE)
    top = room.below_sign
    ask = list(wrap(scene.ask, measure)) if scene.ask else []
    below = paragraphs(scene.below, measure, 0)
    for pad, gap in ((2, 2), (1, 1), (0, 1), (0, 0)):
        cards = card_lines(scene.faces, measure, pad if len(scene.faces) == 1 else min(pad, 1))
        between = gap if len(cards) > 1 else 0
        needed = len(ask) + (gap if ask else 0) + sum(map(len, cards)) + between * (len(cards) - 1) + gap + len(below)
        first = top + max(0, gap - 1)
        if first + needed <= room.bottom:
            break
    y = first + max(0, (room.bottom - first - needed) // 3)
    put_lines(canvas, room.x, y, ask, Ink.PLAIN)
    y += len(ask) + (gap if ask else 0)
    for face, card in zip(scene.faces, cards, strict=True):
        paint_room_card(canvas, room.x, y, measure, face, card)
        y += len(card) + between
    put_lines(canvas, room.x, y - between + gap, below, Ink.PLAIN)
    return first + needed <= room.bottom and title_fits(room, scene.title)


# One line


def _paint_quiet(canvas: Canvas, room: RoomLayout, text: str) -> bool:
    lines = balanced(text, min(room.width, 40)) if text else ()
    top = room.y + (room.height - len(lines)) // 2
    for index, line in enumerate(lines):
        canvas.put(room.x + (room.width - cells(line)) // 2, top + index, line, Ink.STRONG)
    return len(lines) <= room.height

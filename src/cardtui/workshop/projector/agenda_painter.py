"""Paints the agenda: what is planned, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cardtui.faces.screen.canvas import Canvas
from cardtui.faces.screen.themes import Ink
from cardtui.presenter.scene import Row
from cardtui.text.layout import cells, fit, wrap
from cardtui.workshop.projector.room_layout import RoomLayout
from cardtui.workshop.projector.room_scene import RoomAgenda

_MINUTES = 4
"""Cells of an item's minutes, and a space before them."""


class _AgendaRow(NamedTuple):
    number: str
    text: str
    times: tuple[str, str]
    ink: Ink
    row: Row | None
    item: int


def paint_agenda(canvas: Canvas, room: RoomLayout, scene: RoomAgenda) -> bool:
    """Title, heads of the columns, and the items around the one in focus, as many as there is room for."""
    time = max(cells(text) for line in scene.lines for text in (line.planned, line.began))
    column = time + _MINUTES + 3  # with what keeps it from the next one
    lines = _agenda_rows(scene, room, time, column)
    end = room.x + room.width
    top = room.y + (2 if room.height >= len(lines) + 5 else 1)
    canvas.put(room.x, room.y, fit(scene.title, room.width - 2 * column), Ink.STRONG)
    for head, x in ((scene.planned, end - 2 * column + 2), (scene.actual, end - column + 2)):
        canvas.put(x, room.y, fit(head, column - 2), Ink.QUIET)
    space = room.bottom - top - 1
    first = max(0, min(len(lines) - space, _line_of(lines, scene.focus) - space // 2))
    for y, line in enumerate(lines[first : first + space], start=top):
        after = canvas.put(room.x, y, line.number, Ink.HEART if line.ink is Ink.STRONG else Ink.QUIET, line.row)
        canvas.put(after, y, line.text, line.ink, line.row)
        for text, x in zip(line.times, (end - 2 * column + 2, end - column + 2), strict=True):
            canvas.put(x, y, text, line.ink if text.strip() else Ink.QUIET)
    _paint_back(canvas, room, scene)
    return len(lines) <= space


def _paint_back(canvas: Canvas, room: RoomLayout, scene: RoomAgenda) -> None:
    y = room.bottom - 1
    if scene.hint:
        canvas.put(room.x, y, fit(scene.hint, room.width), Ink.PLAIN)
    elif scene.back is not None:
        end = canvas.put(room.x, y, f" {scene.back.key} ", Ink.KEY_CHIP, scene.back)
        canvas.put(end + 1, y, fit(scene.back.text, room.width - 8), Ink.PLAIN, scene.back)


def _agenda_rows(scene: RoomAgenda, room: RoomLayout, time: int, column: int) -> list[_AgendaRow]:
    measure = room.width - 2 * column - 5
    rows: list[_AgendaRow] = []
    for index, line in enumerate(scene.lines):
        ink = Ink.STRONG if line.is_now else Ink.PLAIN
        times = tuple(
            f"{at}{' ' * (time - cells(at))}{minutes:>{_MINUTES}}" if at else ""
            for at, minutes in ((line.planned, line.minutes), (line.began, line.took))
        )
        number = f"{'▸' if line.is_now else ' '}{index + 1:>2}  "
        for part, text in enumerate(wrap(line.title, measure)):
            first = part == 0
            rows.append(
                _AgendaRow(
                    number if first else " " * len(number),
                    text,
                    (times[0], times[1]) if first else ("", ""),
                    ink,
                    line.row,
                    index,
                )
            )
    return rows


def _line_of(lines: Sequence[_AgendaRow], focus: int) -> int:
    return next((y for y, line in enumerate(lines) if line.item == focus), 0)

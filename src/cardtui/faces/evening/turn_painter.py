"""Paints a turn: the lit card, the two halves, the rail of stages, the line of keys.

Where the card lies depends on its text and the size of the screen alone, so that it does not move while two talk.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from cardtui.faces.screen.canvas import ROOMY, Canvas, CanvasBlock, block
from cardtui.faces.screen.card_painter import WIDEST_CARD, paint_card, paint_head, place_card
from cardtui.faces.screen.key_bar import paint_footer, paint_hint
from cardtui.faces.screen.themes import Ink
from cardtui.presenter.scene import Half, Row, Talk, Tone
from cardtui.rules.evening_plan import Seat
from cardtui.text.layout import cells, drawable, fit, wrap

SEAT_SYMBOLS = {Seat.LEFT: "◆", Seat.RIGHT: "●"}


def paint_talk(scene: Talk, width: int, height: int, sign: str = "", breath: str = "") -> Canvas:
    """Paint a turn on a canvas of ``width`` x ``height`` cells. ``breath``: how far the slow breath is, as a symbol."""
    scene, sign = drawable(scene), drawable(sign)
    canvas = Canvas(width, height)
    area = block(width, height)
    card = place_card(scene.face, area)
    paint_head(canvas, scene.head, area, sign)
    paint_card(canvas, scene.face, card)
    rail = area.footer - 2
    chips = card.below + (2 if area.tall else 1)
    # An example takes the rail's place, where there is no room for both.
    note = wrap(scene.note, min(WIDEST_CARD, area.inner)) if scene.note else ()
    note_top = rail - (len(note) + 1 if area.tall else len(note) - 1)
    fits = _paint_halves(canvas, scene, area, chips, note_top if note else rail, breath)
    for index, line in enumerate(note if fits else ()):
        canvas.put(area.left, note_top + index, line, Ink.QUIET)
    if fits and (not note or area.tall):
        _paint_rail(canvas, scene, area, rail)
    paint_hint(canvas, area, scene.hint)
    paint_footer(canvas, area, scene.rows, scene.hidden, scene.choose)
    return canvas


class _TurnLine(msgspec.Struct, frozen=True):
    text: str
    ink: Ink
    row: Row | None = None
    key: str = ""


def _paint_halves(canvas: Canvas, scene: Talk, area: CanvasBlock, chips: int, until: int, breath: str) -> bool:
    """Paint both halves; whether they end before line ``until``."""
    width = area.width // 2 - area.margin - 2
    columns = {Seat.LEFT: area.left + 1, Seat.RIGHT: area.x + area.width // 2 + 2}
    room = until - chips - 1
    most = area.footer - chips - 1 - bool(scene.hint)
    painted = []
    for half in scene.halves:
        rows = tuple(row for row in scene.rows if row.who is half.seat and "enter" not in row.keys)
        breath_line = f"{breath} {scene.breath}".strip() if scene.breath and half.floor else ""
        painted.append((half, columns[half.seat], _half_lines(half, rows, width, (room, most), breath_line)[:most]))
    longest = max(len(lines) for _, _, lines in painted)
    gap = 2 if longest + 2 <= room else 1  # both halves begin on the same line
    for half, x, lines in painted:
        _paint_chip(canvas, half, x, chips, width)
        for y, line in enumerate(lines, start=chips + gap):
            start = canvas.put(x + 1, y, line.key, Ink.STRONG, line.row) if line.key else x + 1
            canvas.put(start, y, line.text, line.ink, line.row)
    return longest <= room


def _half_lines(half: Half, rows: Sequence[Row], width: int, rooms: tuple[int, int], breath: str) -> list[_TurnLine]:
    """The lines of a half. Words to say and rows to choose always stand there; hints give way, the last one first.

    rooms: the lines that there are, and those there are if need be. Words beyond the latter are cut before rows are.
    """
    room, most = rooms
    sayings = list(half.sayings)
    breaths = [_TurnLine(line, Ink.QUIET) for line in wrap(breath, width)] if breath else []
    choices = [line for row in rows for line in _row_lines(row, width)]
    while True:
        said = [
            _TurnLine(line, Ink.PLAIN if saying.tone is Tone.SAY else Ink.QUIET)
            for saying in sayings
            for line in wrap(saying.text, width)
        ]
        lines = [*breaths, *said, *choices]
        hints = [index for index, saying in enumerate(sayings) if saying.tone is Tone.HINT]
        if len(lines) <= room or not (breaths or len(hints) > (len(hints) == len(sayings))):
            break
        if breaths:
            breaths = []
        else:
            del sayings[hints[-1]]
    if len(lines) > most:
        if len(choices) >= most:
            choices = [_row_lines(row, width)[0] for row in rows]
        kept = max(1, most - len(choices))
        said = (
            [*said[: kept - 1], replace(said[kept - 1], text=fit(f"{said[kept - 1].text} …", width))]
            if said[kept:]
            else said
        )
        lines = [*said, *choices]
    return lines


def _row_lines(row: Row, width: int) -> list[_TurnLine]:
    first, *others = wrap(row.text, width - 3)
    return [
        _TurnLine(first, Ink.PLAIN, row, f"{row.key}  "),
        *(_TurnLine(f"   {line}", Ink.PLAIN, row) for line in others),
    ]


def _paint_chip(canvas: Canvas, half: Half, x: int, y: int, width: int) -> None:
    symbol = SEAT_SYMBOLS[half.seat]
    left = half.seat is Seat.LEFT
    chip, short_chip = half.chip, half.short_chip
    if half.floor:  # some letters are wider as capitals: ß
        chip, short_chip = chip.upper(), short_chip.upper()
    chip = chip if cells(chip) + 4 <= width else fit(short_chip, width - 4)
    if half.floor:
        canvas.put(x, y, f" {symbol} {chip} ", Ink.LEFT_CHIP if left else Ink.RIGHT_CHIP)
    else:
        canvas.put(x + 1, y, f"{symbol} {chip}", Ink.LEFT if left else Ink.RIGHT)


def _paint_rail(canvas: Canvas, scene: Talk, area: CanvasBlock, y: int) -> None:
    """The stages; on a narrow screen the current one and its neighbours."""
    stages = list(enumerate(scene.rail))
    between = "  ·  " if area.width >= ROOMY else " · "
    while len(stages) > 1 and _rail_width(stages, between, len(scene.rail)) > area.inner:
        first, last = stages[0][0], stages[-1][0]
        stages = stages[:-1] if last - scene.reached > scene.reached - first else stages[1:]
    x = area.left
    if stages[0][0] > 0:
        x = canvas.put(x, y, "… ", Ink.QUIET)
    for place, (index, stage) in enumerate(stages):
        if place:
            x = canvas.put(x, y, between, Ink.QUIET)
        x = canvas.put(x, y, stage, Ink.STRONG if index == scene.reached else Ink.QUIET)
    if stages[-1][0] < len(scene.rail) - 1:
        canvas.put(x, y, " …", Ink.QUIET)


def _rail_width(stages: list[tuple[int, str]], between: str, total: int) -> int:
    cut = 2 * ((stages[0][0] > 0) + (stages[-1][0] < total - 1))
    return sum(cells(stage) for _, stage in stages) + cells(between) * (len(stages) - 1) + cut

"""The room that a scene has on the projector, and what scenes have in common: the clock, a title, a card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cardtui.faces.screen.canvas import TALLEST, WIDEST, Canvas
from cardtui.faces.screen.card_painter import RED_SUITS
from cardtui.faces.screen.themes import Ink
from cardtui.text.layout import balanced, cells, fit
from cardtui.workshop.projector.large_digits import large, small
from cardtui.workshop.projector.room_scene import RoomClock, RoomFace

MEASURE = 64
"""Cells of the widest line of prose, or of a card."""

SMALL, LARGE = 3, 5
"""Lines of the clock's digits."""


class RoomLayout(NamedTuple):
    """Where the composition stands on the screen, and how much room there is in it."""

    x: int
    y: int
    width: int
    height: int
    clock_lines: int

    @property
    def clock_width(self) -> int:
        """Cells that the clock may take; kept free also while there is none, so that nothing jumps."""
        return cells(_digits("00:00", self.clock_lines)[0])

    @property
    def beside(self) -> int:
        """Cells beside the clock."""
        return self.width - self.clock_width - (3 if self.width >= MEASURE else 2)

    @property
    def below_sign(self) -> int:
        """The first line that is free for what is as wide as the room: below the clock and the word about it."""
        return self.y + self.clock_lines + 1

    @property
    def below_clock(self) -> int:
        """The same, with some air where there is room for it."""
        return self.below_sign + (1 if self.clock_lines == LARGE else 0)

    @property
    def bottom(self) -> int:
        """The line after the last one."""
        return self.y + self.height


def _digits(time: str, lines: int) -> tuple[str, ...]:
    return large(time) if lines == LARGE else small(time)


def room_of(columns: int, lines: int) -> RoomLayout:
    """The room on a screen of that size."""
    block_width, block_height = min(columns, WIDEST), min(lines, TALLEST)
    side = 2 if block_width < 72 else 5  # noqa: PLR2004
    top = 0 if block_height < 20 else 1 if block_height < 28 else 2  # noqa: PLR2004
    large = block_width >= 96 and block_height >= 28  # noqa: PLR2004
    return RoomLayout(
        (columns - block_width) // 2 + side,
        (lines - block_height) // 2 + top,
        block_width - 2 * side,
        block_height - 2 * top,
        LARGE if large else SMALL,
    )


def paint_clock(canvas: Canvas, room: RoomLayout, clock: RoomClock) -> None:
    """The clock in its corner, and below it what is to be said of it."""
    end = room.x + room.width
    picture = _digits(clock.time, room.clock_lines)
    for y, line in enumerate(picture, start=room.y):
        canvas.put(end - cells(line), y, line, Ink.STRONG)
    sign = fit(clock.sign, room.clock_width)
    canvas.put(end - cells(sign), room.y + room.clock_lines, sign, Ink.QUIET)


def _title_lines(room: RoomLayout, title: str) -> tuple[str, ...]:
    return balanced(title, room.beside)


def title_fits(room: RoomLayout, title: str) -> bool:
    """Whether a title has room beside the clock."""
    return len(_title_lines(room, title)) <= room.clock_lines


def paint_title(canvas: Canvas, room: RoomLayout, title: str) -> None:
    """The title, and below it a short line in the one accent."""
    lines = _title_lines(room, title)[: room.clock_lines]
    y = room.y + (1 if len(lines) == 1 and room.clock_lines == LARGE else 0)
    put_lines(canvas, room.x, y, lines, Ink.STRONG)
    if y + len(lines) < room.below_clock:
        canvas.put(room.x, y + len(lines), "━" * min(8, room.beside), Ink.HEART)


def paragraphs(texts: Sequence[str], measure: int, gap: int) -> list[str]:
    """The lines of some paragraphs, with ``gap`` (0 or 1) empty lines between two."""
    lines: list[str] = []
    for text in texts:
        if lines and gap:
            lines.append("")
        lines += balanced(text, measure)
    return lines


def put_lines(canvas: Canvas, x: int, y: int, lines: Sequence[str], ink: Ink) -> None:
    """Put lines below each other."""
    for index, line in enumerate(lines):
        canvas.put(x, y + index, line, ink)


def card_lines(faces: Sequence[RoomFace], measure: int, pad: int) -> list[list[str]]:
    """The lines of each card, with ``pad`` empty ones above and below."""
    edge = [""] * pad
    return [[*edge, *balanced(face.text, measure - _inset(face) - 2), *edge] for face in faces]


def _inset(face: RoomFace) -> int:
    """Cells before the text of a card: its letter stands there."""
    return 5 if face.letter else 2


def paint_room_card(canvas: Canvas, x: int, y: int, measure: int, face: RoomFace, lines: Sequence[str]) -> None:
    """A lit card; its symbol stands in two corners where there is a free line for it."""
    ink = Ink.RED if face.symbol in RED_SUITS else Ink.BLACK
    last = len(lines) - 1
    lettered = False
    for index, line in enumerate(lines):
        end = canvas.put(x, y + index, "  ", Ink.PAPER)
        corner = face.symbol if not line and index in (0, last) and not face.letter else ""
        if face.letter and line and not lettered:
            end = canvas.put(end, y + index, face.letter, Ink.BLACK)
            lettered = True
        elif corner and index == 0:
            end = canvas.put(end, y, corner, ink)
        end = canvas.put(end, y + index, " " * (x + _inset(face) - end), Ink.PAPER)
        end = canvas.put(end, y + index, line, Ink.PROMPT)
        if corner and index == last:
            end = canvas.put(end, y + index, " " * (x + measure - 2 - cells(corner) - end), Ink.PAPER)
            end = canvas.put(end, y + index, corner, ink)
        canvas.put(end, y + index, " " * (x + measure - end), Ink.PAPER)

"""Paints the console: the clock, the notes, and what the room sees; and the agenda with its times.

On a small screen the notes stand between the clock and the rest, on a wide one beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, assert_never

from msgspec.structs import replace

from cardtui.deck.words import fill
from cardtui.faces.screen.canvas import Canvas, CanvasBlock
from cardtui.faces.screen.key_bar import paint_footer, paint_hint
from cardtui.faces.screen.page_painter import paint_page
from cardtui.faces.screen.themes import Ink
from cardtui.presenter.scene import Page, Row
from cardtui.text.layout import cells, drawable, fit, wrap
from cardtui.workshop.console.console_controller import ConsoleAgenda, ConsoleNotes, Sight
from cardtui.workshop.projector.large_digits import large, small
from cardtui.workshop.run_agenda import AgendaLine

WIDE = 100
"""From so many columns the notes have a half of their own."""

WIDEST, TALLEST = 116, 40
"""The console is never larger than this."""

PROSE = 60
"""Cells of the widest line of notes."""

FEWEST = 4
"""So many lines of notes are there before anything else gets more than its first line."""

UP, DOWN = "▲", "▼"


class PaintedConsole(NamedTuple):
    """A painted console. scroll: the first line of the notes that is shown. most: how far they can be scrolled."""

    canvas: Canvas
    scroll: int = 0
    most: int = 0
    page: int = 1


class _ConsolePart(NamedTuple):
    """A label with what it says, a text each."""

    label: str
    texts: tuple[str, ...]
    ink: Ink = Ink.PLAIN


class _ConsoleLine(NamedTuple):
    label: str
    text: str
    ink: Ink


def paint_console(sight: Sight, width: int, height: int, scroll: int = 0) -> PaintedConsole:
    """Paint what is on the console on a canvas of ``width`` x ``height`` cells, its text from line ``scroll`` on."""
    sight = drawable(sight)
    match sight:
        case ConsoleNotes():
            return _paint_notes(sight, width, height, scroll)
        case ConsoleAgenda():
            return _paint_agenda(sight, width, height, scroll)
        case Page():
            painted = paint_page(sight, width, height, scroll=scroll)
            return PaintedConsole(painted.canvas, scroll, scroll + painted.hidden)
        case _:
            assert_never(sight)


def _block(width: int, height: int) -> CanvasBlock:
    inner_width, inner_height = min(width, WIDEST), min(height, TALLEST)
    return CanvasBlock((width - inner_width) // 2, (height - inner_height) // 2, inner_width, inner_height)


# The notes


def _paint_notes(sight: ConsoleNotes, width: int, height: int, scroll: int) -> PaintedConsole:
    canvas = Canvas(width, height)
    area = _block(width, height)
    _paint_top(canvas, sight, area)
    bottom = area.footer - (1 if sight.hint or not area.tight else 0)
    if area.width >= WIDE:
        painted = _paint_beside(canvas, sight, area, bottom, scroll)
    else:
        painted = _paint_below(canvas, sight, area, bottom, scroll)
    paint_hint(canvas, area, sight.hint)
    paint_footer(canvas, area, sight.rows, sight.hidden)
    return painted


def _paint_top(canvas: Canvas, sight: ConsoleNotes, area: CanvasBlock) -> None:
    seen = sight.glance
    right = sight.gone or seen.saved
    ink = Ink.STRONG if sight.gone or not seen.is_saved else Ink.QUIET
    canvas.put(area.left, area.head, fit(seen.head, area.inner - cells(right) - 2), Ink.QUIET)
    canvas.put(area.left + area.inner - cells(right), area.head, right, ink)


def _signs(sight: ConsoleNotes) -> str:
    return " · ".join(sign.upper() for sign in sight.glance.signs)


def _paint_below(canvas: Canvas, sight: ConsoleNotes, area: CanvasBlock, bottom: int, scroll: int) -> PaintedConsole:
    """A small screen: item and clock, the notes, what the room sees and what comes."""
    top = area.head + (1 if area.tight else 2)
    seen = sight.glance
    clock, says = small(seen.clock) if seen.clock else (), seen.clock_says
    room = area.inner - max(cells(clock[0]) if clock else 0, cells(says)) - 2
    lines = [(f"{seen.place}  {seen.item}", Ink.STRONG)]
    if seen.part:
        lines.append((seen.part, Ink.PLAIN))
    lines.append((seen.pace, Ink.STRONG if seen.drops else Ink.PLAIN))
    for y, (text, ink) in enumerate(lines, start=top):
        canvas.put(area.left, y, fit(text, room), ink)
    _paint_clock(canvas, area.left + area.inner, top, clock, says)
    # The signs have the line beside the word about the clock, where there is most room.
    top += max(len(lines), len(clock))
    canvas.put(area.left, top, fit(_signs(sight), area.inner - cells(says) - 2), Ink.STRONG)
    top += 1 if area.tight else 2
    parts = _parts(sight)
    label = max(cells(part.label) for part in parts) + 2
    notes = _note_lines(sight, min(PROSE, area.inner))
    # One line of each part always stands there; the notes come next, and what they leave goes to the parts.
    longest = bottom - top - 2 - min(len(notes), max(FEWEST, (bottom - top) // 2))
    below = _fitted(parts, area.inner - label, longest)
    until = bottom - len(below) - 1
    painted = _paint_prose(canvas, sight, notes, (area.left, top), until - top, scroll)
    for y, line in enumerate(below, start=until + 1):
        canvas.put(area.left, y, line.label, Ink.QUIET)
        canvas.put(area.left + label, y, line.text, line.ink)
    return painted


def _paint_beside(canvas: Canvas, sight: ConsoleNotes, area: CanvasBlock, bottom: int, scroll: int) -> PaintedConsole:
    """A wide screen: the notes at the left, everything else at the right."""
    top = area.head + 2
    seen = sight.glance
    measure = min(PROSE, area.inner * 6 // 11)
    canvas.put(area.left, top, fit(f"{seen.place}  {seen.item}", measure), Ink.STRONG)
    if seen.part:
        canvas.put(area.left, top + 1, fit(seen.part, measure), Ink.PLAIN)
    notes = _note_lines(sight, measure)
    first = top + (3 if seen.part else 2)
    painted = _paint_prose(canvas, sight, notes, (area.left, first), bottom - first, scroll)
    x = area.left + measure + 5
    width = area.left + area.inner - x
    y = top
    clock = large(seen.clock) if seen.clock else ("",)
    for digits in clock if cells(clock[0]) <= width else small(seen.clock):
        canvas.put(x, y, digits, Ink.STRONG)
        y += 1
    canvas.put(x, y, seen.clock_says, Ink.PLAIN)
    y += 2
    canvas.put(x, y, seen.pace, Ink.STRONG if seen.drops else Ink.PLAIN)
    for text in wrap(_signs(sight), width) if seen.signs else ():
        y += 1
        canvas.put(x, y, text, Ink.STRONG)
    y += 2
    parts = _parts(sight)
    room = bottom - y
    for index, part in enumerate(parts):
        # Each of the others needs its label and a line.
        lines = _fitted([part._replace(label="")], width, room - 3 * (len(parts) - index - 1) - 1)
        canvas.put(x, y, part.label, Ink.QUIET)
        for line in lines:
            y += 1
            canvas.put(x, y, line.text, line.ink)
        y += 2
        room = bottom - y
    return painted


def _paint_clock(canvas: Canvas, end: int, y: int, clock: Sequence[str], says: str) -> None:
    for line in clock:
        canvas.put(end - cells(line), y, line, Ink.STRONG)
        y += 1
    canvas.put(end - cells(says), y, says, Ink.PLAIN)


def _parts(sight: ConsoleNotes) -> list[_ConsolePart]:
    seen, labels = sight.glance, sight.labels
    parts = [_ConsolePart(labels.console_room, seen.room)]
    if seen.next:
        parts.append(_ConsolePart(labels.console_next, (seen.next,)))
    # What comes is called the next thing, unless something comes before it.
    parts.append(_ConsolePart(labels.console_then if seen.next else labels.console_next, (seen.then,)))
    if seen.drops:
        parts.insert(0, _ConsolePart(labels.console_drop, seen.drops, Ink.STRONG))
    return [part for part in parts if part.texts]


def _fitted(parts: Sequence[_ConsolePart], width: int, room: int) -> list[_ConsoleLine]:
    """The parts in ``room`` lines: as many lines of each as there is room for, from the first part on."""
    wrapped = [[line for text in part.texts for line in wrap(text, width)] for part in parts]
    counts = [1] * len(parts)
    left = room - len(parts)
    # What comes next is short; the room's text takes what is left.
    for index in reversed(range(len(parts))):
        more = min(max(left, 0), len(wrapped[index]) - 1)
        counts[index] += more
        left -= more
    found: list[_ConsoleLine] = []
    for part, lines, count in zip(parts, wrapped, counts, strict=True):
        shown = lines[:count]
        if count < len(lines):
            shown[-1] = fit(f"{shown[-1]} …", width) if not shown[-1].endswith("…") else shown[-1]
        found += [_ConsoleLine(part.label if not number else "", text, part.ink) for number, text in enumerate(shown)]
    return found


def _note_lines(sight: ConsoleNotes, measure: int) -> list[str]:
    lines: list[str] = []
    for paragraph in sight.glance.notes or (sight.labels.console_no_notes,):
        if lines:
            lines.append("")
        lines += wrap(paragraph, measure)
    return lines


def _paint_prose(
    canvas: Canvas, sight: ConsoleNotes, lines: Sequence[str], place: tuple[int, int], room: int, scroll: int
) -> PaintedConsole:
    """Paint notes; if they are longer than their room, signs say how much there is above and below."""
    x, y = place
    ink = Ink.PLAIN if sight.glance.notes else Ink.QUIET
    if len(lines) <= room:
        for line in lines:
            canvas.put(x, y, line, ink)
            y += 1
        return PaintedConsole(canvas, page=max(1, room))
    shown = max(1, room - 2)
    most = len(lines) - shown
    scroll = max(0, min(scroll, most))
    labels = sight.labels
    above, below = scroll, len(lines) - scroll - shown
    if above:
        canvas.put(x, y, f"{UP} {fill(labels.console_above, {'value': str(above)})}", Ink.QUIET)
    for line in lines[scroll : scroll + shown]:
        y += 1
        canvas.put(x, y, line, ink)
    if below:
        canvas.put(x, y + 1, f"{DOWN} {fill(labels.console_below, {'value': str(below)})}", Ink.STRONG)
    return PaintedConsole(canvas, scroll, most, max(1, shown - 1))


# The agenda

NOW, POINTED = "●", "▸"


def _paint_agenda(sight: ConsoleAgenda, width: int, height: int, scroll: int) -> PaintedConsole:
    canvas = Canvas(width, height)
    area = _block(width, height)
    inner = min(area.inner, 76)
    x = area.x + (area.width - inner) // 2
    y = area.head + (0 if area.tight else 1)
    columns = _columns(sight)
    canvas.put(x, y, fit(sight.title, inner - sum(columns) - 2), Ink.STRONG)
    end = x + inner
    canvas.put(end - columns[0] - columns[1] + 2, y, fit(sight.planned, columns[0] - 2), Ink.QUIET)
    canvas.put(end - columns[1] + 2, y, fit(sight.actual, columns[1] - 2), Ink.QUIET)
    y += 1 if area.tight else 2
    rows = area.footer - len(sight.rows) - (0 if area.tight else 1)
    room = max(1, rows - y - 1)
    most = max(0, len(sight.lines) - room)
    wanted = sight.chosen
    if wanted is None:
        wanted = next((index for index, line in enumerate(sight.lines) if line.is_now), 0)
        scroll = min(max(scroll, 0), most) if scroll else min(max(0, wanted - room // 2), most)
    else:
        scroll = min(max(0, wanted - room // 2), most)
    for index in range(scroll, min(scroll + room, len(sight.lines))):
        _paint_item(canvas, (x, y, inner), index, sight.lines[index], columns, pointed=index == sight.chosen)
        y += 1
    if scroll:
        canvas.put(end + 1, y - room, UP, Ink.QUIET)
    if scroll < most:
        canvas.put(end + 1, y - 1, DOWN, Ink.STRONG)
    rows = min(rows, y + 2)  # near to what they are about
    for number, row in enumerate(sight.rows):
        _paint_row(canvas, x, rows + number, row, inner)
    paint_hint(canvas, replace(area, height=area.height + (1 if area.tight else 0)), sight.hint)
    return PaintedConsole(canvas, scroll, most, room)


def _columns(sight: ConsoleAgenda) -> tuple[int, int]:
    """Cells of the planned and of the actual times, with two free before each."""
    planned = max(cells(line.planned) + 1 + cells(line.minutes) for line in sight.lines)
    took = max((cells(line.began) + 1 + cells(line.took) for line in sight.lines if line.began), default=0)
    return max(planned, cells(sight.planned)) + 2, max(took, cells(sight.actual)) + 2


def _paint_item(
    canvas: Canvas,
    place: tuple[int, int, int],
    index: int,
    line: AgendaLine,
    columns: tuple[int, int],
    *,
    pointed: bool,
) -> None:
    x, y, inner = place
    ink = Ink.STRONG if pointed or line.is_now else Ink.PLAIN
    sign = POINTED if pointed else NOW if line.is_now else " "
    canvas.put(x, y, f"{sign} {index + 1:>2}  ", ink, line.row)
    canvas.put(x + 6, y, fit(line.title, inner - sum(columns) - 6), ink, line.row)
    end = x + inner
    _paint_times(canvas, end - sum(columns) + 2, end - columns[1], y, line.planned, line.minutes)
    _paint_times(canvas, end - columns[1] + 2, end, y, line.began, line.took)


def _paint_times(canvas: Canvas, x: int, end: int, y: int, at: str, took: str) -> None:
    canvas.put(x, y, at, Ink.QUIET)
    canvas.put(end - cells(took), y, took, Ink.QUIET)


def _paint_row(canvas: Canvas, x: int, y: int, row: Row, inner: int) -> None:
    if row.key == "enter":
        canvas.put(x, y, f" {row.key} ", Ink.KEY_CHIP, row)
    else:
        canvas.put(x + 5 - cells(row.key), y, row.key, Ink.STRONG, row)
    canvas.put(x + 8, y, fit(row.text, inner - 8), Ink.PLAIN, row)

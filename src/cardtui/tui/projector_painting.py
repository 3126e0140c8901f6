"""Paints what a room sees, for a few cells in a huge font: one thing at a time, and the clock always in its corner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, assert_never

from rich.cells import cell_len

from cardtui.guide.loop import Step, Who
from cardtui.guide.room import Agenda, CardsShown, Quiet, RoomClock, RoomFace, RoomScene, Slide, TurnShown
from cardtui.guide.scene import Page, Row
from cardtui.tui.canvas import Canvas, balanced, fit, wrap
from cardtui.tui.digits import large, small
from cardtui.tui.page_painting import paint_page
from cardtui.tui.themes import Ink

PROJECTOR_SMALLEST = (56, 17)
"""Columns and lines of the smallest screen on which everything that is not the plan's own fits."""

WIDEST, TALLEST = 108, 34
"""The composition is never larger than this."""

MEASURE = 64
"""Cells of the widest line of prose, or of a card."""

FIRST, SECOND, BOTH = "◆", "●", "◆●"
"""The partners' signs, the same as those of the two seats in an evening."""


SMALL, LARGE = 3, 5
"""Lines of the clock's digits."""


class RoomPainted(NamedTuple):
    """whole: whether all of it is there. stood_in: whether something shorter stands for the cards of a choice."""

    canvas: Canvas
    whole: bool = True
    stood_in: bool = False


class Room(NamedTuple):
    """Where the composition stands on the screen, and how much room there is in it."""

    x: int
    y: int
    width: int
    height: int
    clock_lines: int

    @property
    def clock_width(self) -> int:
        """Cells that the clock may take; kept free also while there is none, so that nothing jumps."""
        return cell_len(_digits("00:00", self.clock_lines)[0])

    @property
    def beside(self) -> int:
        """Cells beside the clock."""
        return self.width - self.clock_width - (3 if self.width >= MEASURE else 2)

    @property
    def below_clock(self) -> int:
        """The first line below the clock that is free for what is as wide as the room."""
        return self.y + self.clock_lines + (2 if self.clock_lines == LARGE else 1)

    @property
    def bottom(self) -> int:
        """The line after the last one."""
        return self.y + self.height


def _digits(time: str, lines: int) -> tuple[str, ...]:
    return large(time) if lines == LARGE else small(time)


def room_of(columns: int, lines: int) -> Room:
    """The room on a screen of that size."""
    block_width, block_height = min(columns, WIDEST), min(lines, TALLEST)
    side = 2 if block_width < 72 else 5  # noqa: PLR2004
    top = 0 if block_height < 20 else 1 if block_height < 28 else 2  # noqa: PLR2004
    large = block_width >= 96 and block_height >= 28  # noqa: PLR2004
    return Room(
        (columns - block_width) // 2 + side,
        (lines - block_height) // 2 + top,
        block_width - 2 * side,
        block_height - 2 * top,
        LARGE if large else SMALL,
    )


def paint_room(scene: RoomScene, columns: int, lines: int, clock: RoomClock | None = None) -> RoomPainted:
    """Paint a scene, and its clock, on a canvas of ``columns`` x ``lines`` cells."""
    canvas = Canvas(columns, lines)
    room = room_of(columns, lines)
    match scene:
        case Slide():
            painted = RoomPainted(canvas, _paint_slide(canvas, room, scene))
        case CardsShown():
            painted = RoomPainted(canvas, _paint_cards(canvas, room, scene))
        case TurnShown():
            painted = _paint_turn(canvas, room, scene)
        case Quiet():
            painted = RoomPainted(canvas, _paint_quiet(canvas, room, scene.text))
        case Agenda():
            painted = RoomPainted(canvas, _paint_agenda(canvas, room, scene))
        case Page():
            page = paint_page(scene, columns, lines)
            painted = RoomPainted(page.canvas, not page.hidden)
        case _:
            assert_never(scene)
    if clock is not None:
        _paint_clock(canvas, room, clock)
    return painted


def _paint_clock(canvas: Canvas, room: Room, clock: RoomClock) -> None:
    end = room.x + room.width
    picture = _digits(clock.time, room.clock_lines)
    for y, line in enumerate(picture, start=room.y):
        canvas.put(end - cell_len(line), y, line, Ink.STRONG)
    sign = fit(clock.sign, room.clock_width)
    canvas.put(end - cell_len(sign), room.y + room.clock_lines, sign, Ink.QUIET)


# Slides


def _paint_slide(canvas: Canvas, room: Room, slide: Slide) -> bool:
    _paint_title(canvas, room, slide.title)
    measure = min(room.width, MEASURE)
    y = _body(room)
    for gap in (1, 0):
        lines = _paragraphs(slide.prose, measure, gap)
        for top in (y, room.below_clock, room.y + room.clock_lines):
            if (free := room.bottom - top - len(lines)) >= 0:
                _put_lines(canvas, room.x, top + free // 4, lines, Ink.PLAIN)
                return _title_fits(room, slide.title)
    _put_lines(canvas, room.x, y, lines[: max(0, room.bottom - y)], Ink.PLAIN)
    return False


def _body(room: Room) -> int:
    return room.below_clock + (1 if room.height >= 20 else 0)  # noqa: PLR2004


def _title_lines(room: Room, title: str) -> tuple[str, ...]:
    return balanced(title, room.beside)


def _title_fits(room: Room, title: str) -> bool:
    return len(_title_lines(room, title)) <= room.clock_lines


def _paint_title(canvas: Canvas, room: Room, title: str) -> None:
    """The title, and below it a short line in the one accent."""
    lines = _title_lines(room, title)[: room.clock_lines]
    y = room.y + (1 if len(lines) == 1 and room.clock_lines == LARGE else 0)
    _put_lines(canvas, room.x, y, lines, Ink.STRONG)
    if y + len(lines) < room.below_clock:
        canvas.put(room.x, y + len(lines), "━" * min(8, room.beside), Ink.HEART)


def _paragraphs(texts: Sequence[str], measure: int, gap: int) -> list[str]:
    lines: list[str] = []
    for text in texts:
        if lines and gap:
            lines.append("")
        lines += wrap(text, measure)
    return lines


def _put_lines(canvas: Canvas, x: int, y: int, lines: Sequence[str], ink: Ink) -> None:
    for index, line in enumerate(lines):
        canvas.put(x, y + index, line, ink)


# Cards


def _paint_cards(canvas: Canvas, room: Room, scene: CardsShown) -> bool:
    _paint_title(canvas, room, scene.title)
    measure = min(room.width, MEASURE)
    top = room.y + room.clock_lines
    ask = list(wrap(scene.ask, measure)) if scene.ask else []
    below = _paragraphs(scene.below, measure, 0)
    for pad, gap in ((2, 2), (1, 1), (0, 1), (0, 0)):
        cards = _card_lines(scene.faces, measure, pad if len(scene.faces) == 1 else min(pad, 1))
        between = gap if len(cards) > 1 else 0
        needed = len(ask) + (gap if ask else 0) + sum(map(len, cards)) + between * (len(cards) - 1) + gap + len(below)
        first = top + (gap if needed + gap <= room.bottom - top else 0)
        if first + needed <= room.bottom:
            break
    y = first + max(0, (room.bottom - first - needed) // 3)
    _put_lines(canvas, room.x, y, ask, Ink.PLAIN)
    y += len(ask) + (gap if ask else 0)
    for face, card in zip(scene.faces, cards, strict=True):
        _paint_card(canvas, room.x, y, measure, face, card)
        y += len(card) + between
    _put_lines(canvas, room.x, y - between + gap, below, Ink.PLAIN)
    return first + needed <= room.bottom and _title_fits(room, scene.title)


def _card_lines(faces: Sequence[RoomFace], measure: int, pad: int) -> list[list[str]]:
    """The lines of each card, with ``pad`` empty ones above and below."""
    edge = [""] * pad
    return [[*edge, *balanced(face.text, measure - _inset(face) - 2), *edge] for face in faces]


def _inset(face: RoomFace) -> int:
    """Cells before the text of a card: its letter stands there."""
    return 5 if face.letter else 2


def _paint_card(canvas: Canvas, x: int, y: int, measure: int, face: RoomFace, lines: Sequence[str]) -> None:
    """A lit card; its symbol stands in two corners where there is a free line for it."""
    ink = Ink.RED if face.symbol in "♥♦" else Ink.BLACK
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
            end = canvas.put(end, y + index, " " * (x + measure - 2 - cell_len(corner) - end), Ink.PAPER)
            end = canvas.put(end, y + index, corner, ink)
        canvas.put(end, y + index, " " * (x + measure - end), Ink.PAPER)


# Turns


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


def _paint_turn(canvas: Canvas, room: Room, scene: TurnShown) -> RoomPainted:
    loop = _loop_lines(scene, room.width)
    chips = _chip_lines(scene, room.width)
    shown = [(scene.faces, False)]
    if scene.instead:
        shown.append(((RoomFace("", scene.instead),), True))
    for faces, stood_in in shown:
        for spacing in _SPACINGS:
            cards = _card_lines(faces, room.beside, spacing.card if len(faces) == 1 else 0)
            between = min(spacing.card, 1)
            high = max(sum(map(len, cards)) + between * (len(cards) - 1), room.clock_lines)
            stages = spacing.stages * sum(line.begins_stage for line in loop)
            needed = high + spacing.above + chips + spacing.below + len(loop) + stages
            if needed <= room.height:
                _paint_turn_so(canvas, room, scene, faces, cards, spacing, loop)
                return RoomPainted(canvas, whole=True, stood_in=stood_in)
    _paint_turn_so(canvas, room, scene, faces, cards, _SPACINGS[-1], loop)
    return RoomPainted(canvas, whole=False)


def _paint_turn_so(
    canvas: Canvas,
    room: Room,
    scene: TurnShown,
    faces: Sequence[RoomFace],
    cards: Sequence[Sequence[str]],
    spacing: _Spacing,
    loop: Sequence[_LoopLine],
) -> None:
    y = room.y
    for face, card in zip(faces, cards, strict=True):
        _paint_card(canvas, room.x, y, room.beside, face, card)
        y += len(card) + min(spacing.card, 1)
    y = max(y - min(spacing.card, 1), room.y + room.clock_lines) + spacing.above
    y = _paint_chips(canvas, room, scene, y) + spacing.below
    labels = max(cell_len(line.label) for line in loop)
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
    signs = {Who.SPEAKER: speaker, Who.LISTENER: listener, Who.BOTH: BOTH}
    room = measure - _SIGN - max(cell_len(step.label) for step in scene.loop) - 2
    lines: list[_LoopLine] = []
    for index, step in enumerate(scene.loop):
        for part, text in enumerate(_said(step, room)):
            first = part == 0
            begins = first and index > 0 and not step.leads_back
            lines.append(_LoopLine(signs[step.who] if first else "", step.label if first else "", text, begins))
    return lines


def _said(step: Step, measure: int) -> Iterator[str]:
    """What is said in a step: on one line if there is room for it, else each text on its own."""
    whole = "  ".join(step.says)
    if cell_len(whole) <= measure:
        yield whole
    else:
        for text in step.says:
            yield from wrap(text, measure)


def _chip_texts(scene: TurnShown) -> tuple[str, str]:
    speaker, listener = (SECOND, FIRST) if scene.second else (FIRST, SECOND)
    return f" {speaker} {scene.speaks.upper()} ", f"{listener}  {scene.listens}"


def _chip_lines(scene: TurnShown, measure: int) -> int:
    speaks, listens = _chip_texts(scene)
    return 1 if cell_len(speaks) + 3 + cell_len(listens) <= measure else 2


def _paint_chips(canvas: Canvas, room: Room, scene: TurnShown, y: int) -> int:
    """Who speaks, lit, and who listens; returns the line after them."""
    speaks, listens = _chip_texts(scene)
    end = canvas.put(room.x, y, fit(speaks, room.width), Ink.KEY_CHIP)
    if _chip_lines(scene, room.width) == 1:
        canvas.put(end + 3, y, listens, Ink.STRONG)
        return y + 1
    canvas.put(room.x + 1, y + 1, fit(listens, room.width - 1), Ink.STRONG)
    return y + 2


# One line, and the agenda


def _paint_quiet(canvas: Canvas, room: Room, text: str) -> bool:
    lines = balanced(text, min(room.width, 40)) if text else ()
    top = room.y + (room.height - len(lines)) // 2
    for index, line in enumerate(lines):
        canvas.put(room.x + (room.width - cell_len(line)) // 2, top + index, line, Ink.STRONG)
    return len(lines) <= room.height


_TIME = 6
"""Cells of a time of day and a space."""

_MINUTES = 4
"""Cells of an item's minutes."""

_COLUMN = _TIME + _MINUTES + 2
"""Cells of a time with minutes beside it, and what keeps it from the next one."""


class _AgendaRow(NamedTuple):
    number: str
    text: str
    times: tuple[str, str]
    ink: Ink
    row: Row | None
    item: int


def _paint_agenda(canvas: Canvas, room: Room, scene: Agenda) -> bool:
    """Title, heads of the columns, and the items around the one in focus, as many as there is room for."""
    lines = _agenda_rows(scene, room)
    end = room.x + room.width
    top = room.y + (2 if room.height >= len(lines) + 5 else 1)
    canvas.put(room.x, room.y, fit(scene.title, room.width - 2 * _COLUMN), Ink.STRONG)
    for head, x in ((scene.planned, end - 2 * _COLUMN + 2), (scene.actual, end - _COLUMN + 2)):
        canvas.put(x, room.y, fit(head, _COLUMN - 2), Ink.QUIET)
    space = room.bottom - top - 1
    first = max(0, min(len(lines) - space, _line_of(lines, scene.focus) - space // 2))
    for y, line in enumerate(lines[first : first + space], start=top):
        after = canvas.put(room.x, y, line.number, Ink.HEART if line.ink is Ink.STRONG else Ink.QUIET, line.row)
        canvas.put(after, y, line.text, line.ink, line.row)
        for text, x in zip(line.times, (end - 2 * _COLUMN + 2, end - _COLUMN + 2), strict=True):
            canvas.put(x, y, text, line.ink if text.strip() else Ink.QUIET)
    _paint_back(canvas, room, scene)
    return len(lines) <= space


def _paint_back(canvas: Canvas, room: Room, scene: Agenda) -> None:
    y = room.bottom - 1
    if scene.hint:
        canvas.put(room.x, y, fit(scene.hint, room.width), Ink.PLAIN)
    elif scene.back is not None:
        end = canvas.put(room.x, y, f" {scene.back.key} ", Ink.KEY_CHIP, scene.back)
        canvas.put(end + 1, y, fit(scene.back.text, room.width - 8), Ink.PLAIN, scene.back)


def _agenda_rows(scene: Agenda, room: Room) -> list[_AgendaRow]:
    measure = room.width - 2 * _COLUMN - 5
    rows: list[_AgendaRow] = []
    for index, line in enumerate(scene.lines):
        ink = Ink.STRONG if line.here else Ink.PLAIN
        times = tuple(
            f"{time:<{_TIME}}{minutes:>{_MINUTES - 1}}" if time else ""
            for time, minutes in ((line.planned, line.minutes), (line.began, line.took))
        )
        number = f"{'▸' if line.here else ' '}{line.number:>2}  "
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

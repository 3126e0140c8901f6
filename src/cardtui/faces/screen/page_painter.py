"""Paints a page: a title, some prose, perhaps a card, and numbered rows."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from cardtui.faces.screen.canvas import Canvas, block
from cardtui.faces.screen.card_painter import pad, paint_card, paint_head, place_card
from cardtui.faces.screen.key_bar import has_footer, paint_footer, paint_hint
from cardtui.faces.screen.themes import Ink
from cardtui.presenter.scene import Page, Row
from cardtui.text.layout import cells, drawable, fit, wrap

PROSE = 58
"""Cells of the widest line."""

KEYS = 7
"""Cells of the column of keys before the rows: " enter ", or a digit."""

LONG_LIST = 5
"""A list of more rows may show only the first line of each: they are previews there, not labels."""

TITLE = 2
"""Lines of the longest title; it may be the name of a suit."""

HEART = "♥"


class _PageLine(msgspec.Struct, frozen=True):
    text: str = ""
    ink: Ink = Ink.PLAIN
    row: Row | None = None
    key: str = ""


class PaintedPage(msgspec.Struct, frozen=True):
    """A painted page, and how many lines of it did not fit (0 when all of it is there)."""

    canvas: Canvas
    hidden: int


def paint_page(page: Page, width: int, height: int, sign: str = "", scroll: int = 0) -> PaintedPage:
    """Paint a page on a canvas of ``width`` x ``height`` cells, from line ``scroll`` of its prose on."""
    page, sign = drawable(page), drawable(sign)
    canvas = Canvas(width, height)
    area = block(width, height)
    paint_head(canvas, page.head, area, sign)
    measure = min(PROSE, area.inner)
    x = area.x + (area.width - measure) // 2
    top = area.y + (1 if area.tight else 3)
    below = area.footer - (1 if has_footer(page.hidden) or page.hint else -1)
    if page.face is not None:
        card = place_card(page.face, area)
        x, measure = card.x + pad(card.width), min(PROSE, card.width - 2 * pad(card.width))
        gap = 2 if area.tall else 1
        if _fitted(page, measure, below - card.below - gap, 0)[1]:  # the card gives way before a row does
            card = replace(card, height=max(3, len(card.lines)))
        paint_card(canvas, page.face, card)
        top = card.below + gap
    lines, hidden = _fitted(page, measure, below - top, scroll)
    if page.face is None:
        top += max(0, (below - top - len(lines)) // 3)
    for y, line in enumerate(lines, start=top):
        _paint_line(canvas, x, y, line)
    paint_hint(canvas, area, page.hint)
    paint_footer(canvas, area, (), page.hidden)
    return PaintedPage(canvas, hidden)


def _paint_line(canvas: Canvas, x: int, y: int, line: _PageLine) -> None:
    if line.row is None:
        canvas.put(x, y, line.text, line.ink)
        return
    if line.key == "enter":
        canvas.put(x, y, f" {line.key} ", Ink.KEY_CHIP, line.row)
    elif line.key:
        canvas.put(x + KEYS - 2 - cells(line.key), y, line.key, Ink.STRONG, line.row)
    at = x + KEYS + 1
    if line.key and line.row.marked:
        at = canvas.put(at, y, f"{HEART} ", Ink.HEART, line.row)
    end = canvas.put(at, y, line.text, line.ink, line.row)
    if line.key and line.row.short:
        canvas.put(end + 2, y, line.row.short, Ink.QUIET, line.row)


def _fitted(page: Page, measure: int, room: int, scroll: int) -> tuple[list[_PageLine], int]:
    """The lines of a page that fit into ``room`` lines: first the gaps give way, then long rows, then prose scrolls."""
    title = [_PageLine(line, Ink.STRONG) for line in _title(page.title, measure)]
    is_list = len(page.rows) > LONG_LIST
    for gap, title_gap, rows_cut in ((1, 1, False), (0, 1, False), (0, 0, False), (0, 0, is_list)):
        prose = _prose(page.prose, measure, gap)
        rows = _rows(page.rows, measure, cut=rows_cut)
        between = [_PageLine()] if prose or title else []
        inner = [_PageLine()] if title and prose and title_gap else []
        lines = [*title, *inner, *prose, *between, *rows]
        if len(lines) <= room:
            return lines, 0
    if len(title) + len(rows) + 1 + bool(prose) > room:  # no row may be lost below the screen
        rows = _rows(page.rows, measure, cut=True)
    fixed = len(title) + 1 + len(rows)
    shown = max(1, room - fixed)
    scroll = max(0, min(scroll, len(prose) - shown))
    hidden = len(prose) - shown - scroll
    return [*title, *prose[scroll : scroll + shown], _PageLine(), *rows][:room], max(0, hidden)


def _title(text: str, measure: int) -> Sequence[str]:
    lines = wrap(text, measure) if text else ()
    return lines if len(lines) <= TITLE else (*lines[: TITLE - 1], fit(f"{lines[TITLE - 1]} …", measure))


def _prose(paragraphs: Sequence[str], measure: int, gap: int) -> list[_PageLine]:
    lines: list[_PageLine] = []
    for paragraph in paragraphs:
        if lines and gap:
            lines.append(_PageLine())
        lines += [_PageLine(line, Ink.PLAIN) for line in wrap(paragraph, measure)]
    return lines


def _rows(rows: Sequence[Row], measure: int, *, cut: bool) -> list[_PageLine]:
    width = measure - KEYS - 1
    lines: list[_PageLine] = []
    for index, row in enumerate(rows):
        inner = width - 2 if row.marked else width
        texts = (fit(row.text, inner),) if cut else wrap(row.text, inner)
        if index and row.key == "enter" and not cut:
            lines.append(_PageLine())  # the way back stands apart from a list
        lines += [_PageLine(text, Ink.PLAIN, row, row.key if not part else "") for part, text in enumerate(texts)]
    return lines

"""The line of keys: the one obvious next key at the left, what else is always there at the right, as far as it fits."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cardtui.faces.screen.canvas import Canvas, CanvasBlock
from cardtui.faces.screen.themes import Ink
from cardtui.presenter.scene import Row
from cardtui.text.layout import cells, fit

GAP = 3


class _KeyHint(msgspec.Struct, frozen=True):
    key: str
    text: str
    row: Row | None

    @property
    def width(self) -> int:
        return cells(self.key) + 1 + cells(self.text)


# Which shortcuts stand there, the most needed first; the others are behind Esc, which always stands there.
_ORDER = ("esc", "t", "i", "b", "?")
_AT_RIGHT = ("t", "?", "esc")


def has_footer(hidden: Sequence[Row]) -> bool:
    """Whether any of these rows would stand in the line of keys."""
    return any(key in row.keys for row in hidden for key in _ORDER)


def paint_hint(canvas: Canvas, area: CanvasBlock, hint: str) -> None:
    """Paint a gentle word above the line of keys."""
    canvas.put(area.left, area.footer - 1, fit(hint, area.inner), Ink.STRONG)


def paint_footer(
    canvas: Canvas, area: CanvasBlock, rows: Sequence[Row], hidden: Sequence[Row], choose: str = ""
) -> None:
    """Paint the line of keys. ``choose``: who chooses among digits, where Enter does nothing."""
    start, end = area.left, area.left + area.inner
    left: list[_KeyHint] = []
    if choose:
        left.append(_KeyHint(" ".join(row.key for row in rows), choose, None))
    else:
        left += [_KeyHint(row.key, row.text, row) for row in rows if row.who is None or "enter" in row.keys]
    right: list[_KeyHint] = []
    room = end - start - sum(item.width + GAP for item in left)
    for key in _ORDER:
        row = next((row for row in hidden if key in row.keys), None)
        if row is None:
            continue
        wanted = [row.text, row.short] if key == "i" else [row.short or row.text]
        for text in wanted:
            item = _KeyHint(key, text, row)
            if text and item.width <= room:
                (right if key in _AT_RIGHT else left).append(item)
                room -= item.width + GAP
                break
    x = start
    for item in left:
        x = _paint_item(canvas, x, area.footer, item) + GAP
    right.sort(key=lambda item: _AT_RIGHT.index(item.key))
    x = end - sum(item.width for item in right) - GAP * max(0, len(right) - 1)
    for item in right:
        x = _paint_item(canvas, x, area.footer, item) + GAP


def _paint_item(canvas: Canvas, x: int, y: int, item: _KeyHint) -> int:
    x = canvas.put(x, y, item.key, Ink.STRONG, item.row)
    return canvas.put(x, y, f" {item.text}", Ink.QUIET, item.row)

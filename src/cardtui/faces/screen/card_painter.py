"""Paints the card and the line above it, wherever a card is shown."""

from __future__ import annotations

import msgspec

from cardtui.faces.screen.canvas import Canvas, CanvasBlock
from cardtui.faces.screen.themes import Ink
from cardtui.presenter.scene import CardFace, Head
from cardtui.text.layout import balanced, cells, fit

RED_SUITS = "♥♦"


PROSE = 56
"""Cells of the widest line of prose on a card."""


class CardPlace(msgspec.Struct, frozen=True):
    """Where the card lies: its corner, its size, its text."""

    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]

    @property
    def below(self) -> int:
        """The first line below the card."""
        return self.y + self.height


WIDEST_CARD, LOWEST = PROSE + 12, 6
"""Cells of the widest card, lines of the lowest one."""


def pad(width: int) -> int:
    """Columns between the edge of a card and its text."""
    return 6 if width >= PROSE else 4


def place_card(face: CardFace, area: CanvasBlock) -> CardPlace:
    """Find the place of a card on a screen."""
    width = min(area.width - 2 * (4 if area.tight else area.margin + 3), WIDEST_CARD)
    lines = balanced(face.text, min(PROSE, width - 2 * pad(width)))
    if area.tight:
        height = max(LOWEST, len(lines) + 2)
        top = 2 if height == LOWEST else 1  # a longer card takes the line above it
    else:
        height = max(10 if area.tall else 8, len(lines) + 4)
        top = 5 if area.tall else 3
    longest = area.height - top - (9 if area.tight else 11)
    if height > longest:  # no more than leaves room for the two halves
        height = max(3, longest)
        lines = (*lines[: height - 1], fit(f"{lines[height - 1]} …", PROSE)) if len(lines) > height else lines
    return CardPlace(area.x + (area.width - width) // 2, area.y + top, width, height, lines)


def paint_card(canvas: Canvas, face: CardFace, card: CardPlace) -> None:
    """Paint the card, with its symbol in two corners."""
    sign = fit(face.symbol, 2)
    indent = min(pad(card.width), (card.width - max(map(cells, card.lines), default=0)) // 2)
    first = card.y + max(0, (card.height - len(card.lines) + 1) // 2)
    corner = 1 if card.height > LOWEST + 1 else 0
    symbol = Ink.RED if face.symbol in RED_SUITS else Ink.BLACK
    for y in range(card.y, card.below):
        x = card.x
        left = sign if y == card.y + corner else ""
        right = sign if y == card.below - 1 - corner else ""
        text = card.lines[y - first] if 0 <= y - first < len(card.lines) else ""
        inset = 3 if corner else 2
        if left:
            x = canvas.put(x, y, " " * inset, Ink.PAPER)
            x = canvas.put(x, y, left, symbol)
        x = canvas.put(x, y, " " * (card.x + indent - x), Ink.PAPER)
        x = canvas.put(x, y, text, Ink.PROMPT)
        end = card.x + card.width - (inset + cells(right) if right else 0)
        x = canvas.put(x, y, " " * (end - x), Ink.PAPER)
        if right:
            x = canvas.put(x, y, right, symbol)
            canvas.put(x, y, " " * inset, Ink.PAPER)


def paint_head(canvas: Canvas, head: Head, area: CanvasBlock, sign: str) -> None:
    """Paint the quiet line at the top. ``sign``: what must be seen, such as "not saved"."""
    right, ink = (sign, Ink.STRONG) if sign else (head.right, Ink.QUIET)
    room = area.inner - cells(right) - 2
    canvas.put(area.left, area.head, fit(head.left, room), Ink.QUIET)
    canvas.put(area.left + area.inner - cells(right), area.head, right, ink)

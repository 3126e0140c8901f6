"""Cards to cut out: nine on a page, as large as playing cards, with their backs and with marks for the knife."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from cardtui.deck.card import Card
from cardtui.deck.words import Words, fill
from cardtui.print.blocks import Block, Type, height, joined, label, paginated, paragraph
from cardtui.print.boxes import ASCENT, GRAY, MM, PALE, Box, Document, Measure, Paper, Rule, Style, Text, shifted
from cardtui.print.dialogue_text import told
from cardtui.print.line_breaks import cleaned, even_lines

WIDE, TALL = 63 * MM, 88 * MM
"""Of a card: those of playing cards, for which there are boxes and sleeves everywhere."""

ACROSS, DOWN = 3, 3
"""Cards on a page. They touch, so that one cut parts two of them."""

_PAD = 6 * MM
"""From the edge of a card to its text: a knife that slips by two millimetres cuts no letter."""

_MARK = 4 * MM
_MARK_GAP = 1 * MM
"""Length of a mark, and how far it stays from the cards."""

_CORNER = 12.0
"""Size of the symbol in two corners."""

_SIZES: tuple[float, ...] = (14.0, 13.5, 13.0, 12.5, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5)
"""Of a prompt: the largest that leaves room for the rest. One that is too long for the last goes on on another card."""

_HOPELESS = 1000
"""Characters of a prompt that no size can bring onto one card."""

_COUNT = 16.0
"""Room for which part of a card it is, where it has several."""

_HEADING = Type(Style.PLAIN, 9.5, GRAY, leading=1.2)
_MOST_LINES = 3
"""Of a heading."""

_STEM = 0.86
_TIP = Type(Style.ITALIC, 10, leading=1.2)
_SMALL = 8.0
"""Of a stem, as a share of its prompt's size; the listener's tip; what stands at the foot, in points."""

_FRAME = 5 * MM
"""From the edge of a card to the pattern on its back: what two sides of a sheet are apart is not seen."""

_HATCH = 3.5 * MM
_FIELD = 12 * MM
_SIGN = 22.0
"""Of a back: how far its lines are apart, the way from its middle to the corners of the free field there, and the size
of the symbol in that."""


class CutCard(msgspec.Struct, frozen=True):
    """A card to be printed.

    heading: the suit that it comes from, or, of a plan's card, the practice that it is for. symbol: of its suit.
    letter: what it is called where couples choose from several, else empty.
    """

    card: Card
    heading: str
    symbol: str
    letter: str = ""


def cut_cards(title: str, cards: Sequence[CutCard], words: Words, paper: Paper, measure: Measure) -> Document:
    """Lay out cards: each page of faces is followed by that of their backs, to be printed on its other side.

    Args:
        title: of the document; it is not printed.
        cards: in the order in which they are to lie.
        words: of the deck.
        paper: what they are printed on.
        measure: the widths of the fonts.
    """
    drawn = {card: _faces(card, words, measure) for card in dict.fromkeys(cards)}
    sides = [(face, _back(card, measure)) for card in cards for face in drawn[card]]
    pages: list[tuple[Box, ...]] = []
    for start in range(0, len(sides), ACROSS * DOWN):
        part = sides[start : start + ACROSS * DOWN]
        pages.append(_page([face for face, _ in part], paper))
        # Turned over on its long edge, a sheet has its left column on the right.
        rows = [part[row : row + ACROSS] for row in range(0, len(part), ACROSS)]
        backs = [back for row in rows for _, back in ((*row, *[((), ())] * (ACROSS - len(row))))[::-1]]
        pages.append(_page(backs, paper))
    return Document(title, words.language, paper, tuple(pages))


def _page(faces: Sequence[Sequence[Box]], paper: Paper) -> tuple[Box, ...]:
    width, tall = paper.size
    left, top = (width - ACROSS * WIDE) / 2, (tall - DOWN * TALL) / 2
    boxes: list[Box] = list(_marks(left, top))
    for number, face in enumerate(faces):
        down, across = divmod(number, ACROSS)
        boxes += [shifted(box, left + across * WIDE, top + down * TALL) for box in face]
    return tuple(boxes)


def _marks(left: float, top: float) -> Sequence[Rule]:
    """Where to cut: short lines outside of the cards."""
    right, bottom = left + ACROSS * WIDE, top + DOWN * TALL
    marks: list[Rule] = []
    for number in range(ACROSS + 1):
        x = left + number * WIDE
        marks += [Rule(x, y, 0, _MARK, 0.35) for y in (top - _MARK_GAP - _MARK, bottom + _MARK_GAP)]
    for number in range(DOWN + 1):
        y = top + number * TALL
        marks += [Rule(x, y, _MARK, 0, 0.35) for x in (left - _MARK_GAP - _MARK, right + _MARK_GAP)]
    return marks


def _back(card: CutCard, measure: Measure) -> list[Box]:
    """A pattern of crossed lines, with the suit's symbol in the middle."""
    wide, tall = WIDE - 2 * _FRAME, TALL - 2 * _FRAME
    middle = WIDE / 2, TALL / 2
    boxes: list[Box] = [
        *(Rule(_FRAME, y, wide, weight=0.6, gray=PALE) for y in (_FRAME, TALL - _FRAME)),
        *(Rule(x, _FRAME, 0, tall, weight=0.6, gray=PALE) for x in (_FRAME, WIDE - _FRAME)),
    ]
    # On a line that falls to the right x - y is the same everywhere; its points are told apart by x + y.
    most = int((wide + tall) / 2 / _HATCH)
    for number in range(-most, most + 1):
        same = number * _HATCH
        low, high = max(-wide - same, same - tall), min(wide - same, same + tall)
        free = _FIELD if abs(same) < _FIELD else 0.0
        for begin, end in ((low, min(high, -free)), (max(low, free), high)):
            if begin < end:
                x, y, length = (begin + same) / 2, (begin - same) / 2, (end - begin) / 2
                boxes.append(Rule(middle[0] + x, middle[1] + y, length, length, 0.3, PALE))
                boxes.append(Rule(middle[0] - x, middle[1] + y, -length, length, 0.3, PALE))
    sign = label(card.symbol, Type(Style.PLAIN, _SIGN), measure, y=middle[1] + _SIGN * 0.35)
    return [*boxes, replace(sign, x=middle[0] - sign.width / 2)]


def _faces(card: CutCard, words: Words, measure: Measure) -> list[list[Box]]:
    """A card's face; more than one only if its prompt is far too long for one."""
    corners = _corners(card, measure)
    foot = _foot(card, words, measure)
    top = max(_PAD + _CORNER, *(box.edges[3] for box in corners if not box.turned)) + 10
    room = TALL - top - foot.height - _PAD - 6
    blocks: list[Block] = []
    sizes = _SIZES[-1:] if len(card.card.prompt) > _HOPELESS else _SIZES
    for size in sizes:
        # Lines are evened out once the size is known; that never makes more of them.
        blocks = _text(card.card, words, size, measure, even=False)
        if height(blocks) <= room:
            blocks = _text(card.card, words, size, measure, even=True)
            break
    pages = paginated(blocks, room)
    lower = TALL - _PAD - foot.height
    made: list[list[Box]] = []
    for number, page in enumerate(pages):
        # A short prompt hangs a little above the middle, where the eye looks for it.
        used = max((box.edges[3] for box in page), default=0.0)
        shift = top + max(0.0, room - used) * 0.38
        boxes = [shifted(box, _PAD, shift) for box in page] + list(corners)
        boxes += [shifted(box, _PAD, lower) for box in foot.boxes]
        if len(pages) > 1:
            count = Type(Style.PLAIN, _SMALL, GRAY)
            boxes.append(
                label(f"{number + 1}/{len(pages)}", count, measure, x=WIDE - _PAD, y=_PAD + _SMALL, right=True)
            )
        made.append(boxes)
    return made


def _text(card: Card, words: Words, size: float, measure: Measure, *, even: bool) -> list[Block]:
    inner = WIDE - 2 * _PAD
    blocks = paragraph(told(card.prompt, words), Type(Style.PLAIN, size, leading=1.26), inner, measure, even=even)
    if card.stem:
        stem = Type(Style.ITALIC, size * _STEM, GRAY, leading=1.26)
        blocks += paragraph(f"“{told(card.stem, words)}”", stem, inner, measure, gap=size * 0.8, even=even)
    return blocks


def _corners(card: CutCard, measure: Measure) -> tuple[Text, ...]:
    """The symbol, as on a playing card; the letter of a choice; and the heading, for whoever sorts them."""
    symbol = Type(Style.PLAIN, _CORNER)
    upper = label(card.symbol, symbol, measure, x=_PAD, y=_PAD + _CORNER * ASCENT)
    letter = label(card.letter, Type(Style.STRONG, _CORNER), measure, x=upper.edges[2] + 5, y=upper.y)
    beside = letter.edges[2] + 5 if card.letter else letter.x
    room = WIDE - _PAD - _COUNT - beside
    heading = even_lines(cleaned(card.heading), _HEADING.style, _HEADING.size, room, measure)
    if len(heading) > _MOST_LINES:
        heading = [*heading[: _MOST_LINES - 1], f"{heading[_MOST_LINES - 1]} …"]
    lines = [
        label(line, _HEADING, measure, x=beside, y=upper.y + number * _HEADING.line)
        for number, line in enumerate(heading)
    ]
    lower = replace(upper, x=WIDE - _PAD, y=TALL - _PAD - _CORNER * ASCENT, turned=True)
    return (upper, lower, *([letter] if card.letter else []), *lines)


def _foot(card: CutCard, words: Words, measure: Measure) -> Block:
    """What the listener minds, and, in a corner, how deep it goes."""
    inner = WIDE - 2 * _PAD
    small = Type(Style.PLAIN, _SMALL, GRAY, leading=1.25)
    blocks: list[Block] = []
    if card.card.listen:
        text = fill(words.print_listen, {"value": told(card.card.listen, words)})
        blocks += paragraph(text, _TIP, inner, measure, even=True)
    kind: str = getattr(words, f"kind_{card.card.kind}")
    depth: str = getattr(words, f"depth_{card.card.depth}")
    last = [Block(7, (Rule(0, 3.5, inner - _CORNER - 4, weight=0.3, gray=PALE),))]
    last += paragraph(f"{kind} · {depth}", small, inner - _CORNER - 4, measure)
    return joined([*blocks, *last])

"""Cards to cut out: nine on a page, the size of playing cards, with their backs and crop marks."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from cardtui.deck.card import Card
from cardtui.deck.words import Words, fill
from cardtui.print.document import GRAY, MM, PALE, Box, Document, Measure, Paper, Rule, Style, Text, shifted
from cardtui.print.page_layout import Block, PageParts, TextColumn, Type, fitted, height, joined, paginated
from cardtui.workshop.dialogue_script import card_text
from cardtui.workshop.workshop_plan import WorkshopPlan, card_numbers

WIDE, TALL = 63 * MM, 88 * MM
"""Size of a card: that of playing cards, since boxes and sleeves for them are sold everywhere."""

ACROSS, DOWN = 3, 3
"""Cards on a page. They touch, so that one cut separates two of them."""

_PAD = 6 * MM
"""From the edge of a card to its text: a cut that is off by two millimeters hits no letter."""

_CORNER = Type(Style.PLAIN, 12.0, leading=1)
"""The symbol in two corners."""

_SIZES: tuple[float, ...] = (14.0, 13.5, 13.0, 12.5, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5)
"""Sizes of a prompt: the largest that leaves room for the rest is used. A longer prompt continues on another card."""

_HOPELESS = 1000
"""Characters; a longer prompt does not fit on one card at any size."""

_COUNT = 16.0
"""Room for the number of a part, if a card has several."""

_HEADING = Type(Style.PLAIN, 9.5, GRAY, leading=1.2)
_MOST_LINES = 3
"""Lines of a heading."""

_STEM = 0.86
"""Size of a stem, as a share of its prompt's."""

_TIP = Type(Style.ITALIC, 10, leading=1.2)
_SMALL = Type(Style.PLAIN, 8.0, GRAY, leading=1.25)

_FRAME = 5 * MM
"""From the edge of a card to the pattern on its back: it hides a small offset between two sides of a sheet."""

_HATCH = 3.5 * MM
_FIELD = 12 * MM
_SIGN = 22.0
"""Of a back: the distance of its lines, the distance from its center to the corners of the free field there, and the
size of the symbol in that field."""


class CutCard(msgspec.Struct, frozen=True):
    """A card to be printed.

    heading: its suit, or for a plan's card the practice that it is for. symbol: of its suit.
    number: among several to choose from, else empty.
    """

    card: Card
    heading: str
    symbol: str
    number: str = ""


def plan_cards(plan: WorkshopPlan) -> list[CutCard]:
    """The cards of a plan's practices, each headed with its practice, and with its number if couples choose."""
    practices = [(item.title, item.practice) for item in plan.items if item.practice is not None]
    titles = [title for title, _ in practices]
    made: list[CutCard] = []
    for place, (title, practice) in enumerate(practices):
        # Practices with the same title are numbered, in the order of the plan.
        series = f" · {'I' * titles[: place + 1].count(title)}" if titles.count(title) > 1 else ""
        made += [
            CutCard(each.card, title + series, each.symbol, number)
            for each, number in zip(practice.cards, card_numbers(practice), strict=True)
        ]
    return made


def cut_cards(title: str, cards: Sequence[CutCard], words: Words, paper: Paper, measure: Measure) -> Document:
    """Lay out cards: each page of faces is followed by the page of their backs, for double-sided printing.

    Args:
        title: of the document; it is not printed.
        cards: in order.
        words: of the deck.
        paper: what they are printed on.
        measure: the widths of the fonts.
    """
    sheet = PageParts(paper, ACROSS, DOWN, _PAD, (WIDE, TALL), mark=4 * MM, inset=-5 * MM)
    drawn = {card: _faces(card, words, sheet.column(measure)) for card in dict.fromkeys(cards)}
    sides = [(face, _back(card, measure)) for card in cards for face in drawn[card]]
    pages: list[tuple[Box, ...]] = []
    for start in range(0, len(sides), ACROSS * DOWN):
        faces, backs = zip(*sides[start : start + ACROSS * DOWN], strict=True)
        pages += [sheet.page(faces), sheet.page(_behind(backs))]
    return Document(title, words.language, paper, tuple(pages))


def _behind(backs: Sequence[list[Box]]) -> list[list[Box]]:
    """The backs in their order on a page that is turned over on its long edge: what is left on one side is right."""
    rows = [backs[start : start + ACROSS] for start in range(0, len(backs), ACROSS)]
    return [back for row in rows for back in reversed([*row, *[[]] * (ACROSS - len(row))])]


def _back(card: CutCard, measure: Measure) -> list[Box]:
    """A pattern of crossed lines, with the suit's symbol in the center."""
    wide, tall = WIDE - 2 * _FRAME, TALL - 2 * _FRAME
    middle = WIDE / 2, TALL / 2
    boxes: list[Box] = [
        *(Rule(_FRAME, y, wide, weight=0.6, color=PALE) for y in (_FRAME, TALL - _FRAME)),
        *(Rule(x, _FRAME, 0, tall, weight=0.6, color=PALE) for x in (_FRAME, WIDE - _FRAME)),
    ]
    # Along a line that falls to the right, x - y is constant; points on it differ by x + y.
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
    sign = TextColumn(measure, WIDE).label(card.symbol, Type(Style.PLAIN, _SIGN))
    return [*boxes, replace(sign, x=middle[0] - sign.width / 2, y=middle[1] + _SIGN * 0.35)]


def _faces(card: CutCard, words: Words, column: TextColumn) -> list[list[Box]]:
    """A card's face; more than one only if its prompt is far too long for one."""
    corners = _corners(card, column)
    foot = _foot(card, words, column)
    top = max(_PAD + _CORNER.size, *(box.edges[3] for box in corners if not box.turned)) + 10
    room = TALL - top - foot.height - _PAD - 6
    sizes = _SIZES[-1:] if len(card.card.prompt) > _HOPELESS else _SIZES
    (blocks,) = fitted(sizes, room, lambda size: _text(card.card, words, size, column, even=True))
    if height(blocks) > room:
        blocks = _text(card.card, words, sizes[-1], column, even=False)
    pages = paginated(blocks, room)
    made: list[list[Box]] = []
    for number, page in enumerate(pages, start=1):
        # A short prompt is placed a little above the center, where the eye looks for it.
        used = max((box.edges[3] for box in page), default=0.0)
        shift = top + max(0.0, room - used) * 0.38
        boxes = [shifted(box, 0, shift) for box in page] + list(corners)
        boxes += [shifted(box, 0, TALL - _PAD - foot.height) for box in foot.boxes]
        if len(pages) > 1:
            count = column.label(f"{number}/{len(pages)}", _SMALL, at_end=True)
            boxes.append(replace(count, y=_PAD + _SMALL.size))
        made.append(boxes)
    return made


def _text(card: Card, words: Words, size: float, column: TextColumn, *, even: bool) -> list[Block]:
    blocks = column.text(card_text(words, card.prompt), Type(Style.PLAIN, size, leading=1.26), even=even)
    if card.stem:
        stem = Type(Style.ITALIC, size * _STEM, GRAY, leading=1.26)
        blocks += column.text(f"“{card_text(words, card.stem)}”", stem, gap=size * 0.8, even=even)
    return blocks


def _corners(card: CutCard, column: TextColumn) -> list[Text]:
    """The symbol, as on a playing card; its number in a choice; and the heading, for sorting."""
    upper = replace(column.label(card.symbol, _CORNER), y=_PAD + _CORNER.baseline)
    lower = replace(upper, x=WIDE - _PAD, y=TALL - _PAD - _CORNER.baseline, turned=True)
    labels = [upper, lower]
    begin = upper.edges[2] + 5 - column.x
    if card.number:
        number = column.part(begin).label(card.number, replace(_CORNER, style=Style.STRONG))
        labels.append(replace(number, y=upper.y))
        begin = number.edges[2] + 5 - column.x
    beside = column.part(begin, column.width - _COUNT)
    heading = beside.lines(card.heading, _HEADING, even=True)
    if len(heading) > _MOST_LINES:
        heading = [*heading[: _MOST_LINES - 1], f"{heading[_MOST_LINES - 1]} …"]
    for index, line in enumerate(heading):
        labels.append(replace(beside.label(line, _HEADING), y=upper.y + index * _HEADING.line))
    return labels


def _foot(card: CutCard, words: Words, column: TextColumn) -> Block:
    """The tip for the listener, and the card's kind and depth in a corner."""
    blocks: list[Block] = []
    if card.card.listen:
        text = fill(words.print_listen, {"value": card_text(words, card.card.listen)})
        blocks += column.text(text, _TIP, even=True)
    kind: str = getattr(words, f"kind_{card.card.kind}")
    depth: str = getattr(words, f"depth_{card.card.depth}")
    # The other corner has the symbol.
    left = column.part(0, column.width - _CORNER.size - 4)
    return joined([*blocks, left.rule(7, 0.3, down=3.5), *left.text(f"{kind} · {depth}", _SMALL)])

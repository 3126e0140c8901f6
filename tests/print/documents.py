"""Every document that can be printed, of the shipped deck and the shipped plan."""

from __future__ import annotations

from functools import partial
from itertools import combinations

from msgspec.structs import replace

from cardtui.print.cut_cards import CutCard, cut_cards
from cardtui.print.document import MM, Box, Document, Layout, Style, Text
from cardtui.print.handouts import feelings_sheet, time_out_cards
from cardtui.print.kit import kit
from cardtui.print.run_sheet import run_sheet
from cardtui.print.slides import slides
from cardtui.print.stem_sheet import stem_sheet
from cardtui.print.take_home_slip import slip, slip_sheet
from cardtui.workshop.plan_file import open_plan
from shipped_words import WORDS
from workshop.plans import shipped

DECK = shipped()
PLAN = open_plan("evening").plan
HALF_DAY = replace(open_plan("half-day").plan, leader="Maria Lopez", contacts=("A helpline: 555 0101",))

CARDS = [CutCard(card, suit.name, suit.symbol) for suit in DECK.suits for card in suit.cards]

MARGIN = 5 * MM
"""The margin in which common printers cannot print."""

DOCUMENTS: dict[str, Layout] = {
    **{f"stems-{name}": partial(stem_sheet, dialogue, WORDS) for name, dialogue in DECK.dialogues.items()},
    "feelings": partial(feelings_sheet, WORDS),
    "time-out": partial(time_out_cards, DECK.dialogues["repair"], WORDS),
    "cards": partial(cut_cards, "cards", CARDS, WORDS),
    "slip": partial(slip_sheet, slip(HALF_DAY, DECK), WORDS),
    "plan": partial(run_sheet, PLAN, WORDS, 19 * 60),
    "kit": partial(kit, HALF_DAY, DECK, 8, None),
    "slides": partial(slides, PLAN, WORDS),
}


class Half:
    """Widths without a font, so that expected layouts can be computed: every letter is half as wide as high."""

    def width(self, text: str, style: Style, size: float, *, right_to_left: bool = False) -> float:
        return len(text) * size / 2


def texts(page: tuple[Box, ...]) -> list[Text]:
    """The lines of text on a page."""
    return [box for box in page if isinstance(box, Text)]


def said(document: Document) -> str:
    """All text of a document, its lines joined."""
    return " ".join(text.text for page in document.pages for text in texts(page))


def assert_inside(document: Document) -> None:
    """All of it is on paper, and its text where common printers can print."""
    width, tall = document.size
    assert document.pages
    for page in document.pages:
        for box in page:
            left, top, right, bottom = box.edges
            edge = MARGIN - 0.01 if isinstance(box, Text) else 0
            assert min(left, top, width - right, tall - bottom) >= edge, box


def assert_apart(document: Document) -> None:
    """No two lines of text touch. Ascenders and descenders rarely fill all of their room."""
    for page in document.pages:
        for one, other in combinations(texts(page), 2):
            (l1, t1, r1, b1), (l2, t2, r2, b2) = one.edges, other.edges
            low = 0.2 * max(one.size, other.size)
            touch = l1 < r2 - 0.1 and l2 < r1 - 0.1 and t1 < b2 - low and t2 < b1 - low
            assert not touch, (one, other)

"""Every document that can be printed, of the shipped deck and the shipped plan."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from cardtui.cards.deck import open_deck
from cardtui.paper.boxes import Box, Document, Measure, Paper, Text
from cardtui.paper.cutcards import CutCard, cut_cards
from cardtui.paper.handouts import feelings_sheet, time_out_cards
from cardtui.paper.runsheet import run_sheet
from cardtui.paper.stemsheet import stem_sheet
from cardtui.workshop.reading import open_plan

_READING = open_deck()
assert _READING.deck is not None
DECK = _READING.deck
WORDS = DECK.words
PLAN = open_plan("evening").plan

CARDS = [CutCard(card, suit.name, suit.symbol) for suit in DECK.suits for card in suit.cards]

Layout = Callable[[Paper, Measure], Document]

DOCUMENTS: dict[str, Layout] = {
    **{f"stems-{name}": partial(stem_sheet, dialogue, WORDS) for name, dialogue in DECK.dialogues.items()},
    "feelings": partial(feelings_sheet, WORDS),
    "time-out": partial(time_out_cards, DECK.dialogues["repair"], WORDS),
    "cards": partial(cut_cards, "cards", CARDS, WORDS),
    "plan": partial(run_sheet, PLAN, WORDS, 19 * 60),
}


def texts(page: tuple[Box, ...]) -> list[Text]:
    """The lines of text on a page."""
    return [box for box in page if isinstance(box, Text)]


def said(document: Document) -> str:
    """All text of a document, its lines joined."""
    return " ".join(text.text for page in document.pages for text in texts(page))

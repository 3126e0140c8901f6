"""All that a workshop needs on paper, as one document, with a copy of each sheet per couple."""

from __future__ import annotations

from cardtui.deck.card import Deck
from cardtui.print.cut_cards import cut_cards, plan_cards
from cardtui.print.dialogue_text import sheet_title
from cardtui.print.document import Document, Measure, Paper
from cardtui.print.handouts import feelings_sheet
from cardtui.print.run_sheet import run_sheet
from cardtui.print.stem_sheet import stem_sheet
from cardtui.print.take_home_slip import slip, slip_sheet
from cardtui.workshop.workshop_plan import WorkshopPlan


def kit(plan: WorkshopPlan, deck: Deck, couples: int, at: int | None, paper: Paper, measure: Measure) -> Document:
    """Lay out the kit.

    Args:
        plan: the workshop.
        deck: its deck.
        couples: how many are expected.
        at: when it begins, in minutes after midnight; None for minutes from its beginning.
        paper: what it is printed on.
        measure: the widths of the fonts.
    """
    words = deck.words
    parts = [("the run sheet, for you", run_sheet(plan, words, at, paper, measure).pages)]
    for dialogue in plan.dialogues:
        stems = stem_sheet(dialogue, words, paper, measure).pages
        parts.append((f"“{sheet_title(dialogue, words)}”, one for each couple", stems * couples))
    feelings = feelings_sheet(words, paper, measure).pages
    parts.append(("feeling words, two on a page", feelings * -(-couples // 2)))
    slips = slip_sheet(slip(plan, deck), words, paper, measure).pages
    parts.append(("slips, one for each partner", slips * couples))
    if cards := plan_cards(plan):
        cut = cut_cards(plan.title, cards * couples, words, paper, measure).pages
        parts.append(("cards, a set for each couple; print these on both sides", cut))
    pages = tuple(page for _, made in parts for page in made)
    counts = tuple((name, len(made)) for name, made in parts)
    return Document(plan.title, words.language, paper, pages, parts=counts)

"""What is handed to each couple: feeling words, and a time-out with the way back."""

from __future__ import annotations

from cardtui.deck.dialogue import Dialogue
from cardtui.deck.words import Words, fill
from cardtui.print.blocks import Block, Type, beside, joined, paragraph
from cardtui.print.boxes import GRAY, PALE, Document, Measure, Paper, Rule, Style
from cardtui.print.dialogue_text import stems, steps, told
from cardtui.print.page_parts import PageParts

_BLANK = "………………"
"""Where a time is written by hand."""

_GUTTER = 26.0
"""Points between the columns."""

_TITLE = Type(Style.STRONG, 20, leading=1.2)
_CARD_TITLE = 1.1
"""Scale of the titles of two cards side by side: the same, though one has more text."""

_STEM = Type(Style.PLAIN, 13, leading=1.3)
_GROUP = Type(Style.STRONG, 11)
_WORDS = Type(Style.PLAIN, 11.5, leading=1.35)
_HINT = Type(Style.ITALIC, 10, GRAY, leading=1.3)


def feelings_sheet(words: Words, paper: Paper, measure: Measure) -> Document:
    """Lay out the feeling words, twice on a page, for two couples."""
    part = PageParts(paper, 1, 2, measure)
    boxes = part.filled(lambda scale: _feelings(words, part.inner, scale, measure))
    return Document(words.feelings_title, words.language, paper, tuple(part.pages([boxes, boxes])))


def time_out_cards(repair: Dialogue, words: Words, paper: Paper, measure: Measure) -> Document:
    """Lay out a card for a time-out and one for coming back, each twice on a page, for two couples.

    repair: the dialogue whose stems stand on the second card.
    """
    part = PageParts(paper, 2, 2, measure)
    out = part.filled(lambda scale: _time_out(words, part.inner, scale, measure))
    back = part.filled(lambda scale: _back(repair, words, part.inner, scale, measure))
    return Document(words.away_title, words.language, paper, tuple(part.pages([out, back, out, back])))


def _feelings(words: Words, width: float, scale: float, measure: Measure) -> list[Block]:
    title, stem, hint = (each.scaled(scale) for each in (_TITLE, _STEM, _HINT))
    blocks = paragraph(words.feelings_title, title, width, measure)
    blocks += paragraph(f"“{words.empathize_stem}”", stem, width, measure, gap=6 * scale)
    blocks += paragraph(" · ".join(words.feelings), _WORDS.scaled(scale), width, measure, gap=2 * scale)
    group, type_ = _GROUP.scaled(scale), _WORDS.scaled(scale)
    names = 54 * scale
    half = (len(words.feelings_more) + 1) // 2
    column = (width - _GUTTER) / 2
    rows: list[Block] = []
    for number, line in enumerate(words.feelings_more):
        x = column + _GUTTER if number >= half else 0.0
        name, colon, list_ = line.partition(":")
        if not colon:
            name, colon, list_ = line.partition("：")
        if not colon:
            rows.append(joined(paragraph(line, type_, column, measure, x=x), gap=6 * scale))
            continue
        left = joined(paragraph(name, group, names - 6, measure, x=x))
        right = joined(paragraph(list_, type_, column - names, measure, x=x + names))
        rows.append(beside(left, right, gap=6 * scale))
    rule = Block(10 * scale, (Rule(0, 4 * scale, width, weight=0.4, gray=PALE),))
    columns = beside(joined(rows[:half]), joined(rows[half:]))
    blocks.append(joined([rule, columns], gap=4 * scale))
    blocks += paragraph(f"“{words.empathize_ask}”", stem, width, measure, gap=9 * scale)
    aside = told(words.feeling_aside, words)
    return blocks + paragraph(aside, hint, width, measure, gap=2 * scale)


def _time_out(words: Words, width: float, scale: float, measure: Measure) -> list[Block]:
    title, text = _TITLE.scaled(min(scale, _CARD_TITLE)), _STEM.scaled(scale)
    blocks = paragraph(words.away_title, title, width, measure)
    blocks += paragraph(words.pause_title, text, width, measure, gap=14 * scale)
    for line in words.pause_lines:
        blocks += paragraph(line, text, width, measure, gap=7 * scale, even=True)
    meet = fill(words.pause_meet, {"time": _BLANK})
    blocks += paragraph(meet, Type(Style.STRONG, 13).scaled(scale), width, measure, gap=16 * scale)
    return blocks + paragraph(words.print_stop, _HINT.scaled(scale), width, measure, gap=16 * scale)


def _back(repair: Dialogue, words: Words, width: float, scale: float, measure: Measure) -> list[Block]:
    title = _TITLE.scaled(min(scale, _CARD_TITLE))
    text, hint = _STEM.scaled(scale), _HINT.scaled(scale)
    group, said_type = _GROUP.scaled(scale), Type(Style.PLAIN, 11).scaled(scale)
    blocks = paragraph(told(repair.title, words), title, width, measure)
    blocks += paragraph(words.return_ask, text, width, measure, gap=10 * scale)
    rule = Block(9 * scale, (Rule(0, 7 * scale, width, weight=0.4, gray=PALE),))
    blocks.append(rule)
    names = 50 * scale
    for step in steps(repair, words):
        name = joined(paragraph(step.name, group, names - 6, measure))
        says = [
            block
            for said in stems(step)
            for block in paragraph(said, said_type, width - names, measure, x=names, even=True)
        ]
        blocks.append(beside(name, joined(says), gap=5 * scale))
    return blocks + paragraph(words.print_switch, hint, width, measure, gap=9 * scale)

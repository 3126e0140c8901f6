"""Handouts for each couple: feeling words, and a time-out with the way back."""

from __future__ import annotations

from msgspec.structs import replace

from cardtui.deck.dialogue import Dialogue
from cardtui.deck.words import Words, fill
from cardtui.print.dialogue_text import stems, steps, told
from cardtui.print.document import GRAY, Document, Measure, Paper, Style
from cardtui.print.page_layout import Block, PageParts, TextColumn, Type, beside, joined

_BLANK = "………………"
"""Where to write a time by hand."""

_GUTTER = 26.0
"""Points between the columns."""

_TITLE = Type(Style.STRONG, 20, leading=1.2)
_TITLE_SCALE = 1.1
"""Maximum scale of the titles, so that two cards side by side have equal ones even if one has more text."""

_STEM = Type(Style.PLAIN, 13, leading=1.3)
_GROUP = Type(Style.STRONG, 11)
_WORDS = Type(Style.PLAIN, 11.5, leading=1.35)
_MEET = Type(Style.STRONG, 13)
_SAID = Type(Style.PLAIN, 11)
_HINT = Type(Style.ITALIC, 10, GRAY, leading=1.3)


def feelings_sheet(words: Words, paper: Paper, measure: Measure) -> Document:
    """Lay out the feeling words, twice on a page, for two couples."""
    parts = PageParts(paper, 1, 2)
    boxes = parts.filled(measure, lambda column: _feelings(words, column))
    return Document(words.feelings_title, words.language, paper, parts.pages([boxes, boxes]))


def time_out_cards(repair: Dialogue, words: Words, paper: Paper, measure: Measure) -> Document:
    """Lay out a card for a time-out and one for coming back, each twice on a page, for two couples.

    repair: the dialogue whose stems are on the second card.
    """
    parts = PageParts(paper, 2, 2)
    out = parts.filled(measure, lambda column: _time_out(words, column))
    back = parts.filled(measure, lambda column: _back(repair, words, column))
    return Document(words.away_title, words.language, paper, parts.pages([out, back, out, back]))


def _feelings(words: Words, column: TextColumn) -> list[Block]:
    blocks = column.text(words.feelings_title, _TITLE)
    blocks += column.text(f"“{words.empathize_stem}”", _STEM, gap=6)
    blocks += column.text(" · ".join(words.feelings), _WORDS, gap=2)
    width = (column.width - _GUTTER) / 2
    half = (len(words.feelings_more) + 1) // 2
    left = [_group(line, column.part(0, width)) for line in words.feelings_more[:half]]
    right = [_group(line, column.part(width + _GUTTER)) for line in words.feelings_more[half:]]
    groups = beside(joined(left), joined(right))
    blocks.append(joined([column.rule(10, 0.4, down=4), groups], gap=4 * column.scale))
    blocks += column.text(f"“{words.empathize_ask}”", _STEM, gap=9)
    return blocks + column.text(told(words.feeling_aside, words), _HINT, gap=2)


def _group(line: str, column: TextColumn) -> Block:
    """A line of feeling words, with their category before the colon, if there is one."""
    name, colon, feelings = line.partition(":" if ":" in line else "：")
    gap = 6 * column.scale
    if not colon:
        return joined(column.text(line, _WORDS), gap=gap)
    left, right = column.split(54)
    return beside(left.whole(name, type_=_GROUP), right.whole(feelings, type_=_WORDS), gap=gap)


def _time_out(words: Words, column: TextColumn) -> list[Block]:
    blocks = _titled(words.away_title, column)
    blocks += column.text(words.pause_title, _STEM, gap=14)
    blocks += column.texts(words.pause_lines, _STEM, gap=7, even=True)
    blocks += column.text(fill(words.pause_meet, {"time": _BLANK}), _MEET, gap=16)
    return blocks + column.text(words.print_stop, _HINT, gap=16)


def _back(repair: Dialogue, words: Words, column: TextColumn) -> list[Block]:
    blocks = _titled(told(repair.title, words), column)
    blocks += column.text(words.return_ask, _STEM, gap=10)
    blocks.append(column.rule(9, 0.4, down=7))
    left, right = column.split(50)
    for step in steps(repair, words):
        says = right.whole(*stems(step), type_=_SAID, even=True)
        blocks.append(beside(left.whole(step.name, type_=_GROUP), says, gap=5 * column.scale))
    return blocks + column.text(words.print_switch, _HINT, gap=9)


def _titled(title: str, column: TextColumn) -> list[Block]:
    return replace(column, scale=min(column.scale, _TITLE_SCALE)).text(title, _TITLE)

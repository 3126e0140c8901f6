"""What is handed to each couple: feeling words, and a card for a time-out with one for coming back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cardtui.deck.dialogue import Dialogue
from cardtui.deck.words import Words, fill
from cardtui.print.blocks import Block, Type, beside, height, joined, paginated, paragraph
from cardtui.print.boxes import GREY, MM, PALE, Box, Document, Measure, Paper, Rule, Style, shifted
from cardtui.print.dialogue_text import stems, steps, told

_PAD = 13 * MM
"""From the edge of a part of the page to its text."""

_MARK = 6 * MM
_EDGE = 5 * MM
"""Length of a mark for the knife, and its way from the edge of the paper, which printers leave white."""

_SCALES = (1.3, 1.22, 1.15, 1.08, 1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64)

_Blocks = Callable[[float], list[Block]]
"""What stands on a part, at a scale."""

_BLANK = "………………"
"""Where a time is written by hand."""

_TITLE = Type(Style.STRONG, 20, leading=1.2)
_STEM = Type(Style.PLAIN, 13, leading=1.3)
_GROUP = Type(Style.STRONG, 11)
_WORDS = Type(Style.PLAIN, 11.5, leading=1.35)
_HINT = Type(Style.ITALIC, 10, GREY, leading=1.3)


def feelings_sheet(words: Words, paper: Paper, measure: Measure) -> Document:
    """Lay out the feeling words, twice on a page, for two couples."""
    part = _Part(paper, 1, 2, measure)
    boxes = part.filled(lambda scale: _feelings(words, part.inner, scale, measure))
    return Document(words.feelings_title, words.language, paper, tuple(part.pages([boxes, boxes])))


def time_out_cards(repair: Dialogue, words: Words, paper: Paper, measure: Measure) -> Document:
    """Lay out a card for a time-out and one for coming back, each twice on a page, for two couples.

    repair: the dialogue whose stems stand on the second card.
    """
    part = _Part(paper, 2, 2, measure)
    out = part.filled(lambda scale: _time_out(words, part.inner, scale, measure))
    back = part.filled(lambda scale: _back(repair, words, part.inner, scale, measure))
    return Document(words.away_title, words.language, paper, tuple(part.pages([out, back, out, back])))


def _feelings(words: Words, width: float, scale: float, measure: Measure) -> list[Block]:
    title, stem, hint = (each.scaled(scale) for each in (_TITLE, _STEM, _HINT))
    blocks = paragraph(words.feelings_title, title, width, measure)
    blocks += paragraph(f"“{words.empathize_stem}”", stem, width, measure, gap=6 * scale)
    blocks += paragraph(" · ".join(words.feelings), _WORDS.scaled(scale), width, measure, gap=2 * scale)
    group, type_ = _GROUP.scaled(scale), _WORDS.scaled(scale)
    names = 60 * scale
    rows: list[Block] = []
    for line in words.feelings_more:
        name, colon, list_ = line.partition(":")
        if not colon:
            name, colon, list_ = line.partition("：")
        if not colon:
            rows.append(joined(paragraph(line, type_, width, measure), gap=5 * scale))
            continue
        left = joined(paragraph(name, group, names - 6, measure))
        right = joined(paragraph(list_, type_, width - names, measure, x=names))
        rows.append(beside(left, right, gap=5 * scale))
    rule = Block(10 * scale, (Rule(0, 4 * scale, width, weight=0.4, grey=PALE),))
    blocks.append(joined([rule, *rows], gap=4 * scale))
    blocks += paragraph(f"“{words.empathize_ask}”", stem, width, measure, gap=9 * scale)
    aside = told(words.feeling_aside, words)
    return blocks + paragraph(aside, hint, width, measure, gap=2 * scale)


def _time_out(words: Words, width: float, scale: float, measure: Measure) -> list[Block]:
    title, text = _TITLE.scaled(scale), _STEM.scaled(scale)
    blocks = paragraph(words.away_title, title, width, measure)
    blocks += paragraph(words.pause_title, text, width, measure, gap=14 * scale)
    for line in words.pause_lines:
        blocks += paragraph(line, text, width, measure, gap=7 * scale)
    meet = fill(words.pause_meet, {"time": _BLANK})
    blocks += paragraph(meet, Type(Style.STRONG, 13).scaled(scale), width, measure, gap=16 * scale)
    return blocks + paragraph(words.print_stop, _HINT.scaled(scale), width, measure, gap=16 * scale)


def _back(repair: Dialogue, words: Words, width: float, scale: float, measure: Measure) -> list[Block]:
    title, text, hint = (each.scaled(scale) for each in (_TITLE, _STEM, _HINT))
    group = _GROUP.scaled(scale)
    blocks = paragraph(words.return_title, title, width, measure)
    blocks += paragraph(words.return_ask, text, width, measure, gap=10 * scale)
    rule = Block(9 * scale, (Rule(0, 7 * scale, width, weight=0.4, grey=PALE),))
    blocks.append(rule)
    names = 50 * scale
    for step in steps(repair, words):
        name = joined(paragraph(step.name, group, names - 6, measure))
        says = [
            block
            for said in stems(step)
            for block in paragraph(said, Type(Style.PLAIN, 11).scaled(scale), width - names, measure, x=names)
        ]
        blocks.append(beside(name, joined(says), gap=5 * scale))
    return blocks + paragraph(words.print_switch, hint, width, measure, gap=9 * scale)


@dataclass
class _Part:
    """A page in equal parts, ``across`` by ``down``, each with the same margins."""

    paper: Paper
    across: int
    down: int
    measure: Measure

    @property
    def inner(self) -> float:
        """Room for text."""
        return self.paper.size[0] / self.across - 2 * _PAD

    @property
    def room(self) -> float:
        """Its height."""
        return self.paper.size[1] / self.down - 2 * _PAD

    def filled(self, blocks_at: _Blocks) -> list[list[Box]]:
        """The boxes of a part, as large as they fit in; several parts if even the smallest do not."""
        blocks: Sequence[Block] = ()
        for scale in _SCALES:
            blocks = blocks_at(scale)
            if height(blocks) <= self.room:
                break
        return paginated(blocks, self.room)

    def pages(self, parts: Sequence[list[list[Box]]]) -> list[tuple[Box, ...]]:
        """Pages of parts, row by row, each with its marks for the knife; what needs several parts, on several pages."""
        return [
            (*self._marks(), *self._placed([part[number] if number < len(part) else [] for part in parts]))
            for number in range(max(map(len, parts)))
        ]

    def _placed(self, parts: Sequence[list[Box]]) -> list[Box]:
        width, tall = self.paper.size[0] / self.across, self.paper.size[1] / self.down
        boxes: list[Box] = []
        for number, part in enumerate(parts):
            down, across = divmod(number, self.across)
            boxes += [shifted(box, across * width + _PAD, down * tall + _PAD) for box in part]
        return boxes

    def _marks(self) -> list[Box]:
        width, tall = self.paper.size
        marks: list[Box] = []
        for number in range(1, self.across):
            x = width * number / self.across
            marks += [Rule(x, y, 0, _MARK, 0.35) for y in (_EDGE, tall - _EDGE - _MARK)]
        for number in range(1, self.down):
            y = tall * number / self.down
            marks += [Rule(x, y, _MARK, 0, 0.35) for x in (_EDGE, width - _EDGE - _MARK)]
        return marks

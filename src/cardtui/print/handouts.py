"""What is handed to each couple: feeling words, a time-out with the way back, and a slip to take home."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import msgspec
from msgspec.structs import replace

from cardtui.deck.dialogue import Dialogue
from cardtui.deck.words import Words, fill
from cardtui.print.blocks import Block, Type, beside, height, joined, kept, paginated, paragraph
from cardtui.print.boxes import GREY, MM, PALE, Box, Document, Measure, Paper, Rule, Style, shifted
from cardtui.print.dialogue_text import sheet_title, stems, steps, told
from cardtui.workshop.workshop_plan import RoomCard, WorkshopPlan

_PAD = 13 * MM
"""From the edge of a part of the page to its text."""

_MARK = 6 * MM
_EDGE = 5 * MM
"""Length of a mark for the knife, and its way from the edge of the paper, which printers leave white."""

_SCALES = (1.6, 1.5, 1.4, 1.3, 1.22, 1.15, 1.08, 1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64)

_Blocks = Callable[[float], list[Block]]
"""What stands on a part, at a scale."""

_BLANK = "………………"
"""Where a time is written by hand."""

_LINE = "…" * 20
"""Where a name or a number is."""

_GUTTER = 26.0
"""Points between the columns of a slip."""

_TITLE = Type(Style.STRONG, 20, leading=1.2)
_STEM = Type(Style.PLAIN, 13, leading=1.3)
_GROUP = Type(Style.STRONG, 11)
_WORDS = Type(Style.PLAIN, 11.5, leading=1.35)
_HINT = Type(Style.ITALIC, 10, GREY, leading=1.3)
_SMALL = Type(Style.PLAIN, 10.5, leading=1.3)


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


def slip_sheet(plan: WorkshopPlan, dialogue: Dialogue, words: Words, paper: Paper, measure: Measure) -> Document:
    """Lay out the slip to take home, twice on a page, for both partners: either may want to call somebody alone.

    dialogue: whose words stand on it.
    """
    part = _Part(paper, 1, 2, measure)
    width = (part.inner - _GUTTER) / 2
    boxes = part.filled(
        lambda scale: _slip_words(plan, dialogue, words, _SlipColumn(0.0, width, scale, measure)),
        lambda scale: _slip_help(plan, words, _SlipColumn(width + _GUTTER, width, scale, measure)),
    )
    return Document(words.print_slip, words.language, paper, tuple(part.pages([boxes, boxes])))


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
    rule = Block(10 * scale, (Rule(0, 4 * scale, width, weight=0.4, grey=PALE),))
    columns = beside(joined(rows[:half]), joined(rows[half:]))
    blocks.append(joined([rule, columns], gap=4 * scale))
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
    blocks = paragraph(told(repair.title, words), title, width, measure)
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


class _SlipColumn(msgspec.Struct, frozen=True):
    """One of the two columns of a slip."""

    x: float
    width: float
    scale: float
    measure: Measure

    def text(self, text: str, type_: Type, gap: float = 0.0) -> list[Block]:
        """A paragraph."""
        return paragraph(text, type_.scaled(self.scale), self.width, self.measure, x=self.x, gap=gap * self.scale)

    def head(self, text: str) -> list[Block]:
        """What stands over a part; it stays with what follows."""
        rule = Block(7 * self.scale, (Rule(self.x, 0, self.width, weight=0.4, grey=PALE),))
        return kept([joined([rule, *self.text(text, _GROUP)], gap=9 * self.scale)])

    def row(self, names: float, name: str, texts: Iterable[str], type_: Type, gap: float) -> Block:
        """A name, and beside it what belongs to it."""
        inner, x = self.width - names * self.scale, self.x + names * self.scale
        type_ = type_.scaled(self.scale)
        says = joined(block for text in texts for block in paragraph(text, type_, inner, self.measure, x=x))
        named = joined(
            paragraph(name, replace(type_, style=Style.STRONG), names * self.scale - 6, self.measure, x=self.x)
        )
        return beside(named, says, gap=gap * self.scale)


def _slip_words(plan: WorkshopPlan, dialogue: Dialogue, words: Words, column: _SlipColumn) -> list[Block]:
    """What it was, and the words for doing it again."""
    blocks = column.text(words.print_slip, _TITLE)
    blocks += column.text(plan.title, _HINT, gap=1)
    blocks += column.head(sheet_title(dialogue, words))
    blocks += [column.row(70, step.name, stems(step), _SMALL, 4) for step in steps(dialogue, words)]
    return blocks + column.text(words.print_switch, _HINT, gap=7)


def _slip_help(plan: WorkshopPlan, words: Words, column: _SlipColumn) -> list[Block]:
    """How to stop, what to talk about, and whom to call."""
    blocks = column.head(words.away_title)
    for line in (words.pause_title, *words.pause_lines):
        blocks += column.text(line, _SMALL, gap=1)
    blocks += column.text(fill(words.pause_meet, {"time": _BLANK}), _SMALL, gap=3)
    if plan.take_home:
        blocks += column.head(words.print_week)
        blocks += [_slip_card(each, words, column) for each in plan.take_home]
    blocks += column.head(words.print_contacts)
    for contact in plan.contacts or (_LINE, _LINE):
        blocks += column.text(contact, _SMALL, gap=1 if plan.contacts else 6)
    return blocks + column.text(fill(words.print_leader, {"value": plan.leader or _LINE}), _SMALL, gap=7)


def _slip_card(shown: RoomCard, words: Words, column: _SlipColumn) -> Block:
    stem = (f"“{told(shown.card.stem, words)}”",) if shown.card.stem else ()
    return column.row(18, shown.symbol, (told(shown.card.prompt, words), *stem), _SMALL, 3)


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

    def filled(self, *columns: _Blocks) -> list[list[Box]]:
        """The boxes of a part's columns, as large as they fit in; several parts if even the smallest do not."""
        made: list[list[Block]] = []
        for scale in _SCALES:
            made = [blocks_at(scale) for blocks_at in columns]
            if max(map(height, made)) <= self.room:
                break
        pages = zip_longest(*(paginated(blocks, self.room) for blocks in made), fillvalue=[])
        return [[box for column in page for box in column] for page in pages]

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

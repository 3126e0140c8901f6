"""The stem sheet of a dialogue: one page for two laps, every stage with what either role says."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from cardtui.deck.dialogue import Dialogue
from cardtui.deck.words import Words
from cardtui.print.blocks import Block, Type, beside, height, joined, kept, label, paginated, paragraph
from cardtui.print.boxes import GRAY, MM, PALE, Box, Document, Measure, Paper, Rule, Style, shifted
from cardtui.print.dialogue_text import DialogueStep, SpokenText, TextTone, sheet_title, steps, told

_MARGIN = 20 * MM
_GUTTER = 18.0
"""Points between the columns."""

_NAMES = 0.25
"""Of the room: the most that the column of the stages' names takes."""

_SIZES = (1.3, 1.24, 1.18, 1.12, 1.06, 1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7)
"""The largest one that brings all onto one page is taken; with dozens of stages, even the last needs a second page."""

_TITLE = Type(Style.STRONG, 24, leading=1.15)
_ABOUT = Type(Style.PLAIN, 11, GRAY)
_HEAD = Type(Style.STRONG, 10.5)
_NAME = Type(Style.STRONG, 10.5)
_TONES = {
    TextTone.SAY: Type(Style.PLAIN, 13, leading=1.25),
    TextTone.HINT: Type(Style.ITALIC, 10, GRAY, leading=1.28),
    TextTone.CHOICE: Type(Style.PLAIN, 10, leading=1.28),
}
_FOOT = Type(Style.PLAIN, 10.5)


def stem_sheet(dialogue: Dialogue, words: Words, paper: Paper, measure: Measure) -> Document:
    """Lay out the sheet.

    Args:
        dialogue: whose stages are told.
        words: of the deck.
        paper: what it is printed on.
        measure: the widths of the fonts.
    """
    width, tall = paper.size
    room = tall - 2 * _MARGIN
    blocks: list[Block] = []
    for scale in _SIZES:
        blocks = _sheet(dialogue, words, width - 2 * _MARGIN, scale, measure)
        if height(blocks) <= room:
            break
    pages = paginated(blocks, room)
    return Document(
        sheet_title(dialogue, words),
        words.language,
        paper,
        tuple(tuple(shifted(box, _MARGIN, _MARGIN) for box in page) for page in pages),
    )


def stem_sheets(dialogues: Sequence[Dialogue], words: Words, paper: Paper, measure: Measure) -> Document:
    """The sheets of several dialogues, one after the other. ``dialogues``: at least one."""
    sheets = [stem_sheet(dialogue, words, paper, measure) for dialogue in dialogues]
    return replace(sheets[0], pages=tuple(page for sheet in sheets for page in sheet.pages))


def _sheet(dialogue: Dialogue, words: Words, width: float, scale: float, measure: Measure) -> list[Block]:
    told_steps = steps(dialogue, words)
    columns = _StemSheetColumns(width, scale, [step.name for step in told_steps], measure)
    blocks = paragraph(sheet_title(dialogue, words), _TITLE, width, measure)
    if dialogue.about:
        blocks += paragraph(told(dialogue.about, words), _ABOUT, width, measure, gap=3)
    blocks = kept(blocks)
    blocks.append(columns.head(words))
    blocks += [columns.row(step) for step in told_steps]
    foot = paragraph(words.print_switch, _FOOT.scaled(scale), width, measure)
    foot += paragraph(words.print_stop, _FOOT.scaled(scale), width, measure)
    rule = Block(8 * scale, (Rule(0, 0, width, weight=0.8),))
    blocks.append(joined([rule, *foot], gap=9 * scale))
    return blocks


class _StemSheetColumns:
    """The table: the stages' names, who speaks, who listens."""

    def __init__(self, width: float, scale: float, names: list[str], measure: Measure) -> None:
        self._width = width
        self._scale = scale
        self._measure = measure
        name = _NAME.scaled(scale)
        widest = max(label(each, name, measure).width for each in names)
        self._names = min(widest + _GUTTER, width * _NAMES)
        self._each = (width - self._names - _GUTTER) / 2
        self._left = self._names
        self._right = self._names + self._each + _GUTTER

    def head(self, words: Words) -> Block:
        """Who has which column."""
        type_ = _HEAD.scaled(self._scale)
        rows = [
            joined(paragraph(text, type_, self._each, self._measure, x=x))
            for text, x in ((words.print_speaks, self._left), (words.print_listens, self._right))
        ]
        return beside(*rows, gap=18 * self._scale, keeps=True)

    def row(self, step: DialogueStep) -> Block:
        """A stage."""
        pad = 7.5 * self._scale
        name = joined(paragraph(step.name, _NAME.scaled(self._scale), self._names - 8, self._measure))
        if step.speaker == step.listener:
            cells = [self._cell(step.speaker, self._left, 2 * self._each + _GUTTER)]
        else:
            cells = [
                self._cell(step.speaker, self._left, self._each),
                self._cell(step.listener, self._right, self._each),
            ]
        row = beside(name, *cells)
        boxes: list[Box] = [Rule(0, 0, self._width, weight=0.4, gray=PALE)]
        boxes += [shifted(box, 0, pad) for box in row.boxes]
        return Block(row.height + 2 * pad, tuple(boxes))

    def _cell(self, sayings: tuple[SpokenText, ...], x: float, width: float) -> Block:
        blocks: list[Block] = []
        before: TextTone | None = None
        for said in sayings:
            type_ = _TONES[said.tone].scaled(self._scale)
            gap = 0.0 if before is None else (2.5 if before is said.tone else 4.5) * self._scale
            if said.tone is TextTone.CHOICE:
                indent = 10 * self._scale
                lines = paragraph(said.text, type_, width - indent, self._measure, x=x + indent, gap=gap)
                if lines:
                    first = lines[0].boxes[0]
                    dash = label("–", type_, self._measure, x=x, y=first.y)
                    lines[0] = Block(lines[0].height, (dash, *lines[0].boxes), gap, lines[0].keeps)
                blocks += lines
            else:
                # Words to say are read at a glance, and a single one on a line of its own would not be.
                even = said.tone is TextTone.SAY
                blocks += paragraph(said.text, type_, width, self._measure, x=x, gap=gap, even=even)
            before = said.tone
        return joined(blocks)

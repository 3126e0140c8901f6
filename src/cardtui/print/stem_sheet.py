"""The stem sheet of a dialogue: one page for two laps, every stage with what each role says."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from cardtui.deck.dialogue import Dialogue
from cardtui.deck.words import Words
from cardtui.print.dialogue_text import SpokenText, TextTone, sheet_title, steps, told
from cardtui.print.document import BLACK, GRAY, MM, Document, Measure, Paper, Style
from cardtui.print.page_layout import Block, TextColumn, Type, beside, fitted, joined, kept, paginated

_MARGIN = 20 * MM
_GUTTER = 18.0
"""Points between the columns."""

_NAMES = 0.25
"""Share of the room: the maximum width of the column with the stages' names."""

_SIZES = (1.3, 1.24, 1.18, 1.12, 1.06, 1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7)
"""The largest that fits everything on one page is used; with dozens of stages, even the last needs a second page."""

_TITLE = Type(Style.STRONG, 24, leading=1.15)
_ABOUT = Type(Style.PLAIN, 11, GRAY)
_NAME = Type(Style.STRONG, 10.5)
_TONES = {
    TextTone.SAY: Type(Style.PLAIN, 13, leading=1.25),
    TextTone.HINT: Type(Style.ITALIC, 10, GRAY, leading=1.28),
    TextTone.CHOICE: Type(Style.PLAIN, 10, leading=1.28),
}
_FOOT = Type(Style.PLAIN, 10.5)

_ROW = 7.5
"""Points above and below the content of a table row."""


def stem_sheet(dialogue: Dialogue, words: Words, paper: Paper, measure: Measure) -> Document:
    """Lay out the sheet.

    Args:
        dialogue: the dialogue to print.
        words: of the deck.
        paper: what it is printed on.
        measure: the widths of the fonts.
    """
    width, tall = paper.size
    room = tall - 2 * _MARGIN
    columns = [TextColumn(measure, width - 2 * _MARGIN, _MARGIN, scale) for scale in _SIZES]
    (blocks,) = fitted(columns, room, lambda column: _sheet(dialogue, words, column))
    pages = tuple(map(tuple, paginated(blocks, room, _MARGIN)))
    return Document(sheet_title(dialogue, words), words.language, paper, pages)


def stem_sheets(dialogues: Sequence[Dialogue], words: Words, paper: Paper, measure: Measure) -> Document:
    """The sheets of several dialogues, one after the other. ``dialogues``: at least one."""
    sheets = [stem_sheet(dialogue, words, paper, measure) for dialogue in dialogues]
    return replace(sheets[0], pages=tuple(page for sheet in sheets for page in sheet.pages))


def _sheet(dialogue: Dialogue, words: Words, column: TextColumn) -> list[Block]:
    scale = column.scale
    unscaled = replace(column, scale=1.0)
    blocks = unscaled.text(sheet_title(dialogue, words), _TITLE)
    blocks += unscaled.text(told(dialogue.about or "", words), _ABOUT, gap=3)
    blocks = kept(blocks)
    told_steps = steps(dialogue, words)
    begin = min(max(column.label(step.name, _NAME).width for step in told_steps) + _GUTTER, column.width * _NAMES)
    each = (column.width - begin - _GUTTER) / 2
    names, both = column.part(0, begin - 8), column.part(begin)
    speaker, listener = both.part(0, each), both.part(each + _GUTTER)
    heads = speaker.whole(words.print_speaks, type_=_NAME), listener.whole(words.print_listens, type_=_NAME)
    blocks.append(beside(*heads, gap=18 * scale, keeps=True))
    for step in told_steps:
        cells = [names.whole(step.name, type_=_NAME)]
        if step.speaker == step.listener:
            cells.append(_cell(step.speaker, both))
        else:
            cells += [_cell(step.speaker, speaker), _cell(step.listener, listener)]
        blocks.append(joined([column.rule(_ROW, 0.4), beside(*cells), Block(_ROW * scale)]))
    foot = column.texts((words.print_switch, words.print_stop), _FOOT)
    blocks.append(joined([column.rule(8, 0.8, color=BLACK), *foot], gap=9 * scale))
    return blocks


def _cell(sayings: tuple[SpokenText, ...], column: TextColumn) -> Block:
    blocks: list[Block] = []
    for said, before in zip(sayings, (None, *sayings), strict=False):
        type_ = _TONES[said.tone]
        gap = 0.0 if before is None else 2.5 if before.tone is said.tone else 4.5
        if said.tone is TextTone.CHOICE:
            dash, choice = column.split(10, apart=0)
            blocks.append(beside(dash.line("–", type_), choice.whole(said.text, type_=type_), gap=gap * column.scale))
        else:
            # Words to say are read at a glance, which is hard with a single word on the last line.
            blocks += column.text(said.text, type_, gap=gap, even=said.tone is TextTone.SAY)
    return joined(blocks)

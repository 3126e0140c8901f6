"""The run sheet of a plan: all that its leader needs when the laptop dies."""

from __future__ import annotations

from msgspec.structs import replace

from cardtui.deck.words import Words, fill
from cardtui.print.blocks import (
    Block,
    Type,
    beside,
    height,
    joined,
    kept,
    label,
    lowered,
    paginated,
    paragraph,
    together,
)
from cardtui.print.boxes import GRAY, MM, PALE, Box, Document, Measure, Paper, Rule, Style, shifted
from cardtui.print.dialogue_text import sheet_title, stems, steps, told
from cardtui.workshop.projector.room_scene import starting
from cardtui.workshop.workshop_plan import Item, LoopKind, Practice, WorkshopPlan, letters

_TOP, _BOTTOM = 16 * MM, 18 * MM
_COLUMN = 168 * MM
"""With the times; lines beside them have some 75 letters, which the eye still finds its way back from."""

_TIMES = 72.0
"""Points: the column of the times."""

_TOGETHER = 12
"""Lines of a prompt up to which it is not broken."""

_DAY = 24 * 60

_TITLE = Type(Style.STRONG, 24, leading=1.15)
_PLAIN = Type(Style.PLAIN, 12, leading=1.3)
_SMALL = Type(Style.PLAIN, 9.5, GRAY)
_HEAD = Type(Style.STRONG, 13.5, leading=1.25)
_CAPTION = Type(Style.STRONG, 8.5, GRAY)
_ROOM = Type(Style.ITALIC, 12, leading=1.3)
_CARD = Type(Style.PLAIN, 12, leading=1.3)
_TABLE = Type(Style.PLAIN, 10, leading=1.45)


def run_sheet(plan: WorkshopPlan, words: Words, at: int | None, paper: Paper, measure: Measure) -> Document:
    """Lay out the sheet.

    Args:
        plan: the workshop.
        words: of its deck.
        at: when it begins, in minutes after midnight; None for minutes from its beginning.
        paper: what it is printed on.
        measure: the widths of the fonts.
    """
    width, tall = paper.size
    room = tall - _TOP - _BOTTOM
    side = (width - _COLUMN) / 2
    sheet = _RunSheetLayout(plan, words, at, _COLUMN, room, measure)
    pages = paginated(sheet.blocks(), room)
    made: list[tuple[Box, ...]] = []
    for number, page in enumerate(pages, start=1):
        foot = label(f"{number} / {len(pages)}", _SMALL, measure, x=side + _COLUMN, y=tall - _BOTTOM + 22, right=True)
        made.append((*(shifted(box, side, _TOP) for box in page), foot))
    return Document(plan.title, words.language, paper, tuple(made))


class _RunSheetLayout:
    """The blocks of a run sheet."""

    def __init__(
        self, plan: WorkshopPlan, words: Words, at: int | None, width: float, room: float, measure: Measure
    ) -> None:
        self._plan = plan
        self._words = words
        self._at = at
        self._width = width
        self._text = width - _TIMES
        self._room = room
        self._measure = measure

    def blocks(self) -> list[Block]:
        """All of it: what concerns the whole, the agenda, then each item."""
        blocks = self._head()
        for number, item in enumerate(self._plan.items):
            blocks += self._item(number, item)
        rule = Block(9, (Rule(0, 0, self._width, weight=0.5, gray=PALE),))
        return [*blocks, joined([rule, self._end(_HEAD)], gap=12)]

    def _end(self, type_: Type) -> Block:
        """When it all ends."""
        when = label(self._time(len(self._plan.items)), type_, self._measure, y=type_.baseline)
        return beside(
            Block(type_.line, (when,)),
            joined(paragraph(self._words.print_end, type_, self._text, self._measure, x=_TIMES)),
        )

    def _head(self) -> list[Block]:
        plan, words, width = self._plan, self._words, self._width
        blocks = kept(paragraph(plan.title, _TITLE, width, self._measure))
        blocks += paragraph(fill(words.print_total, {"value": str(plan.minutes)}), _SMALL, width, self._measure, gap=3)
        blocks += self._agenda()
        starts = starting(plan, words, second=False)
        blocks += paragraph(told(starts, words), _PLAIN, self._text, self._measure, gap=10)
        if plan.without:
            topics = ", ".join(getattr(words, f"topic_{topic}", topic) for topic in plan.without)
            text = fill(words.print_without, {"value": topics})
            blocks += paragraph(text, _PLAIN, self._text, self._measure, gap=2)
        if plan.contacts:
            blocks += kept(paragraph(words.print_contacts, _CAPTION, width, self._measure, gap=8))
            for contact in plan.contacts:
                blocks += paragraph(contact, _PLAIN, self._text, self._measure)
        return blocks

    def _agenda(self) -> list[Block]:
        """The whole evening at a glance: time, title, minutes, and what goes first when time runs short."""
        order = {item: number for number, item in enumerate(self._plan.droppable, start=1)}
        minutes, dropped = 50.0, 150.0
        rows: list[Block] = []
        for number, item in enumerate(self._plan.items):
            when = label(self._time(number), _TABLE, self._measure, y=_TABLE.baseline)
            long = label(
                self._minutes(item.minutes), _TABLE, self._measure, x=self._width, y=_TABLE.baseline, right=True
            )
            cells = [Block(_TABLE.line, (when, long))]
            inner = self._text - minutes
            if number in order:
                inner -= dropped
                drop = fill(self._words.print_drop, {"value": str(order[number])})
                told_ = joined(paragraph(drop, _SMALL, dropped - 12, self._measure, x=_TIMES + inner + 12))
                cells.append(lowered(told_, _TABLE.baseline - _SMALL.baseline))
            cells.append(joined(paragraph(item.title, _TABLE, inner, self._measure, x=_TIMES)))
            rows.append(beside(*cells))
        rows.append(self._end(_TABLE))
        top = Block(5, (Rule(0, 0, self._width, weight=0.8),), gap=10, keeps=True)
        bottom = Block(4, (Rule(0, 3, self._width, weight=0.8),))
        return [top, *rows[:-2], joined([*rows[-2:], bottom])]

    def _item(self, number: int, item: Item) -> list[Block]:
        words = self._words
        kind: str = getattr(words, f"print_kind_{item.kind}")
        notes = [kind, self._minutes(item.minutes)]
        order = self._plan.droppable
        if number in order:
            notes.append(fill(words.print_drop, {"value": str(order.index(number) + 1)}))
        if item.auto:
            notes.append(words.print_auto)
        when = label(self._time(number), _HEAD, self._measure, y=_HEAD.baseline)
        title = joined(paragraph(item.title, _HEAD, self._text, self._measure, x=_TIMES))
        under = paragraph(" · ".join(notes), _SMALL, self._text, self._measure, x=_TIMES)
        rule = Block(9, (Rule(0, 0, self._width, weight=0.5, gray=PALE),))
        head = joined([rule, beside(Block(_HEAD.line, (when,)), title), *under], gap=12, keeps=True)
        body = self._texts(words.print_notes, item.notes, _PLAIN)
        body += self._texts(words.print_room, item.screen, _ROOM)
        if item.practice is not None:
            starts = starting(self._plan, words, second=item.second_begins(swapped=False))
            body += paragraph(told(starts, words), _PLAIN, self._text, self._measure, x=_TIMES, gap=6)
            body += self._practice(item.practice, by_step=item.loop is LoopKind.STEP)
        item_ = [head, *body] if body else [replace(head, keeps=False)]
        # One that is too long for any page is broken where it has to be.
        return together(item_) if height(item_) <= self._room else item_

    def _texts(self, caption: str, texts: tuple[str, ...], type_: Type) -> list[Block]:
        blocks: list[Block] = []
        for number, text in enumerate(texts):
            told_ = told(text, self._words)
            blocks += paragraph(told_, type_, self._text, self._measure, x=_TIMES, gap=3 if number else 0)
        return [*self._caption(caption), *blocks] if blocks else []

    def _practice(self, practice: Practice, *, by_step: bool) -> list[Block]:
        words = self._words
        times = [fill(words.print_turns, {"value": str(practice.turn)})]
        if practice.change:
            times.append(fill(words.print_change, {"value": str(practice.change)}))
        blocks = self._caption(words.print_card if len(practice.cards) == 1 else words.print_cards)
        indent = 22.0
        for number, (each, letter) in enumerate(zip(practice.cards, letters(practice), strict=True)):
            inner = self._text - indent
            prompt = paragraph(told(each.card.prompt, words), _CARD, inner, self._measure, x=_TIMES + indent)
            if each.card.stem:
                stem = f"“{told(each.card.stem, words)}”"
                type_ = Type(Style.ITALIC, 10.5, GRAY)
                prompt += paragraph(stem, type_, inner, self._measure, x=_TIMES + indent, gap=1)
            if prompt:
                symbol = label(letter or each.symbol, _CARD, self._measure, x=_TIMES, y=prompt[0].boxes[0].y)
                first = prompt[0]
                prompt[0] = Block(first.height, (symbol, *first.boxes), 5 if number else 0, first.keeps)
            blocks += together(prompt) if len(prompt) <= _TOGETHER else prompt
        times += [words.print_by_step] * by_step
        names = 66.0
        talk = self._caption(sheet_title(practice.dialogue, words))
        talk += kept(paragraph(" · ".join(times), _SMALL, self._text, self._measure, x=_TIMES))
        only = practice.cards[0].card if len(practice.cards) == 1 else None
        for step in steps(practice.dialogue, words, only):
            name = joined(paragraph(step.name, _SMALL, names - 4, self._measure, x=_TIMES))
            says = " ".join(stems(step))
            text = joined(paragraph(says, _TABLE, self._text - names, self._measure, x=_TIMES + names))
            talk.append(beside(lowered(name, _TABLE.baseline - _SMALL.baseline), text))
        return [*blocks, *together(talk)]

    def _caption(self, text: str) -> list[Block]:
        return kept(paragraph(text, _CAPTION, self._text, self._measure, x=_TIMES, gap=6))

    def _minutes(self, minutes: int) -> str:
        return fill(self._words.print_minutes, {"value": str(minutes)})

    def _time(self, item: int) -> str:
        """When an item is planned to begin; of the number after the last, when all ends."""
        begins = self._plan.begins(item)
        if self._at is None:
            hours, minutes = divmod(begins, 60)
            return fill(self._words.print_from_start, {"value": f"{hours}:{minutes:02}"})
        hour, minute = divmod((self._at + begins) % _DAY, 60)
        return f"{hour:02}:{minute:02}"

"""The run sheet of a plan: all that its leader needs if the laptop fails."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from cardtui.deck.words import Words, fill
from cardtui.print.dialogue_text import sheet_title, stems, steps
from cardtui.print.document import BLACK, GRAY, MM, Document, Measure, Paper, Style
from cardtui.print.page_layout import Block, TextColumn, Type, beside, height, joined, kept, paginated, together
from cardtui.workshop.dialogue_script import card_text
from cardtui.workshop.room_scene import starting
from cardtui.workshop.workshop_plan import Item, LoopKind, Practice, WorkshopPlan, card_numbers

_TOP, _BOTTOM = 16 * MM, 18 * MM
_COLUMN = 168 * MM
"""Width with the times; lines beside them have about 75 letters, still easy to read."""

_TIMES = 72.0
"""Points: the width of the column with the times."""

_TOGETHER = 12
"""Lines of a prompt up to which it is not broken."""

_DAY = 24 * 60

_TITLE = Type(Style.STRONG, 24, leading=1.15)
_PLAIN = Type(Style.PLAIN, 12, leading=1.3)
_SMALL = Type(Style.PLAIN, 9.5, GRAY)
_HEAD = Type(Style.STRONG, 13.5, leading=1.25)
_CAPTION = Type(Style.STRONG, 8.5, GRAY)
_ROOM = Type(Style.ITALIC, 12, leading=1.3)
_STEM = Type(Style.ITALIC, 10.5, GRAY)
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
    column = TextColumn(measure, _COLUMN, (width - _COLUMN) / 2)
    room = tall - _TOP - _BOTTOM
    pages = paginated(_RunSheet(plan, words, at, column, room).blocks(), room, _TOP)
    for number, page in enumerate(pages, start=1):
        foot = column.label(f"{number} / {len(pages)}", _SMALL, at_end=True)
        page.append(replace(foot, y=tall - _BOTTOM + 22))
    return Document(plan.title, words.language, paper, tuple(map(tuple, pages)))


class _RunSheet(msgspec.Struct, frozen=True):
    """What a run sheet is made from. column: all of it, with the times. room: the height of a page."""

    plan: WorkshopPlan
    words: Words
    at: int | None
    column: TextColumn
    room: float

    @property
    def text(self) -> TextColumn:
        """Beside the times."""
        return self.column.part(_TIMES)

    def blocks(self) -> list[Block]:
        """All of it: the general part, the agenda, then each item."""
        blocks = [*self._head(), *self._agenda(), *self._about()]
        for number, item in enumerate(self.plan.items):
            blocks += self._item(number, item)
        return [*blocks, joined([self.column.rule(9, 0.5), self._end(_HEAD)], gap=12)]

    def _head(self) -> list[Block]:
        blocks = kept(self.column.text(self.plan.title, _TITLE))
        total = fill(self.words.print_total, {"value": str(self.plan.minutes)})
        return blocks + self.column.text(total, _SMALL, gap=3)

    def _agenda(self) -> list[Block]:
        """The whole evening at a glance: time, title, minutes, and what to cut first if time runs short."""
        minutes, dropped = 50.0, 150.0
        titles = self.column.part(_TIMES, self.column.width - minutes)
        rows: list[Block] = []
        for number, item in enumerate(self.plan.items):
            row = [self._when(number, _TABLE)]
            row.append(self.column.line(self._minutes(item), _TABLE, at_end=True))
            title = titles
            if number in self.plan.droppable:
                title, drop = titles.part(0, titles.width - dropped), titles.part(titles.width - dropped + 12)
                row.append(drop.whole(self._drop(number), type_=_SMALL, level=_TABLE))
            rows.append(beside(*row, title.whole(item.title, type_=_TABLE)))
        rows.append(self._end(_TABLE))
        top = replace(self.column.rule(5, 0.8, color=BLACK), gap=10, keeps=True)
        bottom = self.column.rule(4, 0.8, down=3, color=BLACK)
        return [top, *rows[:-2], joined([*rows[-2:], bottom])]

    def _about(self) -> list[Block]:
        """Who begins, what is left out, and whom to call."""
        column, words = self.column.part(0, self.text.width), self.words
        blocks = column.text(starting(self.plan, words, second=False), _PLAIN, gap=10)
        if self.plan.without:
            topics = ", ".join(getattr(words, f"topic_{topic}", topic) for topic in self.plan.without)
            blocks += column.text(fill(words.print_without, {"value": topics}), _PLAIN, gap=2)
        if self.plan.contacts:
            blocks += kept(self.column.text(words.print_contacts, _CAPTION, gap=8))
            blocks += column.texts(self.plan.contacts, _PLAIN)
        return blocks

    def _item(self, number: int, item: Item) -> list[Block]:
        words = self.words
        kind: str = getattr(words, f"print_kind_{item.kind}")
        notes = [kind, self._minutes(item)]
        if number in self.plan.droppable:
            notes.append(self._drop(number))
        if item.auto:
            notes.append(words.print_auto)
        title = beside(self._when(number, _HEAD), self.text.whole(item.title, type_=_HEAD))
        under = self.text.text(" · ".join(notes), _SMALL)
        head = joined([self.column.rule(9, 0.5), title, *under], gap=12, keeps=True)
        body = self._texts(words.print_notes, item.notes, _PLAIN)
        body += self._texts(words.print_room, item.screen, _ROOM)
        if item.practice is not None:
            starts = starting(self.plan, words, second=item.second_begins(swapped=False))
            body += self.text.text(starts, _PLAIN, gap=6)
            body += self._cards(item.practice)
            body += self._talk(item.practice, by_step=item.loop is LoopKind.STEP)
        item_ = [head, *body] if body else [replace(head, keeps=False)]
        # One that is too long for any page is broken where necessary.
        return together(item_) if height(item_) <= self.room else item_

    def _texts(self, caption: str, texts: Iterable[str], type_: Type) -> list[Block]:
        blocks = self.text.texts(texts, type_, gap=3)
        return [*self._caption(caption), replace(blocks[0], gap=0), *blocks[1:]] if blocks else []

    def _cards(self, practice: Practice) -> list[Block]:
        words = self.words
        signs, texts = self.text.split(22, apart=0)
        blocks = self._caption(words.print_card if len(practice.cards) == 1 else words.print_cards)
        for index, (each, number) in enumerate(zip(practice.cards, card_numbers(practice), strict=True)):
            card = texts.text(card_text(words, each.card.prompt), _PLAIN)
            if each.card.stem:
                card += texts.text(f"“{card_text(words, each.card.stem)}”", _STEM, gap=1)
            if card:
                sign = signs.line(number or each.symbol, _PLAIN)
                card[0] = beside(sign, card[0], gap=5 if index else 0, keeps=card[0].keeps)
            blocks += together(card) if len(card) <= _TOGETHER else card
        return blocks

    def _talk(self, practice: Practice, *, by_step: bool) -> list[Block]:
        """How long the turns are, and what to say in them."""
        words = self.words
        times = [fill(words.print_turns, {"value": str(practice.turn)})]
        if practice.change:
            times.append(fill(words.print_change, {"value": str(practice.change)}))
        times += [words.print_by_step] * by_step
        blocks = self._caption(sheet_title(practice.dialogue, words))
        blocks += kept(self.text.text(" · ".join(times), _SMALL))
        names, says = self.text.split(66, apart=4)
        only = practice.cards[0].card if len(practice.cards) == 1 else None
        for step in steps(practice.dialogue, words, only):
            name = names.whole(step.name, type_=_SMALL, level=_TABLE)
            blocks.append(beside(name, says.whole(" ".join(stems(step)), type_=_TABLE)))
        return together(blocks)

    def _caption(self, text: str) -> list[Block]:
        return kept(self.text.text(text, _CAPTION, gap=6))

    def _drop(self, number: int) -> str:
        """When to cut an item if time runs short."""
        return fill(self.words.print_drop, {"value": str(self.plan.droppable.index(number) + 1)})

    def _minutes(self, item: Item) -> str:
        return fill(self.words.print_minutes, {"value": str(item.minutes)})

    def _end(self, type_: Type) -> Block:
        """When the workshop ends."""
        return beside(self._when(len(self.plan.items), type_), self.text.whole(self.words.print_end, type_=type_))

    def _when(self, number: int, type_: Type) -> Block:
        """The planned start of an item; for the number after the last, the end of the workshop."""
        begins = self.plan.begins(number)
        if self.at is None:
            hours, minutes = divmod(begins, 60)
            time = fill(self.words.print_from_start, {"value": f"{hours}:{minutes:02}"})
        else:
            hours, minutes = divmod((self.at + begins) % _DAY, 60)
            time = f"{hours:02}:{minutes:02}"
        return self.column.line(time, type_)

"""The slip to take home on paper, two on a page."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from cardtui.deck.words import Words, fill
from cardtui.print.blocks import Block, Type, beside, joined, kept, lowered, paragraph
from cardtui.print.boxes import GRAY, MM, PALE, Document, Measure, Paper, Rule, Style
from cardtui.print.page_parts import PageParts
from cardtui.print.take_home_slip import Slip, SlipCard
from cardtui.workshop.turn_script import TurnStep, role_name

_PAD = 10 * MM
"""From the edge of a slip to its text."""

_GUTTER = 22.0
"""Points between the columns."""

_LEFT = 0.46
"""Of the columns' width: what is said stands on short lines, the rest on long ones."""

_NAMES = 64.0
"""Where the names of the steps stand."""

_HANDWRITING = 20.0
"""From one line that is written by hand to the next."""

_TITLE = Type(Style.STRONG, 18, leading=1.2)
_GROUP = Type(Style.STRONG, 11)
_ROLE = Type(Style.STRONG, 10.5, leading=1.26)
_TEXT = Type(Style.PLAIN, 10.5, leading=1.26)
_QUIET = Type(Style.PLAIN, 10, GRAY, leading=1.26)
_LABEL = Type(Style.PLAIN, 10, leading=1.26)
_RETURN = Type(Style.ITALIC, 10, leading=1.26)


def slip_sheet(slip: Slip, words: Words, paper: Paper, measure: Measure) -> Document:
    """Lay it out twice on a page, for both partners: either may want to call somebody alone."""
    part = PageParts(paper, 1, 2, measure, _PAD)
    room = part.inner - _GUTTER
    left = _LEFT * room
    boxes = part.filled(
        lambda scale: _left(slip, words, _SlipColumn(0.0, left, scale, measure)),
        lambda scale: _right(slip, words, _SlipColumn(left + _GUTTER, room - left, scale, measure)),
    )
    return Document(words.print_slip, words.language, paper, tuple(part.pages([boxes, boxes])))


def _left(slip: Slip, words: Words, column: _SlipColumn) -> list[Block]:
    """What it is, and the words for doing it again."""
    blocks = kept([joined(column.text(words.print_slip, _TITLE))])
    blocks += column.head(slip.dialogue)
    blocks += [column.step(step, words) for step in slip.turn]
    blocks += column.text(words.print_switch, _LABEL, gap=7)
    return blocks + column.text(slip.program, _QUIET, gap=4)


def _right(slip: Slip, words: Words, column: _SlipColumn) -> list[Block]:
    """How to stop, what to talk about, and whom to call."""
    # The plan's title stands on the line of the slip's, and the first rules at one height.
    down = (_TITLE.baseline - _QUIET.baseline) * column.scale
    plan = lowered(joined(column.text(slip.plan, _QUIET)), down)
    title = Block(_TITLE.line * column.scale)
    blocks = kept([beside(plan, title)])
    blocks += column.head(words.away_title)
    *said, when = slip.time_out
    blocks += column.text(" ".join(said), _TEXT, gap=1)
    blocks += column.line_to_write_on(when)
    blocks += column.text(slip.coming_back, _TEXT, gap=4)
    if slip.cards:
        blocks += column.head(words.print_week)
        blocks += [column.card(each) for each in slip.cards]
    blocks += column.text(slip.later, _TEXT, gap=4)
    blocks += column.head(words.print_contacts)
    for contact in slip.contacts:
        blocks += column.text(contact, _TEXT, gap=1)
    if not slip.contacts:
        blocks += 2 * column.line_to_write_on()
    if slip.leader:
        return blocks + column.text(fill(words.print_leader, {"value": slip.leader}), _TEXT, gap=7)
    return blocks + column.line_to_write_on(fill(words.print_leader, {"value": ""}))


class _SlipColumn(msgspec.Struct, frozen=True):
    """One of the two columns."""

    x: float
    width: float
    scale: float
    measure: Measure

    def text(self, text: str, type_: Type, gap: float = 0.0) -> list[Block]:
        """A paragraph."""
        return paragraph(text, type_.scaled(self.scale), self.width, self.measure, x=self.x, gap=gap * self.scale)

    def head(self, text: str) -> list[Block]:
        """What stands over a part; it stays with what follows."""
        rule = Block(7 * self.scale, (Rule(self.x, 0, self.width, weight=0.4, gray=PALE),))
        return kept([joined([rule, *self.text(text, _GROUP)], gap=7 * self.scale)])

    def step(self, step: TurnStep, words: Words) -> Block:
        """A step: whose it is and what is done, and beside it the words; an answer that leads back is quieter."""
        name = role_name(words, step.who)
        if step.leads_back:
            return self._row(_NAMES, [(step.label, _RETURN)], step.says, _RETURN, 3)
        under = [(step.label, _LABEL)] if step.label != name else []
        return self._row(_NAMES, [(name, _ROLE), *under], step.says, _TEXT, 5)

    def card(self, card: SlipCard) -> Block:
        """A card for the week."""
        text = " ".join(filter(None, (card.prompt, card.stem)))
        return self._row(18, [(card.symbol, _TEXT)], [text], _TEXT, 3)

    def line_to_write_on(self, text: str = "") -> list[Block]:
        """A line after a text, or below it where less than a third of one is left."""
        before = self.text(text, _TEXT)
        begins = max((box.edges[2] + 6 for block in before for box in block.boxes), default=self.x)
        above: list[Block] = []
        if begins > self.x + self.width * 2 / 3:
            above, before, begins = before, [], self.x
        said = joined(before)
        tall = max(_HANDWRITING * self.scale, said.height)
        type_ = _TEXT.scaled(self.scale)
        rule = Rule(begins, tall - type_.line + type_.baseline + 1.5, self.x + self.width - begins, weight=0.4)
        return [*above, Block(tall, (*lowered(said, tall - said.height).boxes, rule))]

    def _row(
        self, names: float, name: Iterable[tuple[str, Type]], texts: Iterable[str], type_: Type, gap: float
    ) -> Block:
        """A name, and beside it what belongs to it."""
        inner, x = self.width - names * self.scale, self.x + names * self.scale
        said = joined(
            block for text in texts for block in paragraph(text, type_.scaled(self.scale), inner, self.measure, x=x)
        )
        named = joined(
            block
            for text, each in name
            for block in paragraph(text, each.scaled(self.scale), names * self.scale - 6, self.measure, x=self.x)
        )
        return beside(named, said, gap=gap * self.scale)

"""What couples take home, as data that paper and page draw, and on paper, two on a page."""

from __future__ import annotations

import msgspec

from cardtui.deck.card import Deck
from cardtui.deck.words import Words, fill
from cardtui.print.dialogue_text import sheet_title
from cardtui.print.document import GRAY, MM, Document, Measure, Paper, Rule, Style
from cardtui.print.page_layout import Block, PageParts, TextColumn, Type, beside, joined, kept, lowered
from cardtui.workshop.dialogue_script import TurnStep, card_text, role_name, turn_loop
from cardtui.workshop.workshop_plan import USUAL_DIALOGUE, WorkshopPlan

_PAD = 10 * MM
"""From the edge of a slip to its text."""

_GUTTER = 22.0
"""Points between the columns."""

_LEFT = 0.46
"""Share of the columns' width: short lines for the words to say, long ones for the rest."""

_NAMES = 64.0
"""Width of the column for the names of the steps."""

_HANDWRITING = 20.0
"""Distance between lines for handwriting."""

_TITLE = Type(Style.STRONG, 18, leading=1.2)
_GROUP = Type(Style.STRONG, 11)
_ROLE = Type(Style.STRONG, 10.5, leading=1.26)
_TEXT = Type(Style.PLAIN, 10.5, leading=1.26)
_QUIET = Type(Style.PLAIN, 10, GRAY, leading=1.26)
_LABEL = Type(Style.PLAIN, 10, leading=1.26)
_RETURN = Type(Style.ITALIC, 10, leading=1.26)


class SlipCard(msgspec.Struct, frozen=True):
    """A card for the week. stem: in quotation marks, or empty."""

    symbol: str
    prompt: str
    stem: str


class Slip(msgspec.Struct, frozen=True):
    """The content of a slip.

    plan: its title. dialogue: the title of the turn. time_out: its last line asks for a time. later: the
    next weeks. program: what this program is. contacts, leader: empty if the plan names none, for the couple
    to write in.
    """

    plan: str
    dialogue: str
    turn: tuple[TurnStep, ...]
    time_out: tuple[str, ...]
    coming_back: str
    cards: tuple[SlipCard, ...]
    later: str
    program: str
    contacts: tuple[str, ...]
    leader: str


def slip(plan: WorkshopPlan, deck: Deck) -> Slip:
    """The slip of a plan. ``deck``: the plan's."""
    words = deck.words
    # The dialogue with most stages that couples practice; in a plan without practices, mirroring.
    dialogue = max(plan.dialogues, key=lambda each: len(each.stages), default=deck.dialogues[USUAL_DIALOGUE])
    cards = [(each.symbol, each.card) for each in plan.take_home]
    return Slip(
        plan.title,
        sheet_title(dialogue, words),
        turn_loop(words, dialogue),
        (words.pause_title, *words.pause_lines, words.pause_ask),
        f"{words.return_title} {words.return_ask}",
        tuple(
            SlipCard(symbol, card_text(words, card.prompt), f"“{card_text(words, card.stem)}”" if card.stem else "")
            for symbol, card in cards
        ),
        words.print_next_weeks,
        words.print_program,
        plan.contacts,
        plan.leader if plan.leader and plan.leader.strip("….") else "",
    )


def slip_sheet(slip: Slip, words: Words, paper: Paper, measure: Measure) -> Document:
    """Lay it out twice on a page, for both partners: either may want to call someone alone."""
    parts = PageParts(paper, 1, 2, _PAD)
    whole = parts.column(measure).width
    left = _LEFT * (whole - _GUTTER)
    boxes = parts.filled(
        measure,
        lambda column: _left(slip, words, column.part(0, left)),
        lambda column: _right(slip, words, column.part(left + _GUTTER)),
    )
    return Document(words.print_slip, words.language, paper, parts.pages([boxes, boxes]))


def _left(slip: Slip, words: Words, column: TextColumn) -> list[Block]:
    """The title, and the words for doing it again."""
    blocks = kept([column.whole(words.print_slip, type_=_TITLE)])
    blocks += _head(slip.dialogue, column)
    blocks += [_step(step, words, column) for step in slip.turn]
    blocks += column.text(words.print_switch, _LABEL, gap=7)
    return blocks + column.text(slip.program, _QUIET, gap=4)


def _right(slip: Slip, words: Words, column: TextColumn) -> list[Block]:
    """How to stop, what to talk about, and whom to call."""
    # The plan's title is on the line of the slip's title, and the first rules are at the same height.
    plan = column.whole(slip.plan, type_=_QUIET, level=_TITLE)
    blocks = kept([beside(plan, Block(_TITLE.line * column.scale))])
    blocks += _head(words.away_title, column)
    *said, when = slip.time_out
    blocks += column.text(" ".join(said), _TEXT, gap=1)
    blocks += _line_to_write_on(when, column)
    blocks += column.text(slip.coming_back, _TEXT, gap=4)
    if slip.cards:
        blocks += _head(words.print_week, column)
        symbols, texts = column.split(18)
        for card in slip.cards:
            said_ = texts.whole(" ".join(filter(None, (card.prompt, card.stem))), type_=_TEXT)
            blocks.append(beside(symbols.whole(card.symbol, type_=_TEXT), said_, gap=3 * column.scale))
    blocks += column.text(slip.later, _TEXT, gap=4)
    blocks += _head(words.print_contacts, column)
    blocks += column.texts(slip.contacts, _TEXT, gap=1)
    if not slip.contacts:
        blocks += 2 * _line_to_write_on("", column)
    if slip.leader:
        return blocks + column.text(fill(words.print_leader, {"value": slip.leader}), _TEXT, gap=7)
    return blocks + _line_to_write_on(fill(words.print_leader, {"value": ""}), column)


def _head(text: str, column: TextColumn) -> list[Block]:
    """The heading of a part; it stays with what follows."""
    return [joined([column.rule(7, 0.4), *column.text(text, _GROUP)], gap=7 * column.scale, keeps=True)]


def _step(step: TurnStep, words: Words, column: TextColumn) -> Block:
    """A step: who does what, and beside it the words; an answer that leads back is less prominent."""
    names, texts = column.split(_NAMES)
    if step.leads_back:
        label = names.whole(step.label, type_=_RETURN)
        return beside(label, texts.whole(*step.says, type_=_RETURN), gap=3 * column.scale)
    name = role_name(words, step.who)
    label = joined([*names.text(name, _ROLE), *(names.text(step.label, _LABEL) if step.label != name else [])])
    return beside(label, texts.whole(*step.says, type_=_TEXT), gap=5 * column.scale)


def _line_to_write_on(text: str, column: TextColumn) -> list[Block]:
    """A line after a text, or below it if less than a third of a line is left."""
    before = column.text(text, _TEXT)
    begins = max((box.edges[2] + 6 for block in before for box in block.boxes), default=column.x)
    above: list[Block] = []
    if begins > column.x + column.width * 2 / 3:
        above, before, begins = before, [], column.x
    said = joined(before)
    tall = max(_HANDWRITING * column.scale, said.height)
    down = tall - (_TEXT.line - _TEXT.baseline) * column.scale + 1.5
    rule = Rule(begins, down, column.x + column.width - begins, weight=0.4)
    return [*above, Block(tall, (*lowered(said, tall - said.height).boxes, rule))]

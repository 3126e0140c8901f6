"""Advice on a plan: what could be better, and where its leader will be short of time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from cardtui.deck.card import TENDER
from cardtui.deck.dialogue import StageType
from cardtui.deck.files.source import Source, Span, is_reported
from cardtui.deck.files.text_readers import quoted, text_of
from cardtui.deck.files.yaml_tree import Node, Scalar, Sequence
from cardtui.deck.problem import Problem, Severity
from cardtui.lint.word_choice import exclamations, show_it_all
from cardtui.lint.written_card import Advice, Passage
from cardtui.text.layout import EMOJI
from cardtui.workshop.plan_file import ItemText, PlanText
from cardtui.workshop.workshop_plan import Item, ItemKind, WorkshopPlan

_SHOWN = ("plan", "starts", "starts_other", "lobby", "title", "screen")
_TEXTS = (*_SHOWN, "contacts", "leader", "host", "safety", "notes")
"""Fields that the room reads, and all fields that are shown or printed."""

MOST_WORDS = 70
"""The most words of a slide that can be read from the last row while someone speaks."""

LEAST_WHOLE, LEAST_SHORT = 5, 3
"""The shortest turn, in minutes, in which most couples can finish a dialogue: with or without validation and empathy.

Leaders of published couples' workshops give ten minutes or more to the former.
"""

LONGEST_SITTING = 60
"""Minutes after which people need a break."""

_LONG = {StageType.SUMMARIZE, StageType.VALIDATE, StageType.EMPATHIZE, StageType.ANSWER}


def advise_on_plan(text: PlanText) -> list[Problem]:
    """All advice on a plan, by line and column. Items with errors get only the advice that the errors do not affect."""
    found = [*_minutes(text), *_drops(text), *_order(text), *_items(text), *_texts(text)]
    return sorted(text.source.problem(at, code, message, Severity.WARNING) for at, code, message in found)


def _minutes(text: PlanText) -> Iterator[Advice]:
    items = [each.item for each in text.items if each.item is not None]
    total = sum(item.minutes for item in items)
    if items and len(items) == len(text.items) and text.minutes not in (None, total):
        message = f"the items take {total} minutes together, and the plan says {text.minutes}"
        yield Advice(text.fields["minutes"], "minutes-differ", message)


def _drops(text: PlanText) -> Iterator[Advice]:
    first: dict[int, Node] = {}
    for each in text.items:
        if each.item is not None and (number := each.item.may_drop) is not None:
            at = each.fields["may_drop"]
            line, _ = text.source.place(first.setdefault(number, at).start)
            if first[number] is not at:
                message = f"which of the two goes first? The item with {number} in line {line} has the same"
                yield Advice(at, "same-drop", message)


def _order(text: PlanText) -> Iterator[Advice]:
    """Warn if couples are asked to do something before anything is said or shown."""
    begun = [each for each in text.items if each.item is None or each.item.kind is not ItemKind.BREAK]
    if begun and begun[0].item is not None and begun[0].item.kind is ItemKind.PRACTICE:
        message = "couples practice before anything was said: purpose, passing and the time-out come first"
        yield Advice(begun[0].fields["kind"], "technique-first", message)


def _items(text: PlanText) -> Iterator[Advice]:
    """Cards that are better left out of a room, and slides that are too long for it."""
    left_out = text.plan.without if text.plan is not None else ()
    contacts = text.plan.contacts if text.plan is not None else ()
    for each in text.items:
        if each.item is None:
            continue
        cards = each.item.practice.cards if each.item.practice is not None else ()
        for room_card, at in zip(cards, _card_nodes(each), strict=False):
            touched = [topic for topic in room_card.card.topics if topic in left_out]
            if touched:
                message = f"this card touches {touched[0]}, which is left out of the room"
                yield Advice(at, "left-out-card", message)
            if room_card.card.depth == TENDER:
                message = "this card is tender; in a room full of couples an easier one is kinder"
                yield Advice(at, "tender-card", message)
        words = sum(len(paragraph.split()) for paragraph in each.item.screen if paragraph not in contacts)
        if words > MOST_WORDS:
            message = f"the room has {words} words to read here; {MOST_WORDS} are plenty, and 'notes' take the rest"
            yield Advice(each.fields["screen"], "long-slide", message)


def _card_nodes(each: ItemText) -> list[Node]:
    several = each.fields.get("choose")
    if isinstance(several, Sequence):
        return [node for node in several.items if isinstance(node, Scalar)]
    return [each.fields["card"]] if "card" in each.fields else []


def _texts(text: PlanText) -> Iterator[Advice]:
    """Hidden text, exclamation marks, and emoji: print fonts rarely have them, and would print nothing."""
    for fields in (text.fields, *(each.fields for each in text.items)):
        for name in _TEXTS:
            node = fields.get(name)
            nodes = node.items if isinstance(node, Sequence) else [node]
            for scalar in nodes:
                if not isinstance(scalar, Scalar) or (said := text_of(scalar)) is None:
                    continue
                passage = Passage(name, said, scalar, text.source)
                yield from show_it_all(passage, None)
                if re.search(EMOJI, said):
                    message = (
                        "an emoji is drawn differently on each screen, and can't be printed; write a word, or nothing"
                    )
                    yield Advice(scalar, "emoji", message)
                if name in _SHOWN:
                    yield from exclamations(passage)
            if isinstance(node, Sequence):
                yield from _commas(text.source, node)


def _commas(source: Source, node: Sequence) -> Iterator[Advice]:
    """Unquoted texts of a list in brackets, where a comma within a text would split it."""
    for plain, run in groupby(node.items, lambda item: isinstance(item, Scalar) and item.plain):
        parts = list(run)
        at, written = Span(parts[0].start, parts[-1].end), source.text or ""
        if plain and len(parts) > 1 and written.startswith("[", node.start) and not is_reported(source, at):
            whole = quoted(written[at.start : at.end])
            message = f"each comma begins another text here; quote this if it is one: {whole}; if not, quote each"
            yield Advice(at, "comma-in-list", message)


def tight_spots(plan: WorkshopPlan) -> Iterator[tuple[int | None, str]]:
    """Where time will be short, one sentence each, in the order of the agenda; what concerns the whole plan comes last.

    Yields:
        The index of an item in the agenda, or None for the whole plan; and the sentence.
    """
    sitting = 0
    for index, item in enumerate(plan.items):
        name = f"{index + 1} '{item.title}': "
        for said in _tight_turns(item):
            yield index, f"{name}{said}"
        before = sitting
        sitting = 0 if item.kind is ItemKind.BREAK else sitting + item.minutes
        if before <= LONGEST_SITTING < sitting:
            yield index, f"{name}by then people will have sat for {sitting} minutes without a break."
    if not plan.droppable:
        yield None, "No item may be left out; 'may_drop' says which one goes first when you are late."
    if not any(item.kind in (ItemKind.REGROUP, ItemKind.BREAK) for item in plan.items):
        yield None, "Nothing is for questions; a regroup or a break would take them."


def _tight_turns(item: Item) -> Iterator[str]:
    practice = item.practice
    if practice is None:
        return
    dialogue = practice.dialogue
    least = LEAST_WHOLE if any(stage.stage in _LONG for stage in dialogue.stages) else LEAST_SHORT
    if practice.turn < least:
        yield f"{practice.turn} minutes a turn; '{dialogue.title}' takes {least} at least."
    if item.minutes <= practice.minutes:
        yield "its minutes are those of the turns, with none to read the card and to settle."
    if not practice.change:
        yield "the second turn begins right after the first; a minute of 'change' lets it land."

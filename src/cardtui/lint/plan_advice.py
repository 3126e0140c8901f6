"""Advice on a plan: what can be led, and might go better otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from cardtui.deck.card import Depth
from cardtui.deck.codes import AdviceCode
from cardtui.deck.files.source import Span
from cardtui.deck.files.text_readers import quoted, text_of
from cardtui.deck.files.yaml_tree import Node, Scalar, Sequence
from cardtui.deck.problem import Problem, Severity
from cardtui.lint.word_choice import exclamations
from cardtui.lint.written_card import Passage
from cardtui.text.layout import EMOJI
from cardtui.workshop.plan_file import ItemText, PlanText
from cardtui.workshop.workshop_plan import ItemKind, RoomCard

TENDER: Depth = 3

_SHOWN = ("plan", "starts", "starts_other", "lobby", "title", "screen")
_TEXTS = (*_SHOWN, "contacts", "leader", "host", "safety", "notes")
"""Fields with what the room reads, and with all that is shown or printed."""

MOST_WORDS = 70
"""Words of a slide that can be read from the last chair while somebody speaks."""


def advise_on_plan(text: PlanText) -> list[Problem]:
    """All advice on a plan, by line and column; of items with errors only what they do not touch."""
    found = [
        *_minutes(text),
        *_drops(text),
        *_cards(text),
        *_order(text),
        *_slides(text),
        *_texts(text),
        *_commas(text),
    ]
    return sorted(text.source.problem(at, code, message, Severity.WARNING) for at, code, message in found)


Found = tuple[Span, AdviceCode, str]


def _minutes(text: PlanText) -> Iterator[Found]:
    if text.minutes is not None and all(each.item is not None for each in text.items) and text.items:
        total = sum(each.item.minutes for each in text.items if each.item is not None)
        if total != text.minutes:
            message = f"the items take {total} minutes together, and the plan says {text.minutes}"
            yield text.fields["minutes"], "minutes-differ", message


def _drops(text: PlanText) -> Iterator[Found]:
    first: dict[int, Node] = {}
    for each in text.items:
        number = each.item.may_drop if each.item is not None else None
        if number is None:
            continue
        at = each.fields["may_drop"]
        if number in first:
            line, _ = text.source.place(first[number].start)
            yield at, "same-drop", f"which of the two goes first? The item with {number} in line {line} has the same"
        else:
            first[number] = at


def _cards(text: PlanText) -> Iterator[Found]:
    without = set(text.plan.without) if text.plan is not None else set()
    for each in text.items:
        practice = each.item.practice if each.item is not None else None
        for room_card, at in zip(practice.cards if practice is not None else (), _card_nodes(each), strict=False):
            yield from _card(room_card, at, without)


def _card(room_card: RoomCard, at: Node, without: set[str]) -> Iterator[Found]:
    card = room_card.card
    touched = [topic for topic in card.topics if topic in without]
    if touched:
        yield at, "left-out-card", f"this card touches {touched[0]}, which is left out of the room"
    if card.depth == TENDER:
        yield at, "tender-card", "this card is tender; in a room full of couples an easier one is kinder"


def _card_nodes(each: ItemText) -> list[Node]:
    several = each.fields.get("choose")
    if isinstance(several, Sequence):
        return [node for node in several.items if isinstance(node, Scalar)]
    return [each.fields["card"]] if "card" in each.fields else []


def _order(text: PlanText) -> Iterator[Found]:
    """Whether anything is said or shown before couples are asked to do something."""
    for each in text.items:
        kind = each.item.kind if each.item is not None else None
        if kind is ItemKind.PRACTICE:
            message = "couples practice before anything was said: purpose, passing and the time-out come first"
            yield each.fields["kind"], "technique-first", message
        if kind is not ItemKind.BREAK:
            return


def _slides(text: PlanText) -> Iterator[Found]:
    contacts = text.plan.contacts if text.plan is not None else ()
    for each in text.items:
        shown = each.item.screen if each.item is not None else ()
        words = sum(len(paragraph.split()) for paragraph in shown if paragraph not in contacts)
        if words > MOST_WORDS:
            message = f"the room has {words} words to read here; {MOST_WORDS} are plenty, and 'notes' take the rest"
            yield each.fields["screen"], "long-slide", message


def _fields(text: PlanText) -> Iterator[tuple[str, Node]]:
    for fields in (text.fields, *(each.fields for each in text.items)):
        yield from ((name, fields[name]) for name in _TEXTS if name in fields)


def _texts(text: PlanText) -> Iterator[Found]:
    """What is not there, shouts, or cannot be printed: a font for print rarely has emoji, and then nothing is."""
    for name, node in _fields(text):
        for scalar in node.items if isinstance(node, Sequence) else (node,):
            if not isinstance(scalar, Scalar) or (said := text_of(scalar)) is None:
                continue
            passage = Passage(name, said, scalar, text.source)
            if passage.hidden is not None:
                message = (
                    "what stands from '#' on is a note to YAML, and not in the plan; put all of the text in quotes"
                )
                yield passage.hidden, "hidden-by-hash", message
            if re.search(EMOJI, said):
                message = "an emoji is drawn differently on each screen, and can't be printed; write a word, or nothing"
                yield scalar, "emoji", message
            if name in _SHOWN:
                yield from exclamations(passage)


def _commas(text: PlanText) -> Iterator[Found]:
    """Texts of a list in brackets that have no quotes; a comma that belongs to a text parts it there."""
    written = text.source.text or ""
    for _, node in _fields(text):
        if not isinstance(node, Sequence) or written[node.start : node.start + 1] != "[":
            continue
        for plain, run in groupby(node.items, lambda item: isinstance(item, Scalar) and item.plain):
            parts = list(run)
            if plain and len(parts) > 1:
                at = Span(parts[0].start, parts[-1].end)
                whole = quoted(written[at.start : at.end])
                message = f"each comma begins another text here; quote this if it is one: {whole}; if not, quote each"
                yield at, "comma-in-list", message

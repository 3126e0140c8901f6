"""Advice on a plan: what can be led, and might go better otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from cardtui.deck.card import Depth
from cardtui.deck.codes import AdviceCode
from cardtui.deck.files.yaml_tree import Node, Scalar, Sequence
from cardtui.deck.problem import Problem, Severity
from cardtui.text.emoji import EMOJI
from cardtui.workshop.plan_file import ItemText, PlanText
from cardtui.workshop.workshop_plan import ItemKind, RoomCard

TENDER: Depth = 3

_TEXTS = ("plan", "starts", "starts_other", "lobby", "contacts", "leader", "title", "screen", "safety", "notes")
"""Fields with what is shown or printed."""

MOST_WORDS = 70
"""Words of a slide that can be read from the last chair while somebody speaks."""


def advise_on_plan(text: PlanText) -> list[Problem]:
    """All advice on a plan, by line and column; of items with errors only what they do not touch."""
    found = [*_minutes(text), *_drops(text), *_cards(text), *_order(text), *_slides(text), *_emoji(text)]
    return sorted(text.source.problem(at, code, message, Severity.WARNING) for at, code, message in found)


Found = tuple[Node, AdviceCode, str]


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
            message = "couples practise before anything was said: purpose, passing and the time-out come first"
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


def _emoji(text: PlanText) -> Iterator[Found]:
    """A font for print rarely has them, and then nothing is printed."""
    for fields in (text.fields, *(each.fields for each in text.items)):
        for node in filter(None, map(fields.get, _TEXTS)):
            for scalar in node.items if isinstance(node, Sequence) else (node,):
                if isinstance(scalar, Scalar) and EMOJI.search(scalar.value):
                    message = (
                        "an emoji is drawn differently on each screen, and can't be printed; write a word, or nothing"
                    )
                    yield scalar, "emoji", message

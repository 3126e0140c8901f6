"""A plan file: nodes to a plan, or all its errors."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from shlex import quote

import msgspec
from msgspec.structs import replace

from cardtui.deck.card import Deck
from cardtui.deck.files.mapping_reader import Fields, MappingShape, head, read_fields, read_values
from cardtui.deck.files.source import Source, Span, nearest, read_source
from cardtui.deck.files.text_readers import read_choice, read_items, read_name, read_text
from cardtui.deck.files.yaml_tree import Broken, Mapping, Node, Scalar, Sequence, parse
from cardtui.deck.problem import Problem
from cardtui.text.suggestions import one_of, shown
from cardtui.workshop.plan_fields import CHOICES, MOST_CARDS, PRACTICE_ONLY, ItemForm, PlanForm
from cardtui.workshop.plan_locations import PlanDeck, deck_of, find_plan
from cardtui.workshop.workshop_plan import (
    USUAL_DIALOGUE,
    ClockKind,
    Item,
    ItemKind,
    Practice,
    RoomCard,
    Starter,
    WorkshopPlan,
)

_BEGINS = "give the time at which it all begins with '--at' when you print or rehearse it"
_LASTS = "how long it takes is 'minutes'; when it begins follows from the items before it"

_HOST = "whose workshop it is, is 'host', as a text; there are no pictures on the wall"

PLAN = MappingShape.of(
    "a plan",
    PlanForm,
    hints={**dict.fromkeys(("time", "start", "begins", "at"), _BEGINS), **dict.fromkeys(("logo", "name"), _HOST)},
)
ITEM = MappingShape.of(
    "an item of the agenda",
    ItemForm,
    hints=dict.fromkeys(("time", "start", "begins", "at", "duration", "length"), _LASTS),
)

_TIMES = ("turn", "change")
"""Fields that are read only for a practice."""

CONTACTS = "{contacts}"
"""A paragraph of ``screen`` or ``lobby`` that is replaced by the contacts."""

_BRACE = re.compile(r"\{[a-z_]+\}")


class ItemText(msgspec.Struct, frozen=True):
    """An item as read from its file. item: None if it has errors. fields: the node of each field."""

    item: Item | None
    fields: Fields


class OpenedPlan(msgspec.Struct, frozen=True):
    """A plan that can be led, with the deck whose cards and words it shows. path: its file."""

    path: Path
    plan: WorkshopPlan
    deck: Deck


class PlanWrong(Exception):
    """The plan in the file ``path`` has errors. `problems` lists them, by line and column."""

    def __init__(self, path: Path, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"the plan {path.name} has errors; 'cardtui check {quote(str(path))}' shows them")
        self.path = path
        self.problems = problems


class PlanText(msgspec.Struct, frozen=True):
    """A plan as read from its file; ``plan`` is None if the file has errors."""

    source: Source
    plan: WorkshopPlan | None
    fields: Fields = {}
    items: tuple[ItemText, ...] = ()
    minutes: int | None = None
    deck: Deck | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All its errors, by line and column."""
        return tuple(sorted(self.source.problems))


def open_plan(name_or_path: str) -> OpenedPlan:
    """Find and read a plan.

    Raises:
        PlanNotFound: no such plan.
        PlanWrong: it has errors.
    """
    path = find_plan(name_or_path)
    text = read_plan(read_source(path))
    if text.plan is None or text.deck is None:
        raise PlanWrong(path, text.problems)
    return OpenedPlan(path, text.plan, text.deck)


def is_plan(path: Path) -> bool:
    """Whether a file is meant as a plan: it has an agenda, or a plan's title, at its left edge."""
    text = read_source(path).text
    return text is not None and re.search(r"^(?:plan|agenda)[ \t]*:", text, re.MULTILINE) is not None


def read_plan(source: Source, find_deck: Callable[[str | None, Path], PlanDeck] = deck_of) -> PlanText:
    """Read and check a plan. Never raises for bad content; errors are in the source's problems.

    find_deck: returns the deck for its name in the plan (None: no name) and the plan's path.
    """
    tree = parse(source)
    if tree is None or not _looks_like_a_plan(source, tree):
        return PlanText(source, None)
    fields = read_fields(source, tree, PLAN)
    values = read_values(source, fields, PLAN)
    _refuse_braces(source, fields.get("lobby"))
    for name in ("plan", "starts", "starts_other", "host"):
        _refuse_braces(source, fields.get(name), filled="")
    deck = _deck(source, fields.get("deck"), find_deck)
    slip = f"a slip has room for 1 to {MOST_CARDS} cards"
    take_home = _listed_cards(source, fields.get("take_home"), "take_home", range(1, MOST_CARDS + 1), slip, deck.deck)
    items = _agenda(source, fields.get("agenda"), deck.deck)
    minutes = values.pop("minutes", None)
    plan = None
    if not source.problems and values.keys() >= PLAN.needed:
        contacts = values.get("contacts", ())
        good = tuple(
            replace(text.item, screen=_with_contacts(text.item.screen, contacts))
            for text in items
            if text.item is not None
        )
        values["lobby"] = _with_contacts(values.get("lobby", ()), contacts)
        values.pop("about", None)  # a note for readers of the file
        plan = WorkshopPlan(values.pop("plan"), deck=deck.name, items=good, take_home=take_home, **values)
    return PlanText(source, plan, fields, items, minutes, deck.deck)


def _looks_like_a_plan(source: Source, tree: Mapping) -> bool:
    keys = [key.value for key in tree.flat[::2] if isinstance(key, Scalar)]
    if any(key in ("plan", "agenda") or nearest(source, key, ("plan", "agenda")) for key in keys):
        return True
    source.error(head(tree), "not-a-plan", "this file has neither 'plan' nor 'agenda', so it is no plan of a workshop")
    return False


def _deck(source: Source, node: Node | None, find_deck: Callable[[str | None, Path], PlanDeck]) -> PlanDeck:
    name = read_text(source, node, "'deck'")
    if node is not None and name is None:
        return PlanDeck("", None)
    deck = find_deck(name, source.path)
    if deck.trouble:
        source.error(node or Span(0, 1), "unknown-deck", deck.trouble)
    return deck


def _agenda(source: Source, node: Node | None, deck: Deck | None) -> tuple[ItemText, ...]:
    if isinstance(node, Sequence) and node.items:
        return tuple([_item(source, item, deck) for item in node.items if not source.full])
    if isinstance(node, Sequence):
        source.error(node, "no-agenda", "a plan needs at least one item in its agenda")
    elif node is not None and not isinstance(node, Broken):
        source.error(node, "wrong-shape", "'agenda' is a list: each item begins with '- kind:'")
    return ()


def _item(source: Source, node: Node, deck: Deck | None) -> ItemText:
    if not isinstance(node, Mapping):
        if not isinstance(node, Broken):
            source.error(node, "wrong-shape", "an item is a list of fields: '- kind: talk', then 'title: …' below it")
        return ItemText(None, {})
    problems = len(source.problems)
    fields = read_fields(source, node, ITEM)
    values = read_values(source, {name: at for name, at in fields.items() if name not in _TIMES}, ITEM)
    kind, minutes = values.get("kind"), values.get("minutes")
    _refuse_braces(source, fields.get("screen"))
    _refuse_braces(source, fields.get("title"), filled="")
    practice = None
    if kind is ItemKind.PRACTICE:
        practice = _practice(source, node, fields, deck)
        if practice is not None and values.setdefault("minutes", practice.minutes) < practice.minutes:
            told = f"two turns of {practice.turn} minutes and {practice.change} between them take {practice.minutes}"
            source.error(fields["minutes"], "too-short", f"{told}; this item has {minutes} minutes")
    elif kind is not None:
        for field in PRACTICE_ONLY:
            if field in fields:
                source.error(fields[field], "misplaced-field", f"only a practice has '{field}'; this item is a {kind}")
        if "minutes" not in fields:
            source.error(head(node), "missing-key", f"a {kind} needs 'minutes'")
    missing = kind is ItemKind.PRACTICE and practice is None  # the deck may have the error, reported elsewhere
    if missing or len(source.problems) > problems or not values.keys() >= {*ITEM.needed, "minutes"}:
        return ItemText(None, fields)
    safety, notes = values.pop("safety", ()), values.pop("notes", ())
    starter = values.pop("starts", Starter.FIRST)
    values.setdefault("clock", ClockKind.DIGITS if kind is ItemKind.BREAK else ClockKind.BAR)
    item = Item(notes=(*safety, *notes), safety=len(safety), practice=practice, starter=starter, **values)
    return ItemText(item, fields)


def _with_contacts(texts: tuple[str, ...], contacts: tuple[str, ...]) -> tuple[str, ...]:
    """The paragraphs with each contacts paragraph filled in."""
    return tuple(each for text in texts for each in (contacts if text == CONTACTS else (text,)))


def _practice(source: Source, node: Mapping, fields: Fields, deck: Deck | None) -> Practice | None:
    cards = _cards(source, node, fields, deck)
    times = read_values(source, {name: fields[name] for name in _TIMES if name in fields}, ITEM)
    if "turn" not in fields:
        source.error(head(node), "missing-key", "a practice needs 'turn', the minutes that each partner speaks")
    dialogues = deck.dialogues if deck is not None else {}
    name: str | None = USUAL_DIALOGUE
    if (asked := fields.get("dialogue")) is not None:
        name = read_text(source, asked, "'dialogue'")
        if name is not None and deck is not None:
            name = read_choice(source, asked, "a dialogue of this deck", sorted(dialogues), "unknown-dialogue")
    if not cards or "turn" not in times or name not in dialogues:
        return None
    return Practice(cards, dialogues[name], **times)


def _cards(source: Source, node: Mapping, fields: Fields, deck: Deck | None) -> tuple[RoomCard, ...]:
    one, several = fields.get("card"), fields.get("choose")
    if one is not None and several is not None:
        source.error(several, "bad-choice", "this practice has a 'card' already; leave one of the two out")
    elif several is not None:
        choices = f"couples choose from {one_of(list(map(str, CHOICES)))} cards"
        return _listed_cards(source, several, "choose", CHOICES, choices, deck)
    elif one is not None:
        return tuple(filter(None, (_card(source, one, deck),)))
    else:
        source.error(head(node), "missing-key", "a practice needs 'card', or 'choose' with a few to choose from")
    return ()


def _listed_cards(
    source: Source, node: Node | None, field: str, counts: range, rule: str, deck: Deck | None
) -> tuple[RoomCard, ...]:
    """The valid ones of some cards. rule: a text with the allowed number."""
    if isinstance(node, Sequence) and len(node.items) not in counts:
        source.error(node, "bad-choice", f"{rule}; this list has {len(node.items)}")
    found: dict[str, RoomCard] = {}
    for at in read_items(source, node, f"'{field}'", "an id"):
        card = _card(source, at, deck)
        if card is not None and found.setdefault(card.card.id, card) is not card:
            source.error(
                at, "duplicate-item", f"this is '{card.card.id}' by another name, which is in this list already"
            )
    return tuple(found.values())


def _card(source: Source, node: Node, deck: Deck | None) -> RoomCard | None:
    name = read_name(source, node, "an id", "bad-id")
    if name is None or deck is None:
        return None
    if (found := deck.find_card(name)) is not None:
        return RoomCard(found.card, found.suit.name, found.suit.symbol)
    meant = nearest(source, name, [card.id for suit in deck.suits for card in suit.cards])
    way_out = f"did you mean '{meant}'?" if meant else "an id is what stands behind 'id:' in a suit"
    source.error(node, "unknown-card", f"there is no card {shown(name)} in this deck; {way_out}")
    return None


def _refuse_braces(source: Source, node: Node | None, filled: str = CONTACTS) -> None:
    """Report braces that would be shown literally. filled: the paragraph that is filled here; empty for none."""
    for each in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(each, Scalar) and each.value.strip() != filled and (found := _BRACE.search(each.value)):
            message = f"'{filled}' is the one thing in braces that is filled here, in a paragraph of its own"
            message = message if filled else "nothing in braces is filled here"
            source.error(each, "unknown-brace", f"{message}; {shown(found.group())} would be read as it stands")

"""A plan file: nodes to a plan, or all that is wrong with it; and finding plans by their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from pathlib import Path

import msgspec
from msgspec.structs import replace

from cardtui.deck.card import Deck
from cardtui.deck.codes import ErrorCode
from cardtui.deck.files.mapping_reader import Fields, MappingShape, head, read_fields
from cardtui.deck.files.source import Source, is_reported, nearest, read_source
from cardtui.deck.files.value_reader import (
    is_lookalike,
    read_choice,
    read_items,
    read_language,
    read_name,
    read_text,
    read_word,
)
from cardtui.deck.files.yaml_tree import Broken, Mapping, Node, Scalar, Sequence, parse
from cardtui.deck.problem import Problem
from cardtui.deck.topics import TOPICS
from cardtui.text.suggestions import one_of, shown
from cardtui.workshop.plan_locations import PlanDeck, deck_of, find_plan
from cardtui.workshop.plan_types import CHOICES, COLOR, COLORS, LONGEST, PRACTICE_ONLY, ItemForm, PlanForm
from cardtui.workshop.workshop_plan import (
    ClockKind,
    Item,
    ItemKind,
    LoopKind,
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

KINDS_BY_NAME = {str(kind): kind for kind in ItemKind}
_STARTERS = {str(starter): starter for starter in Starter}
_CLOCKS = {str(kind): kind for kind in ClockKind}
_LOOPS = {str(kind): kind for kind in LoopKind}

CONTACTS = "{contacts}"
"""A paragraph of ``screen`` that stands for the contacts."""

_BRACE = re.compile(r"\{[a-z_]+\}")

_USUAL_DIALOGUE = "mirror"
_NUMBER = re.compile(r"0|[1-9][0-9]{0,3}")
_DURATION = re.compile(
    r"(?:(?P<hours>[0-9]{1,2}) ?(?:h|hrs?|hours?))? ?(?:(?P<minutes>[0-9]{1,4}) ?(?:m|mins?|minutes?|')?)?"
)
_CLOCK = re.compile(r"(?P<hours>[0-9]{1,2}):(?P<minutes>[0-9]{2})")


class ItemText(msgspec.Struct, frozen=True):
    """An item as it stands in its file. item: None if something is wrong with it. fields: where each field stands."""

    item: Item | None
    fields: Fields


class OpenedPlan(msgspec.Struct, frozen=True):
    """A plan that can be led, with the deck whose cards and words it shows."""

    plan: WorkshopPlan
    deck: Deck


class PlanWrong(Exception):
    """A plan has errors. `problems` says which, by line and column."""

    def __init__(self, path: Path, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"the plan {path.name} has errors; 'cardtui check' on it shows them")
        self.problems = problems


class PlanText(msgspec.Struct, frozen=True):
    """A plan as it stands in its file; ``plan`` is None if anything is wrong in the file."""

    source: Source
    plan: WorkshopPlan | None
    fields: Fields = {}
    items: tuple[ItemText, ...] = ()
    minutes: int | None = None
    deck: Deck | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong with it, by line and column."""
        return tuple(sorted(self.source.problems))


def open_plan(name_or_path: str) -> OpenedPlan:
    """Find and read a plan.

    Raises:
        PlanNotFound: there is none.
        PlanWrong: it has errors.
    """
    path = find_plan(name_or_path)
    text = read_plan(read_source(path))
    if text.plan is None or text.deck is None:
        raise PlanWrong(path, text.problems)
    return OpenedPlan(text.plan, text.deck)


def is_plan(path: Path) -> bool:
    """Whether a file means to be a plan: it has an agenda, or a plan's title, at its left edge."""
    text = read_source(path).text
    return text is not None and re.search(r"^(?:plan|agenda)[ \t]*:", text, re.MULTILINE) is not None


def read_plan(source: Source, find_deck: Callable[[str | None, Path], PlanDeck] = deck_of) -> PlanText:
    """Read and check a plan. Whatever is in the file, nothing is raised: it is in the source's problems.

    find_deck: gives the deck by what the plan calls it (None: nothing) and by where the plan lies.
    """
    tree = parse(source)
    if tree is None:
        return PlanText(source, None)
    if not _looks_like_a_plan(source, tree):
        return PlanText(source, None)
    fields = read_fields(source, tree, PLAN)
    title = read_text(source, fields.get("plan"), "'plan'")
    language = read_language(source, fields.get("language"), "'language'")
    starts = read_text(source, fields.get("starts"), "'starts'")
    starts_other = read_text(source, fields.get("starts_other"), "'starts_other'")
    read_text(source, fields.get("about"), "'about'")
    deck = _deck(source, fields.get("deck"), find_deck)
    minutes = _number(source, fields.get("minutes"), "'minutes'", range(1, 1441), "bad-minutes")
    without = _topics(source, fields.get("without"))
    contacts = _texts(source, fields.get("contacts"), "'contacts'")
    lobby = _texts(source, fields.get("lobby"), "'lobby'")
    bell = _switch(source, fields.get("bell"), "'bell'")
    leader = read_text(source, fields.get("leader"), "'leader'")
    take_home = _take_home(source, fields.get("take_home"), deck.deck)
    host = read_text(source, fields.get("host"), "'host'")
    color = _color(source, fields.get("color"))
    two_minutes = _switch(source, fields.get("two_minutes"), "'two_minutes'")
    items = _agenda(source, fields.get("agenda"), deck.deck)
    plan = None
    if not (source.problems or title is None or language is None or starts is None):
        good = tuple(_with_contacts(text.item, contacts) for text in items if text.item is not None)
        plan = WorkshopPlan(
            title,
            language,
            deck.name,
            starts,
            good,
            without,
            contacts,
            bell=bool(bell),
            lobby=lobby,
            starts_other=starts_other or "",
            two_minutes=bool(two_minutes),
            leader=leader,
            take_home=take_home,
            host=host or "",
            color=color,
        )
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
        source.error(node if node is not None else _start(), "unknown-deck", deck.trouble)
    return deck


def _start() -> Broken:
    return Broken(0, 1)


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
    get = fields.get
    name = read_choice(source, get("kind"), "a kind of item", KINDS_BY_NAME, "bad-item")
    kind = KINDS_BY_NAME[name] if name else None
    title = read_text(source, get("title"), "'title'")
    minutes = _number(source, get("minutes"), "'minutes'", range(1, LONGEST + 1), "bad-minutes")
    screen = _texts(source, get("screen"), "'screen'")
    _refuse_braces(source, get("screen"))
    notes = _texts(source, get("notes"), "'notes'")
    safety = _texts(source, get("safety"), "'safety'")
    may_drop = _number(source, get("may_drop"), "'may_drop'", range(1, 100), "bad-number")
    auto = _switch(source, get("auto"), "'auto'")
    shown = read_choice(source, get("clock"), "a kind of clock", _CLOCKS, "bad-item") if "clock" in fields else None
    clock = _CLOCKS[shown] if shown else ClockKind.DIGITS if kind is ItemKind.BREAK else ClockKind.BAR
    starter = read_choice(source, get("starts"), "who starts", _STARTERS, "bad-item") if "starts" in fields else None
    loop = read_choice(source, get("loop"), "a way to show a turn", _LOOPS, "bad-item") if "loop" in fields else None
    practice = None
    if kind is ItemKind.PRACTICE:
        practice = _practice(source, node, fields, deck)
        if practice is not None and minutes is not None and minutes < practice.minutes:
            told = f"two turns of {practice.turn} minutes and {practice.change} between them take {practice.minutes}"
            source.error(fields["minutes"], "too-short", f"{told}; this item has {minutes} minutes")
    elif kind is not None:
        for field in PRACTICE_ONLY:
            if field in fields:
                source.error(fields[field], "misplaced-field", f"only a practice has '{field}'; this item is a {kind}")
        if minutes is None and "minutes" not in fields:
            source.error(head(node), "missing-key", f"a {kind} needs 'minutes'")
    if minutes is None and practice is not None:
        minutes = practice.minutes
    missing = kind is ItemKind.PRACTICE and practice is None  # it may be the deck's fault, which is told elsewhere
    if len(source.problems) > problems or kind is None or title is None or minutes is None or missing:
        return ItemText(None, fields)
    item = Item(
        kind,
        title,
        minutes,
        screen,
        (*safety, *notes),
        may_drop,
        bool(auto),
        practice,
        clock,
        _STARTERS[starter or Starter.FIRST],
        len(safety),
        _LOOPS[loop or LoopKind.WHOLE],
    )
    return ItemText(item, fields)


def _with_contacts(item: Item, contacts: tuple[str, ...]) -> Item:
    """The item with the contacts in the place of a paragraph that asks for them."""
    if CONTACTS not in item.screen:
        return item
    at = item.screen.index(CONTACTS)
    return replace(item, screen=(*item.screen[:at], *contacts, *item.screen[at + 1 :]))


def _practice(source: Source, node: Mapping, fields: Fields, deck: Deck | None) -> Practice | None:
    cards = _cards(source, node, fields, deck)
    turn = _number(source, fields.get("turn"), "'turn'", range(1, LONGEST + 1), "bad-minutes")
    if "turn" not in fields:
        source.error(head(node), "missing-key", "a practice needs 'turn', the minutes that each partner speaks")
    change = _number(source, fields.get("change"), "'change'", range(LONGEST + 1), "bad-minutes")
    dialogues = deck.dialogues if deck is not None else {}
    name: str | None = _USUAL_DIALOGUE
    if "dialogue" in fields:
        name = read_text(source, fields["dialogue"], "'dialogue'")
        if name is not None and deck is not None:
            name = read_choice(
                source, fields["dialogue"], "a dialogue of this deck", sorted(dialogues), "unknown-dialogue"
            )
    if deck is None or cards is None or turn is None or name not in dialogues:
        return None
    return Practice(cards, dialogues[name], turn, change or 0)


def _cards(source: Source, node: Mapping, fields: Fields, deck: Deck | None) -> tuple[RoomCard, ...] | None:
    one, several = fields.get("card"), fields.get("choose")
    if one is not None and several is not None:
        source.error(several, "bad-choice", "this practice has a 'card' already; leave one of the two out")
        return None
    if one is None and several is None:
        source.error(head(node), "missing-key", "a practice needs 'card', or 'choose' with a few to choose from")
        return None
    if several is None:
        found = [_card(source, one, deck)]
    else:
        entries = [at for _, at in read_items(source, several, "'choose'", "an id")]
        if isinstance(several, Sequence) and len(several.items) not in CHOICES:
            count = f"this list has {len(several.items)}"
            source.error(several, "bad-choice", f"couples choose from {one_of(list(map(str, CHOICES)))} cards; {count}")
        found = [_card(source, at, deck) for at in entries]
    cards = tuple(card for card in found if card is not None)
    return cards if cards and len(cards) == len(found) else None


def _take_home(source: Source, node: Node | None, deck: Deck | None) -> tuple[RoomCard, ...]:
    most = CHOICES.stop - 1
    if isinstance(node, Sequence) and not 0 < len(node.items) <= most:
        source.error(node, "bad-choice", f"a slip has room for 1 to {most} cards; this list has {len(node.items)}")
    found = [_card(source, at, deck) for _, at in read_items(source, node, "'take_home'", "an id")]
    return tuple(card for card in found if card is not None)


def _card(source: Source, node: Node | None, deck: Deck | None) -> RoomCard | None:
    name = read_name(source, node, "an id", "bad-id")
    if name is None or node is None or deck is None:
        return None
    for suit in deck.suits:
        for card in suit.cards:
            if name == card.id or name in card.aliases:
                return RoomCard(card, suit.name, suit.symbol)
    meant = nearest(source, name, [card.id for suit in deck.suits for card in suit.cards])
    way_out = f"did you mean '{meant}'?" if meant else "an id is what stands behind 'id:' in a suit"
    source.error(node, "unknown-card", f"there is no card {shown(name)} in this deck; {way_out}")
    return None


def _refuse_braces(source: Source, node: Node | None) -> None:
    """Report braces that would be shown literally."""
    for each in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(each, Scalar) and each.value.strip() != CONTACTS and (found := _BRACE.search(each.value)):
            message = f"'{CONTACTS}' is the one thing in braces that is filled here, in a paragraph of its own"
            source.error(each, "unknown-brace", f"{message}; {shown(found.group())} would be read as it stands")


# Single values


def _texts(source: Source, node: Node | None, name: str) -> tuple[str, ...]:
    """A text, or a list of them."""
    if not isinstance(node, Sequence):
        text = read_text(source, node, name)
        return (text,) if text is not None else ()
    read = [read_text(source, item, f"a part of {name}") for item in node.items if not source.full]
    return tuple(text for text in read if text is not None)


def _topics(source: Source, node: Node | None) -> tuple[str, ...]:
    items = read_items(source, node, "'without'", "a topic")
    return tuple(topic for _, at in items if (topic := read_choice(source, at, "a topic", TOPICS, "unknown-topic")))


def _color(source: Source, node: Node | None) -> str:
    """A color as the plan has it, if it is one; empty if not."""
    value = read_word(source, node, "'color'")
    if value is None or node is None or re.fullmatch(COLOR[1:-1], value):
        return value or ""
    way_out = f'write six digits in quotes, as in "#2a7f62", or one of {one_of(sorted(COLORS))}'
    source.error(node, "bad-color", f"{shown(value)} is not a color; {way_out}")
    return ""


def _number(source: Source, node: Node | None, name: str, known: Collection[int], code: ErrorCode) -> int | None:
    """A whole number, written as one: no quotes, no 05, no 5.0, of which an editor would say something else."""
    if node is None or isinstance(node, Broken) or is_reported(source, node):
        return None
    low, high = min(known), max(known)
    if isinstance(node, Scalar) and node.plain and _NUMBER.fullmatch(node.value) and low <= int(node.value) <= high:
        return int(node.value)
    if is_lookalike(source, node):
        return None
    if code == "bad-minutes" and isinstance(node, Scalar) and (meant := _minutes_of(node.value)) in known:
        source.error(node, code, f"{name} is a plain number of minutes; in place of {shown(node.value)} write {meant}")
        return None
    value = f"{shown(node.value)} is not" if isinstance(node, Scalar) else "a list or mapping is not"
    quoted = " and no quotes" if isinstance(node, Scalar) and not node.plain else ""
    source.error(node, code, f"{name} is a whole number from {low} to {high}, with no leading zero{quoted}; {value}")
    return None


def _minutes_of(text: str) -> int:
    """How many minutes a text such as "3h", "1:30" or "20 min" means; -1 if it means none."""
    found = _DURATION.fullmatch(text.strip().lower()) or _CLOCK.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        return -1
    return 60 * int(found["hours"] or 0) + int(found["minutes"] or 0)


def _switch(source: Source, node: Node | None, name: str) -> bool | None:
    if node is None or isinstance(node, Broken) or is_reported(source, node):
        return None
    if isinstance(node, Scalar) and node.plain and node.value in ("true", "false"):
        return node.value == "true"
    if is_lookalike(source, node):
        return None
    source.error(node, "bad-switch", f"{name} is true or false, without quotes")
    return None

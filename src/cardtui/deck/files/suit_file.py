"""A suit file: the fields of a suit and its cards, and from nodes to a suit of cards, or all problems.

Annotations are evaluated here, unlike in other modules: converting them from strings would slow the start of play.
"""

import unicodedata
from collections.abc import Collection
from typing import Annotated

import msgspec
from msgspec import Meta

from cardtui.deck.card import DEPTHS, Card, CardId, Depth, Kind, Role, Suit
from cardtui.deck.files.mapping_reader import (
    OPTIONAL,
    TEXT,
    UNIQUE,
    Fields,
    Language,
    MappingShape,
    Name,
    Text,
    by_hand,
    describe,
    head,
    member,
    of_kind,
    read_mapping,
    read_topics,
)
from cardtui.deck.files.source import Source, is_reported, nearest
from cardtui.deck.files.text_readers import is_lookalike, read_choice, read_id, read_items, read_text, read_word, refuse
from cardtui.deck.files.yaml_tree import Broken, Mapping, Node, Scalar, Sequence, parse
from cardtui.deck.problem import ALLOWABLE
from cardtui.deck.topics import TOPICS, Topic
from cardtui.text.suggestions import shown

_DEPTHS: dict[str, Depth] = {str(depth): depth for depth in DEPTHS}


def _read_topics(source: Source, node: Node, name: str) -> tuple[str, ...]:
    return read_topics(source, node, name, otherwise=f"there are {', '.join(TOPICS)}")


def _read_ids(source: Source, node: Node, name: str) -> tuple[Scalar, ...]:
    """The valid ids, as nodes."""
    return tuple([at for at in read_items(source, node, name, "an id") if read_id(source, at, "")])


def _read_codes(source: Source, node: Node, name: str) -> tuple[Scalar, ...]:
    """Codes of advice, as nodes."""
    return tuple(read_items(source, node, name, "a code"))


def _read_depth(source: Source, node: Node, _name: str) -> Depth | None:
    """How deep a card goes."""
    if isinstance(node, Broken) or is_reported(source, node):
        return None
    if not isinstance(node, Scalar):
        source.error(node, "bad-depth", "'depth' is one number: 1, 2 or 3")
    elif node.value not in _DEPTHS:
        refuse(source, node, "bad-depth", f"{shown(node.value)} is not a depth; it is 1, 2 or 3")
    elif not node.plain:
        source.error(node, "bad-depth", f"'depth' is a number; write {node.value} without quotes")
    else:
        return _DEPTHS[node.value]
    return None


def _read_symbol(source: Source, node: Node, name: str) -> str | None:
    """One plain character that every terminal shows in one cell."""
    value = read_text(source, node, name)
    if value is None or _one_cell(value):
        return value
    if len(value) > 1 and "\ufe0f" in value:
        message = f"{shown(value)} is an emoji; a symbol is one plain character, as wide as a letter, like ♥"
        source.error(node, "bad-symbol", message)
    elif not is_lookalike(source, node, only_ends=True):
        message = f"a symbol is one plain character, as wide as a letter, like ♥; {shown(value)} is not"
        source.error(node, "bad-symbol", message)
    return None


def _one_cell(value: str) -> bool:
    """Whether a text is one printable narrow character, plus combining marks."""
    base, marks = value[0], value[1:]
    if unicodedata.category(base)[0] not in "LNPS" or unicodedata.east_asian_width(base) in "WF":
        return False
    # Half a flag is narrow in the tables, but most terminals show it as a wide letter in a frame.
    return not "\U0001f1e6" <= base <= "\U0001f1ff" and all(unicodedata.combining(mark) for mark in marks)


# An editor suggests the known codes; a code from a later version is no error in this one.
Allowed = Annotated[str, Meta(extra_json_schema={"anyOf": [{"enum": list(ALLOWABLE)}, {"pattern": TEXT}]})]


def _list_of(what: str) -> Meta:
    return Meta(description=what, extra_json_schema=UNIQUE)


class CardForm(msgspec.Struct, forbid_unknown_fields=True):
    """One card: what it calls for, and how deep it goes."""

    id: Annotated[Name, describe("Names the card's idea. It never changes; rewording keeps it.")]
    kind: Annotated[
        Kind,
        describe("question: answer it. step: a small thing to do. story: tell it."),
        member(Kind, "a kind", "bad-kind"),
    ]
    depth: Annotated[Depth, describe("1 easy, 2 open, 3 tender."), _read_depth]
    prompt: Annotated[
        Text, describe("What the card says. {partner} becomes the other's name; {Partner} begins a sentence.")
    ]
    stem: Annotated[Text, describe("The speaker's own first words: I…")] = OPTIONAL
    listen: Annotated[Text, describe("A tip for the listener.")] = OPTIONAL
    topics: Annotated[list[Topic], _list_of("What it touches, so that a pair can leave that out."), _read_topics] = (
        OPTIONAL
    )
    dialogue: Annotated[Text, describe("How it is talked about, if not as usual."), by_hand] = OPTIONAL
    aliases: Annotated[list[Name], _list_of("Earlier ids of the same card."), _read_ids] = OPTIONAL
    allow: Annotated[list[Allowed], _list_of("Warnings not wanted on this card, by their codes."), _read_codes] = (
        OPTIONAL
    )


class SuitForm(msgspec.Struct, forbid_unknown_fields=True):
    """The cards of one file."""

    suit: Annotated[Text, describe("The name of the suit.")]
    symbol: Annotated[Text, describe("One plain character, one cell wide, like ♥."), _read_symbol]
    about: Annotated[Text, describe("What it is for, in one sentence.")]
    language: Annotated[Language, describe("Its tag: en, de, pt-BR.")]
    cards: Annotated[list[CardForm], Meta(min_length=1, description="Each begins with '- id:'."), by_hand]
    role: Annotated[
        Role,
        describe("everyday: for five minutes. repair: for coming back from a time-out."),
        member(Role, "a role", "bad-role"),
    ] = OPTIONAL
    allow: Annotated[
        list[Allowed], _list_of("Warnings not wanted on any of these cards, by their codes."), _read_codes
    ] = OPTIONAL


SUIT = MappingShape.of("a suit", SuitForm)
CARD = MappingShape.of("a card", CardForm)


class CardText(msgspec.Struct, frozen=True):
    """A card as written in its file.

    card: None if it has a problem. fields: the node of each given field, for reports that point at one.
    id, aliases: the nodes of its valid names. allow: the nodes of the codes of unwanted warnings.
    """

    card: Card | None = None
    fields: Fields = {}
    id: Scalar | None = None
    aliases: tuple[Scalar, ...] = ()
    allow: tuple[Scalar, ...] = ()


class SuitText(msgspec.Struct, frozen=True):
    """A suit as written in its file.

    suit: None if there is any error in the file; the cards are there anyway. allow: as for a card, but for all of them.
    """

    source: Source
    suit: Suit | None = None
    fields: Fields = {}
    cards: tuple[CardText, ...] = ()
    allow: tuple[Scalar, ...] = ()


def read_suit(source: Source, dialogues: Collection[str] | None) -> SuitText:
    """Read a suit file; its problems are in the source's.

    Args:
        source: the file.
        dialogues: the names of dialogues that a card may use; None if they are not known, so any name is accepted.
    """
    tree = parse(source)
    if tree is None or not _looks_like_a_suit(source, tree):
        return SuitText(source)
    fields, values = read_mapping(source, tree, SUIT)
    allow = values.pop("allow", ())
    known = None if dialogues is None else tuple(sorted(dialogues))
    listed = of_kind(source, fields.get("cards"), Sequence, "'cards' is a list: each card begins with '- id:'")
    items = listed.items if listed else []
    if listed and not items:
        source.error(listed, "no-cards", "a suit needs at least one card")
    texts = tuple([_card(source, item, known) for item in items if not source.full])
    suit = None
    if not source.problems and values.keys() >= SUIT.needed:
        cards = tuple(text.card for text in texts if text.card is not None)
        suit = Suit(values.pop("suit"), cards=cards, **values)
    return SuitText(source, suit, fields, texts, allow)


def _looks_like_a_suit(source: Source, tree: Mapping) -> bool:
    keys = [key.value for key in tree.flat[::2] if isinstance(key, Scalar)]
    is_plan = "agenda" in keys and not {"suit", "cards"} & set(keys)
    if not is_plan and any(key in SUIT.readers or nearest(source, key, ("suit", "cards")) for key in keys):
        return True
    message = "this file has neither 'suit' nor 'cards', so it is no suit"
    if is_plan:
        message = "plans lie in a folder of their own, plans; what stands beside the suits has to be a suit"
    if "dialogues" in keys:
        message = "dialogues have a file of their own, dialogues.yaml; this one has to be a suit"
    source.error(head(tree), "not-a-suit", message)
    return False


def _card(source: Source, node: Node, dialogues: tuple[str, ...] | None) -> CardText:
    problems = len(source.problems)
    mapping = of_kind(source, node, Mapping, "a card is a list of fields: '- id: …', then 'kind: …' below it")
    if mapping is None:
        return CardText()
    fields, values = read_mapping(source, mapping, CARD)
    dialogue_at = fields.get("dialogue")
    if dialogue_at is None or dialogues is None:
        dialogue = read_word(source, dialogue_at, "'dialogue'")
    else:
        what = "a dialogue of this deck"
        dialogue = read_choice(source, dialogue_at, what, dialogues, "unknown-dialogue")
    id_at, aliases, allow = fields.get("id"), values.pop("aliases", ()), values.pop("allow", ())
    card = None
    if len(source.problems) == problems and values.keys() >= CARD.needed:
        card = Card(dialogue=dialogue, aliases=tuple([CardId(alias.value) for alias in aliases]), **values)
    return CardText(card, fields, id_at if "id" in values and isinstance(id_at, Scalar) else None, aliases, allow)

"""A suit file: nodes to a suit of cards, or all that is wrong with it."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

import msgspec

from cardtui.deck.card import DEPTHS, Card, CardId, Depth, Kind, Role, Suit
from cardtui.deck.files.file_fields import CardForm, SuitForm
from cardtui.deck.files.mapping_reader import Fields, MappingShape, head, read_fields
from cardtui.deck.files.source import Source, is_reported, nearest
from cardtui.deck.files.value_reader import (
    is_lookalike,
    read_choice,
    read_items,
    read_language,
    read_name,
    read_text,
    read_word,
)
from cardtui.deck.files.yaml_tree import Broken, Mapping, Node, Scalar, Sequence, may_be_misread, parse
from cardtui.deck.topics import TOPICS
from cardtui.text.suggestions import shown

SUIT = MappingShape.of("a suit", SuitForm)
CARD = MappingShape.of("a card", CardForm)

KINDS_BY_NAME = {str(kind): kind for kind in Kind}
ROLES_BY_NAME = {str(role): role for role in Role}
DEPTHS_BY_NAME: dict[str, Depth] = {str(depth): depth for depth in DEPTHS}
_TOPICS = frozenset(TOPICS)


class CardText(msgspec.Struct, frozen=True):
    """A card as it stands in its file.

    card: None if something is wrong with it. fields: the node of each given field, for whoever wants to point at one.
    id, aliases: where the good ones of its names stand. allow: where the codes of unwanted warnings stand.
    """

    card: Card | None
    fields: Fields
    id: Scalar | None = None
    aliases: tuple[Scalar, ...] = ()
    allow: tuple[Scalar, ...] = ()


class SuitText(msgspec.Struct, frozen=True):
    """A suit as it stands in its file.

    suit: None if anything is wrong in the file; the cards are there anyway. allow: as of a card, for all of them.
    """

    source: Source
    suit: Suit | None
    fields: Fields
    cards: tuple[CardText, ...]
    allow: tuple[Scalar, ...] = ()


def read_suit(source: Source, dialogues: Collection[str] | None) -> SuitText:
    """Read a suit file; what is wrong with it is in the source's problems.

    Args:
        source: the file.
        dialogues: the names of dialogues that a card may ask for; None if they are not known, so that any will do.
    """
    tree = parse(source)
    if tree is None:
        return SuitText(source, None, {}, ())
    if not _looks_like_a_suit(source, tree):
        return SuitText(source, None, {}, ())
    fields = read_fields(source, tree, SUIT)
    name = read_text(source, fields.get("suit"), "'suit'")
    symbol = _symbol(source, fields.get("symbol"))
    about = read_text(source, fields.get("about"), "'about'")
    language = read_language(source, fields.get("language"))
    role = read_choice(source, fields.get("role"), "a role", ROLES_BY_NAME, "bad-role")
    allow = _allow(source, fields.get("allow"))
    texts = _cards(source, fields.get("cards"), dialogues)
    suit = None
    if not (source.problems or name is None or symbol is None or about is None or language is None):
        cards = tuple(text.card for text in texts if text.card is not None)
        suit = Suit(name, symbol, about, language, cards, ROLES_BY_NAME[role] if role else None)
    return SuitText(source, suit, fields, texts, allow)


def _looks_like_a_suit(source: Source, tree: Mapping) -> bool:
    keys = [key.value for key in tree.flat[::2] if isinstance(key, Scalar)]
    is_plan = "agenda" in keys and not {"suit", "cards"} & set(keys)
    if not is_plan and any(key in SUIT.known or nearest(source, key, ("suit", "cards")) for key in keys):
        return True
    message = "this file has neither 'suit' nor 'cards', so it is no suit"
    if is_plan:
        message = "plans lie in a folder of their own, plans; what stands beside the suits has to be a suit"
    if "dialogues" in keys:
        message = "dialogues have a file of their own, dialogues.yaml; this one has to be a suit"
    source.error(head(tree), "not-a-suit", message)
    return False


def _cards(source: Source, node: Node | None, dialogues: Collection[str] | None) -> tuple[CardText, ...]:
    if isinstance(node, Sequence) and node.items:
        return tuple([_card(source, item, dialogues) for item in node.items if not source.full])
    if isinstance(node, Sequence):
        source.error(node, "no-cards", "a suit needs at least one card")
    elif node is not None and not isinstance(node, Broken):
        source.error(node, "wrong-shape", "'cards' is a list: each card begins with '- id:'")
    return ()


def _card(source: Source, node: Node, dialogues: Collection[str] | None) -> CardText:
    if not isinstance(node, Mapping):
        if not isinstance(node, Broken):
            source.error(node, "wrong-shape", "a card is a list of fields: '- id: …', then 'kind: …' below it")
        return CardText(None, {})
    problems = len(source.problems)
    fields = read_fields(source, node, CARD)
    get = fields.get
    id_at = get("id")
    card_id = read_name(source, id_at, "an id", "bad-id")
    kind = read_choice(source, get("kind"), "a kind", KINDS_BY_NAME, "bad-kind")
    depth = _depth(source, get("depth"))
    prompt = read_text(source, get("prompt"), "'prompt'")
    stem = read_text(source, get("stem"), "'stem'")
    listen = read_text(source, get("listen"), "'listen'")
    topics = _topics(source, get("topics"))
    dialogue = _dialogue(source, get("dialogue"), dialogues)
    aliases = _aliases(source, get("aliases"))
    allow = _allow(source, get("allow"))
    card = None
    if not (len(source.problems) > problems or card_id is None or kind is None or depth is None or prompt is None):
        old_ids = tuple([CardId(alias.value) for alias in aliases])
        card = Card(CardId(card_id), KINDS_BY_NAME[kind], depth, prompt, stem, listen, topics, dialogue, old_ids)
    return CardText(card, fields, id_at if card_id and isinstance(id_at, Scalar) else None, aliases, allow)


def _depth(source: Source, node: Node | None) -> Depth | None:
    if node is None or isinstance(node, Broken):
        return None
    if not isinstance(node, Scalar):
        source.error(node, "bad-depth", "'depth' is one number: 1, 2 or 3")
    elif is_reported(source, node) or (node.value not in DEPTHS_BY_NAME and is_lookalike(source, node)):
        return None
    elif node.value not in DEPTHS_BY_NAME:
        source.error(node, "bad-depth", f"{shown(node.value)} is not a depth; it is 1, 2 or 3")
    elif not node.plain:
        source.error(node, "bad-depth", f"'depth' is a number; write {node.value} without quotes")
    else:
        return DEPTHS_BY_NAME[node.value]
    return None


def _topics(source: Source, node: Node | None) -> tuple[str, ...]:
    if node is None:
        return ()
    topics = []
    for topic, at in read_items(source, node, "'topics'", "a topic"):
        if topic in _TOPICS:
            topics.append(topic)
        elif is_lookalike(source, at):
            continue
        elif meant := nearest(source, topic, TOPICS):
            source.error(at, "unknown-topic", f"{shown(topic)} is not a topic; did you mean '{meant}'?")
        else:
            source.error(at, "unknown-topic", f"{shown(topic)} is not a topic; there are {', '.join(TOPICS)}")
    return tuple(topics)


def _dialogue(source: Source, node: Node | None, dialogues: Collection[str] | None) -> str | None:
    if node is None:
        return None
    if dialogues is None:
        return read_word(source, node, "'dialogue'")
    if isinstance(node, Scalar) and node.value in dialogues and not (node.plain and may_be_misread(node.value)):
        return node.value
    return read_choice(source, node, "a dialogue of this deck", sorted(dialogues), "unknown-dialogue")


def _aliases(source: Source, node: Node | None) -> tuple[Scalar, ...]:
    if node is None:
        return ()
    items = read_items(source, node, "'aliases'", "an id")
    return tuple([at for _, at in items if read_name(source, at, "an id", "bad-id")])


def _allow(source: Source, node: Node | None) -> tuple[Scalar, ...]:
    return tuple([at for _, at in read_items(source, node, "'allow'", "a code")])


def _symbol(source: Source, node: Node | None) -> str | None:
    value = read_text(source, node, "'symbol'")
    if value is None or node is None:
        return None
    if len(value) > 1 and "\ufe0f" in value:
        message = f"{shown(value)} is an emoji; a symbol is one plain character, as wide as a letter, like ♥"
    elif not _one_cell(value) and is_lookalike(source, node, only_ends=True):
        return None
    elif not _one_cell(value):
        message = f"a symbol is one plain character, as wide as a letter, like ♥; {shown(value)} is not"
    else:
        return value
    source.error(node, "bad-symbol", message)
    return None


def _one_cell(value: str) -> bool:
    """Whether every terminal shows it in one cell: one printable narrow character, and marks that combine with it."""
    base, marks = value[0], value[1:]
    if unicodedata.category(base)[0] not in "LNPS" or unicodedata.east_asian_width(base) in "WF":
        return False
    # Half a flag is narrow by the tables, and a wide letter in a frame in most terminals.
    if "\U0001f1e6" <= base <= "\U0001f1ff":
        return False
    return all(unicodedata.combining(mark) for mark in marks)

"""A suit file: nodes to a suit of cards, or all that is wrong with it."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from cardtui.deck.card import Card, CardId, Suit
from cardtui.deck.files.known_fields import CardForm, SuitForm
from cardtui.deck.files.mapping_reader import Fields, MappingShape, head, read_fields, read_values
from cardtui.deck.files.source import Source, nearest
from cardtui.deck.files.text_readers import read_choice, read_word
from cardtui.deck.files.yaml_tree import Broken, Mapping, Node, Scalar, Sequence, may_be_misread, parse

SUIT = MappingShape.of("a suit", SuitForm)
CARD = MappingShape.of("a card", CardForm)


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
    values = read_values(source, fields, SUIT)
    allow = values.pop("allow", ())
    texts = _cards(source, fields.get("cards"), dialogues)
    suit = None
    if not source.problems and values.keys() >= SUIT.needed:
        cards = tuple(text.card for text in texts if text.card is not None)
        suit = Suit(values.pop("suit"), cards=cards, **values)
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
    values = read_values(source, fields, CARD)
    dialogue = _dialogue(source, fields.get("dialogue"), dialogues)
    id_at, aliases, allow = fields.get("id"), values.pop("aliases", ()), values.pop("allow", ())
    card = None
    if len(source.problems) == problems and values.keys() >= CARD.needed:
        card = Card(dialogue=dialogue, aliases=tuple([CardId(alias.value) for alias in aliases]), **values)
    return CardText(card, fields, id_at if "id" in values and isinstance(id_at, Scalar) else None, aliases, allow)


def _dialogue(source: Source, node: Node | None, dialogues: Collection[str] | None) -> str | None:
    if node is None:
        return None
    if dialogues is None:
        return read_word(source, node, "'dialogue'")
    if isinstance(node, Scalar) and node.value in dialogues and not (node.plain and may_be_misread(node.value)):
        return node.value
    return read_choice(source, node, "a dialogue of this deck", sorted(dialogues), "unknown-dialogue")

"""What may be in a deck only once, whatever the file: the id of a card, an earlier id, the name of a suit."""

from __future__ import annotations

from cardtui.deck.files.source import Source
from cardtui.deck.files.suit_file import SuitText
from cardtui.deck.files.yaml_tree import Scalar
from cardtui.text.normal_form import comparable


def compare(suits: tuple[SuitText, ...]) -> None:
    """Report each id, alias and suit name that is there once more, at its later place.

    A file that is a copy of another is reported as such, and not once for each of its cards.
    """
    ids: dict[str, tuple[Source, Scalar]] = {}
    aliases: dict[str, tuple[Source, Scalar]] = {}
    names: dict[str, tuple[SuitText, Scalar]] = {}
    distinct = [text for text in suits if not _is_copy(text, names)]
    for text in distinct:
        for card in text.cards:
            if card.id is not None:
                first = ids.setdefault(card.id.value, (text.source, card.id))
                if first[1] is not card.id:
                    message = f"'{card.id.value}' is already the id of the card at {_where(*first)}"
                    text.source.error(card.id, "duplicate-id", message)
    # Only now are all ids known.
    for text in distinct:
        source = text.source
        for card in text.cards:
            for alias in card.aliases:
                first = aliases.setdefault(alias.value, (source, alias))
                if alias.value in ids:
                    where = _where(*ids[alias.value])
                    message = f"'{alias.value}' is the id of the card at {where}; an alias is an id that was given up"
                    source.error(alias, "duplicate-alias", message)
                elif first[1] is not alias:
                    message = f"'{alias.value}' is already an alias of the card at {_where(*first)}"
                    source.error(alias, "duplicate-alias", message)


def _is_copy(text: SuitText, names: dict[str, tuple[SuitText, Scalar]]) -> bool:
    """Report a suit's name if it is there once more; whether its cards are those of the first one, too."""
    name = text.fields.get("suit")
    if not isinstance(name, Scalar):
        return False
    first, first_name = names.setdefault(comparable(name.value), (text, name))
    if first is text:
        return False
    same = bool(text.cards) and _ids(text) == _ids(first)
    way_out = "and the same cards; remove one of the two files" if same else "already; give this one its own"
    message = f"the suit at {_where(first.source, first_name)} has this name {way_out}"
    text.source.error(name, "duplicate-suit", message)
    return same


def _ids(text: SuitText) -> set[str | None]:
    return {card.id.value if card.id else None for card in text.cards}


def _where(source: Source, node: Scalar) -> str:
    line, _ = source.place(node.start)
    return f"{source.path.name}:{line}"

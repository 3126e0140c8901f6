"""What may be in a deck only once, whatever the file: the id of a card, an earlier id, the name of a suit."""

from __future__ import annotations

from cardtui.cards.nodes import Scalar
from cardtui.cards.source import Source
from cardtui.cards.suits import SuitText


def compare(suits: tuple[SuitText, ...]) -> None:
    """Report each id, alias and suit name that is there once more, at its later place."""
    ids: dict[str, tuple[Source, Scalar]] = {}
    aliases: dict[str, tuple[Source, Scalar]] = {}
    names: dict[str, tuple[Source, Scalar]] = {}
    for text in suits:
        source = text.source
        name = text.fields.get("suit")
        if isinstance(name, Scalar):
            first = names.setdefault(name.value.strip().casefold(), (source, name))
            if first[1] is not name:
                source.error(
                    name, "duplicate-suit", f"the suit at {_where(*first)} has this name already; give this one its own"
                )
        for card in text.cards:
            if card.id is not None:
                first = ids.setdefault(card.id.value, (source, card.id))
                if first[1] is not card.id:
                    message = f"'{card.id.value}' is already the id of the card at {_where(*first)}"
                    source.error(card.id, "duplicate-id", message)
    # Only now are all ids known.
    for text in suits:
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


def _where(source: Source, node: Scalar) -> str:
    line, _ = source.place(node.start)
    return f"{source.path.name}:{line}"

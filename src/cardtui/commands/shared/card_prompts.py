"""What the cards of all known decks ask, by their ids."""

from __future__ import annotations

from pathlib import Path

from cardtui.commands.shared.failures import Failure
from cardtui.commands.shared.output import one_line
from cardtui.deck.card import CardId
from cardtui.deck.deck_locations import find, known_decks
from cardtui.deck.opened_deck import ShippedDeckDamaged, open_deck
from cardtui.deck.words import Words, fill, partner_names


class Prompts:
    """What cards ask, as they are told to nobody in particular."""

    def __init__(self, deck: str | None, words: Words) -> None:
        self._partner = partner_names(words.partner)
        self._by_suit: dict[tuple[str, str], str] = {}
        self._by_id: dict[str, str] = {}
        paths = [find(deck)] if deck is not None else [known.path for known in known_decks()]
        for found in paths:
            self._add(found, named=deck)

    def of(self, card: CardId, suit: str | None = None) -> str | None:
        """The prompt, None if no deck has the card. The suit tells cards of two decks apart that share an id."""
        return self._by_suit.get((suit or "", card)) or self._by_id.get(card)

    def _add(self, found: Path, named: str | None) -> None:
        try:
            deck = open_deck(str(found)).deck
        except ShippedDeckDamaged:
            deck = None
        if deck is None:
            if named is not None:
                raise Failure(f"The deck {one_line(named)} has errors; 'cardtui check {one_line(named)}' shows them.")
            return
        for suit in deck.suits:
            for card in suit.cards:
                prompt = fill(card.prompt, self._partner)
                for name in (card.id, *card.aliases):
                    self._by_suit.setdefault((suit.name, name), prompt)
                    self._by_id.setdefault(name, prompt)

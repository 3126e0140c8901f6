"""The prompts of known cards, for lists of cards that were met."""

from __future__ import annotations

from cardtui.commands.shared.deck_to_play import what_is_wrong
from cardtui.commands.shared.failures import Failure
from cardtui.deck.card import CardId
from cardtui.deck.deck_locations import find, known_decks
from cardtui.deck.opened_deck import ShippedDeckDamaged, open_deck
from cardtui.deck.words import Words, fill, partner_names


def known_prompts(named: str | None, words: Words) -> dict[tuple[str | None, CardId], str]:
    """The prompts of the cards of a deck, or of all known decks, without names.

    The keys are suits and ids, which distinguishes cards of two decks that share an id; and None and ids.

    Raises:
        Failure: the named deck has errors. Other decks with errors are left out.
    """
    prompts: dict[tuple[str | None, CardId], str] = {}
    partner = partner_names(words.partner)
    for path in [find(named)] if named is not None else [known.path for known in known_decks()]:
        try:
            reading = open_deck(str(path))
            deck, problems = reading.deck, reading.problems
        except ShippedDeckDamaged as damaged:
            deck, problems = None, damaged.problems
        if deck is None and named is not None:
            raise Failure(what_is_wrong("The deck {} cannot be read", named, problems))
        for suit in deck.suits if deck is not None else ():
            for card in suit.cards:
                for name in card.names:
                    prompts.setdefault((suit.name, name), fill(card.prompt, partner))
                    prompts.setdefault((None, name), fill(card.prompt, partner))
    return prompts

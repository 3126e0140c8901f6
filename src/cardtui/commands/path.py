"""`path`: each card seen, once, by its prompt. It only reads, even while a window is open."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

import click

from cardtui.commands.shared.failures import Failure
from cardtui.commands.shared.output import one_line, say
from cardtui.commands.shared.parameters import deck_option, save_option
from cardtui.deck.card import CardId
from cardtui.deck.deck_locations import find, known_decks, shipped_deck
from cardtui.deck.opened_deck import ShippedDeckDamaged, open_deck, read_base
from cardtui.deck.words import Words, fill, partner_names
from cardtui.save.history import History
from cardtui.save.location import save_path


@click.command("path", help="")
@deck_option("Where the words of the cards are; by default in all decks that have names.")
@save_option
def path(deck: str | None, save: str | None) -> int:
    """List each card seen, once, by suit, the latest first; by its id if no deck has it."""
    with History.open(save_path(save), own=save is None) as reading:
        met = reading.path()
    words = read_base(shipped_deck()).words
    prompts = known_prompts(deck, words)
    if not met:
        say(one_line(words.path_empty))
        return 0
    suit_of = attrgetter("suit")
    for suit, cards in groupby(sorted(met, key=suit_of), suit_of):
        say(one_line(suit))
        for card in cards:
            text = prompts.get((card.suit, card.card)) or prompts.get((None, card.card)) or card.card
            say(f"  {one_line(fill(words.plain_heart, {'value': text}) if card.heart else text)}")
    return 0


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
            deck = open_deck(str(path)).deck
        except ShippedDeckDamaged:
            deck = None
        if deck is None and named is not None:
            raise Failure(f"The deck {one_line(named)} has errors; 'cardtui check {one_line(named)}' shows them.")
        for suit in deck.suits if deck is not None else ():
            for card in suit.cards:
                for name in (card.id, *card.aliases):
                    prompts.setdefault((suit.name, name), fill(card.prompt, partner))
                    prompts.setdefault((None, name), fill(card.prompt, partner))
    return prompts

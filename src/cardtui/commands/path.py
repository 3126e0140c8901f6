"""`path`: each card that was met, once. It only reads, also while a window is open."""

from __future__ import annotations

import click

from cardtui.commands.shared.base_command import BaseCommand
from cardtui.commands.shared.card_prompts import Prompts
from cardtui.commands.shared.output import one_line, say
from cardtui.commands.shared.parameters import deck_option, save_option
from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.opened_deck import read_base
from cardtui.deck.words import fill
from cardtui.save.history import History
from cardtui.save.location import save_path
from cardtui.save.records import CardMet


@click.command("path", cls=BaseCommand, help="")
@deck_option("Where the words of the cards are; by default in all decks that have names.")
@save_option
def path(deck: str | None, save: str | None) -> int:
    """List each card that was met, once, by suit, the latest first; by its id if it is in none of the decks."""
    with History.open(save_path(save), own=save is None) as reading:
        met = reading.path()
    words = read_base(shipped_deck()).words
    prompts = Prompts(deck, words)
    if not met:
        say(one_line(words.path_empty))
        return 0
    by_suit: dict[str, list[CardMet]] = {}
    for card in met:
        by_suit.setdefault(card.suit, []).append(card)
    for suit, cards in sorted(by_suit.items()):
        say(one_line(suit))
        for card in cards:
            text = prompts.of(card.card, card.suit) or card.card
            say(f"  {one_line(fill(words.plain_heart, {'value': text}) if card.heart else text)}")
    return 0

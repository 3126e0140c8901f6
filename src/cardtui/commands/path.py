"""`path`: each card seen, once, by its prompt. It only reads, even while a window is open."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

import click

from cardtui.commands.shared.known_prompts import known_prompts
from cardtui.commands.shared.output import one_line, say
from cardtui.commands.shared.parameters import deck_option, save_option
from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.opened_deck import read_base
from cardtui.deck.words import fill
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
        hearts: dict[str, bool] = {}  # by the prompt, since a card may have been met under former ids, too
        for card in cards:
            text = prompts.get((card.suit, card.card)) or prompts.get((None, card.card)) or card.card
            hearts[text] = hearts.get(text, False) or card.heart
        for text, heart in hearts.items():
            say(f"  {one_line(fill(words.plain_heart, {'value': text}) if heart else text)}")
    return 0

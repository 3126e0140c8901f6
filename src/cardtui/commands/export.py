"""`path` and `export`: what is remembered. They only read, also while a window is open."""

from __future__ import annotations

from pathlib import Path

from cardtui.commands.shared.output import Failure, clean, explained, one_line, say, write_file
from cardtui.deck.card import CardId
from cardtui.deck.deck_locations import find, known_decks, shipped_deck
from cardtui.deck.deck_reader import ShippedDeckDamaged, open_deck, read_base
from cardtui.deck.words import Words, fill
from cardtui.save.history import History
from cardtui.save.location import save_path
from cardtui.save.records import CardMet


def path(deck: str | None, save: str | None) -> int:
    """List each card that was met, once, by suit, the latest first.

    Args:
        deck: where the prompts are; None for all decks that have names. A card in none of them is listed by its id.
        save: the save file, None for the usual one.
    """
    with explained():
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


def export(style: str, save: str | None) -> int:
    """Write all that is remembered, as "json" or "markdown"; evening by evening, however many there are."""
    # Named here, since a module called json is easily taken for another one.
    from cardtui.save.care import export_formats as written

    with explained(), History.open(save_path(save), own=save is None) as reading:
        if style == "json":
            for piece in written.json(reading):
                write_file(piece)
        else:
            prompts = Prompts(None, read_base(shipped_deck()).words)
            for piece in written.markdown(reading, prompts.of):
                write_file(clean(piece))
    return 0


class Prompts:
    """What cards ask, as they are told to nobody in particular."""

    def __init__(self, deck: str | None, words: Words) -> None:
        self._partner = {"partner": words.partner, "Partner": words.partner[:1].upper() + words.partner[1:]}
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

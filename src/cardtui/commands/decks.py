"""`decks`: which decks can be dealt, and where they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from textwrap import wrap

import click

from cardtui.commands.shared.failures import sentence
from cardtui.commands.shared.output import complain, one_line, say
from cardtui.deck.card import DEPTHS, Deck, Kind, Suit
from cardtui.deck.deck_locations import FoundDeck, closed_folder, decks_folder, known_decks
from cardtui.deck.opened_deck import ShippedDeckDamaged, open_deck
from cardtui.deck.problem_report import tally
from cardtui.deck.topics import TOPICS, untagged

WIDTH = 78
"""Columns of the list of topics."""

_COLUMNS = ("cards", *map(str, Kind), "easy", "open", "tender")


@click.command("decks", help="")
def decks() -> int:
    """List every deck that has a name: its path, and its suits with how many cards of each kind and depth."""
    for found in known_decks():
        say(f"{one_line(found.name)}  {one_line(found.path)}")
        for line in _lines(found):
            say(f"  {one_line(line)}")
        say()
    if closed := closed_folder():
        complain(one_line(sentence(closed)))
    say(f"Your own decks have names when they lie in {one_line(decks_folder())}.")
    say("Any other folder or file can be dealt with --deck PATH.")
    return 0


def _lines(found: FoundDeck) -> Iterable[str]:
    try:
        reading = open_deck(str(found.path))
    except ShippedDeckDamaged as error:
        return [str(error)]
    if reading.deck is None:
        return [f"cannot be dealt: {tally(reading.problems)}; 'cardtui check {found.path}' shows more"]
    return _table(reading.deck)


def _table(deck: Deck) -> Iterable[str]:
    """Numbers first, names last, so that wide letters cannot push a column aside."""
    yield "  ".join((*_COLUMNS, "suit"))
    rows = [(_counts(suit), suit.name) for suit in deck.suits]
    if len(rows) > 1:
        sums = [sum(column) for column in zip(*(numbers for numbers, _ in rows), strict=True)]
        rows.append((sums, "all together"))
    for numbers, name in rows:
        shown = (str(number).rjust(len(column)) for number, column in zip(numbers, _COLUMNS, strict=True))
        yield "  ".join((*shown, name))
    yield from wrap(f"topics: {', '.join(_topics(deck)) or 'none'}", WIDTH)
    if found := untagged(deck.suits):
        yield f"{found}"


def _topics(deck: Deck) -> Iterable[str]:
    """How many cards touch each topic; topics without cards are left out."""
    counts = Counter(topic for suit in deck.suits for card in suit.cards for topic in card.topics)
    yield from (f"{topic} {counts[topic]}" for topic in TOPICS if counts[topic])
    untouched = sum(not card.topics for suit in deck.suits for card in suit.cards)
    if untouched:
        yield f"none {untouched}"


def _counts(suit: Suit) -> list[int]:
    kinds = [sum(card.kind is kind for card in suit.cards) for kind in Kind]
    return [len(suit.cards), *kinds, *(sum(card.depth == depth for card in suit.cards) for depth in DEPTHS)]

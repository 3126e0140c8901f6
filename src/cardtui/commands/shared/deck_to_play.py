"""Which deck is played with: the one that was named, else that of the evening that is open, else the shipped one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from shlex import quote

import msgspec

from cardtui.commands.shared.failures import DeckFailure, sentence
from cardtui.commands.shared.output import one_line
from cardtui.deck.card import Deck
from cardtui.deck.deck_locations import (
    SHIPPED_NAME,
    DeckNotFound,
    deck_name,
    decks_folder,
    find,
    known_decks,
    shipped_deck,
)
from cardtui.deck.opened_deck import ShippedDeckDamaged, open_deck, open_shipped_deck, read_base
from cardtui.deck.problem import Problem
from cardtui.deck.problem_report import as_text, path_text, tally
from cardtui.deck.words import Words
from cardtui.text.normal_form import normal

SHOWN = 3
"""So many problems are shown to someone who wanted to play or lead."""


class DeckToPlay(msgspec.Struct, frozen=True):
    """What is played with.

    deck: None if the open evening's deck is gone, or has errors now; the evening can still be ended well.
    words: those of the deck, or the shipped ones. name: how the deck is kept with an evening, to be found again.
    """

    deck: Deck | None
    words: Words
    name: str


def deck_to_play(named: str | None, kept: str | None) -> DeckToPlay:
    """Find and read the deck to play with.

    Args:
        named: what ``--deck`` said.
        kept: how the deck of the open evening is kept, None if none is open.

    Raises:
        DeckFailure: the deck that was named, or the shipped one, is missing or has errors.
        ShippedDeckDamaged: an open evening's deck finds nothing to fall back on.
    """
    if named is not None:
        # A deck that is not there is a deck that cannot be dealt: the same status as for one with errors.
        return _named(named)
    if kept is None or kept == SHIPPED_NAME:
        return _shipped()
    deck = _kept(kept)
    return DeckToPlay(deck, deck.words if deck is not None else read_base(shipped_deck()).words, kept)


def _named(named: str) -> DeckToPlay:
    try:
        path = find(named)
    except DeckNotFound as error:
        raise DeckFailure(one_line(sentence(str(error)))) from error
    if path == shipped_deck():
        return _shipped()
    reading = open_deck(str(path))
    if reading.deck is None:
        raise DeckFailure(what_is_wrong("The deck {} cannot be dealt", named, reading.problems))
    return DeckToPlay(reading.deck, reading.deck.words, _name_to_keep(path))


def _shipped() -> DeckToPlay:
    try:
        deck = open_shipped_deck()
    except ShippedDeckDamaged as damaged:
        raise DeckFailure(what_is_wrong("The deck {} cannot be dealt", SHIPPED_NAME, damaged.problems)) from damaged
    return DeckToPlay(deck, deck.words, SHIPPED_NAME)


def what_is_wrong(what: str, named: str, problems: Sequence[Problem]) -> str:
    """What cannot be done with a deck or a plan, its first problems, and how to see all of them."""
    named, shown = one_line(named), as_text(sorted(problems)[:SHOWN])
    return (
        f"{what.format(named)}: {tally(problems)}.\n{shown}"
        f"'cardtui check {quote(named)}' shows {'them all' if len(problems) > SHOWN else 'more'}."
    )


def _name_to_keep(path: Path) -> str:
    """A name for a deck that has one, else its whole path, for the next start may be in another folder.

    Raises:
        DeckFailure: it is no text, so that it cannot be written down.
    """
    # Not resolved: a link to a deck may be meant to lead elsewhere tomorrow.
    whole = Path(os.path.abspath(path))  # noqa: PTH100
    if whole == shipped_deck():
        return SHIPPED_NAME
    name = deck_name(whole)
    kept = name if whole.parent == decks_folder() and name != SHIPPED_NAME else str(whole)
    try:
        kept.encode()
    except UnicodeEncodeError as error:
        told = one_line(path_text(whole))
        message = f"{told}: this path holds bytes that are no text, so it cannot be kept with an evening. Rename it."
        raise DeckFailure(message) from error
    return kept


def _kept(kept: str) -> Deck | None:
    """The deck that was kept with an evening, if it is there and has no errors."""
    path: Path | None = Path(kept)
    if not Path(kept).is_absolute():
        # A name is one of ours, whatever lies in the current folder.
        path = next((deck.path for deck in known_decks() if deck.name == normal(kept)), None)
    try:
        return open_deck(str(path)).deck if path is not None else None
    except DeckNotFound:
        return None

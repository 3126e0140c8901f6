"""Which deck to play with: the one that was named, else the open evening's, else the shipped one."""

from __future__ import annotations

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
from cardtui.system.paths import leads_to_folder, without_dots
from cardtui.text.normal_form import normal

SHOWN = 3
"""How many problems are shown to people who wanted to play or lead."""


class DeckToPlay(msgspec.Struct, frozen=True):
    """The deck to play with.

    deck: None if the open evening's deck is gone or has errors; the evening can still be closed properly.
    words: those of the deck, or the shipped ones. name: what an evening stores to find the deck again.
    """

    deck: Deck | None
    words: Words
    name: str


def deck_to_play(named: str | None, kept: str | None) -> DeckToPlay:
    """Find and read the deck to play with.

    Args:
        named: the value of ``--deck``.
        kept: the stored name of the open evening's deck, None if none is open.

    Raises:
        DeckFailure: the named deck, or the shipped one, is missing or has errors.
        ShippedDeckDamaged: an open evening's deck has nothing to fall back on.
    """
    if named is not None:
        # A missing deck cannot be dealt: the same exit status as for one with errors.
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
    """What cannot be done with a deck or a plan, its first problems, and how to see all of them.

    A single file that is no suit is told as what it is, and so is a plan in its folder: `check` may find nothing wrong.
    """
    # Only needed after a mistake.
    from cardtui.workshop.plan_file import is_plan
    from cardtui.workshop.plan_locations import PLANS

    first, where = problems[0], find(named)
    if first.code == "not-a-suit" and (not leads_to_folder(where) or without_dots(where).name == PLANS):
        path = one_line(path_text(first.path))
        if is_plan(first.path):
            return f"{path} is a plan, no deck. To lead it: cardtui lead {quote(path)}"
        return f"{path}: {first.message}."
    named, shown = one_line(named), as_text(sorted(problems)[:SHOWN])
    return (
        f"{what.format(named)}: {tally(problems)}.\n{shown}"
        f"'cardtui check {quote(named)}' shows {'them all' if len(problems) > SHOWN else 'more'}."
    )


def _name_to_keep(path: Path) -> str:
    """A deck's name if it has one, else its absolute path, since the next start may be in another folder.

    Raises:
        DeckFailure: the path is not valid text, so it cannot be stored.
    """
    # Not resolved: a link to a deck may be meant to point elsewhere tomorrow.
    whole = without_dots(path)
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
    """The deck stored with an evening, if it exists and has no errors."""
    path: Path | None = Path(kept)
    if not Path(kept).is_absolute():
        # A name is that of a known deck, even if the current folder has a file of that name.
        path = next((deck.path for deck in known_decks() if deck.name == normal(kept)), None)
    try:
        return open_deck(str(path)).deck if path is not None else None
    except DeckNotFound:
        return None

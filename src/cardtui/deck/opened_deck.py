"""Decks to play with: the shipped one, and any other with what it takes from that.

``shipped_deck.json`` beside this module is what `cardtui.deck.deck_reader` made of the shipped deck's files when
`.ci/generate` last ran. It is read in two milliseconds and without PyYAML, which saves 25 ms and 2 MB at the start. If
a file of the deck has changed since, the files are read instead.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cardtui.deck.card import Base, Deck, Suit
from cardtui.deck.deck_locations import SHIPPED_NAME, find, shipped_deck
from cardtui.deck.dialogue import Dialogue
from cardtui.deck.problem import Problem
from cardtui.deck.words import Texts, Words

if TYPE_CHECKING:
    from cardtui.deck.deck_reader import DeckReading

COPY = Path(__file__).with_name("shipped_deck.json")


class ShippedDeckDamaged(Exception):
    """The shipped deck has errors, so there is nothing to fall back on. `problems` lists them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"cardtui's own deck is damaged; please install cardtui again ({problems[0].path})")
        self.problems = tuple(problems)


class DeckCopy(msgspec.Struct, frozen=True):
    """A stored copy of a deck. checksums: of each of its files by name, when it was made."""

    checksums: dict[str, int]
    words: dict[str, Texts]
    dialogues: dict[str, Dialogue]
    suits: tuple[Suit, ...]


def open_deck(name_or_path: str | None = None) -> DeckReading:
    """Find, read and check a deck; what it lacks comes from the shipped one.

    Args:
        name_or_path: as given to `--deck`; None for the shipped deck.

    Raises:
        DeckNotFound: there is no such deck.
        ShippedDeckDamaged: there is nothing to fall back on.
    """
    from cardtui.deck.deck_reader import read_deck  # imports PyYAML

    shipped = shipped_deck()
    path = shipped if name_or_path is None else find(name_or_path)
    return read_deck(path, name=SHIPPED_NAME) if path == shipped else read_deck(path, read_base(shipped))


def open_shipped_deck() -> Deck:
    """The shipped deck.

    Raises:
        ShippedDeckDamaged: a file of it is missing or has errors.
    """
    if copy := _copy_of(shipped_deck()):
        return Deck(SHIPPED_NAME, copy.suits, copy.dialogues, Words(**copy.words))
    reading = open_deck()
    if reading.deck is None:
        raise ShippedDeckDamaged(reading.problems)
    return reading.deck


def read_base(folder: Path) -> Base:
    """The dialogues and words of a folder, which must be complete.

    Args:
        folder: the shipped deck; its suits are not read.

    Raises:
        ShippedDeckDamaged: they are missing or have errors.
    """
    if copy := _copy_of(folder):
        return Base(copy.dialogues, Words(**copy.words))
    from cardtui.deck.deck_reader import read_base_files  # imports PyYAML

    base = read_base_files(folder)
    if not isinstance(base, Base):
        raise ShippedDeckDamaged(base)
    return base


def checksums(folder: Path) -> dict[str, int]:
    """The CRC-32 of each YAML file in a folder, by its name: enough to notice that a file has been edited."""
    return {file.name: zlib.crc32(file.read_bytes()) for file in sorted(folder.glob("*.yaml"))}


def _copy_of(folder: Path) -> DeckCopy | None:
    """The stored copy of a folder's deck, if its files have not changed."""
    try:
        copy = msgspec.json.decode(COPY.read_bytes(), type=DeckCopy)
        return copy if copy.checksums == checksums(folder) else None
    except (OSError, msgspec.DecodeError):
        return None

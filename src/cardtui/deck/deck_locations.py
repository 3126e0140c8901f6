"""Where decks are: the shipped one, those in the user's own folder, and any path."""

from __future__ import annotations

import os
import re
from pathlib import Path

import msgspec

from cardtui.system.paths import NotAPath, data_folder, leads_somewhere, leads_to_folder, named_path
from cardtui.text.invisible import visible
from cardtui.text.normal_form import normal
from cardtui.text.suggestions import closest, shown

SHIPPED_NAME = "starter"
"""The name of the shipped deck."""

SUFFIXES = (".yaml", ".yml")
"""Endings of deck files."""


class DeckNotFound(Exception):
    """There is no deck of that name or at that path. Its text is a sentence for the user."""


class FoundDeck(msgspec.Struct, frozen=True):
    """A deck that can be found by name, and its folder or its one file."""

    name: str
    path: Path


def shipped_deck() -> Path:
    """The folder of the shipped deck.

    Raises:
        DeckNotFound: it is missing, so the installation is incomplete.
    """
    package = Path(__file__).parents[1]
    # In a wheel it is inside the package; in an editable install only at the top of the checkout.
    for folder in (package / "shipped_deck", package.parents[1] / "deck"):
        if leads_to_folder(folder):
            return folder
    if package.parent.is_file():
        raise DeckNotFound(f"it cannot run from inside {package.parent.name}; please install that file")
    raise DeckNotFound("cardtui's own deck is missing; please install cardtui again")


def decks_folder() -> Path:
    """The folder of the user's own decks, which are found by name. It need not exist."""
    return data_folder() / "decks"


def known_decks() -> tuple[FoundDeck, ...]:
    """The shipped deck, then those in the user's folder by name: folders with a deck file in them, and deck files."""
    entries = _entries(decks_folder())
    # A broken link must not hide the decks beside it.
    seen = (entry for entry in entries if leads_somewhere(entry) and not entry.name.startswith("."))
    decks = (entry for entry in seen if is_deck_file(entry) or has_deck_files(entry))
    found = [FoundDeck(deck_name(entry), entry) for entry in decks]
    return (FoundDeck(SHIPPED_NAME, shipped_deck()), *found)


def closed_folder() -> str:
    """Why the decks in the user's folder cannot be listed, as a clause; empty if they can, or if there is no folder."""
    folder = decks_folder()
    try:
        os.scandir(folder).close()
    except PermissionError:
        return f"the folder {folder} may not be looked into{_owned(folder)}"
    except OSError:
        pass
    return ""


def _owned(path: Path) -> str:
    """The owner of our folder if it is not the user, as the end of a clause."""
    for folder in (path.parent, path):
        try:
            if folder.stat().st_uid != os.getuid():
                return f"; {folder} belongs to {folder.owner()}"
        except (OSError, KeyError):
            break
    return ""


def find(name_or_path: str, around: Path = Path()) -> Path:
    """Find a deck.

    Args:
        name_or_path: a path, which wins if it exists; else the name of one of `known_decks`.
        around: where a relative path starts.

    Raises:
        DeckNotFound: there is neither.
    """
    if not name_or_path.strip():
        raise DeckNotFound("a deck needs a name or a path; leave it out for the shipped deck")
    try:
        named = named_path(name_or_path)
    except NotAPath as error:
        raise DeckNotFound(str(error)) from error
    if path := as_spelled(around / named):
        return path
    is_bare = name_or_path not in (".", "..") and not re.search(r"[/\\\0]", name_or_path)
    if is_bare and not name_or_path.lower().endswith(SUFFIXES):
        own = decks_folder() / name_or_path
        for each in (own, *(own.with_name(own.name + suffix) for suffix in SUFFIXES)):
            if path := as_spelled(each):
                return path
        if name_or_path == SHIPPED_NAME:
            return shipped_deck()
        if closed := closed_folder():
            raise DeckNotFound(f"there is no way to tell whether there is a deck {shown(name_or_path)}: {closed}")
        names = [deck.name for deck in known_decks()]
        near = closest(name_or_path[:64], names)
        way_out = f"did you mean {near}?" if near else "cardtui decks lists those there are"
        raise DeckNotFound(f"there is no deck {shown(name_or_path)}; {way_out}")
    start = f" from {visible(str(around))}" if around.parts and not named.is_absolute() else ""
    raise DeckNotFound(f"there is nothing at {shown(name_or_path)}{start}; is the path right?")


def deck_name(path: Path) -> str:
    """The name of a deck: that of its folder or file, without the ending of a file, in normalized Unicode."""
    whole = Path(os.path.realpath(path))  # `Path.resolve` raises an error for a link that leads to itself
    return normal(whole.stem if whole.suffix.lower() in SUFFIXES and not leads_to_folder(whole) else whole.name)


def as_spelled(path: Path | str) -> Path | None:
    """A path as the file system spells it: the same letters may be other bytes there. None if it does not exist.

    An exact match comes first.
    """
    if leads_somewhere(path):
        return Path(path)
    if os.fspath(path).isascii():
        return None
    found = Path()
    for part in Path(path).parts:
        there = found / part
        if not leads_somewhere(there):
            same = (entry for entry in _entries(found) if normal(entry.name) == normal(part))
            if (other := next(same, None)) is None:
                return None
            there = other
        found = there
    return found


def is_deck_file(path: Path) -> bool:
    """Whether a path looks like a deck file: not hidden, ending as YAML files do, and not a folder."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".") and not leads_to_folder(path)


def has_deck_files(path: Path) -> bool:
    """Whether a path is a folder with visible deck files in it."""
    return any(map(is_deck_file, _entries(path)))


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:  # Usually because the folder was never created.
        return []

"""Where plans are, and which deck the cards of a plan come from."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import msgspec

from cardtui.deck.card import Deck
from cardtui.deck.deck_locations import (
    SHIPPED_NAME,
    SUFFIXES,
    DeckNotFound,
    as_spelled,
    deck_name,
    decks_folder,
    find,
    has_deck_files,
    is_deck_file,
    shipped_deck,
)
from cardtui.deck.opened_deck import open_deck
from cardtui.system.paths import NotAPath, leads_to_folder, named_path, without_dots
from cardtui.text.normal_form import normal
from cardtui.text.suggestions import closest, shown

PLANS = "plans"
"""The name of a plans folder: inside a deck, and next to the user's own decks."""


class PlanDeck(msgspec.Struct, frozen=True):
    """The deck of a plan. deck: None if it cannot be opened; ``trouble`` says why."""

    name: str
    deck: Deck | None
    trouble: str = ""


class PlanNotFound(Exception):
    """There is no plan of that name, nor a file at that path. Its text is a sentence for the user."""


def deck_of(name: str | None, plan: Path) -> PlanDeck:
    """The deck that a plan uses.

    Args:
        name: as in its field ``deck``: a path relative to the plan, or a name; None for the deck in whose folder
            of plans it is, or else the shipped one.
        plan: its file.
    """
    if name is None:
        plans = without_dots(plan).parent
        around = plans.parent
        inside = plans.name == PLANS and leads_to_folder(around) and around != decks_folder().parent
        where = str(around) if inside and has_deck_files(around) else None
    else:
        try:
            where = str(find(name, plan.parent))
        except DeckNotFound as error:
            if (beside := as_spelled(plan.parent / name)) is None:  # it may really be called "~ana"
                return PlanDeck(name, None, str(error))
            where = str(beside)
    try:
        reading = open_deck(where)
    except DeckNotFound as error:
        return PlanDeck(name or SHIPPED_NAME, None, str(error))
    called = SHIPPED_NAME if where is None or Path(where) == shipped_deck() else deck_name(Path(where))
    if reading.deck is None:
        command = f"cardtui check {quote(where or called)}"
        return PlanDeck(called, None, f"the deck {shown(called)} has errors; '{command}' shows them")
    return PlanDeck(called, reading.deck)


def plans_folder() -> Path:
    """The folder of the user's own named plans. It need not exist."""
    return decks_folder().with_name(PLANS)


def known_plans() -> dict[str, Path]:
    """The plans that have names: the shipped ones, and those in the user's folder, which have precedence."""
    folders = (shipped_deck() / PLANS, plans_folder())
    return {normal(path.stem): path for folder in folders for path in plan_files(folder)}


def plan_files(folder: Path) -> list[Path]:
    """The plan files in a folder of plans."""
    try:
        return sorted(path for path in folder.iterdir() if is_deck_file(path))
    except OSError:  # usually because it is missing
        return []


def find_plan(name_or_path: str) -> Path:
    """Where a plan is: at a path, which has precedence if it exists, or by its name.

    Raises:
        PlanNotFound: there is neither.
    """
    try:
        path = as_spelled(named_path(name_or_path))
    except NotAPath as error:
        raise PlanNotFound(str(error)) from error
    if path is not None and not leads_to_folder(path):
        return path
    known = known_plans()
    if (name := normal(name_or_path)) in known:
        return known[name]
    if name_or_path.lower().endswith(SUFFIXES) or "/" in name_or_path or path is not None:
        raise PlanNotFound(f"there is no plan file at {shown(name_or_path)}; is the path right?")
    near = closest(name_or_path[:64], known)
    way_out = f"did you mean {near}?" if near else f"there are: {', '.join(known)}" if known else "give a path"
    raise PlanNotFound(f"there is no plan {shown(name_or_path)}; {way_out}")

"""`new`: a small commented suit or plan, or a copy of the shipped dialogues or words. No file is ever written over."""

from __future__ import annotations

from pathlib import Path

from cardtui.commands.shared.new_files import COPIED, add_schema, deck_file, shown_path, write_new
from cardtui.commands.shared.output import explained, say
from cardtui.deck.card import Base
from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.opened_deck import open_deck, read_base
from cardtui.lint.deck_writer import plan_to_start_from, suit_to_start_from
from cardtui.lint.json_schema import SchemaName
from cardtui.workshop.plan_locations import deck_of


def new(file: str) -> int:
    """Write a small commented suit, or a copy of the shipped dialogues or words under their own names.

    Args:
        file: where; it must not be there yet.

    Raises:
        Failure: it cannot be written there.
    """
    path = deck_file(file)
    with explained():
        base = read_base(shipped_deck())
        kind = COPIED.get(path.stem, "suit")
        if path.stem in COPIED:
            text = (shipped_deck() / f"{path.stem}.yaml").read_text(encoding="utf-8")
        else:
            text = suit_to_start_from(path)
    what = "a suit to start from." if kind == "suit" else "as it is shipped; what you take out comes from there."
    return _written(path, text, what, kind, base)


def new_plan(file: str) -> int:
    """Write a small commented plan of a workshop, with a card of the deck that it will see from there.

    Arguments and errors are those of `new`.
    """
    path = deck_file(file)
    with explained():
        base = read_base(shipped_deck())
        deck = deck_of(None, path).deck or open_deck().deck
    assert deck is not None  # the shipped one has no errors
    return _written(
        path, plan_to_start_from(path, deck), "a plan to start from. Fill in 'contacts' first.", "plan", base
    )


def _written(path: Path, text: str, what: str, kind: SchemaName, base: Base) -> int:
    write_new(path, text.encode())
    say(f"{shown_path(path)}: {what}")
    add_schema(path.parent, kind, base)
    return 0

"""`new`: a small commented suit or plan, or a copy of the shipped dialogues or words. It never overwrites a file."""

from __future__ import annotations

import click

from cardtui.commands.shared.failures import DeckFailure, sentence
from cardtui.commands.shared.new_deck_files import COPIED, add_schema, deck_file
from cardtui.commands.shared.new_files import write_new
from cardtui.commands.shared.output import one_line, say
from cardtui.commands.shared.parameters import FilePath
from cardtui.deck.deck_locations import shipped_deck
from cardtui.deck.opened_deck import read_base
from cardtui.lint.deck_writer import plan_to_start_from, suit_to_start_from
from cardtui.workshop.plan_locations import deck_of


@click.command(
    "new",
    help="Named dialogues.yaml or words.yaml, a suit is a copy of the shipped one, to change or translate.",
)
@click.argument("words", metavar="[plan]", nargs=-1, type=click.Choice(["plan"]))
@click.argument("file", metavar="NAME.yaml", type=FilePath())
def new(words: tuple[str, ...], file: str) -> int:
    """Write a small commented suit or plan, or a copy of the shipped dialogues or words under their own names."""
    if file == "plan" or len(words) > 1:
        raise click.UsageError("Name the file of the plan: cardtui new plan NAME.yaml")
    path = deck_file(file)
    kind = "plan" if words else COPIED.get(path.stem, "suit")
    base = read_base(shipped_deck())
    if kind == "plan":
        around = deck_of(None, path)
        if around.deck is None:
            raise DeckFailure(one_line(sentence(around.trouble)))
        text, what = plan_to_start_from(path, around.deck), "a plan to start from. Fill in 'contacts' first."
    elif kind == "suit":
        text, what = suit_to_start_from(path), "a suit to start from."
    else:
        text = (shipped_deck() / f"{kind}.yaml").read_text(encoding="utf-8")
        what = "as it is shipped; what you take out comes from there."
    write_new(path, text.encode())
    say(f"{one_line(path)}: {what}")
    add_schema(path.parent, kind, base)
    return 0
